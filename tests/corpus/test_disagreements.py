"""Every disagreement with independent truth is listed in disagreements.toml, with its class and both quotes.

A new disagreement and one that vanished both fail here: look at page and truth before you touch the list.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.corpus.comparison import Comparison, Difference, Truth, corpus_path, the_list
from tests.corpus.conftest import Row, Scored

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

NEEDED = {"page", "kind", "member", "measure", "line", "page_says", "truth_key", "truth_says", "class"}
ALLOWED = NEEDED | {"truth_member", "note"}
OUR_SLIP = "our-slip"
IMPLIED = {"names": {"directions", "types", "arrays"}, "count": {"ordered names", "types"}}
"""The scorer compares these only where the names, or the numbers, agree and counts them as failed where they do not."""

Entry = dict[str, Any]


def _entries(*measures: str) -> list[Entry]:
    entries: list[Entry] = the_list()["disagreement"]
    return [one for one in entries if not measures or one["measure"] in measures]


def _label(entry: Entry) -> str:
    return f"{entry['page']} {entry['measure']} {entry['member']}"


def _listed() -> list[Difference]:
    return [
        Difference(one["kind"], one["page"], one["measure"], name, one["line"])
        for one in _entries()
        for name in dict.fromkeys((one["member"], one.get("truth_member", one["member"])))
    ]


def _unjudged(expected: dict[str, dict[str, str]], truth: Truth) -> Iterator[Difference]:
    for page, name in expected["com-method"].items():
        if not truth.judges(name.replace(".", "::", 1)):
            yield Difference("com-method", page, "no truth", "")


def _missing(scored: Scored, expected: dict[str, dict[str, str]]) -> Iterator[Difference]:
    for row in scored.rows:
        if "missing" in row.measures:
            yield Difference(row.kind, row.page, "missing", expected[row.kind][row.page])


@pytest.fixture(scope="session")
def differences(
    entities: list[dict[str, Any]],
    scorer: ModuleType,
    truth: Truth,
    scored: Scored,
    expected: dict[str, dict[str, str]],
) -> list[Difference]:
    """All there are: what the comparison finds, what is missing, and what truth cannot judge."""
    found = Comparison(scorer, truth).differences(entities)
    return [*found, *_missing(scored, expected), *_unjudged(expected, truth)]


def test_every_disagreement_is_listed_and_none_has_vanished(differences: list[Difference]) -> None:
    now, listed = {*differences}, {*_listed()}
    assert not sorted(now - listed), "new: look at page and truth, then class it"
    assert not sorted(listed - now), "vanished: take it off the list"


def test_nothing_is_listed_twice() -> None:
    assert not [one for one, count in Counter(_listed()).items() if count > 1]


def test_the_model_found_each_where_the_list_says(differences: list[Difference]) -> None:
    lines = {one: one.line for one in differences if one.line}
    assert not [(one, lines[one]) for one in _listed() if lines.get(one, one.line) != one.line]


def test_the_list_covers_every_row_of_the_scorer(scored: Scored) -> None:
    """The comparison here and the scorer's agree on the measures of each page."""

    def pairs(found: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        return sorted({*found})

    shown = [(row.page, measure) for row in scored.rows for measure in {*row.measures} - _implied(row)]
    listed = [(one["page"], one["measure"]) for one in _entries() if one["measure"] != "no truth"]
    assert pairs(shown) == pairs(listed)


def _implied(row: Row) -> set[str]:
    return {implied for measure in row.measures for implied in IMPLIED.get(measure, ())}


def test_every_class_is_explained_and_none_is_our_slip() -> None:
    assert not [_label(one) for one in _entries() if one["class"] == OUR_SLIP]
    assert {one["class"] for one in _entries()} == {*the_list()["classes"]} - {OUR_SLIP}


def test_every_entry_is_whole() -> None:
    assert not [_label(one) for one in _entries() if not NEEDED <= {*one} <= ALLOWED]


@pytest.mark.parametrize("name", ["page-defect", "release-difference"])
def test_what_a_page_or_a_release_did_is_said(name: str) -> None:
    assert not [_label(one) for one in _entries() if one["class"] == name and not one.get("note")]


def test_every_page_quote_stands_on_its_line(corpus: Path) -> None:
    for one in _entries():
        lines = (corpus / one["page"]).read_text("utf-8-sig").split("\n")
        assert one["page_says"], _label(one)
        assert lines[one["line"] - 1].strip() == one["page_says"], _label(one)
        assert one["measure"] == "return type" or _speaks(one), _label(one)


def _speaks(entry: Entry) -> bool:
    """Whether the quoted line names the member, or the method where the page has no such member."""
    method = entry["truth_key"].replace("::", ".").rpartition(".")[2]
    name = entry["member"].rpartition(".")[2]
    return name in entry["page_says"] or method in entry["page_says"]


def test_every_truth_quote_stands_in_the_truth(truth: Truth) -> None:
    for one in _entries():
        records = truth.records(one["truth_key"])
        if not one["truth_says"]:
            assert one["class"] == "no-truth" and not records, _label(one)
            continue
        assert any(one["truth_says"] in _compact(record) for record in records), _label(one)


def test_what_truth_is_said_to_lack_is_not_there(truth: Truth) -> None:
    """Absence cannot be quoted: the quote names the release that was looked at, and the name is in none of them."""
    lacking = [one for one in _entries("unknown", "names") if one["truth_says"].startswith('"source"')]
    assert lacking
    for one in lacking:
        held = {name.lower() for record in truth.records(one["truth_key"]) for name in _members(record)}
        assert held and one["member"].lower() not in held, _label(one)


def _members(record: dict[str, Any]) -> list[str]:
    """The properties of a class's record, the parameters of a method's."""
    return [*record.get("properties", ()), *(one["name"] for one in record.get("params", ()))]


def test_a_missing_page_is_compiled_under_its_true_owner(entities: list[dict[str, Any]]) -> None:
    compiled = {
        (corpus_path(one["page"]), f"{one['owner']}.{one['name']}")
        for one in entities
        if one["kind"].endswith("-method")
    }
    assert not [_label(one) for one in _entries("missing") if (one["page"], one["truth_key"]) not in compiled]


def _compact(record: dict[str, Any]) -> str:
    """A record as the truth files write it: no white space, keys sorted."""
    return json.dumps(record, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
