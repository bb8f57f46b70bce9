"""Where links lead, by the names of a tree alone."""

import pytest

from specgen.checks import Selection, links_not_checked, run
from specgen.checks.links import follow
from specgen.link import link as linked
from specgen.model.facts import Link
from specgen.model.library import Library, Page
from specgen.model.spans import Span
from specgen.model.tree import Tree
from specgen.reader import read_page

HOME = "docs/wmi/dim.md"
TREE = Tree.of(
    [
        "docs/wmi/Dim.md",
        "docs/wmi/Flash.md",
        "docs/com/index.md",
        "docs/com/faq.yml",
        "docs/media/lamp.png",
        "a.markdown",
    ],
    sites=[("/probe/wmi", "docs/wmi"), ("/probe", "docs"), ("/probe/old/", "attic")],
    moved=["docs/wmi/Gone.md"],
    docsets=["docs"],
)


def led(target: str, tree: Tree = TREE) -> tuple[str, str | None, str]:
    """What becomes of a link on the page at HOME."""
    found = follow(tree, HOME, Link("x", target, Span(1, 1, 1, 2), None))
    return found.fate, found.place, found.anchor


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("flash.md", "docs/wmi/flash.md"),
        ("FLASH.md?view=1#Top", "docs/wmi/flash.md"),
        ("flash", "docs/wmi/flash.md"),
        ("../../a", "a.markdown"),
        ("..\\com", "docs/com/index.md"),
        ("../com/", "docs/com/index.md"),
        ("../com/faq", "docs/com/faq.yml"),
        ("../com/faq.yml", "docs/com/faq.yml"),
        ("../media/lamp.png", "docs/media/lamp.png"),
        ("%46lash.md", "docs/wmi/flash.md"),
        ("~/com/index.md", "docs/com/index.md"),
        ("/Probe/WMI/flash", "docs/wmi/flash.md"),
        ("/fr-fr/probe/wmi/flash/", "docs/wmi/flash.md"),
        ("/probe/com", "docs/com/index.md"),
        ("#syntax", HOME),
        ("?view=1", HOME),
    ],
)
def test_leads_to_what_is_there(target: str, place: str) -> None:
    assert led(target)[:2] == ("there", place)


@pytest.mark.parametrize(
    ("target", "fate"),
    [
        ("blink.md", "missing"),
        ("blink", "missing"),
        ("/probe/wmi/blink", "missing"),
        ("~/wmi/blink.md", "missing"),
        ("gone.md", "moved"),
        ("gone", "moved"),
        ("/probe/wmi/gone", "moved"),
        ("../../../up.md", "unknown"),
        ("../sockets/plug.md", "unknown"),
        ("../media/other.png", "unknown"),
        ("lamps.zip", "unknown"),
        ("/probes/wmi/blink", "unknown"),
        ("/probe/old/lamp", "unknown"),
        ("/windows/x", "unknown"),
        ("https://example.com/x.md", "elsewhere"),
        ("//example.com/x.md", "elsewhere"),
        ("mailto:a@example.com", "elsewhere"),
        ("xref:Acme.Lamp", "elsewhere"),
    ],
)
def test_leads_nowhere(target: str, fate: str) -> None:
    assert led(target)[0] == fate


def test_anchors_are_decoded() -> None:
    assert led("flash.md#Caf%C3%A9")[2] == "Café"


def test_an_empty_tree_knows_nothing() -> None:
    assert led("flash.md", Tree())[0] == "unknown"
    assert led("#syntax", Tree())[:2] == ("there", HOME)


PAGE = b"""---
title: Dim method of the Acme_Lamp class
api_name:
- Acme_Lamp.Dim
api_type:
- COM
---

# Dim method of the Acme_Lamp class

Dims a lamp: [1](blink.md), [2](flash.md), [3](/acme/x), [4](../x/y.md), [5](https://example.com).

## Syntax

```mof
uint32 Dim();
```
"""


def library(trees: dict[str, Tree]) -> Library:
    """One page, whose home is docs/wmi/dim.md, and the names around it."""
    page = Page(read_page("dim.md", PAGE), "docs/wmi/dim.md", "en-us", home=HOME)
    made = linked([page])
    return Library(made.pages, made.entities, trees=trees)


def test_a_page_that_is_read_by_itself_is_judged_by_its_place_in_the_tree() -> None:
    found = run(library({"": TREE}), Selection(("SG604",), preview=True))
    assert [(one.line, one.found) for one in found] == [(11, "blink.md")]


def test_links_that_nobody_can_follow_are_counted_where_the_rule_is_asked() -> None:
    assert links_not_checked(library({"": TREE}), Selection(("SG604",), preview=True)) == 2
    assert links_not_checked(library({"": Tree()}), Selection(("SG604",), preview=True)) == 4
    assert links_not_checked(library({"": TREE}), Selection(("SG404",), preview=True)) == 0
