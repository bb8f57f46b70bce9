"""Glossary: findings on translated pages by the line of the original that would prevent them.

Who edits a translation loses the edit with the next one. What lasts is a word in the original that says what must not
be translated: back-ticks around it, or an entry of ``no-loc`` where Markdown has none (the frontmatter).
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from specgen.checks.counterparts import counterparts
from specgen.checks.once import Once
from specgen.model.facts import PageFacts, Passage
from specgen.model.findings import Finding
from specgen.model.library import Library, Page

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
Prevention = Literal["back-ticks", "no-loc"]


@dataclass(frozen=True, order=True)
class Line:
    """A line of an original page, and what has to be done to the term there."""

    page: str
    line: int
    prevention: Prevention


@dataclass(frozen=True)
class Term:
    """What translation damaged: how many findings, on which pages (locale and path) and lines of originals."""

    text: str
    findings: int
    pages: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]

    @property
    def locales(self) -> tuple[str, ...]:
        """The locales of the pages."""
        return tuple(sorted({locale for locale, _ in self.pages}))


def glossary(library: Library, findings: Iterable[Finding]) -> tuple[tuple[Term, ...], int]:
    """The terms, those of most findings first; and how many findings no line of an original would prevent.

    A finding counts where its page has an original that spells what the finding expects.
    """
    pages = {page.key: page for page in library.pages}
    found: dict[str, list[tuple[Finding, str, Line]]] = defaultdict(list)
    others = 0
    for finding in findings:
        place = (finding.root, finding.page)
        original = library.originals.get(place)
        term = shown(finding.expected or "")
        line = _line(pages[place], original, finding, term) if original is not None and term else None
        if line is None:
            others += 1
        else:
            found[term].append((finding, pages[place].locale, line))
    terms = [_term(text, told) for text, told in found.items()]
    return tuple(sorted(terms, key=lambda term: (-term.findings, term.text))), others


def shown(text: str) -> str:
    """Source text as a reader sees it: without escapes and marks of emphasis."""
    return " ".join(_ESCAPE.sub(r"\1", text).replace("*", "").split())


def _term(text: str, told: Sequence[tuple[Finding, str, Line]]) -> Term:
    pages = sorted({(locale, finding.page) for finding, locale, _ in told})
    return Term(text, len(told), tuple(pages), tuple(sorted({line for _, _, line in told})))


def _line(page: Page, original: Page, finding: Finding, term: str) -> Line | None:
    """The line of the original where the term stands in the place of the finding."""
    there = original.facts
    if finding.line <= page.facts.front.end_line:
        title = there.front.title
        return Line(there.path, title.span.line, "no-loc") if title is not None and term in title.text else None
    holders = [one.line for one in there.passages if _spells(one, term)]
    same = _beside(page, original).get(_passage(page.facts, finding.line))
    if same is not None and (same in holders or not holders):
        return Line(there.path, same, "back-ticks")
    return Line(there.path, min(holders), "back-ticks") if holders else None


def _passage(facts: PageFacts, line: int) -> int:
    """The number of the passage that holds a line; -1 for one above the first."""
    return bisect_right(facts.passages, line, key=lambda one: one.line) - 1


def _paired(page: Page, original: Page) -> dict[int, int]:
    """The lines of the original's passages, by the numbers of those that say the same on the page."""
    numbers = {(one.line, one.column): at for at, one in enumerate(page.facts.passages)}
    return {
        numbers[mine.line, mine.column]: theirs.line
        for section in counterparts(page.facts, original.facts)
        for mine, theirs in zip(*section, strict=True)
    }


_beside = Once(_paired)


def _spells(passage: Passage, term: str) -> bool:
    return any(shown(token.text) == term for token in passage.tokens)
