"""What happened to the identifiers of a page in its headings and its prose.

An identifier that only lost or won spaces, underscores or case is *split*: its letters still prove it. One whose
letters are others, or stand elsewhere, is *translated*. One place judges, so that no text is reported as both.
"""

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from specgen.checks.once import Once
from specgen.checks.vocabulary import page_name
from specgen.checks.wording import cite, series
from specgen.model.facts import DescribedItem, Heading, Mention, Note, PageFacts, Place, Remedy
from specgen.model.library import Page
from specgen.model.spans import Quote, Span
from specgen.model.types import Confidence

Damage = Literal["split", "translated"]

_OWNER = r"(?P<owner>[\w\\ ]*?[\w\\])\s*::\s*(?P<cut>[DdPp])\s+"
_CUTS = (
    re.compile(_OWNER + r"(?P<word>[^\W\d_]+)\s+[\"“„]?(?P<tail>[^\W\d_][\w\\]*)[\"”“]?(?P<rest>(?:\s.*)?)"),
    re.compile(_OWNER + r"(?P<tail>[^\W\d_][\w\\]*(?:\|\s*[\w\\]+)?)(?P<rest>(?:\s*[-(].*)?)"),
)
_LONE_UNDERSCORE = re.compile(r"(?<!\S)\\?_\s*(?=[^\W_])")
"""What is left of an identifier whose words a translator moved: ``de la \\_ classe``."""
_MOST_WORDS = 4
_SMILEY = re.compile(r"[DdPp]\s+[^\W\d_][^\W_]*(?:\s*\\?_\s*[^\W_]+)*")
_GAPS = re.compile(r"[\s_\\]+")
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*", re.ASCII)


@dataclass(frozen=True)
class Damaged:
    """A damaged identifier: where it stands, what stands there, and what should."""

    damage: Damage
    span: Span
    found: str
    expected: str | None
    message: str
    related: tuple[Place, ...] = ()
    confidence: Confidence = "proven"
    remedy: Remedy | None = None

    def note(self, code: str) -> Note:
        """The same, for the rule with ``code``."""
        return Note(
            code,
            self.span,
            self.message,
            found=self.found,
            expected=self.expected,
            related=self.related,
            confidence=self.confidence,
            remedy=self.remedy,
        )


def damaged_identifiers(facts: PageFacts, lines: Collection[int] | None = None) -> Iterator[Damaged]:
    """Everything in the first heading and in qualified mentions that is not spelt as the page's identifiers are.

    ``lines``: the heading counts only if it stands on one of these.
    """
    heading = facts.heading
    if heading is not None and (lines is None or _stands_on(heading, lines)):
        yield from _in_heading(facts, heading)
    for mention in facts.mentions:
        judged = heading is not None and mention.quote.span.line == heading.quote.span.line
        if mention.form == "qualified" and len(mention.parts) == 2 and not judged:
            yield from _in_mention(facts, mention)


def _damaged(page: Page) -> tuple[Damaged, ...]:
    return tuple(damaged_identifiers(page.facts))


damaged_on = Once(_damaged)
"""The same of a page, for all the rules that ask."""


def _stands_on(heading: Heading, lines: Collection[int]) -> bool:
    span = heading.quote.span
    return any(line in lines for line in range(span.line, span.end_line + 1))


def is_identifier(text: str) -> bool:
    """Whether ``text`` is one ASCII identifier and nothing else."""
    return _IDENTIFIER.fullmatch(text) is not None


def stands_in(identifier: str, text: str) -> bool:
    """Whether ``identifier`` stands in ``text`` as a word of its own, letter for letter."""
    # No pattern: there are as many identifiers as pages, and to compile one takes longer than to look.
    at = text.find(identifier)
    while at >= 0:
        end = at + len(identifier)
        if not (_is_word(text[at - 1 : at]) or _is_word(text[end : end + 1])):
            return True
        at = text.find(identifier, at + 1)
    return False


_TAKEN_FOR = str.maketrans({"\u0130": "i", "\u0131": "i", "\u017f": "s", "\u212a": "k"})
"""The other letters that a pattern takes for ASCII ones, whatever their case."""
_UNDERSCORES = re.compile(r"(?:\\?_)*(?!\w)")
_ANYTHING = re.compile(r".*", re.DOTALL)


