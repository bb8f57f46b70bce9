"""Rule tests as Markdown pages.

A test page is named after its rule. Each ``##`` section is a case: prose, and one or more sample pages in fences of
four back-ticks or more whose info string is ``page <path>`` (a second word ``bytes`` turns ``\\xHH`` into bytes; with
``original`` the page is one of the reference that the others were translated from). The pages of a case are read,
linked and checked together. A line that a finding of the rule begins on ends in a mark,
``<!-- error: SG101 "part of the message" -->``, which is taken away before the page is read; other findings of that
rule fail the case. A case without marks shows that the rule stays silent. A fence of three back-ticks with the info
string ``toml`` holds overlays, which are applied to the case's library.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from specgen.checks import Selection, rules, run
from specgen.link import apply_overlays, link
from specgen.model.findings import Finding
from specgen.model.library import Library, Page
from specgen.model.overlays import Overlay
from specgen.reader import read_page

_FENCE = re.compile(r"(?P<ticks>`{4,}) *page +(?P<path>\S+)(?P<options>.*)$")
_MARK = re.compile(r'[ \t]*<!-- error: (?P<code>SG\d+) "(?P<part>[^"]*)" -->')
_OVERLAYS = "```toml"
_BYTE = re.compile(rb"\\x([0-9A-F]{2})")


@dataclass(frozen=True, order=True)
class Mark:
    """What a marked line promises."""

    path: str
    line: int
    code: str
    part: str


@dataclass(frozen=True)
class Sample:
    """A sample page without its marks."""

    path: str
    data: bytes
    marks: tuple[Mark, ...]
    original: bool = False


@dataclass(frozen=True)
class Case:
    """One section of a test page."""

    title: str
    samples: tuple[Sample, ...]
    overlays: str = ""

    @property
    def marks(self) -> list[Mark]:
        return sorted(mark for sample in self.samples for mark in sample.marks)


def cases(text: str) -> list[Case]:
    """The sections of a test page that hold sample pages."""
    found: list[tuple[str, list[Sample], list[str]]] = [("", [], [])]
    lines = iter(text.split("\n"))
    for line in lines:
        fence = _FENCE.match(line)
        if fence:
            body = _body(lines, fence["ticks"])
            found[-1][1].append(_sample(fence["path"], body, fence["options"].split()))
        elif line == _OVERLAYS:
            found[-1][2].extend(_body(lines, "```"))
        elif line.startswith("## "):
            found.append((line[3:], [], []))
    return [Case(title, tuple(samples), "\n".join(overlays)) for title, samples, overlays in found if samples]


def _body(lines: Iterator[str], end: str) -> list[str]:
    return list(iter(lines.__next__, end))


def _sample(path: str, body: list[str], options: list[str]) -> Sample:
    marks = [
        Mark(path, number, mark["code"], mark["part"])
        for number, line in enumerate(body, 1)
        for mark in _MARK.finditer(line)
    ]
    data = "".join(f"{_MARK.sub('', line)}\n" for line in body).encode()
    if "bytes" in options:
        data = _BYTE.sub(lambda match: bytes.fromhex(match[1].decode()), data)
    return Sample(path, data, tuple(marks), original="original" in options)


def library(case: Case) -> Library:
    """The case's pages, linked, with those that they were translated from as the reference."""
    overlays = tomllib.loads(case.overlays).get("overlay", [])
    originals = [_page(sample) for sample in case.samples if sample.original]
    pages = [_page(sample) for sample in case.samples if not sample.original]
    linked = link(pages, link(originals) if originals else None)
    return apply_overlays(linked, [Overlay("overlays.toml", 1, **one) for one in overlays])


def _page(sample: Sample) -> Page:
    facts = read_page(sample.path, sample.data)
    return Page(facts, root="tree", locale=(facts.front.content_locale or "en-us").lower())


def findings(case: Case, code: str) -> list[Finding]:
    """What the rule finds in a case."""
    return list(run(library(case), Selection(select=(code,), preview=True)))


def code_of(path: Path) -> str:
    """The code that a test page is named after."""
    return path.stem.partition("_")[0].upper()


PAGES = sorted((Path(__file__).parent / "rules").glob("*.md"))
CASES = [(page, case) for page in PAGES for case in cases(page.read_text(encoding="utf-8"))]
each_case = pytest.mark.parametrize(("page", "case"), CASES, ids=[f"{page.stem}-{case.title}" for page, case in CASES])


@each_case
def test_findings_stand_on_the_marked_lines(page: Path, case: Case) -> None:
    found = findings(case, code_of(page))
    shown = [f"{one.page}:{one.line}: {one.code} {one.message}" for one in found]
    assert [(one.page, one.line, one.code) for one in found] == [(m.path, m.line, m.code) for m in case.marks], shown
    for mark in case.marks:
        assert any(mark.part in one.message for one in found if one.line == mark.line), (mark, shown)


@each_case
def test_what_is_found_stands_on_the_page(page: Path, case: Case) -> None:
    read = [sample for sample in case.samples if not sample.original]
    texts = {sample.path: sample.data.decode("utf-8", "replace").split("\n") for sample in read}
    for one in findings(case, code_of(page)):
        lines = texts[one.page]
        assert 1 <= one.line <= one.end_line <= len(lines)
        assert 1 <= one.column <= len(lines[one.line - 1]) + 1
        assert one.end_column <= len(lines[one.end_line - 1]) + 1
        if one.found is not None and one.line == one.end_line:
            marked = lines[one.line - 1][one.column - 1 : one.end_column - 1]
            assert _bare(one.found) in _bare(marked) or _bare(marked) in _bare(one.found)
        for place in one.related:
            assert 1 <= place.line <= len(texts[place.page])


def _bare(text: str) -> str:
    return re.sub(r"[\\\s*]", "", text)


def test_each_rule_has_a_page_that_finds_and_one_that_stays_silent() -> None:
    tested = {code_of(page): cases(page.read_text(encoding="utf-8")) for page in PAGES}
    assert set(tested) == {rule.info.code for rule in rules()}
    for code, found in tested.items():
        assert any(case.marks for case in found), f"{code} finds nothing"
        assert any(not case.marks for case in found), f"{code} is never silent"


def test_pages_are_named_after_their_rules() -> None:
    names = {f"{rule.info.code.lower()}_{rule.info.name.replace('-', '_')}" for rule in rules()}
    assert {page.stem for page in PAGES} == names
