"""What translation did to parameter names, counted without our reader: terms of a page beside those of its original.

The folder is that of the CIM providers: 405 methods. A term is what stands between single asterisks behind a ``<dt>``.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from specgen.checks import Selection
from specgen.checks import run as check
from specgen.model.findings import Finding
from specgen.pipeline import Request, compile_pages
from specgen.project import Configuration
from tests.corpus.census import Census

pytestmark = pytest.mark.corpus

FOLDER = "desktop-src/CIMWin32Prov"
METHODS = 405
TRANSLATIONS = ("fr-fr", "de-de")
EVERYTHING = Selection(preview=True)

_SECTION = re.compile(r'^## (?:<a name="parameters"></a>[^\n]*|Parameters)\n(.*?)^## ', re.MULTILINE | re.DOTALL)
_TERM = re.compile(r"<dt>\n\n\*(?!\*)(.+?)\*")
_CUT = re.compile(r"(?<=::)[DP] [^\W_]")
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Term:
    """A described name: where it stands, what stands there, and what the original has."""

    page: str
    line: int
    found: str
    true: str


def _terms(text: str) -> list[tuple[int, str]]:
    section = _SECTION.search(text)
    if section is None:
        return []
    found = _TERM.finditer(text, section.start(1), section.end(1))
    return [(text.count("\n", 0, one.start(1)) + 1, one[1].replace("\\", "")) for one in found]


def _is_method(text: str) -> bool:
    return "```mof" in text


def _read(file: Path) -> str:
    return file.read_text("utf-8")


def terms(corpus: Path, locale: str) -> Iterator[Term]:
    """The terms of every method whose original describes as many."""
    for file in sorted((corpus / "win32" / locale / FOLDER).glob("*.md")):
        text, original = _read(file), corpus / "win32" / "en-us" / FOLDER / file.name
        if not _is_method(text) or not original.is_file():
            continue
        here, there = _terms(text), _terms(_read(original))
        if len(here) == len(there):
            yield from (
                Term(file.name, line, found, true) for (line, found), (_, true) in zip(here, there, strict=True)
            )


@cache
def findings(tree: Path, reference: Path | None) -> tuple[Finding, ...]:
    request = Request((str(tree),), Configuration(), str(reference) if reference else None)
    return check(compile_pages(request).library, EVERYTHING)


@pytest.mark.parametrize("with_reference", [False, True], ids=["alone", "reference"])
@pytest.mark.parametrize("locale", TRANSLATIONS)
def test_every_damaged_parameter_name_is_found_with_its_true_name(
    corpus: Path, locale: str, *, with_reference: bool
) -> None:
    tree, english = (corpus / "win32" / one / FOLDER for one in (locale, "en-us"))
    reported = {
        (one.page, one.line, one.member) for one in findings(tree, english if with_reference else None) if one.member
    }
    damaged = [term for term in terms(corpus, locale) if term.found != term.true]
    assert len(damaged) > 100
    missed = [term for term in damaged if (term.page, term.line, term.true) not in reported]
    assert not missed


def _cuts(text: str) -> list[tuple[int, int]]:
    """Line and column of the initial of each ``::D eleteProps``, fenced code aside."""
    prose = _FENCED.sub(lambda one: re.sub(r"[^\n]", " ", one[0]), text)
    starts = (one.start() for one in _CUT.finditer(prose))
    return [(prose.count("\n", 0, at) + 1, at - prose.rfind("\n", 0, at)) for at in starts]


@pytest.mark.parametrize(("tree", "least"), [("win32/fr-fr", 60), ("win32/de-de", 40), ("office/pt-br", 160)])
def test_every_initial_that_was_cut_off_is_found_and_mended(
    census_of: Callable[[str], Census], tree: str, least: int
) -> None:
    census = census_of(tree)
    found = check(census.library, Selection(("SG501", "SG502", "SG504"), preview=True))
    places = [(path, *place) for path in census.facts for place in _cuts(census.text(path))]
    by_page: dict[str, list[Finding]] = {}
    for one in found:
        by_page.setdefault(one.page, []).append(one)
    here = {place: _covering(by_page.get(place[0], ()), *place[1:]) for place in places}
    assert len(places) >= least
    assert [place for place, one in here.items() if one is None or one.fix is None] == []


@pytest.mark.parametrize("tree", ["win32/en-us", "office/en-us"])
def test_no_original_has_an_initial_cut_off(census_of: Callable[[str], Census], tree: str) -> None:
    census = census_of(tree)
    assert [path for path in census.facts if _cuts(census.text(path))] == []


def _covering(found: Iterable[Finding], line: int, column: int) -> Finding | None:
    """The finding that stands on the initial, one with a fix rather."""
    over = [one for one in found if (one.line, one.column) <= (line, column) < (one.end_line, one.end_column)]
    return next((one for one in over if one.fix), next(iter(over), None))


@pytest.mark.parametrize("locale", ["en-us", *TRANSLATIONS])
def test_every_method_of_the_folder_is_looked_at(corpus: Path, locale: str) -> None:
    files = (corpus / "win32" / locale / FOLDER).glob("*.md")
    assert sum(_is_method(_read(file)) for file in files) == METHODS


def test_the_originals_have_no_damaged_name(corpus: Path) -> None:
    found = findings(corpus / "win32" / "en-us" / FOLDER, None)
    assert [one for one in found if one.code.startswith("SG5") and one.code != "SG505"] == []


@pytest.mark.parametrize("locale", TRANSLATIONS)
def test_no_rule_reads_the_locale(corpus: Path, tmp_path: Path, locale: str) -> None:
    """Pages relabelled as English ones give the same findings, and English ones relabelled give what they gave."""
    pages = corpus / "win32" / locale / FOLDER
    english = corpus / "win32" / "en-us" / FOLDER
    as_english = findings(_relabelled(pages, tmp_path / "en-us", "en-us"), None)
    assert _bare(as_english) == _bare(findings(pages, None))
    as_translated = findings(_relabelled(english, tmp_path / locale, locale), None)
    assert _bare(as_translated) == _bare(findings(english, None))


def _relabelled(pages: Path, folder: Path, locale: str) -> Path:
    folder.mkdir()
    for file in pages.glob("*.md"):
        text = re.sub(r"^ms\.contentlocale: .*\n", "", _read(file), count=1, flags=re.MULTILINE)
        text = text.replace("---\n", f"---\nms.contentlocale: {locale}\n", 1)
        (folder / file.name).write_text(text, encoding="utf-8", newline="\n")
    return folder


def _bare(found: tuple[Finding, ...]) -> list[tuple[str, str, str | None, str | None, str | None]]:
    facts = [(one.page, one.code, one.member, one.found, one.expected) for one in found]
    return sorted(facts, key=repr)
