"""What became of the code of an original in its translation, passage by passage.

A name that both passages hold is sound. Of the others, those that a rule reports from the page alone account for one
each; then names are paired that are alike, or that stand alone on either side; what is left is missing or added.
"""

import itertools
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from specgen.checks.claims import Claim, claims, overlap
from specgen.checks.counterparts import Counterparts, address, counterparts, is_edited, is_relinked, targets
from specgen.checks.loose import is_loose
from specgen.checks.once import Once
from specgen.checks.vocabulary import is_guid, letters, names_of
from specgen.checks.wording import cite
from specgen.lexicons import every_language
from specgen.model.facts import Link, Note, PageFacts, Passage, Remedy, Token
from specgen.model.library import Page
from specgen.model.spans import Span
from specgen.names.nearest import Nearest
from specgen.names.spellings import Spellings

Fate = Literal["missing", "added", "changed"]

_CODE = frozenset({"code", "joined", "camel", "qualified", "file", "path", "guid"})
_COUNTED = frozenset({"joined", "qualified"})
_WORDS = ("word", "linked")
_CAPITALS = "capitals"
_NUMERIC = frozenset({"number", "hex"})
_DAMAGED = frozenset({"divided"})
_ALIKE = 0.5
_DIGITS_ALIKE = 0.8
_EDITED = 3
_SHORTEST = 5
"""How long a name without underscores must be to be missed: shorter ones are words of the trade (MAPI, GUID)."""
_LOWERED = 5
"""How long a word in small letters must be to be a name that it is not like; shorter ones are prepositions."""
_RUN_IN = re.compile(r"(?:an?|and|by|for|in|of|the|with)_(?=[A-Za-z])")
"""A word of an English sentence that emphasis follows without a space."""
_PLAIN = re.compile(r"[^\W\d_]?[^\W\d_A-Z]+")
_NO_NAME = re.compile(r"\s|://")
_WORDS_IN = re.compile(r"[^\W_]+")
_PART = re.compile(r"[A-Z0-9][A-Za-z0-9]*")
_CHAINS = re.compile(r"(?:\\_|(?<![^\W_])[^\W_]++)(?:[ \u00a0]*\\?_[ \u00a0]*[^\W_]++)+")


@dataclass(frozen=True)
class Difference:
    """A piece of code that is not what the original has: where, what stands there, what should (None: nothing).

    ``written`` is what should stand there as the original writes it, with its escapes; ``line`` is the original's.
    """

    fate: Fate
    span: Span
    found: str | None
    expected: str | None
    line: int
    written: str | None = None

    @property
    def is_unmarked(self) -> bool:
        """Whether it is code that has no back-ticks any more."""
        return self.expected is not None and self.expected.startswith("`")

    def note(self, code: str) -> Note:
        """The same, for the rule with ``code``."""
        here, there = f"line {self.span.line}", f"line {self.line} of the original"
        if self.found is None:
            message = f"{here} does not say {cite(self.expected or '')}, {there} does"
            return Note(code, self.span, message, self.expected, None, self.expected)
        if self.expected is None:
            message = f"{here} says {cite(self.found)} more often than {there}"
            return Note(code, self.span, message, None, self.found)
        message = f"{here} says {cite(self.found)}, {there} says {cite(self.expected)}"
        alike = letters(self.found) == letters(self.expected)
        remedy = None if self.written is None else Remedy(self.written, safe=alike)
        return Note(code, self.span, message, None, self.found, self.expected, remedy=remedy)


@dataclass(frozen=True)
class Comparison:
    """What a page and its original have in common: ``kept`` sections in order, reordered ones, and differing code.

    ``displaced``: of each reordered section the first passages that do not say the same, and a name of the original's.
    ``claimed``: where other rules report something from the page alone.
    """

    kept: tuple[Counterparts, ...]
    displaced: tuple[tuple[Passage, Passage, str], ...]
    differences: tuple[Difference, ...]
    claimed: tuple[Span, ...]


