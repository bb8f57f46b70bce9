"""Counterparts: which passages of a translated page and of its original say the same.

Only pages with the same syntax block are compared, and of those only sections that consist of the same passages: what
was edited since the translation is no damage.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from specgen.lexicons import ENGLISH, lexicon
from specgen.model.facts import PageFacts, Passage, Token

_SITE = re.compile(r"^https?://(?:docs|learn)\.microsoft\.com(?=/)|^https?://(?:www\.)?", re.IGNORECASE)
_LOCALE = re.compile(r"(?<=/)[a-z]{2,3}-[a-z]{2,4}/")

_MANY = 4
"""Of how many sentences translation may make one more or less."""
_LONG, _LEAST, _WORDS = 8, 0.5, 4
"""How many words a passage has before their number is compared, what share is left at least, words of one name."""

Counterparts = tuple[tuple[Passage, ...], tuple[Passage, ...]]


def counterparts(facts: PageFacts, original: PageFacts) -> Iterator[Counterparts]:
    """Section by section, the passages of the page and as many of its original."""
    if not is_same_syntax(facts, original):
        return
    theirs = _by_section(original)
    for key, mine in _by_section(facts).items():
        other = theirs.get(key)
        if other and [one.form for one in mine] == [one.form for one in other]:
            yield mine, other


def is_same_syntax(facts: PageFacts, original: PageFacts) -> bool:
    """Whether both pages have the same syntax block, white space apart."""
    return _syntax(facts) == _syntax(original)


def _syntax(facts: PageFacts) -> str | None:
    return "".join(facts.declaration.quote.text.split()) if facts.declaration else None


def is_edited(mine: Passage, theirs: Passage, damaged: int) -> bool:
    """Whether one of two passages was written anew since: it has other links, or more or fewer sentences or words.

    Names beside words where the other has neither are new. ``damaged``: how many names came apart in the translation,
    each of which may bring a full stop and words with it. Translation keeps sentences in all but 3 of 1,000 passages,
    and adds or drops no more than half of the words.
    """
    if abs(mine.sentences - theirs.sentences) > damaged + (theirs.sentences >= _MANY):
        return True
    here, there = ({address(one.text) for one in targets(passage)} for passage in (mine, theirs))
    if here and there and here.isdisjoint(there):
        return True
    if _only_adds(mine, theirs) or _only_adds(theirs, mine):
        return True
    most = max(mine.words, theirs.words)
    least = min(mine.words, theirs.words)
    return most >= _LONG and least < _LEAST * most - _WORDS * damaged


def _only_adds(one: Passage, other: Passage) -> bool:
    """Whether one has names and words besides what the other has, which has no words at all."""
    if other.words or not one.words or len(one.tokens) <= len(other.tokens):
        return False
    return not Counter(token.text for token in other.tokens) - Counter(token.text for token in one.tokens)


def is_english_heading(slug: str) -> bool:
    """Whether an anchor is that of a section that English pages are known to have."""
    return lexicon(ENGLISH).key("sections", slug.replace("-", " ")) is not None


def targets(passage: Passage) -> list[Token]:
    """The targets of the links of a passage."""
    return [one for one in passage.tokens if one.form == "target"]


def address(target: str) -> str:
    """A link's target without what sites rewrite: the locale, scheme and host names of one site, letter case."""
    return written_address(target).replace("/windows/win32/", "/windows/desktop/")


def written_address(target: str) -> str:
    """The same, with the folder that a site has for its pages."""
    return _LOCALE.sub("", _SITE.sub("", target.lower()))


def is_relinked(mine: Passage, theirs: Passage) -> bool:
    """Whether one of two passages has more links than the other: a sentence of it was written anew since."""
    return len(targets(mine)) != len(targets(theirs))


def _by_section(facts: PageFacts) -> dict[tuple[str, int], tuple[Passage, ...]]:
    """The passages by the slug of their section's heading, and its number among equal ones."""
    slugs = ["", *(section.heading.slug.lower() for section in facts.sections)]
    found: dict[int, list[Passage]] = defaultdict(list)
    for passage in facts.passages:
        found[passage.section].append(passage)
    seen: Counter[str] = Counter()
    keyed = {}
    for number, slug in enumerate(slugs):
        keyed[slug, seen[slug]] = tuple(found.get(number, ()))
        seen[slug] += 1
    return keyed