def _is_word(letter: str) -> bool:
    return letter == "_" or letter.isalnum()


def scattered(identifier: str, text: str) -> re.Match[str] | None:
    """Where the letters of ``identifier`` stand in ``text`` in their order, whatever became of spaces, _ and case."""
    letters = identifier.replace("_", "")
    if not letters or _squeezed(letters) not in _squeezed(text):
        return None
    if is_identifier(identifier):
        return _scattered(letters.lower(), text)
    body = r"[\s_\\]*".join(map(re.escape, letters))
    return re.search(rf"(?<![^\W_])(?:\\?_)*{body}(?:\\?_)*(?!\w)", text, re.IGNORECASE)


def _scattered(letters: str, text: str) -> re.Match[str] | None:
    """What the pattern of ``scattered`` finds of ASCII letters; there are many, and each pattern takes long to make."""
    places = [at for at, letter in enumerate(text) if letter not in "_\\" and not letter.isspace()]
    folded = text.translate(_TAKEN_FOR).lower()
    bare = "".join([folded[at] for at in places])
    at = bare.find(letters)
    while at >= 0:
        first, last = places[at], places[at + len(letters) - 1]
        before, after = _before(text, first), _UNDERSCORES.match(text, last + 1)
        if before is not None and after is not None:
            return _ANYTHING.fullmatch(text, before, after.end())
        at = bare.find(letters, at + 1)
    return None


def _before(text: str, first: int) -> int | None:
    """Where the underscores before a place begin, the first of them behind no letter; None where there is none such."""
    found = None
    while True:
        if not text[first - 1 : first].isalnum():
            found = first
        if text[first - 1 : first] != "_":
            return found
        first -= 1
        if text[first - 1 : first] == "\\":
            found = first
            first -= 1


def _holds(identifier: str, text: str) -> bool:
    """Whether the letters of ``identifier`` stand in ``text``, as ``scattered`` finds them."""
    return stands_in(identifier, text) or scattered(identifier, text) is not None


@lru_cache(maxsize=256)
def _squeezed(text: str) -> str:
    """A text without spaces, underscores, backslashes and case: what regards none of them is found here too."""
    return "".join(_folded(text).split()).replace("_", "").replace("\\", "")


def _folded(text: str) -> str:
    """A text without case: what a pattern that regards none finds in it stands in it like that."""
    # Two letters that a pattern takes for an i, whatever their case, and that folding keeps apart.
    return text.replace("\u0130", "i").replace("\u0131", "i").casefold()


def named_on(facts: PageFacts) -> list[str]:
    """What the page is about, by all its names: ``promised_by_heading`` gives no other."""
    return [one for one in (facts.owner, facts.name, *_accessors(facts)) if one]


def promised_by_heading(facts: PageFacts, heading: Heading) -> tuple[str, ...]:
    """Proven identifiers of the page that its first heading holds in the original, as the heading's slug shows."""
    tokens = {token for token in heading.slug.casefold().split("-") if token}
    spelt = [quote.text for _, quote in _spellings(facts)]
    own = [one for one in named_on(facts) if is_identifier(one) and any(stands_in(one, text) for text in spelt)]
    pairs = {
        one
        for first, second in _joined(
            own, [one for one in own if any(each.startswith(one.casefold()) for each in tokens)]
        )
        if (first + second).casefold() in tokens
        for one in (first, second)
    }
    if not heading.anchored and "::" in heading.plain:
        letters = heading.plain.replace("::", "")
        held = [one for one in own if _squeezed(one) in _squeezed(letters)]
        said = (pair for pair in _joined(held, held) if _holds("".join(pair), letters))
        pairs.update(one for pair in said for one in pair)
    return tuple(dict.fromkeys(one for one in own if one.casefold() in tokens or one in pairs))