def _compare(page: Page, original: Page) -> Comparison:
    facts = page.facts
    sections = tuple(counterparts(facts, original.facts))
    if not sections:
        return Comparison((), (), (), ())
    reordered = [_is_reordered(section) for section in sections]
    kept = tuple(section for section, moved in zip(sections, reordered, strict=True) if not moved)
    displaced = tuple(
        one for section, moved in zip(sections, reordered, strict=True) if moved for one in _displaced(section)
    )
    told = _by_passage(facts)
    claimed = tuple(claim.span for found in told.values() for claim in found)
    known = names_of(original.facts) | _set_apart(original.facts)
    found = [one for section in kept for one in _differences(facts, section, known, told)]
    return Comparison(kept, displaced, tuple(_without_new_marks(found, facts)), claimed)


def _without_new_marks(found: Sequence[Difference], facts: PageFacts) -> Iterator[Difference]:
    """The differences, without lost back-ticks where the page has none: the original was given them since."""
    marked = any(token.form == "code" for passage in facts.passages for token in passage.tokens)
    lost = sum(one.is_unmarked for one in found)
    return (one for one in found if marked or lost <= 1 or not one.is_unmarked)


compared = Once(_compare)
"""A page beside its original; for all the rules that ask."""


def _differences(
    facts: PageFacts, section: Counterparts, known: Collection[str], told: Mapping[Passage, Sequence[Claim]]
) -> Iterator[Difference]:
    """Every piece of code that a section lost, won or changed, and that no rule sees without the original."""
    pairs = list(zip(*section, strict=True))
    for at, (mine, theirs) in enumerate(pairs):
        if _texts(mine) == _texts(theirs) or spellings(mine) == spellings(theirs):
            continue
        claims_here = told.get(mine, ())
        damaged = [one for one in mine.tokens if _is_damaged(facts, one)]
        if is_edited(mine, theirs, len(damaged) + len(claims_here)):
            continue
        found = list(_Passages(mine, theirs, known, claims_here, damaged).differences())
        changed = all(one.fate == "changed" for one in found)
        beside = () if changed else (*pairs[max(0, at - 1) : at], *pairs[at + 1 : at + 2])
        moved = [_balance(*pair) for pair in beside]
        for one in found:
            text = one.expected if one.found is None else one.found
            owed = 1 if one.fate == "missing" else -1
            if one.fate == "changed" or not any(more[text or ""] * owed > 0 for more in moved):
                yield one


def _balance(mine: Passage, theirs: Passage) -> Counter[str]:
    """How much oftener than its original a passage says each name: more than 0 where one moved in."""
    more = Counter(spelling(one) for one in mine.tokens)
    more.subtract(Counter(spelling(one) for one in theirs.tokens))
    return more


def _is_damaged(facts: PageFacts, token: Token) -> bool:
    """Whether a rule reports the token without knowing the original."""
    return is_loose(facts, token) or token.form in _DAMAGED or (token.form == "guid" and not is_guid(token.text))


def _by_passage(facts: PageFacts) -> Mapping[Passage, Sequence[Claim]]:
    """What other rules report, by the passage that it stands in."""
    starts = [(one.line, one.column) for one in facts.passages]
    found: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims(facts):
        at = bisect_right(starts, (claim.span.line, claim.span.column)) - 1
        if at >= 0:
            found[at].append(claim)
    return {facts.passages[at]: here for at, here in found.items()}


def spelling(token: Token) -> str:
    """A token as a reader sees it: without escapes, white space single."""
    text = token.text.lower() if token.form == "guid" else token.text
    return _unescaped(text) if "\\" in text or " " in text else text


@lru_cache(maxsize=10_000)
def _unescaped(text: str) -> str:
    return " ".join(text.replace("\\\\", "\0").replace("\\", "").replace("\0", "\\\\").split())


def spellings(passage: Passage) -> Counter[tuple[str, bool]]:
    """The code of a passage, numbers apart, each with whether back-ticks enclose it and how often it stands there."""
    chosen = (one for one in passage.tokens if one.form not in _NUMERIC and one.form != "target")
    return Counter((spelling(one), one.form == "code") for one in chosen)


def _texts(passage: Passage) -> list[tuple[str, bool]]:
    return [(one.text, one.form == "code") for one in passage.tokens if one.form != "target"]


def _displaced(section: Counterparts) -> Iterator[tuple[Passage, Passage, str]]:
    pairs = ((mine, theirs, _code(mine), _code(theirs)) for mine, theirs in zip(*section, strict=True))
    yield from itertools.islice(((a, b, two[0]) for a, b, one, two in pairs if one != two and two), 1)


