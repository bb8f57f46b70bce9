"""Exceptions at work: rules that the configuration leaves out on some pages, and entries that leave out nothing."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from specgen.checks.discovery import rules
from specgen.checks.selection import Selection, means
from specgen.model.findings import Finding
from specgen.model.library import Library, Page
from specgen.model.patterns import covers


@dataclass(frozen=True, order=True)
class Stale:
    """An entry of the configuration that leaves out nothing; ``why`` in a few words."""

    pattern: str
    word: str
    why: str


def excepted(
    library: Library, findings: Sequence[Finding], selection: Selection, spoke: Collection[str]
) -> tuple[tuple[Finding, ...], tuple[Stale, ...]]:
    """The findings that no entry leaves out, and the entries that are stale.

    An entry is judged where every page that it names is reported on, and every rule is among ``spoke``, the codes of
    those that had a say.
    """
    if not selection.per_file:
        return tuple(findings), ()
    infos = {rule.info.code: rule.info for rule in rules()}
    pages = {page.key: page for page in library.pages}
    named = {pattern: _named(pattern, library.pages) for pattern, _ in selection.per_file}
    used: set[tuple[str, str]] = set()
    kept = []
    for finding in findings:
        page, info = pages[finding.root, finding.page], infos[finding.code]
        covering = {
            (pattern, word)
            for pattern, words in selection.per_file
            if covers(pattern, PurePosixPath(page.place))
            for word in words
            if means(info, (word,))
        }
        used |= covering
        if not covering:
            kept.append(finding)
    stale = [
        Stale(pattern, word, "no page is called so" if not named[pattern] else "nothing of it was found there")
        for pattern, words in selection.per_file
        if all(page.reported for page in named[pattern])
        for word in words
        if (pattern, word) not in used and all(one.code in spoke for one in infos.values() if means(one, (word,)))
    ]
    return tuple(kept), tuple(sorted(stale))


def _named(pattern: str, pages: Iterable[Page]) -> list[Page]:
    return [page for page in pages if covers(pattern, PurePosixPath(page.place))]
