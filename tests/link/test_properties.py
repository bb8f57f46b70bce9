"""What holds for any set of pages: order does not matter, bytes change nothing, nothing raises."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from specgen.link import link
from specgen.model.library import Library, Page
from specgen.model.serial import entity_from_line, entity_line, jsonl, pack_facts, unpack_facts
from tests.link.trees import pages, rows, wmi_class, wmi_method
from tests.reader.mutations import damaged
from tests.reader.pages import PAGES

TREE = {
    **PAGES,
    "copy/ice-drill.md": PAGES["ice-drill.md"],
    "copy/bore-ice-drill.md": PAGES["bore-ice-drill.md"],
    "saw.md": wmi_class("Ice_Saw", methods=rows("Cut@cut.md", "Bore@bore-ice-drill.md")),
    "cut.md": wmi_method("Cut", "Ice_Drill", see="[saw](saw.md)"),
    "cut-again.md": wmi_method("Cut", "Ice_Saw"),
}


def same(one: Library, other: Library) -> bool:
    return jsonl(one.entities) == jsonl(other.entities) and one.pages == other.pages


@given(st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=25)
def test_the_order_of_pages_does_not_matter(shuffler: random.Random) -> None:
    made = [*pages(TREE, "en-us", "a"), *pages(TREE, "fr-fr", "b")]
    shuffled = list(made)
    shuffler.shuffle(shuffled)
    assert same(link(made), link(shuffled))


def test_facts_through_bytes_give_the_same_library() -> None:
    made = pages(TREE)
    again = [Page(unpack_facts(pack_facts(one.facts)), one.root, one.locale) for one in made]
    assert same(link(made), link(again))


def test_entities_survive_json() -> None:
    for one in link(pages(TREE)).entities:
        assert entity_from_line(entity_line(one)) == one


@given(st.lists(damaged(), min_size=1, max_size=4), st.sampled_from((None, "fr-fr", "xx-yy")))
@settings(deadline=None, max_examples=60)
def test_damaged_pages_link(texts: list[str], locale: str | None) -> None:
    tree = {f"page{at}.md": text.encode("utf-8", "replace").decode() for at, text in enumerate(texts)}
    made = [*pages(tree, locale), *pages(PAGES, None, "whole")]
    reference = link(pages(PAGES, "en-us", "reference"))
    found = link(made, reference)
    assert same(found, link(made[::-1], reference))
    assert [one.id for one in found.entities] == sorted(one.id for one in found.entities)
    primaries = [(one.id.lower(), one.locale) for one in found.entities if one.primary]
    assert len(primaries) == len(set(primaries))
