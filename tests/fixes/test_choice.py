"""Which fixes go together: none that overlap, the first in the order of reports; unsafe ones if they are asked for."""

from specgen.fixes import choose, fixable
from specgen.model.change import changed
from specgen.model.findings import Edit, Finding, Fix

BASE = Finding(
    code="SG502",
    name="identifier-split",
    severity="warning",
    root="docs",
    page="a.md",
    line=1,
    column=1,
    end_line=1,
    end_column=5,
    message="m",
)


def finding(line: int, start: int, end: int, *, safe: bool = True, page: str = "a.md", code: str = "SG502") -> Finding:
    fix = Fix(safe, (Edit("a.md", line, start, line, end, "x"),))
    return changed(BASE, page=page, code=code, line=line, column=start, end_line=line, end_column=end, fix=fix)


def test_of_two_that_overlap_the_first_is_chosen() -> None:
    one, two, three = finding(1, 1, 5), finding(1, 4, 8), finding(1, 9, 12)
    assert choose([three, two, one], unsafe=False) == {("docs", "a.md"): (one, three)}


def test_edits_that_meet_wait_for_each_other() -> None:
    one, two = finding(1, 1, 5), finding(1, 5, 8)
    assert choose([one, two], unsafe=False) == {("docs", "a.md"): (one,)}


def test_unsafe_fixes_are_chosen_where_they_are_asked_for() -> None:
    safe, unsafe = finding(1, 1, 5), finding(2, 1, 5, safe=False)
    assert choose([safe, unsafe], unsafe=False) == {("docs", "a.md"): (safe,)}
    assert choose([safe, unsafe], unsafe=True) == {("docs", "a.md"): (safe, unsafe)}
    assert [fixable(one, unsafe=False) for one in (safe, unsafe, BASE)] == [True, False, False]


def test_a_fix_that_leads_to_another_page_or_contradicts_itself_is_none() -> None:
    elsewhere = finding(1, 1, 5, page="b.md")
    twice = changed(BASE, fix=Fix(safe=True, edits=(Edit("a.md", 1, 1, 1, 5, "x"), Edit("a.md", 1, 2, 1, 3, "y"))))
    backwards = changed(BASE, fix=Fix(safe=True, edits=(Edit("a.md", 1, 5, 1, 1, "x"),)))
    assert choose([elsewhere, twice, backwards], unsafe=True) == {}
