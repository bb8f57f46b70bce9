"""Baselines: what they hold, and what is wrong with a file that is none."""

from pathlib import Path

import pytest

from specgen.model.findings import Finding
from specgen.project import BaselineError, judge, read_baseline, write_baseline


def finding(fingerprint: str, page: str = "a.md", code: str = "SG101") -> Finding:
    return Finding(
        code=code,
        name="n",
        severity="warning",
        root="r",
        page=page,
        line=1,
        column=1,
        end_line=1,
        end_column=2,
        message="m",
        fingerprint=fingerprint,
    )


def page_of(one: Finding) -> str:
    return one.page


def test_what_was_written_is_known(tmp_path: Path) -> None:
    file = tmp_path / "base.json"
    write_baseline(file, [finding("f2"), finding("f1"), finding("f1", page="b é.md")], page_of)
    assert file.read_text("utf-8").splitlines()[1] == '  {"fingerprint": "f1", "code": "SG101", "page": "a.md"},'
    judged = judge([finding("f1"), finding("f3")], read_baseline(file), (), {"SG101"})
    assert ([one.fingerprint for one in judged.new], judged.known) == (["f3"], 1)
    assert [one.fingerprint for one in judged.stale] == ["f2"]


def test_nothing_is_stale_of_pages_and_rules_that_did_not_run(tmp_path: Path) -> None:
    file = tmp_path / "base.json"
    write_baseline(file, [finding("f1"), finding("f2", page="b.md"), finding("f3", code="SG102")], page_of)
    known = read_baseline(file)
    assert [one.fingerprint for one in judge([], known, {"b.md"}, {"SG101"}).stale] == ["f1"]
    assert judge([], known, {"a.md", "b.md"}, {"SG101"}).stale == ()


def test_rules_that_had_no_say_when_it_was_written_raise_nothing_new(tmp_path: Path) -> None:
    file = tmp_path / "base.json"
    write_baseline(file, [finding("f1")], page_of, ["SG521"])
    judged = judge([finding("f1"), finding("f2", code="SG521"), finding("f3")], read_baseline(file), (), {"SG101"})
    assert [one.fingerprint for one in judged.new] == ["f3"]
    assert (judged.known, judged.unheard, judged.stale) == (1, 1, ())


def test_pages_are_named_as_the_caller_says(tmp_path: Path) -> None:
    file = tmp_path / "base.json"
    write_baseline(file, [finding("f1")], lambda one: f"docs/{one.page}")
    assert [one.page for one in read_baseline(file).known] == ["docs/a.md"]


def test_no_findings_make_an_empty_baseline(tmp_path: Path) -> None:
    write_baseline(tmp_path / "base.json", [], page_of)
    assert read_baseline(tmp_path / "base.json").known == ()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{", "base.json:1: no JSON"),
        ("[]", "no baseline of schema 1"),
        ('{"schema": 2, "findings": []}', "no baseline of schema 1"),
        ('{"schema": 1, "findings": {}}', "no baseline of schema 1"),
        ('{"schema": 1, "findings": [3]}', "entry 1 has not the keys code, fingerprint, page"),
        ('{"schema": 1, "findings": [{"fingerprint": "f", "code": "c", "page": 1}]}', "each a text"),
        ('{"schema": 1, "silent": "SG1", "findings": []}', "silent is no list of codes"),
        ("[" * 100_000, "no JSON"),
    ],
)
def test_what_is_no_baseline(tmp_path: Path, text: str, complaint: str) -> None:
    file = tmp_path / "base.json"
    file.write_text(text, "utf-8")
    with pytest.raises(BaselineError) as raised:
        read_baseline(file)
    assert complaint in str(raised.value)


def test_a_baseline_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match="cannot be read"):
        read_baseline(tmp_path / "none.json")
