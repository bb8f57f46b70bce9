"""Parity: a translated page gives the same facts as the page it was translated from, without looking at it."""

import json
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from specgen.model.facts import PageFacts
from specgen.model.serial import to_json
from tests.corpus.census import Census

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

ENOUGH = 0.99
PAIRS = {
    "win32/fr-fr": ("win32/en-us", 1400),
    "win32/de-de": ("win32/en-us", 1250),
    "office/pt-br": ("office/en-us", 330),
}
SPACED_OTHERWISE = {"win32/fr-fr": 0.99, "win32/de-de": 0.99, "office/pt-br": 0.966}
MEMBER = ("name", "type", "array", "ref", "pointer", "direction", "optional", "default")
VALUE = ("value", "last", "range", "symbol")
EDITED = Path(__file__).with_name("edited_since.toml")

Census_of = Callable[[str], Census]
Fact = tuple[str, ...]


def edited() -> dict[str, dict[str, Any]]:
    """Pages whose English text was changed after they were translated, by translated tree and page."""
    listed = tomllib.loads(EDITED.read_text("utf-8"))["page"]
    return {f"{one['tree']}/{one['page']}": one for one in listed}


def equal_facts(entity: dict[str, Any]) -> Counter[Fact]:
    """The facts that a locale may not change, each as a tuple of words, in the order of the page."""
    kind, _, rest = entity["id"].partition(":")
    name = rest.split(":")[-1] if kind == "wmi" else rest
    found = [("id", kind, name), ("kind", entity["kind"]), ("name", entity["name"]), ("owner", str(entity["owner"]))]
    for list_name in ("parameters", "properties"):
        for at, member in enumerate(entity.get(list_name, ())):
            found.append((list_name, str(at), *(json.dumps(member.get(key)) for key in MEMBER)))
            found += [(member["name"] or "", *_value(one)) for one in member["values"]]
    if "returns" in entity:
        found.append(("returns", str(entity["returns"]["type"])))
        found += [("returns", *_value(one)) for one in entity["returns"]["values"]]
    return Counter(found)


def _value(value: dict[str, Any]) -> Fact:
    return tuple(json.dumps(value[key]) for key in VALUE)


def _in_order(entity: dict[str, Any]) -> list[list[Fact]]:
    lists = [member["values"] for key in ("parameters", "properties") for member in entity.get(key, ())]
    if "returns" in entity:
        lists.append(entity["returns"]["values"])
    return [[_value(one) for one in values] for values in lists]


def entities(census: Census) -> dict[str, dict[str, Any]]:
    return {one.page: json.loads(to_json(one)) for one in census.library.entities}


def syntax(facts: PageFacts | None) -> str | None:
    """The syntax block as it is written; None where the page has none."""
    return facts.declaration.quote.text if facts and facts.declaration else None


def _same(one: PageFacts | None, other: PageFacts, but_for_space: bool) -> bool:
    left, right = syntax(one), syntax(other)
    if but_for_space and left is not None and right is not None:
        left, right = "".join(left.split()), "".join(right.split())
    return left is not None and left == right


def differences(
    translated: Census, english: Census, *, but_for_space: bool = False
) -> tuple[int, dict[str, tuple[Counter[Fact], Counter[Fact]]]]:
    """How many pages have the syntax block of their original; and those with other facts: what only each side says."""
    theirs, ours = entities(english), entities(translated)
    same = [path for path in theirs if _same(translated.facts.get(path), english.facts[path], but_for_space)]
    found = {}
    for path in same:
        if path not in ours:
            found[path] = (Counter[Fact](), equal_facts(theirs[path]))
            continue
        left, right = equal_facts(ours[path]), equal_facts(theirs[path])
        if left != right or _in_order(ours[path]) != _in_order(theirs[path]):
            found[path] = (left - right, right - left)
    return len(same), found


@pytest.mark.parametrize("tree", PAIRS)
def test_a_translation_gives_the_same_facts(tree: str, census_of: Census_of) -> None:
    source, least = PAIRS[tree]
    count, found = differences(census_of(tree), census_of(source))
    excused = {path for path in found if f"{tree}/{path}" in edited()}
    judged, ours = count - len(excused), {path: sides for path, sides in found.items() if path not in excused}
    assert judged >= least
    told = [
        f"{path}: {sorted(left.elements())[:3]} | {sorted(right.elements())[:3]}"
        for path, (left, right) in ours.items()
    ]
    assert judged - len(ours) >= ENOUGH * judged, f"{len(ours)} of {judged} pages differ:\n" + "\n".join(told)


@pytest.mark.parametrize(("tree", "least"), SPACED_OTHERWISE.items())
def test_white_space_in_the_syntax_costs_little(tree: str, least: float, census_of: Census_of) -> None:
    """Where the syntax block is the same but for white space (no-break spaces in English): a floor to be raised."""
    count, found = differences(census_of(tree), census_of(PAIRS[tree][0]), but_for_space=True)
    assert count - len(found) >= least * count, f"{len(found)} of {count} pages differ"


@pytest.mark.parametrize("key", edited())
def test_what_was_edited_since_is_all_that_differs(key: str, census_of: Census_of) -> None:
    """The listed values are on one page and not on the other, and account for the whole difference."""
    one = edited()[key]
    source, _ = PAIRS[one["tree"]]
    translated, english = census_of(one["tree"]), census_of(source)
    _, found = differences(translated, english)
    left, right = found[one["page"]]
    assert _named(left, one["translated"]) == [] and _named(right, one["english"]) == [], (left, right)
    texts = translated.text(one["page"]), english.text(one["page"])
    for text, other, mine, theirs in ((*texts, "translated", "english"), (*texts[::-1], "english", "translated")):
        added = set(one[mine]) - set(one[theirs])
        assert added <= _words(text) and not added & _words(other)


def _named(facts: Counter[Fact], symbols: list[str]) -> list[Fact]:
    """The facts that are not one of these symbols."""
    return [fact for fact in facts if json.loads(fact[-1]) not in symbols]


def _words(text: str) -> set[str]:
    return {word.strip("`*_:,.()") for word in text.split()}
