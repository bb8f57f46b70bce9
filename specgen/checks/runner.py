"""Runs the rules over a library and makes findings of what they note."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from specgen.checks.ahead import raised_before
from specgen.checks.discovery import Rule, rules
from specgen.checks.exceptions import Stale, excepted
from specgen.checks.once import forget
from specgen.checks.selection import Selection
from specgen.checks.spoilt import spoilt_lines, touches
from specgen.checks.suppression import UNUSED, suppressed
from specgen.model.facts import Note, Place, Remedy
from specgen.model.findings import Edit, Finding, Fix, Related
from specgen.model.library import Library, Page
from specgen.model.rules import RuleInfo
from specgen.model.serial import to_json
from specgen.model.spans import Span

Noticed = Mapping[str, Sequence[tuple[Page, Note]]]
"""What reader and linker noticed on the pages reported on, by code."""

_EVERYTHING = Selection()


@dataclass(frozen=True)
class Outcome:
    """The findings, in the order of reports, and the entries of the configuration that leave out nothing.

    ``of_library``: what the rules noted that look at all pages, by page.
    """

    findings: tuple[Finding, ...]
    stale: tuple[Stale, ...] = ()
    of_library: Mapping[tuple[str, str], Sequence[tuple[str, Note]]] = field(default_factory=dict)


def run(library: Library, selection: Selection = _EVERYTHING) -> tuple[Finding, ...]:
    """The findings of the selected rules on the pages that are reported on, in the order of reports.

    Raises UnknownRuleError where the selection names a rule that is not there.
    """
    return judge(library, selection).findings


def judge(library: Library, selection: Selection = _EVERYTHING) -> Outcome:
    """``run``, what of the selection's exceptions is stale, and what follows from all pages together."""
    selection.require_known([rule.info for rule in rules()])
    chosen = [rule for rule in rules() if selection.chooses(rule.info)]
    of_library: dict[tuple[str, str], list[tuple[str, Note]]] = defaultdict(list)
    for rule in chosen:
        for page, note in rule.on_library(library) if rule.on_library is not None else ():
            if page.reported:
                of_library[page.key].append((rule.info.code, note))
    # Rules on one page ask nothing of the library, and what others found out together may be large.
    forget(library)
    spoke = spoken_codes(library, selection)
    findings = _found(library, chosen, of_library, spoke)
    return Outcome(*excepted(library, findings, selection, spoke), of_library)


def judge_page(
    page: Page,
    original: Page | None,
    entity: str | None,
    of_library: Sequence[tuple[str, Note]],
    selection: Selection,
    spoke: Collection[str],
) -> tuple[Finding, ...]:
    """What ``run`` finds on one page, where it is known what follows from the others: nothing is asked of them.

    That is its ``original``, its main ``entity``, what the rules noted ``of_library``, and the codes of those that
    ``spoke``. Exceptions of the configuration are not looked at.
    """
    chosen = [rule for rule in rules() if selection.chooses(rule.info)]
    alone = Library((page,), originals={page.key: original} if original is not None else {})
    return _found(alone, chosen, {page.key: of_library}, spoke, {page.key: entity})


def _found(
    library: Library,
    chosen: Sequence[Rule],
    of_library: "_OfLibrary",
    spoke: Collection[str],
    named: Mapping[tuple[str, str], str | None] | None = None,
) -> tuple[Finding, ...]:
    """The findings before exceptions. ``named``: the main entities of pages, where the library has them not."""
    entities = _Entities(library, named)
    kept, unused = suppressed(library, _raised(library, chosen, of_library, entities), spoke)
    owners = (rule.info for rule in chosen if rule.info.code == UNUSED)
    told = [(info, page, note) for info in owners for page, note in unused]
    if not told:
        return kept
    return tuple(sorted((*kept, *_findings(entities, told)), key=Finding.sort_key))


_OfLibrary = Mapping[tuple[str, str], Sequence[tuple[str, Note]]]


