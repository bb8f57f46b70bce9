"""Linking and the rules of the library look at the outsides of pages, and at nothing else."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from specgen.link import link
from specgen.model.change import changed
from specgen.model.facts import Link, PageFacts, Token
from specgen.model.folded import Folded
from specgen.model.library import Library, Page
from specgen.model.outsides import same_outside
from specgen.pipeline import Request, compile_pages
from specgen.reader import read_page
from tests.cli.test_after_edit import CLASS, METHOD
from tests.pipeline.blanked import follows, outcome, outside_of, unfollowed

Look = Callable[[PageFacts], PageFacts]


@pytest.fixture
def tree(tmp_path: Path) -> tuple[Library, tuple[Page, ...]]:
    """A library and its pages as they were read, with something for rules of the library to say."""
    for name, text in (
        ("acme-lamp.md", CLASS),
        ("dim.md", METHOD),
        ("blink.md", METHOD.replace("Dim", "Blink")),
        ("readme.md", "# Acme\\_Lamps\n\n[Lamps](acme-lamp.md#nowhere), ACME \\_ E \\_ DIMMED, [more](gone.md).\n"),
        ("more.md", "# More\n\nOf the [\\_Lamp Acme](acme-lamp.md).\n"),
    ):
        (tmp_path / name).write_text(text)
    run = compile_pages(Request((str(tmp_path),)))
    assert run.inputs is not None
    return run.library, run.inputs.pages


def _relinked(tree: tuple[Library, tuple[Page, ...]], look: Look) -> bool:
    """Whether everything is as it was where only so much of each page is known."""
    library, pages = tree
    some = [replace(page, facts=look(page.facts)) for page in pages]
    return unfollowed(outcome(replace(link(some), trees=library.trees), some)) == unfollowed(outcome(library, pages))


def test_the_outside_is_all_that_matters_to_others(tree: tuple[Library, tuple[Page, ...]]) -> None:
    found = {code for told in outcome(*tree)["of_library"].values() for code, _ in told}
    assert found == {"SG104", "SG106", "SG506", "SG507", "SG604", "SG605", "SG703"}
    assert _relinked(tree, outside_of)


def test_what_follows_from_links_needs_the_pages_alone_that_they_lead_to(
    tree: tuple[Library, tuple[Page, ...]],
) -> None:
    told = {page.place: (alone, whole) for page, alone, whole in follows(tree[0])}
    assert set(told) == {"dim.md", "blink.md", "readme.md", "more.md"}
    assert all(alone == whole for alone, whole in told.values())
    assert [code for code, _ in told["readme.md"][1]] == ["SG604", "SG605"]


@pytest.mark.parametrize(
    "look",
    [
        lambda facts: changed(facts, links=Folded.of(Link, ())),
        lambda facts: changed(facts, names=Folded.of(Token, ())),
        lambda facts: changed(facts, listed=()),
        lambda facts: changed(facts, declaration=None),
    ],
)
def test_and_less_is_too_little(look: Look, tree: tuple[Library, tuple[Page, ...]]) -> None:
    assert not _relinked(tree, look)


def test_what_moves_is_followed() -> None:
    before = read_page("dim.md", METHOD.encode())
    after = read_page("dim.md", METHOD.replace("Dims it.", "Dims it.\n\nAt once.").encode())
    places = same_outside(before, after)
    assert places is not None and places.moved
    assert before.declaration is not None and after.declaration is not None
    assert places.spans[before.declaration.quote.span] == after.declaration.quote.span
    assert {now - then for then, now in places.lines.items()} == {0, 2}


def test_what_changes_its_order_is_another_outside() -> None:
    swapped = METHOD.replace("[in] uint32 Level,\n  [in] uint32 Speed", "[in] uint32 Speed,\n  [in] uint32 Level")
    before, after = read_page("dim.md", METHOD.encode()), read_page("dim.md", swapped.encode())
    assert same_outside(before, after) is None


def test_names_that_came_apart_and_constants_are_part_of_it() -> None:
    before = read_page("dim.md", METHOD.encode())
    for now in ("ACME_E_DIMMED", "ACME \\_ E \\_ DARK", "it"):
        after = read_page("dim.md", METHOD.replace("ACME \\_ E \\_ DIMMED", now).encode())
        assert same_outside(before, after) is None