def _is_reordered(section: Counterparts) -> bool:
    """Whether a section has the passages of its original in another order, by the code and the links in them."""
    here, there = ([_code(one) for one in passages] for passages in section)
    return here != there and Counter(here) == Counter(there)


def _code(passage: Passage) -> tuple[str, ...]:
    code = sorted(spelling(one) for one in passage.tokens if one.form in _CODE or one.form in _NUMERIC)
    return (*code, *(address(one.text) for one in targets(passage)))


def _set_apart(original: PageFacts) -> frozenset[str]:
    """Both sides of the qualified names of a page, and what is a link to the page of its name."""
    found = (one.text for passage in original.passages for one in passage.tokens if one.form == "qualified")
    parts = {part for text in found for part in text.replace("\\", "").split("::")}
    return frozenset(parts | {link.text for link in original.links if _is_named_after(link)})


def _is_named_after(link: Link) -> bool:
    stem = link.target.rpartition("/")[2].partition("#")[0].partition(".")[0]
    return bool(link.text and stem) and letters(stem).endswith(letters(link.text)) and " " not in link.text


class _Passages:
    """Two passages that say the same."""

    def __init__(
        self,
        mine: Passage,
        theirs: Passage,
        known: Collection[str],
        told: Sequence[Claim],
        damaged: Sequence[Token],
    ) -> None:
        """``told``: what other rules report in ``mine``, and ``damaged`` the tokens that came apart there."""
        self._mine, self._theirs, self._known = mine, theirs, known
        self._told = told
        self._damaged = [one for one in mine.tokens if one in damaged or _claimed(one, told)]
        self._loose = [one for one in damaged if not _claimed(one, told)]
        self._here = Counter(spelling(one) for one in mine.tokens)
        self._here.update(word for one in self._damaged for word in _WORDS_IN.findall(spelling(one)))
        self._there = Counter(spelling(one) for one in theirs.tokens)
        self._missing = [one for one in _left(theirs.tokens, self._here) if self._is_lost(one)]
        self._extra = [one for one in _left(mine.tokens, self._there) if self._is_extra(one)]

    def _is_lost(self, token: Token) -> bool:
        """Whether a token that the translation has less often is one that it should have."""
        text = spelling(token)
        absent = not self._here[text]
        if token.form in _COUNTED:
            parts = text.split("_")
            held = [part for part in parts if part in self._known and self._here[part]]
            return all(map(str.isupper, held)) and len(held) * 2 < len(parts)
        if token.form in ("camel", _CAPITALS):
            return absent and text in self._known and len(text) >= _SHORTEST
        if token.form == "code":
            return (
                absent and not _NO_NAME.search(text) and not all(self._here[word] for word in _WORDS_IN.findall(text))
            )
        return absent and token.form in _CODE

    def _is_extra(self, token: Token) -> bool:
        """Whether a token that the original has less often is one that the translation should not have."""
        if token in self._damaged or token.form not in (*_CODE, _CAPITALS):
            return False
        if self._loose and any(token.text in spelling(one).split("_") for one in self._missing):
            return False
        absent = not self._there[spelling(token)]
        if token.form in ("camel", _CAPITALS):
            return absent
        return absent or token.form == "joined"

    def _is_won(self, token: Token) -> bool:
        """Whether a token that is none of the original's in another spelling is a name, and no piece of one."""
        text, own = spelling(token), letters(token.text)
        if is_relinked(self._mine, self._theirs):
            return False
        if token.form == "code" and _PLAIN.fullmatch(text) and text not in self._known:
            return False
        if token.form in ("camel", _CAPITALS) and text not in self._known:
            return False
        if token.form == "guid" or text.startswith("_") or (token.form in ("path", "code") and " " in text):
            return False
        return text in self._there or not any(own in letters(one.text) for one in self._theirs.tokens)

    def differences(self) -> Iterator[Difference]:
        """What the passage lost, won or changed."""
        if self._is_edited():
            return
        self._account()
        unquoted = []
        for found, lost, bare in self._code_spans():
            written = f"`{lost.text}`" if bare else lost.text
            if found is None:
                unquoted += [lost] if lost not in self._missing else []
                continue
            whole = spelling(found) == spelling(lost) or not bare
            self._missing = [one for one in self._missing if one is not lost]
            self._extra = [one for one in self._extra if one is not found]
            yield Difference("changed", found.span, found.text, written, lost.span.line, written if whole else None)
        for found, lost in (*self._respelt(), *self._pairs(), *self._words()):
            if not self._is_named_right(found):
                text = None if spelling(found).startswith("_") else lost.text
                yield Difference("changed", found.span, found.text, spelling(lost), lost.span.line, text)
        place = Span(self._mine.line, self._mine.column, self._mine.line, self._mine.column)
        for lost in (one for one in self._missing if one.form != "guid"):
            yield Difference("missing", place, None, spelling(lost), lost.span.line)
        for lost in unquoted:
            yield Difference("missing", place, None, f"`{spelling(lost)}`", lost.span.line)
        for found in self._extra:
            if self._is_won(found) and not self._is_named_right(found):
                yield Difference("added", found.span, found.text, None, self._theirs.line)

    def _is_edited(self) -> bool:
        """Whether the passages have hardly any code in common: one of them was written anew."""
        shared = sum((self._here & self._there).values())
        return not self._damaged and len(self._missing) >= _EDITED and shared < len(self._missing)

    def _account(self) -> None:
        """Take away the missing names that other rules' findings account for."""
        for claim in self._told:
            expected = letters(claim.expected or "")
            inside = [one for one in self._missing if letters(one.text) and letters(one.text) in expected]
            self._missing = [one for one in self._missing if one not in inside]
            if not inside:
                self._take(claim.expected or "")
        for token in self._loose:
            if token.form in _DAMAGED:
                self._take(token.text, ("qualified",))
                continue
            for text in _CHAINS.findall(token.text) or [token.text]:
                self._take_loose(text)

    def _take_loose(self, text: str) -> None:
        """Take away the missing name that a name which came apart was; of a whole one only that with its words."""
        same = [one for one in self._missing if letters(one.text) == letters(text)]
        parts = [part.strip() for part in text.replace("\\", "").split("_")]
        if same:
            self._missing.remove(same[0])
        elif not all(map(_PART.fullmatch, parts)) or any(_is_near(parts, spelling(one)) for one in self._missing):
            self._take(text, ("joined", "guid"))
        else:
            meant = _meant(text, [spelling(one) for one in self._missing if one.form == "joined"])
            self._missing = [one for one in self._missing if spelling(one) != meant]

    def _take(self, text: str, forms: Collection[str] = _CODE) -> None:
        """Take away the missing name of one of these forms that is most like a text."""
        fitting = [one for one in self._missing if one.form in forms]
        if fitting:
            self._missing.remove(max(fitting, key=lambda one: _likeness(spelling(one), text)))

    def _respelt(self) -> Iterator[tuple[Token, Token]]:
        """What has the letters of a piece of the original's code, and another spelling."""
        for found in [one for one in self._mine.tokens if self._is_respelling(one)]:
            same = [one for one in self._theirs.tokens if letters(one.text) == letters(found.text)]
            same.sort(key=lambda one: one not in self._missing)
            lost = next(
                (one for one in same if one.form not in ("edge", "target") and spelling(one) != spelling(found)), None
            )
            if lost is not None and (lost in self._missing or found in self._extra):
                self._extra = [one for one in self._extra if one is not found]
                self._missing = [one for one in self._missing if one is not lost]
                yield found, lost

    def _is_respelling(self, token: Token) -> bool:
        if token in self._damaged or token.form in (*_NUMERIC, "target", "guid"):
            return False
        return not self._there[spelling(token)]

    def _pairs(self) -> Iterator[tuple[Token, Token]]:
        """The added names with the missing ones that they were: most alike first, then one alone with one alone."""
        while self._extra and self._missing:
            score, found, lost = max(
                ((_likeness(spelling(one), spelling(two)), one, two) for one in self._extra for two in self._missing),
                key=lambda scored: scored[0],
            )
            alone = len(self._missing) == len(self._extra) == 1 and "guid" not in (found.form, lost.form)
            if score < (_DIGITS_ALIKE if lost.form == "guid" else _ALIKE) and not alone:
                return
            self._extra.remove(found)
            self._missing.remove(lost)
            yield found, lost

    def _code_spans(self) -> Iterator[tuple[Token | None, Token, bool]]:
        """Code between back-ticks that lost them (True), or that has the place of another of the passage's.

        None with code of which no token is left; where it still stands there, it is no code any more.
        """
        here = [one for one in self._mine.tokens if one.form == "code"]
        there = [one for one in self._theirs.tokens if one.form == "code"]
        lost = _left(there, Counter(map(spelling, here)))
        if len(here) == len(there):
            extra = _left(here, Counter(map(spelling, there)))
            pairs = zip(extra, lost, strict=True)
            yield from ((one, two, False) for one, two in pairs if one not in self._extra and two not in self._missing)
            return
        loose = [one for one in self._mine.tokens if one.form not in ("code", "target")]
        bare = _left(loose, Counter(spelling(one) for one in self._theirs.tokens if one.form != "code"))
        for one in lost:
            found = next((token for token in bare if _holds(spelling(one), spelling(token))), None)
            if found is not None:
                bare.remove(found)
            if found is not None or (len(here) < len(there) and len(_WORDS_IN.findall(one.text)) <= 1):
                yield found, one, True

    def _words(self) -> Iterator[tuple[Token, Token]]:
        """The page's own names in one word, with what stands in their place: as many words that are set apart so."""
        for form in _WORDS:
            lost = [one for one in self._theirs.tokens if one.form == form and self._is_own(one)]
            found = [one for one in self._mine.tokens if one.form == form and not self._there[spelling(one)]]
            if len(lost) == len(found) and not any(one in self._damaged for one in found):
                yield from (pair for pair in zip(found, lost, strict=True) if self._is_translated(*pair))

    def _is_translated(self, found: Token, lost: Token) -> bool:
        """Whether a word in the place of a name is that name, not a preposition or what is left of another name."""
        text, name = spelling(found), spelling(lost)
        alike = _likeness(text, name)
        if text.islower() and not name.islower() and len(text) < _LOWERED and alike <= _ALIKE:
            return False
        return all(_likeness(text, spelling(one)) <= alike for one in self._missing)

    def _is_own(self, token: Token) -> bool:
        cell = token.form == "word" and self._theirs.form in ("r", "c")
        return token.text in self._known and not cell and not self._here[spelling(token)]

    def _is_named_right(self, token: Token) -> bool:
        """Whether the original itself is damaged here: a word runs into the name, or it spells it so elsewhere."""
        if token.form == "camel" and any(_RUN_IN.sub("", one.text) == token.text for one in self._theirs.tokens):
            return True
        return spelling(token) in self._known and any(
            spelling(token) in spelling(one) and spelling(token) != spelling(one) for one in self._theirs.tokens
        )


