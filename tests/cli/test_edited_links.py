"""A page whose links or headings were edited is judged with the pages that it links to, and always as with all."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.test_after_edit import ALL, CLASS, METHOD, Edit, edit

WHOLE = METHOD.replace("ACME \\_ E \\_ DIMMED", "ACME_E_DIMMED").replace(
    "## Return value", "## Hints\n\nSee [more](#hints), and [glow](glow.md#hints).\n\n## Return value"
)
"""A page on which no name came apart."""


@pytest.fixture
def pages(tmp_path: Path, settled: None) -> Path:
    """Two methods of a class, one of which links to the hints of the other, that have been there for long."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "acme-lamp.md").write_text(CLASS)
    (folder / "dim.md").write_text(WHOLE)
    (folder / "glow.md").write_text(WHOLE.replace("Dim", "Glow").replace("(glow.md#hints)", "(dim.md)"))
    return folder


@pytest.fixture
def alone(answered: Callable[..., bool]) -> Callable[..., bool]:
    """Runs a check; tells whether not all pages were compiled for it."""
    return lambda *arguments: answered("check", *arguments)


OWN: list[Edit] = [
    ("dim.md", "How much.", "How much, as [more](nowhere.md) says."),
    ("dim.md", "How much.", "How much, as [more](glow.md#nowhere) says."),
    ("dim.md", "How much.", "How much.\n\nAs [more](glow.md#return-value) says."),
    ("dim.md", "How much.", "How much, as [more](#return-value) says."),
    ("dim.md", "How much.", "How much, as [more](/somewhere/else) says."),
    ("dim.md", "glow.md#hints", "glow.md#hint"),
    ("dim.md", "glow.md#hints", "gleam.md#hints"),
    ("dim.md", "See [more](#hints), and [glow](glow.md#hints).", "See."),
    ("dim.md", "## Hints", "## Tips"),
    ("glow.md", "[glow](dim.md)", "[glow](acme-lamp.md#methods)"),
]
"""What only the page itself is judged by."""

OF_OTHERS: list[Edit] = [
    # Another page links to it.
    ("glow.md", "## Hints", "## Tips"),
    # Above the syntax block, and on a page that lists members.
    ("dim.md", "Dims it.", "Dims it, as [more](glow.md) says."),
    ("acme-lamp.md", "A lamp.", "A lamp, or [more](more.md)."),
    ("acme-lamp.md", "### Properties", "### Its properties"),
]


@pytest.mark.parametrize("done", OWN)
def test_links_and_headings_are_judged_with_what_they_lead_to(
    done: Edit, pages: Path, alone: Callable[..., bool]
) -> None:
    assert not alone(pages, *ALL)
    edit(pages, done)
    assert [alone(pages, *ALL) for _ in range(2)] == [True, True]
    # What was kept then is as good as what a run of everything keeps.
    edit(pages, ("dim.md", "It is dim.", "It is low."))
    assert alone(pages, *ALL)
    edit(pages, (done[0], done[2], done[1]))
    assert alone(pages, *ALL)


@pytest.mark.parametrize("done", OF_OTHERS)
def test_what_other_pages_see_of_them_is_judged_with_all(done: Edit, pages: Path, alone: Callable[..., bool]) -> None:
    assert not alone(pages, *ALL)
    edit(pages, done)
    assert [alone(pages, *ALL) for _ in range(2)] == [False, True]


def test_a_broken_link_to_the_page_itself_is_found(pages: Path, alone: Callable[..., bool]) -> None:
    assert not alone(pages, *ALL)
    edit(pages, ("dim.md", "How much.", "How much, as [more](#nowhere) says."))
    assert [alone(pages, *ALL) for _ in range(2)] == [True, True]


def test_a_heading_that_is_linked_to_since_an_edit_is_seen(pages: Path, alone: Callable[..., bool]) -> None:
    assert not alone(pages, *ALL)
    edit(pages, ("glow.md", "(dim.md)", "(dim.md#hints)"))
    assert alone(pages, *ALL)
    edit(pages, ("dim.md", "## Hints", "## Tips"))
    assert [alone(pages, *ALL) for _ in range(2)] == [False, True]


def test_a_link_and_the_heading_that_it_names_may_be_edited_at_once(pages: Path, alone: Callable[..., bool]) -> None:
    assert not alone(pages, *ALL)
    edit(pages, ("glow.md", "(dim.md)", "(dim.md#tips)"))
    edit(pages, ("dim.md", "## Hints", "## Tips"))
    assert not alone(pages, *ALL)


def test_a_line_that_a_broken_link_elsewhere_names_is_seen(pages: Path, alone: Callable[..., bool]) -> None:
    assert not alone(pages, *ALL)
    edit(pages, ("dim.md", "glow.md#hints", "glow.md#hint"))
    assert alone(pages, *ALL)
    edit(pages, ("glow.md", "Glows it.", "Glows it.\n\nAt once."))
    assert [alone(pages, *ALL) for _ in range(2)] == [False, True]


def test_where_a_method_is_seen_also_may_be_its_class(pages: Path, alone: Callable[..., bool]) -> None:
    also = "| **ACME_E_DIMMED** 3 | It is dim. |\n"
    assert not alone(pages, *ALL)
    edit(pages, ("dim.md", also, f"{also}\n## See also\n\n[Glow](glow.md)\n\n[Gone](gone.md)\n"))
    assert not alone(pages, *ALL)
    edit(pages, ("dim.md", "[Gone](gone.md)", "[Return value](glow.md#return-value)\n\n[Lost](lost.md)"))
    assert alone(pages, *ALL)
    edit(pages, ("dim.md", "[Lost](lost.md)", "[Lamp](ACME-lamp.md)"))
    assert not alone(pages, *ALL)
