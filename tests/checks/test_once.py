"""What several rules ask of one page is found out once, and forgotten with the page."""

import gc
from pathlib import Path

from specgen.checks import Selection, judge
from specgen.checks.once import _ALL, KEPT, Once, forget
from specgen.model.facts import PageFacts
from specgen.model.library import Page
from specgen.pipeline import Request, compile_pages

SEEDS = Path(__file__).parents[2] / "seeds"


def _page() -> Page:
    return Page(PageFacts("a.md", "article", "skipped"), "root", "en-us")


def test_it_is_asked_once_for_each_object_and_equal_pages_are_two() -> None:
    asked: list[str] = []

    def count(page: Page) -> int:
        asked.append(page.root)
        return len(asked)

    once = Once(count)
    one, other = _page(), _page()
    assert one == other
    assert (once(one), once(one), once(other), once(one)) == (1, 1, 2, 1)


def test_what_was_found_goes_with_the_page() -> None:
    once = Once(lambda page, original: [page.root, original.root])
    one, original = _page(), _page()
    once(one, original)
    assert len(once._found) == 1
    del one
    gc.collect()
    assert not once._found


def test_what_was_asked_long_ago_is_forgotten_and_found_again() -> None:
    asked: list[int] = []
    pages = [Page(PageFacts(f"{number}.md", "article", "skipped"), "", "en-us") for number in range(KEPT + 1)]

    def paths(page: Page) -> str:
        asked.append(1)
        return page.facts.path

    path = Once(paths)
    assert [path(page) for page in pages] == [f"{number}.md" for number in range(KEPT + 1)]
    assert len(path._found) == KEPT
    assert (path(pages[-1]), len(asked)) == (f"{KEPT}.md", KEPT + 1)
    assert (path(pages[0]), len(asked)) == ("0.md", KEPT + 2)


def test_what_nobody_will_ask_again_is_forgotten_while_its_subject_lives() -> None:
    once = Once(lambda page, *_original: [page.root])
    one, other = _page(), _page()
    before = once(one)
    once(one, other)
    kept = once(other)
    forget(one)
    assert list(once._found.values()) == [kept]
    assert once(one) == before
    assert once(one) is not before


def test_what_is_small_is_not_forgotten_while_its_subject_lives() -> None:
    once = Once(lambda page: [page.root], small=True)
    one = _page()
    before = once(one)
    forget(one)
    assert once(one) is before


def test_the_rules_of_a_library_leave_nothing_behind_that_takes_room() -> None:
    library = compile_pages(Request((str(SEEDS),), jobs=1)).library
    assert judge(library, Selection(("ALL",), (), preview=True)).findings
    assert not [key for once in _ALL if not once.small for key in once._found if id(library) in key]