def _raised(
    library: Library, chosen: Sequence[Rule], of_library: _OfLibrary, entities: "_Entities"
) -> tuple[Finding, ...]:
    """What these rules say of the pages reported on, before comments and exceptions."""
    noticed, raised = _noticed(library), _raised_by_page(chosen, library)
    checked: dict[str, list[tuple[Page, Note]]] = defaultdict(list)
    for page in library.pages if of_library else ():
        for code, note in of_library.get(page.key, ()):
            checked[code].append((page, note))
    told = [
        (rule.info, page, note)
        for rule in chosen
        for page, note in _once(
            (*noticed.get(rule.info.code, ()), *raised.get(rule.info.code, ()), *checked.get(rule.info.code, ()))
        )
    ]
    return tuple(_findings(entities, told))


def alone(selection: Selection) -> tuple[Rule, ...]:
    """The selected rules that need no page but one, and its original, to speak of it: for ``run_alone``."""
    chosen = (rule for rule in rules() if selection.chooses(rule.info))
    return tuple(rule for rule in chosen if rule.on_library is None and rule.info.code != UNUSED)


def run_alone(library: Library, chosen: Sequence[Rule], selection: Selection) -> tuple[Finding, ...]:
    """What ``run`` gives of the rules ``chosen`` by ``alone``, which may be asked of one page again and again."""
    kept, _ = suppressed(library, _raised(library, chosen, {}, _Entities(library)), ())
    return excepted(library, kept, selection, ())[0]


def spoken_codes(library: Library, selection: Selection = _EVERYTHING) -> frozenset[str]:
    """Codes of selected rules that had a say: what they do not report is not there."""
    chosen = (rule.info.code for rule in rules() if selection.chooses(rule.info))
    return frozenset(chosen).difference(context_lacking(library, selection))


def context_lacking(library: Library, selection: Selection = _EVERYTHING) -> tuple[str, ...]:
    """Codes of selected rules that stayed silent because too few pages were read, for the summary."""
    chosen = [rule for rule in rules() if selection.chooses(rule.info)]
    return tuple(rule.info.code for rule in chosen if _lacks_context(rule, library))


def links_not_checked(library: Library, selection: Selection = _EVERYTHING) -> int:
    """How many links of the pages reported on selected rules left alone because nothing says where they lead."""
    chosen = (rule for rule in rules() if selection.chooses(rule.info))
    return max((rule.links_not_checked(library) for rule in chosen if rule.links_not_checked is not None), default=0)


def _lacks_context(rule: Rule, library: Library) -> bool:
    if rule.on_pair is not None:
        return not library.originals
    return rule.lacks_context is not None and rule.lacks_context(library)


def unclaimed_codes(library: Library) -> tuple[str, ...]:
    """Codes that reader or linker noted and no rule owns: always empty, or something is dropped in silence."""
    owned = {rule.info.code for rule in rules()}
    repaired = {repair.code for page in library.pages for repair in page.facts.repairs}
    return tuple(sorted((set(_noticed(library)) | repaired) - owned))


def _noticed(library: Library) -> Noticed:
    by_code: dict[str, list[tuple[Page, Note]]] = defaultdict(list)
    for page in library.pages:
        if page.reported:
            for note in _page_notes(page):
                by_code[note.code].append((page, note))
    return by_code


def _page_notes(page: Page) -> Iterator[Note]:
    """The notes of a page and of its syntax block, but those on what a character spoils that another rule reports."""
    declared = page.facts.declaration.notes if page.facts.declaration is not None else ()
    lines = spoilt_lines(page.facts)
    for note in (*page.facts.notes, *declared):
        if not (note in declared and touches(note.span, lines)):
            yield note


def _once(notes: Iterable[tuple[Page, Note]]) -> Iterator[tuple[Page, Note]]:
    seen = set()
    for page, note in notes:
        key = (page.root, page.facts.path, note)
        if key not in seen:
            seen.add(key)
            yield page, note


