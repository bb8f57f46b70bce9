"""Overlay files: what may stand in them, and that each complaint says where."""

from pathlib import Path

import pytest

from specgen.model.overlays import Overlay, OverlayError
from specgen.project import configuration_for, read_overlays

ENTRY = {
    "id": '"com:IProbe::Dig"',
    "field": '"direction"',
    "was": '"in"',
    "now": '"out"',
    "reason": '"The header says so."',
    "link": '"https://example.org/probe.h"',
}


def _entry(**changes: str | None) -> str:
    """An entry with some keys changed, added, or (None) left out."""
    keys = {key: value for key, value in {**ENTRY, **changes}.items() if value is not None}
    return "[[overlay]]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items())


def _file(tmp_path: Path, text: str) -> str:
    file = tmp_path / "known.toml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def _problems(*files: str) -> tuple[str, ...]:
    with pytest.raises(OverlayError) as raised:
        read_overlays(files)
    return raised.value.problems


def test_an_entry_is_read_with_its_line(tmp_path: Path) -> None:
    file = _file(tmp_path, "# Known.\n\n" + _entry(locale='"FR-fr"', member='"ulDepth"'))
    assert read_overlays([file]) == (
        Overlay(
            file=file,
            line=3,
            id="com:IProbe::Dig",
            field="direction",
            was="in",
            now="out",
            reason="The header says so.",
            link="https://example.org/probe.h",
            locale="fr-fr",
            member="ulDepth",
        ),
    )


def test_locale_and_member_may_be_left_out(tmp_path: Path) -> None:
    (read,) = read_overlays([_file(tmp_path, _entry())])
    assert (read.locale, read.member) == (None, None)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_are_those_of_the_headers_and_of_nothing_that_looks_like_one(tmp_path: Path, end: str) -> None:
    text = (
        "# [[overlay]]\n"
        + _entry(reason='"""\n[[overlay]]\nid = "x"\n[[overlay]]\n"""')  # line 2
        + "\n"
        + _entry(id='"a"', was="[\n  1,\n  2,\n]", now="[]").replace("[[overlay]]", "  [[ overlay ]] # why")  # 14
        + _entry(id='"b"', reason="'''\\'''").replace("[[overlay]]", '[["overlay"]]')  # 24
        + _entry(id='"c"', now=None)  # 31
        + "[overlay.now]\nnull = true\n"
        + _entry(id='"d"')  # 39
    )
    file = tmp_path / "known.toml"
    file.write_bytes(text.replace("\n", end).encode())
    read = read_overlays([str(file)])
    numbered = text.split("\n")
    assert [one.line for one in read] == [2, 14, 24, 31, 39]
    assert all("overlay" in numbered[one.line - 1] for one in read)
    assert [one.id for one in read] == ["com:IProbe::Dig", "a", "b", "c", "d"]
    assert read[3].now is None


