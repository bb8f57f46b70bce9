"""Parity: a translated page gives the same facts as the page it was translated from, without looking at it."""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Container, Iterator
from pathlib import Path
from typing import Any

import pytest

from specgen import lexicons
from specgen.link import link
from specgen.model.facts import PageFacts
from specgen.model.library import Library, Page, wmi_methods
from specgen.model.serial import to_json
from tests.corpus.census import Census, take

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

ENOUGH = 0.99
PAIRS = {
    "win32/fr-fr": ("win32/en-us", 1400),
    "win32/de-de": ("win32/en-us", 1250),
    "office/pt-br": ("office/en-us", 330),
}
FIRST_KINDS = frozenset({"wmi-class", "wmi-method", "com-method", "com-interface"})
EVERY_KIND = {"win32/fr-fr": 0.991, "win32/de-de": 0.995, "office/pt-br": 0.995}
WITH_REFERENCE = 0.995
WITHOUT_WORDS = {"win32/fr-fr": 0.955, "win32/de-de": 0.983, "office/pt-br": 0.99}
WITHOUT_WORDS_OF_THOSE_THAT_TELL = 0.99
WITHOUT_WORDS_WITH_REFERENCE = 0.99
SPACED_OTHERWISE = {"win32/fr-fr": 0.986, "win32/de-de": 0.99, "office/pt-br": 0.966}
KEYWORDS = frozenset(f'"{word}"' for word in ("single", "closed", "from", "to", "rest", "in", "out", "inout"))
MEMBER = ("name", "type", "array", "ref", "pointer", "direction", "optional", "default", "value", "bits")
OWN = ("type", "pointer", "getter", "setter", "access", "tag", "lid", "types")
VALUE = ("value", "last", "range", "symbol")
WITHOUT_SYNTAX = frozenset({"mapi-property", "constants", "com-interface", "message", "notification"})
EDITED = Path(__file__).with_name("edited_since.toml")

LOST = EDITED.with_name("lost_in_translation.toml")

Census_of = Callable[[str], Census]
Fact = tuple[str, ...]
Entities = list[dict[str, Any]]


def edited() -> dict[str, dict[str, Any]]:
    """Pages whose English text was changed after they were translated, by translated tree and page."""
    listed = tomllib.loads(EDITED.read_text("utf-8"))["page"]
    return {f"{one['tree']}/{one['page']}": one for one in listed}


def lost() -> dict[str, dict[str, Any]]:
    """Pages whose translation lost a fact that nothing in the translated tree tells, by tree and page."""
    listed = tomllib.loads(LOST.read_text("utf-8"))["page"]
    return {f"{one['tree']}/{one['page']}": one for one in listed}


def equal_facts(documented: Entities) -> Counter[Fact]:
    """The facts of a page's entities that a locale may not change, each as a tuple of words, in page order."""
    return Counter(fact for entity in documented for fact in _facts(entity))


def _facts(entity: dict[str, Any]) -> Iterator[Fact]:
    kind, _, rest = entity["id"].partition(":")
    name = rest.split(":")[-1] if kind == "wmi" else rest
    yield from [("id", kind, name), ("kind", entity["kind"]), ("name", entity["name"]), ("owner", str(entity["owner"]))]
    for list_name in ("parameters", "properties", "members"):
        for at, member in enumerate(entity.get(list_name, ())):
            yield from _member(f"{list_name}[{at}]", member)
    yield from ((key, json.dumps(entity[key])) for key in OWN if key in entity)
    if "returns" in entity:
        yield ("returns", str(entity["returns"]["type"]))
        yield from (("returns", *_value(one)) for one in entity["returns"]["values"])


def _member(place: str, member: dict[str, Any]) -> Iterator[Fact]:
    """A parameter, property, member or constant, with its values and the members inside it."""
    if "range" in member:
        yield (place, *_value(member))
        return
    yield (place, *(json.dumps(member.get(key)) for key in MEMBER))
    yield from ((member["name"] or "", *_value(one)) for one in member.get("values", ()))
    for at, inner in enumerate(member.get("members", ())):
        yield from _member(f"{place}[{at}]", inner)


def _value(value: dict[str, Any]) -> Fact:
    return tuple(json.dumps(value[key]) for key in VALUE)


def _in_order(documented: Entities) -> list[list[Fact]]:
    members = [one for entity in documented for key in ("parameters", "properties") for one in entity.get(key, ())]
    lists = [member["values"] for member in members]
    lists += [entity["returns"]["values"] for entity in documented if "returns" in entity]
    return [[_value(one) for one in values] for values in lists]


