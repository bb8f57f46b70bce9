"""Suppressions at work: findings that their pages keep out of reports, and comments that keep out nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from specgen.checks.discovery import rules
from specgen.checks.selection import means
from specgen.model.facts import Note, Suppression
from specgen.model.findings import Finding
from specgen.model.library import Library, Page
from specgen.model.rules import RuleInfo

UNUSED = "SG907"


def suppressed(
    library: Library, findings: Sequence[Finding], spoke: Collection[str]
) -> tuple[tuple[Finding, ...], list[tuple[Page, Note]]]:
    """The findings that no comment covers; and a note for each word of a comment that covers none.

    A word is judged if every rule that it means is among ``spoke``, the codes of those that had a say; so is one that
    means no rule.
    """
    comments = {page.key: page for page in library.pages if page.facts.suppressions}
    if not comments:
        return tuple(findings), []
    infos = {rule.info.code: rule.info for rule in rules()}
    used: dict[tuple[str, str], set[tuple[int, str]]] = defaultdict(set)
    kept = []
    for finding in findings:
        place = (finding.root, finding.page)
        covering = list(_covering(comments.get(place), finding, infos[finding.code]))
        used[place].update(covering)
        if not covering:
            kept.append(finding)
    notes = [
        (page, _note(one, word))
        for place, page in sorted(comments.items())
        if page.reported
        for at, one in enumerate(page.facts.suppressions)
        for word in one.codes
        if (at, word) not in used[place] and _is_judged(word, infos.values(), spoke)
    ]
    return tuple(kept), notes


def _covering(page: Page | None, finding: Finding, info: RuleInfo) -> Iterator[tuple[int, str]]:
    """The comments of the page that cover the finding, each with its word that means the rule."""
    for at, one in enumerate(page.facts.suppressions if page is not None else ()):
        if one.first_line <= finding.line <= one.last_line:
            yield from ((at, word) for word in one.codes if means(info, (word,)))


def _is_judged(word: str, infos: Iterable[RuleInfo], spoke: Collection[str]) -> bool:
    meant = {info.code for info in infos if means(info, (word,))}
    return meant.issubset(spoke)


def _note(one: Suppression, word: str) -> Note:
    known = any(means(rule.info, (word,)) for rule in rules())
    message = f"{word} is suppressed here, and nothing of it was found" if known else f"no rule is called {word}"
    return Note(UNUSED, one.quote.span, message, found=word)