def _raised_by_page(rules: Iterable[Rule], library: Library) -> Noticed:
    """What rules say that look at one page at a time, and its original: all of them at one page before the next.

    Several look for the same on a page, and what was worked out for one is at hand for the others.
    """
    alone = [rule for rule in rules if rule.on_library is None]
    by_code: dict[str, list[tuple[Page, Note]]] = {rule.info.code: [] for rule in alone}
    asked = [(rule.info.code, rule.on_page, by_code[rule.info.code]) for rule in alone if rule.on_page is not None]
    codes = frozenset(code for code, _, _ in asked)
    compared = [(rule.on_pair, by_code[rule.info.code]) for rule in alone if rule.on_pair is not None]
    for page in library.pages:
        if not page.reported:
            continue
        said, before = raised_before(page)
        for code in codes.intersection(before):
            by_code[code] += [(page, note) for note in before[code]]
        for code, ask, raised in asked if not said.issuperset(codes) else ():
            if code not in said:
                raised += [(page, note) for note in ask(page)]
        original = library.originals.get(page.key) if compared else None
        if original is not None:
            for compare, raised in compared:
                raised += [(page, note) for note in compare(page, original)]
    return by_code


def _findings(entities: "_Entities", told: list[tuple[RuleInfo, Page, Note]]) -> Iterator[Finding]:
    """What was told as findings, in the order of reports, with fingerprints.

    What is equal in all that a fingerprint is made of is told apart by its order.
    """
    told.sort(key=_sort_key)
    seen: dict[tuple[str | None, ...], int] = {}
    for _, group in groupby(told, key=lambda one: id(one[1])):
        same_page = list(group)
        page = same_page[0][1]
        name = next((quote.text for quote in page.facts.front.api_names), None)
        entity = entities.of(page)
        for info, _, note in same_page:
            key = (info.code, page.locale, page.place, name, note.member, note.found)
            before = seen.get(key, 0)
            seen[key] = before + 1
            yield _finding(entity, info, page, note, hashlib.sha256(to_json([*key, before])).hexdigest())


def _sort_key(told: tuple[RuleInfo, Page, Note]) -> tuple[str, str, int, int, str, str]:
    """That of the finding that comes of it."""
    info, page, note = told
    return (page.root, page.facts.path, note.span.line, note.span.column, info.code, note.message)


def _finding(entity: str | None, rule: RuleInfo, page: Page, note: Note, fingerprint: str) -> Finding:
    facts, span = page.facts, note.span
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=rule.severity,
        root=page.root,
        page=facts.path,
        line=span.line,
        column=span.column,
        end_line=span.end_line,
        end_column=span.end_column,
        entity=entity,
        member=note.member,
        message=note.message,
        found=note.found,
        expected=note.expected,
        related=_related(facts.path, note.related) if note.related else (),
        confidence=note.confidence,
        fix=_fix(facts.path, span, note.remedy) if note.remedy is not None else None,
        fingerprint=fingerprint,
    )


def _related(path: str, places: Sequence[Place]) -> tuple[Related, ...]:
    return tuple([Related(path, place.span.line, place.message) for place in places])


def _fix(path: str, span: Span, remedy: Remedy) -> Fix:
    places = ((span, remedy.text), *remedy.also)
    edits = [Edit(path, at.line, at.column, at.end_line, at.end_column, text) for at, text in places]
    return Fix(remedy.safe, tuple(edits))


def main_entity(library: Library, page: Page) -> str | None:
    """The id of the page's main entity: the one that has the page's own name, else its first."""
    here = library.by_page.get(page.key, ())
    named = [entity.id for entity in here if entity.name == page.facts.name]
    return next(iter(named or [entity.id for entity in here]), None)


@dataclass(frozen=True)
class _Entities:
    """What pages are about: as the library has it, or as it was ``named`` before."""

    library: Library
    named: Mapping[tuple[str, str], str | None] | None = None

    def of(self, page: Page) -> str | None:
        return main_entity(self.library, page) if self.named is None else self.named.get(page.key)