@pytest.mark.parametrize(
    ("spelt", "value"),
    [
        ("{ null = true }", None),
        ("[{ null = true }]", [None]),
        ('[2, "DIM"]', [2, "DIM"]),
        ("true", True),
        ("0x80041002", 0x80041002),
        ("0.5", 0.5),
        ('""', ""),
        ('"null"', "null"),
    ],
)
def test_values_are_those_of_json(tmp_path: Path, spelt: str, value: object) -> None:
    (read,) = read_overlays([_file(tmp_path, _entry(was=spelt))])
    assert read.was == value
    assert type(read.was) is type(value)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"colour": '"red"'}, "unknown key colour (known keys: id, locale, member, field, was, now, reason, link)"),
        ({"reason": None}, "reason must be given"),
        ({"link": None, "was": None}, "was, link must be given"),
        ({"reason": '" "'}, "reason must be a string that is not empty"),
        ({"id": "7"}, "id must be a string that is not empty"),
        ({"member": '""'}, "member must be a string that is not empty"),
        ({"locale": "[]"}, "locale must be a string that is not empty"),
        ({"link": '"ftp://example.org"'}, "link must be an http or https URL"),
        ({"link": '"example.org/page"'}, "link must be an http or https URL"),
        ({"link": '"https://"'}, "link must be an http or https URL"),
        ({"link": '"https://[::1"'}, "link must be an http or https URL"),
        ({"link": '"https://example.org/ page"'}, "link must be an http or https URL"),
        ({"link": r'"https://example.org/\u001b"'}, "link must be an http or https URL"),
        ({"now": "{ a = 1 }"}, "now must be a string, a number, true, false, { null = true } or an array of these"),
        ({"now": "{ null = false }"}, "now must be a string, "),
        ({"now": "{ null = 1 }"}, "now must be a string, "),
        ({"now": "2020-01-01"}, "now must be a string, "),
        ({"now": "[[2020-01-01]]"}, "now must be a string, "),
        ({"now": "nan"}, "now must be a string, "),
        ({"now": "inf"}, "now must be a string, "),
        ({"was": "18446744073709551616"}, "was must be a string, "),
        ({"now": '"in"'}, "was and now are the same: the entry changes nothing"),
        ({"was": "[{ null = true }]", "now": "[{ null = true }]"}, "was and now are the same"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_line(tmp_path: Path, changes: dict[str, str], complaint: str) -> None:
    file = _file(tmp_path, "\n\n" + _entry() + _entry(id='"other"') + _entry(**changes))
    (problem,) = _problems(file)
    assert problem.startswith(f"{file}:17: {complaint}")


def test_true_is_not_1(tmp_path: Path) -> None:
    (read,) = read_overlays([_file(tmp_path, _entry(was="1", now="true"))])
    assert (read.was, read.now) == (1, True)


def test_every_wrong_entry_of_every_file_is_named(tmp_path: Path) -> None:
    one = _file(tmp_path, _entry(reason=None) + _entry() + _entry(link='"x"'))
    other = tmp_path / "other.toml"
    other.write_text("a = [", encoding="utf-8")
    problems = _problems(one, str(other))
    assert [problem.rpartition(": ")[0].split(": ")[0] for problem in problems] == [f"{one}:1", f"{one}:14", str(other)]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[overlay]\n", "is no TOML: "),
        ("[[overlays]]\nid = 1\n", "unknown key overlays (an overlay file holds [[overlay]] tables)"),
        ('overlay = [{ id = "x" }]\n', "each entry is a table that begins with [[overlay]] on a line of its own"),
        ("[overlay]\n", "each entry is a table that begins with [[overlay]]"),
        ("overlay = 3\n", "each entry is a table that begins with [[overlay]]"),
        ("a = " + "[" * 5000, "is no TOML: "),
    ],
)
def test_a_file_that_is_no_overlay_file_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    file = _file(tmp_path, text)
    (problem,) = _problems(file)
    assert problem.startswith(f"{file}: {complaint}")


def test_bytes_that_are_no_text_and_files_that_are_not_there_are_refused(tmp_path: Path) -> None:
    (tmp_path / "known.toml").write_bytes(b"\xff\xfe\x00")
    assert "is no TOML" in _problems(str(tmp_path / "known.toml"))[0]
    assert _problems(str(tmp_path / "none.toml"))[0].startswith(f"{tmp_path / 'none.toml'}: cannot be read: ")


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    file = _file(tmp_path, _entry())
    assert len(read_overlays([file, file])) == 1
    assert read_overlays([_file(tmp_path, "")]) == ()


def test_the_configuration_names_files_beside_it(tmp_path: Path) -> None:
    (tmp_path / "specgen.toml").write_text('overlays = ["known/a.toml", "b.toml"]\n', encoding="utf-8")
    assert configuration_for((tmp_path,)).overlays == (tmp_path / "known/a.toml", tmp_path / "b.toml")


def test_the_example_of_the_documentation_is_read(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "overlays.md").read_text("utf-8")
    blocks = [part.partition("```")[0] for part in page.split("```toml\n")[1:]]
    read = [one for block in blocks for one in read_overlays([_file(tmp_path, block)])]
    assert len(read) >= 3
