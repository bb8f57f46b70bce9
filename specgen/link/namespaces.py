r"""Namespaces: ``Root\\CIMV2`` in whatever state translation left it, to ``root/cimv2``.

Word order is restored; a translated or doubled word makes the whole unknown, because guessing would be wrong.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from specgen.lexicons import ENGLISH, lexicon
from specgen.model.facts import Note, Remedy, Repair, RequirementFacts
from specgen.model.library import Page
from specgen.model.outsides import NAMESPACE, namespaces_of
from specgen.model.spans import Quote
from specgen.model.types import Evidence

DAMAGED = "SG401"
ANY = "*"
_SEPARATORS = re.compile(r"\\+")
_WORDS = re.compile(r"[\s-]+")
_WORD = re.compile(r"[A-Za-z_]\w*$", re.ASCII)
_CLEAN = re.compile(r"(\\\\\.\\)?root(\\[A-Za-z_]\w*)*$", re.ASCII | re.IGNORECASE)
_EVERY = re.compile(r"all\s+wmi\s+namespaces", re.IGNORECASE)


@dataclass(frozen=True)
class Spelled:
    """A namespace as one place on a page spells it. ``name`` None: not to be read with certainty."""

    name: str | None
    quote: Quote
    clean: bool
    evidence: Evidence


def read_namespace(text: str, locale: str) -> str | None:
    """``root/cimv2`` from a spelling (escapes gone), "*" for all namespaces, None where a word may be translated.

    Words that moved must be as many as the backslashes still part; a translation must at least say root.
    """
    if _EVERY.search(text):
        return ANY
    roots = {"root", *lexicon(locale).words("words", "root")}
    bare = text.strip().removeprefix("\\\\.").removeprefix("\\.")
    segments = [segment.split() for segment in _SEPARATORS.split(bare) if segment.strip()]
    moved = bool(segments) and (len(segments[0]) > 1 or "-" in segments[0][0])
    parts = [word for segment in segments for word in _WORDS.split(" ".join(segment).lower())]
    rest = [part for part in parts if part not in roots]
    if len(parts) - len(rest) != 1 and (len(parts) != len(rest) or locale != ENGLISH):
        return None
    if moved and (roots.isdisjoint((parts[0], parts[-1])) or len(_SEPARATORS.findall(bare)) != len(rest)):
        return None
    if any(len(segment) > 1 for segment in segments[1:]) or len(set(rest)) != len(rest):
        return None
    return "/".join(["root", *rest]) if parts and all(_WORD.match(part) for part in rest) else None


def spelled(page: Page) -> Iterator[Spelled]:
    """Every spelling on the page, best evidence first: api_location, then the requirements row."""
    for quote in namespaces_of(page.facts.front.api_locations):
        yield _spelled(quote.text, quote, "en-us", "frontmatter")
    for row in _rows(page):
        for quote, text in zip(row.values, row.repaired, strict=True):
            yield _spelled(text, quote, page.facts.language, "page")


def _rows(page: Page) -> list[RequirementFacts]:
    """The rows of namespaces. Most pages have none, which their bytes tell, and linking asks several times."""
    rows = page.facts.requirements
    return [row for row in rows if row.key == NAMESPACE] if rows.may_have(NAMESPACE) else []


def _spelled(text: str, quote: Quote, locale: str, evidence: Evidence) -> Spelled:
    name, clean = _read(text, locale)
    return Spelled(name, quote, clean, evidence)


@lru_cache(maxsize=4096)
def _read(text: str, locale: str) -> tuple[str | None, bool]:
    """The namespace of a spelling, and whether nothing damaged it: there are few, on thousands of pages."""
    return read_namespace(text, locale), bool(_CLEAN.match(text) or _EVERY.search(text))


def all_namespaces(page: Page) -> tuple[str, ...]:
    """The namespaces that a class page names, in order, without repeats."""
    return tuple(dict.fromkeys(one.name for one in spelled(page) if one.name is not None))


def canonical_rows(page: Page, namespace: str | None) -> tuple[str, ...]:
    """The namespaces of the requirements table with their spelling repaired; nothing where it cannot be.

    An untouched spelling stays as it is; a damaged one becomes ``namespace``, with backslashes.
    """
    known = namespace.replace("/", "\\") if namespace and namespace != ANY else None
    texts = (text for row in _rows(page) for text in row.repaired)
    found = [text if _read(text, page.facts.language)[1] else known for text in texts]
    return tuple(dict.fromkeys(text for text in found if text))


Spellings = Mapping[str, str]
"""How pages write a namespace where nothing damaged it, escapes and all, by its name."""


def spellings(pages: Iterable[Page]) -> Spellings:
    """The spelling of each namespace that most rows of these pages have; of several as frequent, the first by name."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for page in pages:
        for row in _rows(page):
            for quote, text in zip(row.values, row.repaired, strict=True):
                name, clean = _read(text, page.facts.language)
                if clean and name is not None and name != ANY:
                    found[name][quote.text] += 1
    return {name: min(counts, key=lambda text: (-counts[text], text)) for name, counts in found.items()}


def _remedy(one: Spelled, namespace: str | None, known: Spellings) -> Remedy | None:
    """The namespace as undamaged pages write it. A row is mended, never what the frontmatter says."""
    if namespace is None or namespace == ANY or one.evidence != "page":
        return None
    plain = "Root\\\\" + namespace.removeprefix("root/").replace("/", "\\\\")
    return Remedy(known.get(namespace, plain), safe=True)


def judge(
    page: Page, namespace: str | None, evidence: Evidence | None, written: Spellings | None = None
) -> tuple[list[Note], list[Repair]]:
    """A note for each damaged spelling on the page, and the repair where ``namespace`` is known after all.

    ``written`` tells how the namespace is spelt; no page of a tree that is wholly damaged does.
    """
    notes, repairs = [], []
    for one in spelled(page):
        if one.clean:
            continue
        line = one.quote.span.line
        expected = (
            "Root\\" + namespace.removeprefix("root/").replace("/", "\\") if namespace and namespace != ANY else None
        )
        known = f"which stands for {expected}" if expected else "which no other place on the page explains"
        notes.append(
            Note(
                DAMAGED,
                one.quote.span,
                f"the namespace on line {line} is written {one.quote.text}, {known}",
                "namespace",
                one.quote.text,
                expected,
                remedy=_remedy(one, namespace, written or {}),
            )
        )
        if namespace is not None:
            proof = evidence or one.evidence
            repairs.append(Repair("namespace", None, one.quote.text, namespace, line, DAMAGED, proof))
    return notes, repairs
