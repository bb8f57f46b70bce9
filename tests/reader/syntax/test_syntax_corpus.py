"""Every syntax block of the real pages is read; the few exceptions are named with their reason."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from specgen.model.facts import Declaration
from specgen.reader.source import Source
from specgen.reader.syntax import rooms
from tests.reader.syntax.blocks import left_out

FENCE = re.compile(r"^(`{3,})[ \t]*([^\n`]*)\n(.*?)^\1[ \t]*$", re.MULTILINE | re.DOTALL)
MOF_CLASS = re.compile(r"^class\s+\w+[^{;]*\{", re.MULTILINE)

pytestmark = pytest.mark.corpus


def fences(folder: Path) -> Iterator[tuple[str, str, str, int]]:
    """Page name, info string, text and line of every fence that is not indented."""
    for path in sorted(folder.rglob("*.md")):
        page = path.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n")
        for match in FENCE.finditer(page):
            yield path.name, match[2].strip(), match[3], page.count("\n", 0, match.start(3)) + 1


def claimant(info: str, text: str) -> ModuleType | None:
    return next((room for room in rooms() if room.claims(info, text)), None)


def declared(info: str, text: str) -> tuple[str, tuple[Declaration, ...]]:
    room = claimant(info, text)
    assert room is not None, (info, text)
    page = Source("page.md", text)
    return room.LANGUAGE, room.parse(page.extract(1, len(page.lines)))


def test_every_method_in_a_mof_fence_is_read_whole(corpus: Path) -> None:
    count = 0
    for name, info, text, _ in fences(corpus / "win32" / "en-us"):
        if info.lower() != "mof":
            continue
        language, found = declared(info, text)
        assert (language, [each.form for each in found], left_out(found)) == ("mof", ["method"], []), name
        assert all(one.name and one.type for one in found[0].parameters), name
        count += 1
    assert count == 901


@pytest.mark.parametrize("locale", ["en-us", "fr-fr", "de-de"])
def test_every_class_is_read_whole(corpus: Path, locale: str) -> None:
    count = 0
    for name, info, text, _ in fences(corpus / "win32" / locale):
        if info.lower() not in ("syntax", "") or not MOF_CLASS.search(text):
            continue
        language, found = declared(info, text)
        assert (language, [each.form for each in found], left_out(found)) == ("mof", ["class"], []), name
        count += 1
    assert count > 500


@pytest.mark.parametrize("locale", ["fr-fr", "de-de"])
def test_the_methods_of_the_translations_are_read_whole(corpus: Path, locale: str) -> None:
    found = [declared(info, text) for _, info, text, _ in fences(corpus / "win32" / locale) if info.lower() == "mof"]
    assert len(found) > 700
    assert all(language == "mof" and left_out(each) == [] for language, each in found)


def test_every_mapi_call_is_read_whole(corpus: Path) -> None:
    count = 0
    for name, info, text, line in fences(corpus / "office" / "en-us" / "docs" / "outlook" / "mapi"):
        heading = re.match(r"(\w+\s+)?\w+\s*\(\s*$", text.split("\n")[0])
        if line > 45 or info.lower() not in ("cpp", "c", "") or heading is None or "{" in text:
            continue
        language, found = declared(info, text)
        assert (language, found[0].form, left_out(found)) == ("c", "call", []), name
        assert all(one.type for one in found[0].parameters), name
        count += 1
    assert count > 400


@pytest.mark.parametrize("folder", ["TermServ", "SecAuthN", "Intl", "wcs"])
def test_every_declaration_in_a_fence_for_c_is_read_whole(corpus: Path, folder: str) -> None:
    count = 0
    for name, info, text, _ in fences(corpus / "win32" / "en-us" / "desktop-src" / folder):
        if info.lower() not in ("c++", "cpp") or "{" in text or not re.match(r"[\w ]+\b\w+\(\s*\n?", text):
            continue
        if not text.rstrip().endswith(";") or text.count(";") > 4 or "=" in text:
            continue
        language, found = declared(info, text)
        calls = [each for each in found if each.form == "call"]
        assert (language, left_out(calls)) == ("c", []), name
        count += len(calls)
    assert count > (1 if folder == "wcs" else 10)
