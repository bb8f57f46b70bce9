"""Twice the page is twice the work: counted in lines of Python that run, because time says nothing here.

What regular expressions and parsers in C do is not counted: ``python -m benches.growth`` times it.
"""

import sys
from types import FrameType
from typing import Any

import pytest

from benches.growth.families import Family, families
from specgen.reader import read_page
from tests.fuzzing.memories import forget

SIZE = 3_000
MOST = 2.4
FOUND = ("prose: lines of '* a'", "prose: lines of '1. a'")
"""Families whose lines of Python once grew faster than they did."""
OTHERS = (
    *("heading: 'S_OK '", "heading: '_a '", "front: nested '{a: ' '}'", "front: lines of 'a: &a b'", "many aliases"),
    *(
        "many sections",
        "many members described",
        "many values",
        "many codes",
        "many links",
        "many anchors",
        "many tables",
    ),
    *(
        "many mof parameters",
        "many mof damaged properties",
        "many c members",
        "many c constants of others",
        "many keys",
    ),
    *(
        "prose: nested '> ' ''",
        "described: nested '<dl><dt>a</dt><dd>' '</dd></dl>'",
        "mof: nested '[' ']'",
        "cpp: nested '(' ')'",
    ),
)


def _work(family: Family, size: int) -> int:
    """Lines of Python that reading the family's page of that size runs."""
    page = family.page(size)
    forget()
    lines = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        read_page("docs/page.md", page)
    finally:
        sys.settrace(before)
    return lines


@pytest.mark.parametrize("name", [*FOUND, *OTHERS])
def test_work_grows_with_the_page(name: str) -> None:
    (family,) = (one for one in families() if one.name == name)
    _work(family, 0)
    assert _work(family, 2 * SIZE) <= MOST * _work(family, SIZE)


def test_names_of_families_are_different() -> None:
    names = [family.name for family in families()]
    assert len(names) == len(set(names))
    assert len(names) > 1_000
