r"""Names that came apart at their underscores: ``E \_ FAIL``, ``Win32 \_ Process``, ``WBEM \_ E \_ non trouvé``.

A translator sets an escaped underscore apart. Where nothing but spaces came in, the name is *split*; where its words
are others, or stand elsewhere, it is *translated*. One place judges, so that no text is reported as both.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from specgen.checks.claims import Claim, claims, overlap
from specgen.checks.identifiers import as_written
from specgen.checks.once import Once
from specgen.checks.vocabulary import Names, all_names, letters, own_names
from specgen.checks.wording import cite
from specgen.model.facts import Link, Note, PageFacts, Remedy, Token
from specgen.model.folded import Folded
from specgen.model.library import Library, Page
from specgen.model.spans import Span
from specgen.model.types import Confidence
from specgen.model.underscored import may_be_loose

Damage = Literal["split", "translated"]

_WORD = r"[^\W_]+(?:\\?_[^\W_]+)*"
_SPACE = r"[ \u00a0]+"
_GAP = rf"(?:{_SPACE}(?:\\_{_SPACE})+|(?<=[A-Z0-9])(?:\\_{_SPACE}|{_SPACE}\\_)(?=[A-Z0-9]+(?![a-z])))"
_CHAIN = re.compile(rf"{_WORD}(?:{_GAP}{_WORD})+")
_MARK = re.compile(r"[ \u00a0]*\\?_[ \u00a0]*")
_LOOSE_MARK = re.compile(r"[ \u00a0]\\_|\\_[ \u00a0]|^\\_|\\_$")
_WORDS = re.compile(r"[^\W_]+")
_PART = re.compile(r"[A-Z0-9][A-Za-z0-9]*")


class Loose(NamedTuple):
    """A name that came apart: where, how it is spelt there, what it is (None: nobody knows), whether that is sure.

    ``target`` is that of the link that it is the text of.
    """

    damage: Damage
    span: Span
    found: str
    expected: str | None
    confidence: Confidence = "likely"
    mendable: bool = False
    target: str | None = None

    def note(self, code: str) -> Note:
        """The same, for the rule with ``code``."""
        message = f"line {self.span.line} says {cite(self.found)}, {self._meant()}"
        remedy = None
        if self.expected is not None and self.mendable:
            sure = self.damage == "split" and self.confidence == "proven"
            remedy = Remedy(as_written(self.expected, self.found), sure)
        return Note(
            code, self.span, message, None, self.found, self.expected, confidence=self.confidence, remedy=remedy
        )

    def _meant(self) -> str:
        if self.expected is not None:
            return f"which is {self.expected}"
        parts = _WORDS.findall(self.found)
        named = any(len(part) > 1 and part.isupper() for part in parts)
        return "which is no name" if named else "with an underscore that belongs to no name there"


def _loose_of_all(library: Library) -> Mapping[tuple[str, str], tuple[Loose, ...]]:
    # Nobody else asks for all names, and they are large: they go when every page was looked at.
    own = own_names(library)
    told = all_names(library, own)
    pages = ((page, tuple(loose_names(page.facts, own, told))) for page in library.pages if page.reported)
    return {page.key: found for page, found in pages if found}


_all_loose = Once(_loose_of_all)


def loose_in(library: Library, damage: Damage) -> Iterator[tuple[Page, Loose]]:
    """Every name on the pages reported on that came apart so, page by page."""
    found = _all_loose(library)
    for page in library.pages:
        here = found.get(page.key, ()) if page.reported else ()
        yield from ((page, one) for one in here if one.damage == damage)


def loose_names(facts: PageFacts, own: Names, told: Names) -> Iterator[Loose]:
    """Every loose name in the text of the page that no other rule speaks about.

    What ``own`` knows decides what is reported, and ``told`` only what it was: a finding is the same whether there is
    a reference or not.
    """
    tokens = [token for token in facts.names if is_loose(facts, token)]
    if not tokens:
        return
    taken = list(claims(facts, {line for one in tokens for line in range(one.span.line, one.span.end_line + 1)}))
    for token in tokens:
        first, last = token.span.line, token.span.end_line
        near = (one for one in taken if one.span.line <= last and one.span.end_line >= first)
        here = [claim for claim in near if overlap(token.span, claim.span)]
        if all(claim.only_original for claim in here):
            judged = (_informed(one, told, here) for one in _judged(facts, own, token))
            yield from judged if told is own else (_known(one, told) for one in judged)


def is_loose(facts: PageFacts, token: Token) -> bool:
    """Whether a token is a name that came apart, lost its head, or has letters that no identifier has."""
    if not may_be_loose(token):
        return False
    return token.form != "joined" or not token.text.isascii() or _is_headless(token, _link(facts, token))


def _link(facts: PageFacts, token: Token) -> Link | None:
    span = token.span
    near = _by_line(facts.links).get(span.line, ()) if span.line == span.end_line else facts.links
    return next((link for link in near if overlap(link.span, span)), None)


@lru_cache(maxsize=2)
def _by_line(links: Folded[Link]) -> dict[int, list[Link]]:
    """The links of a page by each line that they stand on."""
    found: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        for line in range(link.span.line, link.span.end_line + 1):
            found[line].append(link)
    return found


def _is_headless(token: Token, link: Link | None) -> bool:
    r"""Whether a link's text has the end alone of the name that its target has: ``\_Process Win32``."""
    if link is None or "_" not in link.text:
        return False
    stem, tail = letters(link.target.rsplit("/", 1)[-1].partition(".")[0]), letters(token.text)
    return stem != tail and stem.endswith(tail) and letters(link.text) != stem


