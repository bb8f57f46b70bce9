"""Both seed pages with invented names: the same facts and findings, about the new names."""

import json
import re
from typing import Any

import pytest

from tests.seeds.renaming import Renaming, com_renaming, wmi_renaming

FRENCH = "win32/fr-fr/desktop-src/TermServ/logoff-win32-virtualdesktopsession.md"
PORTUGUESE = "office/pt-br/docs/outlook/mapi/imapisession-logoff.md"
SEEDS = range(12)

# What follows from the length of names, not from the names.
LENGTHS = ("column", "end_column", "fingerprint")


def _renamed_path(rename: Renaming, path: str) -> str:
    folder, _, name = path.rpartition("/")
    return f"{folder}/{rename(name)}"


def _comparable(finding: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in finding.items() if key not in LENGTHS}
    if kept["fix"] is not None:
        edits = [{key: value for key, value in edit.items() if key not in LENGTHS} for edit in kept["fix"]["edits"]]
        kept["fix"] = {**kept["fix"], "edits": edits}
    return kept


def _renamed(rename: Renaming, values: list[dict[str, Any]], path: str) -> list[dict[str, Any]]:
    """The values of the page with old names, with new ones (but for the folder, which names a docset)."""
    folder = path.rpartition("/")[0]
    text = rename(json.dumps(values, ensure_ascii=False).replace(folder, "FOLDER"))
    renamed: list[dict[str, Any]] = json.loads(text.replace("FOLDER", folder))
    return renamed


def _rename_zero(entities: list[dict[str, Any]], rename: Renaming) -> None:
    """The success value stands in a sentence on the page and as a number in the model."""
    number = re.search(r"\d+", rename("Retourne 0 en"))
    assert number is not None
    for entity in entities:
        for value in entity["returns"]["values"]:
            value["value"] = int(number[0])


def _forget_numbers(entities: list[dict[str, Any]]) -> None:
    """The page names its status code alone: every run knows the real one's number, and no run an invented one's."""
    for entity in entities:
        for value in entity["returns"]["values"]:
            assert value["value"] == 0
            value["value"] = None


def _same(new: list[dict[str, Any]], expected: list[dict[str, Any]]) -> None:
    """Value by value, so that a failure names the key."""
    assert len(new) == len(expected)
    for one, other in zip(new, expected, strict=True):
        assert one.keys() == other.keys()
        for key in one:
            assert one[key] == other[key], key


@pytest.mark.parametrize("seed", SEEDS)
def test_french(french: str, compile_tree: Any, seed: int) -> None:
    rename = wmi_renaming(seed)
    old = compile_tree({FRENCH: french}, tree="old")
    new = compile_tree({_renamed_path(rename, FRENCH): rename(french)}, tree="new")
    expected = _renamed(rename, old.entities, FRENCH)
    _rename_zero(expected, rename)
    _same(new.entities, [{**entity, "root": "new"} for entity in expected])
    findings = [_comparable(finding) for finding in _renamed(rename, old.findings, FRENCH)]
    _same(list(map(_comparable, new.findings)), [{**finding, "root": "new"} for finding in findings])
    assert len(findings) >= 4


@pytest.mark.parametrize("seed", SEEDS)
def test_portuguese(portuguese: str, compile_tree: Any, seed: int) -> None:
    rename = com_renaming(seed)
    old = compile_tree({PORTUGUESE: portuguese}, tree="old")
    new = compile_tree({_renamed_path(rename, PORTUGUESE): rename(portuguese)}, tree="new")
    expected = _renamed(rename, old.entities, PORTUGUESE)
    _forget_numbers(expected)
    _same(new.entities, [{**entity, "root": "new"} for entity in expected])
    findings = [_comparable(finding) for finding in _renamed(rename, old.findings, PORTUGUESE)]
    _same(list(map(_comparable, new.findings)), [{**finding, "root": "new"} for finding in findings])
    assert len(findings) >= 6


def test_renaming_renames_everything(french: str, portuguese: str) -> None:
    """No old name is left in a renamed page, so that nothing can be recognised by it."""
    old = r"(?i)virtualdesktop|logoff|sensevts|rdmanagement|rdms|imapisession|mapiobjects|ul(uiparam|flags|reserved)"
    assert re.search(old, french)
    assert not re.search(old, wmi_renaming(0)(french))
    assert re.search(old, portuguese)
    assert not re.search(old, com_renaming(0)(portuguese))