def entities(library: Library) -> dict[str, Entities]:
    """What each page documents, in the order of the library: a property has its accessors beside it."""
    found: dict[str, Entities] = {}
    for one in library.entities:
        found.setdefault(one.page, []).append(json.loads(to_json(one)))
    return found


def syntax(facts: PageFacts | None) -> str | None:
    """The syntax block as it is written; None where the page has none, "" where its kind needs none."""
    if facts is None or facts.declaration is None:
        return "" if facts is not None and facts.kind in WITHOUT_SYNTAX else None
    accessors = [one.declaration.quote.text for one in facts.accessors]
    return "\n".join(accessors) or facts.declaration.quote.text


def _same(one: PageFacts | None, other: PageFacts, but_for_space: bool) -> bool:
    left, right = syntax(one), syntax(other)
    if but_for_space and left is not None and right is not None:
        left, right = "".join(left.split()), "".join(right.split())
    return left is not None and left == right


def differences(
    translated: Census,
    english: Census,
    *,
    but_for_space: bool = False,
    kinds: Container[str] | None = None,
    with_reference: bool = False,
) -> tuple[int, dict[str, tuple[Counter[Fact], Counter[Fact]]]]:
    """How many pages have the syntax block of their original; and those with other facts: what only each side says."""
    library = referring(translated, english) if with_reference else translated.library
    theirs, ours = entities(english.library), entities(library)
    same = [
        path
        for path in theirs
        if _same(translated.facts.get(path), english.facts[path], but_for_space)
        and (kinds is None or english.facts[path].kind in kinds)
    ]
    found = {}
    for path in same:
        if path not in ours:
            found[path] = (Counter[Fact](), equal_facts(theirs[path]))
            continue
        left, right = equal_facts(ours[path]), equal_facts(theirs[path])
        if left != right or _in_order(ours[path]) != _in_order(theirs[path]):
            found[path] = (left - right, right - left)
    return len(same), found


def referring(translated: Census, english: Census) -> Library:
    """The library of a translated tree with its original as --reference."""
    return link((Page(one, translated.locale, one.locale) for one in translated.facts.values()), english.library)


def _judge(tree: str, count: int, found: dict[str, tuple[Counter[Fact], Counter[Fact]]], least: float) -> None:
    """At least that share is equal, pages that were edited in English since left out; the figures are printed."""
    ours = {path: sides for path, sides in found.items() if f"{tree}/{path}" not in edited()}
    judged = count - (len(found) - len(ours))
    print(f"{tree}: {count - len(found)} of {count} equal, {judged - len(ours)} of {judged} not edited")  # noqa: T201
    told = [
        f"{path}: {sorted(left.elements())[:3]} | {sorted(right.elements())[:3]}"
        for path, (left, right) in ours.items()
    ]
    assert judged - len(ours) >= least * judged, f"{len(ours)} of {judged} pages differ:\n" + "\n".join(told)


@pytest.mark.parametrize("tree", PAIRS)
def test_a_translation_gives_the_same_facts(tree: str, census_of: Census_of) -> None:
    """Of the kinds whose pages are written from one model: WMI, and the methods and interfaces of COM."""
    source, least = PAIRS[tree]
    count, found = differences(census_of(tree), census_of(source), kinds=FIRST_KINDS)
    assert count >= least
    _judge(tree, count, found, ENOUGH)


@pytest.mark.parametrize(("tree", "least"), EVERY_KIND.items())
def test_a_translation_of_any_kind(tree: str, least: float, census_of: Census_of) -> None:
    """French stays below 0.995: test_what_is_lost proves of its pages that no page of the tree could tell."""
    count, found = differences(census_of(tree), census_of(PAIRS[tree][0]))
    _judge(tree, count, found, least)


@pytest.mark.parametrize("tree", PAIRS)
def test_a_translation_with_its_reference(tree: str, census_of: Census_of) -> None:
    """Namespaces are all those of the original."""
    translated, english = census_of(tree), census_of(PAIRS[tree][0])
    count, found = differences(translated, english, with_reference=True)
    _judge(tree, count, found, WITH_REFERENCE)
    theirs = {one.page: one.namespace for one in wmi_methods(english.library.entities)}
    ours = {one.page: one.namespace for one in wmi_methods(referring(translated, english).entities)}
    assert [path for path, namespace in ours.items() if theirs.get(path, namespace) != namespace] == []


