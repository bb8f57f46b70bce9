import re
import sys
from pathlib import Path

import pytest

from specgen.checks import rules

sys.path.insert(0, str(Path(__file__).parent))

PAGES = sorted((Path(__file__).parent / "rules").glob("*.md"))
mdtest = pytest.importorskip("mdtest", exc_type=ImportError)
CASES = [(page, case) for page in PAGES for case in mdtest.cases(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("page", "case"), CASES, ids=[f"{page.stem}-{case.title}" for page, case in CASES])
def test_findings_stand_on_the_marked_lines(page, case):
    found = mdtest.findings(case, mdtest.code_of(page))
    shown = [f"{one.page}:{one.line}: {one.code} {one.message}" for one in found]
    assert [(one.page, one.line, one.code) for one in found] == [(m.path, m.line, m.code) for m in case.marks], shown
    for mark in case.marks:
        assert any(mark.part in one.message for one in found if one.line == mark.line), (mark, shown)


@pytest.mark.parametrize(("page", "case"), CASES, ids=[f"{page.stem}-{case.title}" for page, case in CASES])
def test_what_is_found_stands_on_the_page(page, case):
    texts = {sample.path: sample.data.decode("utf-8", "replace").split("\n") for sample in case.samples}
    for one in mdtest.findings(case, mdtest.code_of(page)):
        lines = texts[one.page]
        assert 1 <= one.line <= one.end_line <= len(lines)
        assert 1 <= one.column <= len(lines[one.line - 1]) + 1
        assert one.end_column <= len(lines[one.end_line - 1]) + 1
        if one.found is not None and one.line == one.end_line:
            marked = lines[one.line - 1][one.column - 1 : one.end_column - 1]
            assert _bare(one.found) in _bare(marked) or _bare(marked) in _bare(one.found)
        for place in one.related:
            assert 1 <= place.line <= len(texts[place.page])


def _bare(text):
    return re.sub(r"[\\\s*]", "", text)


def test_each_rule_has_a_page_that_finds_and_one_that_stays_silent():
    tested = {mdtest.code_of(page): mdtest.cases(page.read_text(encoding="utf-8")) for page in PAGES}
    assert set(tested) == {rule.info.code for rule in rules()}
    for code, found in tested.items():
        assert any(case.marks for case in found), f"{code} finds nothing"
        assert any(not case.marks for case in found), f"{code} is never silent"


def test_pages_are_named_after_their_rules():
    names = {f"{rule.info.code.lower()}_{rule.info.name.replace('-', '_')}" for rule in rules()}
    assert {page.stem for page in PAGES} == names
