"""Rules that the configuration leaves out on some pages, and entries that leave out nothing."""

import pytest

from specgen.checks import Selection, Stale, UnknownRuleError, judge
from specgen.link import link
from specgen.model.library import Library, Page
from specgen.reader import read_page
from tests.checks.test_suppression import PAGE

TEXT = PAGE.format(before="", above="", behind="").encode()


def library(*reported: str, unreported: tuple[str, ...] = ()) -> Library:
    pages = [Page(read_page(path, TEXT), "tree", "en-us", home=f"docs/{path}") for path in reported]
    pages += [Page(read_page(path, TEXT), "tree", "en-us", None, False, f"docs/{path}") for path in unreported]
    return link(pages)


def selection(pattern: str, *words: str) -> Selection:
    return Selection(select=("SG405",), per_file=((pattern, words),))


@pytest.mark.parametrize("pattern", ["docs/a/dim.md", "docs/a", "docs/a/*", "docs/*", "dim.md", "d*m.md", "a"])
def test_a_pattern_names_pages_and_folders(pattern: str) -> None:
    assert judge(library("a/dim.md"), selection(pattern, "SG4")) == judge(library(), Selection())


@pytest.mark.parametrize("pattern", ["docs/b", "a/dim.md", "*.txt", "docs/a/dim"])
def test_a_pattern_that_names_no_page_is_stale(pattern: str) -> None:
    found = judge(library("a/dim.md"), selection(pattern, "SG405"))
    assert [one.code for one in found.findings] == ["SG405"]
    assert found.stale == (Stale(pattern, "SG405", "no page is called so"),)


def test_a_rule_that_finds_nothing_there_is_stale_if_it_had_a_say() -> None:
    wanted = Selection(select=("SG404", "SG405"), per_file=(("dim.md", ("SG404", "SG405", "SG101")),))
    assert judge(library("dim.md"), wanted).stale == (Stale("dim.md", "SG404", "nothing of it was found there"),)


def test_nothing_is_stale_of_pages_that_are_not_reported_on() -> None:
    there = library("a.md", unreported=("b.md",))
    assert judge(there, selection("b.md", "SG405")).stale == ()


def test_a_selector_that_means_no_rule_is_refused() -> None:
    with pytest.raises(UnknownRuleError):
        judge(library("a.md"), selection("a.md", "SG999"))
