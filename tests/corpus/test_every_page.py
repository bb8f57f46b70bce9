"""Every real page: none raises, every quote stands where it says, and what must compile does."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.corpus.census import Census, shown

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

TREES = ("win32/en-us", "win32/fr-fr", "win32/de-de", "office/en-us", "office/pt-br")
MOF_FENCE = re.compile(r"^```[ \t]*mof[ \t]*$", re.MULTILINE | re.IGNORECASE)
NOT_WHOLE = {
    "win32-methodparameterclass.md": "no syntax block",  # its syntax section is empty
    "win32-encryptablevolume.md": "match no declared name",  # it describes four properties too many
}
"""Class pages of which something is left over, with the reason that must be given."""


@pytest.fixture(params=TREES)
def census(request: pytest.FixtureRequest, census_of: Callable[[str], Census]) -> Census:
    return census_of(request.param)


def test_no_page_raises(census: Census) -> None:
    assert not census.raised, shown(census.raised)
    assert len(census.packed) > 2000


def test_every_quote_stands_where_it_says(census: Census) -> None:
    assert not census.misquoted, shown(census.misquoted)


def test_facts_through_bytes_are_the_same(census: Census) -> None:
    assert not census.lossy, shown(census.lossy)
    assert census.digests[0] == census.digests[1]


def test_every_page_has_a_state_and_a_reason_for_it(census: Census) -> None:
    wrong = [path for path, one in census.facts.items() if (one.state == "compiled") != (one.reason is None)]
    assert not wrong, shown(wrong)


def test_every_method_in_a_mof_fence_is_a_method(census_of: Callable[[str], Census]) -> None:
    census = census_of("win32/en-us")
    found = [one for path, one in census.facts.items() if MOF_FENCE.search(census.text(path))]
    by_folder = Counter(Path(one.path).parts[-2] for one in found)
    assert by_folder == {"CIMWin32Prov": 405, "TermServ": 330, "SecProv": 89, "DNS": 77}
    assert not [one.path for one in found if (one.kind, one.state) != ("wmi-method", "compiled")]
    known = {one.page: one.id for one in census.library.entities}
    assert not [one.path for one in found if ":?:" in known.get(one.path, ":?:")]


def test_every_class_page_compiles(census_of: Callable[[str], Census]) -> None:
    for tree, least in (("win32/en-us", 630), ("win32/fr-fr", 630), ("win32/de-de", 590)):
        found = [one for one in census_of(tree).facts.values() if one.kind == "wmi-class"]
        left = {one.path: one.reason or "" for one in found if one.state != "compiled"}
        assert len(found) >= least, tree
        unexplained = {path: why for path, why in left.items() if NOT_WHOLE.get(Path(path).name, "?") not in why}
        assert not unexplained, shown(unexplained)


def test_nearly_every_declared_member_is_described(census: Census) -> None:
    """A layout that no longer claims its sections shows here at once."""
    members = [one for facts in census.facts.values() for one in (*facts.parameters, *facts.properties)]
    described = [one for one in members if one.described is not None]
    assert len(described) > 0.97 * len(members) > 0
