"""Counterparts: which passages of a translated page and of its original say the same.

Only pages with the same syntax block are compared, and of those only sections that consist of the same passages: what
was edited since the translation is no damage.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from specgen.model.facts import PageFacts, Passage, Token

_SITE = re.compile(r"^https?://(?:docs|learn)\.microsoft\.com(?=/)|^https?://(?:www\.)?", re.IGNORECASE)
_LOCALE = re.compile(r"(?<=/)[a-z]{2,3}-[a-z]{2,4}/")

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


def targets(passage: Passage) -> list[Token]:
    """The targets of the links of a passage."""
    return [one for one in passage.tokens if one.form == "target"]


def address(target: str) -> str:
    """A link's target without what sites rewrite: the locale, scheme and host names of one site, letter case."""
    bare = _LOCALE.sub("", _SITE.sub("", target.lower()))
    return bare.replace("/windows/win32/", "/windows/desktop/")


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