@pytest.mark.parametrize(("tree", "least"), WITHOUT_WORDS.items())
def test_a_translation_into_a_language_nobody_knows(
    tree: str, least: float, corpus: Path, census_of: Census_of, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All lexicons but the English one removed: alone, and with the original as reference.

    Alone, 99 % is not reached: what a page says in a word of its own language alone nobody can read who does not know
    the language. So every page that spells all that its original says, or adds to it, counts; the others are printed.
    """
    english = census_of(PAIRS[tree][0])
    lexicons.lexicon.cache_clear()
    monkeypatch.setattr(lexicons, "known_locales", lambda: (lexicons.ENGLISH,))
    monkeypatch.setattr(lexicons, "_nearest", lambda _: lexicons.ENGLISH)
    translated = take(corpus / tree)
    alone = differences(translated, english)
    together = differences(translated, english, with_reference=True)
    monkeypatch.undo()
    lexicons.lexicon.cache_clear()
    _judge(tree, *alone, least)
    count, found = alone
    telling = {path: sides for path, sides in found.items() if not _unspelled(translated.text(path), sides[1])}
    print(f"{tree}: {len(found) - len(telling)} pages do not spell what they miss")  # noqa: T201
    _judge(tree, count - (len(found) - len(telling)), telling, WITHOUT_WORDS_OF_THOSE_THAT_TELL)
    _judge(tree, *together, WITHOUT_WORDS_WITH_REFERENCE)


@pytest.mark.parametrize(("tree", "least"), SPACED_OTHERWISE.items())
def test_white_space_in_the_syntax_costs_little(tree: str, least: float, census_of: Census_of) -> None:
    """Where the syntax block is the same but for white space (no-break spaces in English): a floor to be raised."""
    count, found = differences(census_of(tree), census_of(PAIRS[tree][0]), but_for_space=True, kinds=FIRST_KINDS)
    assert count - len(found) >= least * count, f"{len(found)} of {count} pages differ"


@pytest.mark.parametrize("key", edited())
def test_what_was_edited_since_is_all_that_differs(key: str, census_of: Census_of) -> None:
    """The listed values are on one page and not on the other, and account for the whole difference."""
    one = edited()[key]
    source, _ = PAIRS[one["tree"]]
    translated, english = census_of(one["tree"]), census_of(source)
    _, found = differences(translated, english)
    left, right = found[one["page"]]
    if "members" in one:
        assert {fact[0] for fact in (*left, *right)} <= set(one["members"])
    else:
        assert _named(left, one["translated"]) == [] and _named(right, one["english"]) == [], (left, right)
    texts = translated.text(one["page"]), english.text(one["page"])
    for text, other, mine, theirs in ((*texts, "translated", "english"), (*texts[::-1], "english", "translated")):
        added = set(one[mine]) - set(one[theirs])
        assert added <= _words(text) and not added & _words(other)


@pytest.mark.parametrize("key", lost())
def test_what_is_lost(key: str, census_of: Census_of) -> None:
    """A page that differs, because what its original says is spelled nowhere on it, or nowhere in its tree.

    Or because the page that its original takes a number from has lost it.
    """
    one = lost()[key]
    translated, english = census_of(one["tree"]), census_of(PAIRS[one["tree"]][0])
    _, found = differences(translated, english)
    assert one["page"] in found
    if "taken_from" in one:
        source = lost()[f"{one['tree']}/{one['taken_from']}"]
        assert source["words"] == one["words"]
        assert not any(_spells(tree.text(one["page"]), word) for tree in (translated, english) for word in one["words"])
        return
    pages = [one["page"]] if one["nowhere_in"] == "page" else list(translated.facts)
    assert all(_spells(english.text(one["page"]), word) for word in one["words"])
    assert [page for page in pages for word in one["words"] if _spells(translated.text(page), word)] == []


def _named(facts: Counter[Fact], symbols: list[str]) -> list[Fact]:
    """The facts that are not one of these symbols."""
    return [fact for fact in facts if json.loads(fact[-1]) not in symbols]


def _unspelled(text: str, missing: Counter[Fact]) -> list[str]:
    """The words of the missing facts (symbols, strings, types) that stand nowhere in the text."""
    parts = {part for fact in missing for part in fact[1:] if part.startswith('"') and part not in KEYWORDS}
    return sorted(word for word in map(json.loads, parts) if not _spells(text, word))


def _spells(text: str, words: str) -> bool:
    """Whether the words stand in the text as they are, as whole words."""
    plain = text.replace("\\", "")
    return words in plain and re.search(rf"(?<![^\W_]){re.escape(words)}(?![^\W_])", plain) is not None


def _words(text: str) -> set[str]:
    return {word.strip("_") for word in re.findall(r"\w+", text.replace("\\", ""))}
