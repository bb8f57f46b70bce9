"""The rules on real pages: what is noted is claimed, what is found stands there, and sound pages are left alone."""

import os
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from specgen.checks import Selection, run, unclaimed_codes
from specgen.link import link
from specgen.model.findings import Finding
from specgen.model.library import Library, Page
from specgen.reader import read_page

CORPUS = os.environ.get("SPECGEN_CORPUS")
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS, reason="SPECGEN_CORPUS names no folder of real pages"),
]

ORIGINALS = ("win32/en-us/desktop-src/DNS", "win32/en-us/desktop-src/SecProv", "office/en-us/docs/outlook/mapi")
TRANSLATIONS = ("win32/fr-fr/desktop-src/DNS", "win32/fr-fr/desktop-src/SecProv", "office/pt-br/docs/outlook/mapi")


@cache
def _library(folder: str) -> Library:
    root = Path(CORPUS or "") / folder
    pages = []
    for path in sorted(root.rglob("*.md")):
        facts = read_page(path.relative_to(root).as_posix(), path.read_bytes())
        pages.append(Page(facts, str(root), facts.front.content_locale or "en-us"))
    return link(pages)


@cache
def _findings(folder: str) -> tuple[Finding, ...]:
    return run(_library(folder), Selection(preview=True))


@pytest.mark.parametrize("folder", [*ORIGINALS, *TRANSLATIONS])
def test_every_code_that_is_noted_belongs_to_a_rule(folder: str) -> None:
    assert unclaimed_codes(_library(folder)) == ()


@pytest.mark.parametrize("folder", [*ORIGINALS, *TRANSLATIONS])
def test_findings_stand_on_their_pages(folder: str) -> None:
    for one in _findings(folder):
        text = (Path(one.root) / one.page).read_text(encoding="utf-8", errors="replace")
        lines = text.removeprefix("\ufeff").split("\n")
        assert 1 <= one.line <= one.end_line <= len(lines), one
        assert one.end_column <= len(lines[one.end_line - 1]) + 1, one


@pytest.mark.parametrize("folder", [*ORIGINALS, *TRANSLATIONS])
def test_fingerprints_are_unique(folder: str) -> None:
    counts = Counter(one.fingerprint for one in _findings(folder))
    assert max(counts.values(), default=1) == 1


@pytest.mark.parametrize("folder", ORIGINALS)
@pytest.mark.parametrize("code", ["SG103", "SG202", "SG401", "SG405", "SG504"])
def test_originals_have_no_damage_of_translation(folder: str, code: str) -> None:
    assert [one.message for one in _findings(folder) if one.code == code] == []


@pytest.mark.parametrize("folder", ORIGINALS)
@pytest.mark.parametrize(("code", "most"), [("SG101", 13), ("SG102", 5), ("SG501", 10), ("SG502", 10), ("SG503", 5)])
def test_originals_have_few_findings(folder: str, code: str, most: int) -> None:
    found = [f"{one.page}:{one.line} {one.message}" for one in _findings(folder) if one.code == code]
    assert len(found) <= most, found


@pytest.mark.parametrize("code", ["SG405", "SG501", "SG502", "SG504"])
def test_translations_have_their_damage_found(code: str) -> None:
    assert any(one.code == code for folder in TRANSLATIONS for one in _findings(folder))