def _judged(facts: PageFacts, names: Names, token: Token) -> Iterator[Loose]:
    link = _link(facts, token)
    target = link.target if link is not None else None
    if token.form != "phrase":
        yield _whole_link(_judgement(names, token.text, token.span, target), link)
        return
    judged = [_judgement(names, text, _part(token, start, end), target) for start, end, text in _chains(token.text)]
    if judged and all(one.damage == "split" for one in judged):
        yield from judged
    else:
        yield _whole_link(_judgement(names, token.text, token.span, target), link)


@lru_cache(maxsize=2_000)
def _chains(phrase: str) -> tuple[tuple[int, int, str], ...]:
    """The names in a phrase, where they stand; none where an underscore that came loose belongs to none of them."""
    if _LOOSE_MARK.search(_CHAIN.sub(" x ", phrase)):
        return ()
    return tuple((*chain.span(), chain[0]) for chain in _CHAIN.finditer(phrase))


def _informed(judged: Loose, told: Names, here: Sequence[Claim]) -> Loose:
    """The same with the name that it was, where only ``told`` or the original's value in its place knows it."""
    if judged.confidence == "proven":
        return judged
    if len(here) == 1 and here[0].expected is not None:
        return judged._replace(expected=here[0].expected, mendable=False)
    better = _judgement(told, judged.found, judged.span, judged.target)
    if better.expected is None or better.expected == judged.expected:
        return judged
    if letters(better.expected) == letters(judged.found):
        return judged._replace(expected=better.expected, confidence=better.confidence, mendable=better.mendable)
    return judged._replace(expected=better.expected, mendable=False)


def _known(judged: Loose, told: Names) -> Loose:
    """The same without a name that the originals do not know: a translated word was joined with the others."""
    if judged.confidence == "proven" or judged.expected is None or judged.expected in told.spelt:
        return judged
    return judged._replace(expected=told.nearest(judged.expected), mendable=False)


def _whole_link(judged: Loose, link: Link | None) -> Loose:
    """What is known from a link's target is said of all its text, where that is the name and no more."""
    if judged.damage == "split" or judged.confidence != "proven" or judged.expected is None or link is None:
        return judged
    width = link.span.end_column - link.span.column
    alone = link.span.line == link.span.end_line and width == len(link.text) + link.text.count("_")
    words = len(_WORDS.findall(link.text)) <= len(_WORDS.findall(judged.expected.replace("_", " "))) + 1
    if not alone or not words:
        return judged._replace(mendable=False)
    return judged._replace(span=link.span, found=link.text.replace("_", "\\_"))


def _part(token: Token, start: int, end: int) -> Span:
    span = token.span
    return Span(span.line, span.column + start, span.line, span.column + end)


def _nothing(_names: Names) -> dict[tuple[str, str | None], Loose]:
    return {}


_judgements = Once(_nothing)
"""What was found out with some names, by the text and the target of its link."""


def _judgement(names: Names, text: str, span: Span, target: str | None) -> Loose:
    """What the text is, which most pages that say it say in the same way: it is found out once."""
    judged = _judgements(names)
    found = judged.get((text, target))
    if found is None:
        found = judged[text, target] = _guess(names, text, span, target)
    damage, _, text, expected, confidence, mendable, _ = found
    return Loose(damage, span, text, expected, confidence, mendable, target or None)


def _guess(names: Names, text: str, span: Span, target: str | None) -> Loose:
    joined = _MARK.sub("_", text).strip()
    linked = names.linked(target) if target else None
    if joined in names.spelt:
        return Loose("split", span, text, joined, "proven", mendable=True)
    moved = names.meant(joined)
    for known in (linked, moved):
        if known is not None and letters(known) == letters(joined):
            return Loose("split", span, text, known, "proven", mendable=True)
    parts = joined.split("_")
    if len(parts) > 1 and all(_PART.fullmatch(part) for part in parts):
        meant = names.translated(joined)
        if meant is None or letters(meant) == letters(joined):
            return Loose("split", span, text, joined, "likely", mendable=True)
        return Loose("translated", span, text, meant, "likely")
    if linked is not None:
        return Loose("translated", span, text, linked, "proven", mendable=True)
    return Loose("translated", span, text, moved or names.nearest(joined), "likely", mendable=moved is not None)
