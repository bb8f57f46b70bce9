import json
import re
import unicodedata
from importlib import metadata
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import specgen.reports
from specgen.model.findings import Finding, Related
from specgen.reports import location, reports, safe

TEXT = st.text(alphabet=st.characters() | st.sampled_from("\x1b\x9b\u202e\u2066\u200b\ufeff#[:\r\n\t\x00\u2028"))
NAMES = st.text(alphabet=st.characters(exclude_categories=["Cs"]) | st.sampled_from("./:# \\"), min_size=1)
COMMAND = re.compile(r"::warning file=[^:,]+(,[a-zA-Z]+=[^:,]+)*,title=SG501 identifier-translated::")
HARMFUL = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}


def _finding(
    text: str, page: str = "a.md", root: str = "tree", line: int = 1, column: int = 1, span: int = 1
) -> Finding:
    return Finding(
        code="SG501",
        name="identifier-translated",
        severity="warning",
        root=root,
        page=page,
        line=line,
        column=column,
        end_line=line,
        end_column=column + span,
        message=text,
        found=text,
        expected=text,
        member=text,
        related=(Related(page, line, text), Related("b.md", 1, text)),
    )


@given(TEXT)
def test_safe_text_has_no_character_that_a_terminal_obeys(text: str) -> None:
    assert not {unicodedata.category(letter) for letter in safe(text)} & HARMFUL
    assert len(safe(text).splitlines()) <= 1


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="#")))
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize("text", ["[in]", "[/in]", "[bold red]x[/]", r"Root\\CIMV2", "A \\_ B", "# head", "## [a](b)"])
def test_markup_is_only_text(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", "\\u{1b}[31m"),
        ("a\u202eb", "a\\u{202e}b"),
        ("a\r\n\tb", "a\\r\\n\\tb"),
        ("##vso[task]", "#\\u{23}vso[task]"),
        ("##[error]", "#\\u{23}[error]"),
        ("é##VSO[x]\u200b", "é#\\u{23}VSO[x]\\u{200b}"),
    ],
)
def test_what_is_harmful_is_shown(text: str, shown: str) -> None:
    assert safe(text) == shown


@pytest.mark.parametrize("name", sorted(reports()))
@given(text=TEXT, page=NAMES, column=st.integers(1, 50), span=st.integers(0, 50))
def test_every_format_is_safe_whatever_a_page_says(name: str, text: str, page: str, column: int, span: int) -> None:
    lines = [text, *text.split("\n")]
    written = "".join(reports()[name].write([_finding(text, page, column=column, span=span)], lambda root, page: lines))
    categories = {unicodedata.category(letter) for letter in written.replace("\n", "")}
    assert not categories & HARMFUL
    written.encode("utf-8")
    for line in written.split("\n"):
        assert not line.lstrip().startswith("::") or (name == "github" and COMMAND.match(line))
        assert not re.search(r"##(\[|vso\[)", line, re.IGNORECASE)


@pytest.mark.parametrize(
    ("name", "most"),
    [("full", 30), ("concise", 1), ("jsonl", 1), ("json", 3), ("github", 1), ("junit", 10), ("markdown", 13)],
)
@given(text=TEXT)
def test_a_page_cannot_add_lines(name: str, most: int, text: str) -> None:
    written = "".join(reports()[name].write([_finding(text)], lambda root, page: [text]))
    assert 1 <= written.count("\n") <= most


@given(TEXT.filter(lambda text: not any(unicodedata.category(letter) == "Cs" for letter in text)))
def test_jsonl_says_exactly_what_the_page_said(text: str) -> None:
    line = "".join(reports()["jsonl"].write([_finding(text)], lambda root, page: None))
    read = json.loads(line)
    assert (read["message"], read["found"], read["related"][0]["message"]) == (text, text, text)


def test_a_long_line_is_cut_around_the_finding() -> None:
    line = f"{'x' * 1_000_000}NAME{'y' * 1_000_000}"
    [shown] = reports()["full"].write([_finding("m", column=1_000_001, span=4)], lambda root, page: [line])
    excerpt, carets = shown.split("\n")[3:5]
    assert len(excerpt) < 160
    assert excerpt[carets.index("^") : carets.rindex("^") + 1] == "NAME"


def test_a_name_that_is_no_utf_8_can_be_reported_in_every_format() -> None:
    for report in reports().values():
        "".join(report.write([_finding("m", page="caf\udce9.md")], lambda root, page: None)).encode("utf-8")


@pytest.mark.parametrize(
    ("root", "page", "shown"),
    [
        ("docs", "a/b.md", "docs/a/b.md"),
        ("docs/", "a.md", "docs/a.md"),
        (".", "a.md", "a.md"),
        ("", "a.md", "a.md"),
        ("./docs", "a.md", "docs/a.md"),
        ("../docs", "a.md", "../docs/a.md"),
        ("/docs", "a.md", "/docs/a.md"),
        ("/", "a.md", "/a.md"),
        ("docs/a.md", "a.md", "docs/a.md"),
        ("a.md", "a.md", "a.md"),
        ("x\\y", "a.md", "x/y/a.md"),
        (".", "::error::.md", "./::error::.md"),
        (".", "  ::error::.md", "./  ::error::.md"),
    ],
)
def test_location(root: str, page: str, shown: str) -> None:
    assert location(root, page) == shown


def test_a_format_outside_the_package_is_found_by_its_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    module = SimpleNamespace(NAME="acme", write=lambda findings, sources, *, colour=False: ["x\n"])
    point = metadata.EntryPoint("acme", "acme:room", "specgen.reports")
    monkeypatch.setattr(metadata.EntryPoint, "load", lambda self: module)
    monkeypatch.setattr(specgen.reports, "entry_points", lambda group: [point] if group == "specgen.reports" else [])
    assert reports()["acme"] is module
    module.NAME = "full"
    with pytest.raises(ValueError, match="two report formats are called 'full'"):
        reports()