def _meant(text: str, names: Sequence[str]) -> str | None:
    """The one of these names that a text is, with words in another language."""
    if not names:
        return None
    spellings, words = Spellings(), every_language()
    for name in names:
        spellings.learn(name)
    joined = re.sub(r"\s*\\?_\s*", "_", text)
    found = spellings.meant(joined, words)
    return next(iter(found)) if len(found) == 1 else Nearest(names, frozenset()).fill([joined], [None], words)[0]


def _holds(code: str, name: str) -> bool:
    """Whether a name stands in a piece of code as a word of its own."""
    at = code.find(name)
    while at >= 0:
        around = (code[at - 1 : at], code[at + len(name) : at + len(name) + 1])
        if not any(letter.isalnum() or letter == "_" for letter in around):
            return True
        at = code.find(name, at + 1)
    return False


def _is_near(parts: Sequence[str], name: str) -> bool:
    """Whether a name has the same words in another order, or all but one of them."""
    words = name.split("_")
    different = sum(one != other for one, other in zip(parts, words, strict=False))
    return len(parts) == len(words) and (different <= 1 or sorted(parts) == sorted(words))


def _claimed(token: Token, told: Sequence[Claim]) -> bool:
    return any(overlap(token.span, claim.span) for claim in told)


def _left(tokens: Sequence[Token], others: Counter[str]) -> list[Token]:
    """The tokens that ``others`` do not have, or not so often."""
    spare = Counter(others)
    found = []
    for token in tokens:
        text = spelling(token)
        if spare[text]:
            spare[text] -= 1
        else:
            found.append(token)
    return found


def _likeness(one: str, other: str) -> float:
    """How alike two spellings are, from 0 to 1; 1 where letters are the same."""
    mine, theirs = letters(one), letters(other)
    if mine == theirs:
        return 1.0
    return min(SequenceMatcher(None, mine, theirs, autojunk=False).ratio(), 0.99)