def _joined(own: Sequence[str], firsts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every two names of a page of which one may begin what its heading says: it has dozens where it is an index."""
    return ((first, second) for first in firsts for second in own if first is not second)


def _accessors(facts: PageFacts) -> Sequence[str]:
    """What ``api_name`` calls a COM member: of a property, the methods behind it (``put_Dimmed``)."""
    if facts.kind in ("com-property", "com-method"):
        return [quote.text.rpartition(".")[2] for quote in facts.front.api_names]
    return ()


def proof(facts: PageFacts, identifiers: Iterable[str]) -> tuple[Place, ...]:
    """The places that spell the identifiers: the frontmatter's ``api_name``, and what the syntax declares."""
    wanted = tuple(identifiers)
    spelt: dict[str, Quote] = {}
    for source, quote in _spellings(facts):
        if any(stands_in(one, quote.text) for one in wanted):
            spelt.setdefault(source, quote)
    return tuple(Place(quote.span, f"{source} says {cite(quote.text)}") for source, quote in spelt.items())


def _spellings(facts: PageFacts) -> list[tuple[str, Quote]]:
    """The places that spell the page's identifiers as they are, and what each of them is."""
    quotes = [("api_name", quote) for quote in facts.front.api_names]
    quotes += [(one.source, one.quote) for one in facts.witnesses if one.source == "syntax" and one.quote is not None]
    return quotes


def _in_heading(facts: PageFacts, heading: Heading) -> Iterator[Damaged]:
    if all(stands_in(one, heading.plain) for one in named_on(facts)):
        return  # none of them can be lost, whichever the original heading held
    lost = [one for one in promised_by_heading(facts, heading) if not _is_said(one, facts, heading)]
    found = [(one, scattered(one, heading.quote.text)) for one in lost]
    if any(match is None for _, match in found):
        yield _heading_translated(facts, heading, lost)
        return
    for identifier, match in found:
        if match is not None and not any(stands_in(match[0], quote.text) for quote in facts.front.api_names):
            yield _heading_split(facts, heading, identifier, match)


def _is_said(identifier: str, facts: PageFacts, heading: Heading) -> bool:
    """Whether the heading has the identifier, colons of a qualified name aside.

    On a page that nobody translated no anchor shows that the heading changed: what the syntax block spells as the
    heading does is right, and ``api_name`` is not.
    """
    if stands_in(identifier, heading.plain) or stands_in(identifier, heading.plain.replace("::", "")):
        return True
    if heading.anchored:
        return False
    spelt = scattered(identifier, heading.plain)
    code = facts.declaration.quote.text if facts.declaration is not None else ""
    return spelt is not None and stands_in(spelt[0], code)


def _heading_split(facts: PageFacts, heading: Heading, identifier: str, match: re.Match[str]) -> Damaged:
    span = part_of(heading.quote, match.start(), match.end())
    places = proof(facts, (identifier,))
    message = f"heading line {span.line} says {cite(match[0])}, {_witness(places)} says {identifier}"
    # A page that was not translated has no anchors; there the heading may be right, and its witnesses wrong.
    sure: Confidence = "proven" if heading.anchored else "likely"
    lone = list(_LONE_UNDERSCORE.finditer(heading.quote.text))
    also = tuple((part_of(heading.quote, one.start(), one.end()), "") for one in lone if "_" in identifier[1:])
    remedy = Remedy(as_written(identifier, heading.quote.text), heading.anchored, also if len(lone) == 1 else ())
    return Damaged("split", span, match[0], identifier, message, places, sure, remedy)


def _heading_translated(facts: PageFacts, heading: Heading, identifiers: list[str]) -> Damaged:
    line = heading.quote.span.line
    places = proof(facts, identifiers)
    message = f"heading line {line} says {cite(heading.plain)}, {_witness(places)} says {series(identifiers)}"
    joined = rejoined(facts, heading.quote.text)
    if joined is None:
        ordered = _in_order(identifiers, heading.quote.text)
        joined = None if ordered is None else (ordered, heading.anchored)
    return Damaged(
        "translated",
        heading.quote.span,
        heading.plain,
        ", ".join(identifiers),
        message,
        places,
        remedy=None if joined is None else Remedy(joined[0], safe=joined[1]),
    )


def _in_order(identifiers: Sequence[str], text: str) -> str | None:
    r"""A heading with the words of its identifiers put together again, and without the underscore they left behind.

    ``la \_ classe Lamp Acme`` is ``la classe Acme\_Lamp``; None where one has other words than before.
    """
    made = text
    for identifier in identifiers:
        match = scattered(identifier, made) or moved(identifier, made)
        if match is None:
            return None
        made = f"{made[: match.start()]}{as_written(identifier, text)}{made[match.end() :]}"
    return made if any(one.startswith("_") for one in identifiers) else _LONE_UNDERSCORE.sub("", made)


def moved(identifier: str, text: str) -> re.Match[str] | None:
    """Where the words of an identifier stand beside each other in another order."""
    words = identifier.strip("_").split("_")
    if not 1 < len(words) <= _MOST_WORDS or not all(_squeezed(word) in _squeezed(text) for word in words):
        return None
    gapped = _GAPS.sub("_", _folded(text))
    for order in itertools.permutations(words):
        # A pattern takes long to make, and one order at most stands there.
        if _GAPS.sub("_", _folded("_".join(order))) in gapped:
            body = r"[\s_\\]+".join(map(re.escape, order))
            found = re.search(rf"(?<![\w\\]){body}(?!\w)", text, re.IGNORECASE)
            if found is not None:
                return found
    return None


def rejoined(facts: PageFacts, text: str) -> tuple[str, bool] | None:
    """A heading or title whose qualified name a translator cut behind ``::D``, whole; and whether its letters prove it.

    ``::D`` and ``::P`` are faces to a translator, which sets what follows apart and may put a word or quotation marks
    between; a bar is the mouth of a face as well.
    """
    for form in _CUTS:
        match = form.fullmatch(text)
        if match is not None:
            return _made_whole(facts, match)
    return None


def _made_whole(facts: PageFacts, match: re.Match[str]) -> tuple[str, bool] | None:
    if facts.owner is None or facts.name is None or not is_identifier(facts.owner) or not is_identifier(facts.name):
        return None
    if facts.name[0].casefold() != match["cut"].casefold():
        return None
    word = match.groupdict().get("word")
    whole = as_written(f"{facts.owner}::{facts.name}", match[0])
    letters = (_letters(match["owner"]), _letters(match["cut"] + match["tail"]))
    text = f"{whole} {word}{match['rest']}" if word else f"{whole}{match['rest']}"
    return text, letters == (_letters(facts.owner), _letters(facts.name))


def as_written(name: str, beside: str) -> str:
    """A name as Markdown has it beside this text: with escaped underscores where the text escapes them."""
    return name.replace("_", "\\_") if "\\_" in beside else name


def _witness(places: tuple[Place, ...]) -> str:
    """The first of the places in words: "api_name line 3"."""
    return f"{places[0].message.partition(' says ')[0]} line {places[0].span.line}"


def part_of(quote: Quote, start: int, end: int) -> Span:
    """The place of ``quote.text[start:end]``."""
    line, column = _advance(quote, start)
    return Span(line, column, *_advance(quote, end))


def _advance(quote: Quote, offset: int) -> tuple[int, int]:
    before = quote.text[:offset]
    last = before.rfind("\n")
    if last < 0:
        return quote.span.line, quote.span.column + offset
    return quote.span.line + before.count("\n"), offset - last


def _in_mention(facts: PageFacts, mention: Mention) -> Iterator[Damaged]:
    left, right = (part.strip() for part in mention.parts)
    owner = _true_owner(facts, left)
    member = _true_member(facts, owner, right) if owner else None
    if member is None and owner is not None and _SMILEY.fullmatch(right):
        member = _linked_member(owner, right, _target(facts, mention)) or _cut_member(facts, right) or _spaceless(right)
    if owner is not None and member is None and _is_apart(mention.quote.text) and " " in right.strip():
        message = f"line {mention.quote.span.line} says {cite(mention.quote.text)}, which is no name"
        yield Damaged("translated", mention.quote.span, mention.quote.text, None, message, confidence="likely")
    if owner is None or member is None:
        return
    quote = _name_alone(mention.quote, member)
    expected = f"{owner}::{member}"
    shown = quote.text.replace("\\", "")
    if shown == expected or (shown.casefold() == expected.casefold() and not _settled(facts, owner, member)):
        return
    split = scattered(owner + member, quote.text.replace("::", "")) is not None
    # Of other owners than the page's own, only the spaces are known to be wrong; case may be lost as well.
    own = owner in (facts.owner, facts.name)
    sure = split and (own or _letters(owner + member) == _letters(_stem(mention.target)))
    yield Damaged(
        "split" if split else "translated",
        quote.span,
        quote.text,
        expected,
        f"line {quote.span.line} says {cite(quote.text)}, which is {expected}",
        proof(facts, (owner, member)),
        "proven" if sure else "likely",
        Remedy(as_written(expected, quote.text), sure),
    )


def _target(facts: PageFacts, mention: Mention) -> str | None:
    """The page that the mention leads to, or another mention on the page that is spelt alike."""
    alike = (link.target for link in facts.links if link.text == mention.quote.text)
    return mention.target or next(alike, None)


def _linked_member(owner: str, right: str, target: str | None) -> str | None:
    """The member that the page behind the link is named after, where its letters are not those of the text."""
    stem, joined = _letters(_stem(target)), _spaceless(right)
    tail = stem.removeprefix(_letters(owner).replace("_", "")) if stem.startswith(_letters(owner)) else ""
    if not tail or tail == _letters(joined) or tail[0] != joined[0].casefold():
        return None
    return joined[0] + tail[1:]


def _cut_member(facts: PageFacts, right: str) -> str | None:
    """The page's own member that begins and ends as the text does (``P ess`` for Progress), if that is one alone."""
    initial, _, tail = right.partition(" ")
    letters = _letters(tail)
    found = {
        name
        for name in _own_members(facts)
        if _letters(name).startswith(_letters(initial)) and _letters(name).endswith(letters) and len(letters) > 1
    }
    return found.pop() if len(found) == 1 else None


def _stem(target: str | None) -> str:
    """The name of the page that a link leads to, letters and digits alone."""
    return "".join(char for char in page_name(target or "") if char.isalnum())


def _spaceless(text: str) -> str:
    return "".join(text.replace("\\", "").split())


def _is_apart(text: str) -> bool:
    """Whether there is a space beside the colons."""
    before, _, after = text.partition("::")
    return before[-1:].isspace() or after[:1].isspace()


def _settled(facts: PageFacts, *identifiers: str) -> bool:
    """Whether the heading spells the identifiers as the other witnesses do, so that their case is beyond doubt."""
    return facts.heading is not None and all(stands_in(one, facts.heading.plain) for one in identifiers)


def _name_alone(quote: Quote, member: str) -> Quote:
    """The quote without words behind the member (``A:: b method``), where the member comes first."""
    match = scattered(member, quote.text[quote.text.find("::") + 2 :])
    before = quote.text.find("::") + 2
    if match is None or quote.text[before : before + match.start()].strip():
        return quote
    end = before + match.end()
    return Quote(quote.text[:end], part_of(quote, 0, end))


def _true_owner(facts: PageFacts, left: str) -> str | None:
    """What the left side of ``::`` stands for: an identifier of this page, else itself if it is an identifier."""
    for known in (facts.owner, facts.base, facts.name):
        if known and _letters(known) == _letters(left):
            return known
    return left if is_identifier(left) else None


def _true_member(facts: PageFacts, owner: str, right: str) -> str | None:
    """What the right side of ``::`` stands for; None where nothing on the page proves it."""
    for name in _members_of(facts, owner):
        if _letters(name) == _letters(right):
            return name
    if is_identifier(right):
        return right
    words = {_letters(word) for word in right.split()}
    return next((name for name in _own_members(facts) if _letters(name) in words), None)


def _members_of(facts: PageFacts, owner: str) -> tuple[str, ...]:
    return _own_members(facts) if owner in (facts.owner, facts.name) else ()


def _own_members(facts: PageFacts) -> tuple[str, ...]:
    """The member that the page documents, or those that it lists."""
    own = (facts.name,) if facts.owner and facts.name else ()
    return tuple(name for name in (*own, *(row.name for row in facts.listed)) if is_identifier(name))


def renaming(item: DescribedItem, name: str) -> Remedy | None:
    """The declared name for a described item that has another; None where the text is not the name alone."""
    text, found = item.quote.text, item.name
    if "\n" in text or "[" in text or "(" in text or text.count("*") % 2 or text.count("`") % 2:
        return None
    if found.startswith("_") and not text.replace("\\", "").startswith("_"):
        if not name.startswith("_"):
            return None
        name = name[1:]
    return Remedy(as_written(name, text), safe=True)


def _letters(text: str) -> str:
    return "".join(text.replace("\\", "").replace("_", "").split()).casefold()
