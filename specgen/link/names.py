"""Names: the election among a page's witnesses, decided by the library where the page alone ties."""

import re
from collections.abc import Container, Sequence
from functools import lru_cache

from specgen.model.facts import Note, PageFacts, Repair, Witness
from specgen.model.types import Evidence

DISAGREES = "SG403"
_ACCESSOR = re.compile(r"\A(?:get|put|putref)_(?=\w)", re.ASCII | re.IGNORECASE)
_SPELLING = frozenset({"api_name", "syntax"})
_MESSAGES = frozenset({"message", "notification"})
_STRUCTURES = frozenset({"struct", "union"})
_WORD = re.compile(r"[A-Za-z_]\w*", re.ASCII)


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """A name for comparison: letters and digits, no case."""
    return "".join(char for char in text.casefold() if char.isalnum())


def spelling_witnesses(facts: PageFacts) -> list[Witness]:
    """The witnesses that give a spelling (the slug and the stem only support one)."""
    return [one for one in facts.witnesses if one.source in _SPELLING]


def agreed(facts: PageFacts) -> str | None:
    """The page's name where nothing stands for election but it: ``settle`` then gives it whatever is listed or taken.

    All that give a spelling give the same, and the others support it. Whatever else slug and stem may support has the
    votes of fewer.
    """
    spellings = [one.name for one in spelling_witnesses(facts)]
    if not spellings:
        return facts.name
    name = spellings[-1]
    if any(one != name for one in spellings):
        return None
    key = fold(name)
    if any(one.source not in _SPELLING and key not in _held(one, facts.owner) for one in facts.witnesses):
        return None
    return name if key != fold(facts.name or "") else facts.name


def settle(facts: PageFacts, listed: Sequence[str], taken: Container[str]) -> str | None:
    """The page's name: most witnesses win, then what the owner lists, then what no other page claims, then the syntax.

    ``listed``: members of the owner that no other page claims; ``taken``: folded names that other pages claim. Members
    and the heading's own words stand for election too, because slug and stem can only support a spelling.
    """
    spellings = [one.name for one in spelling_witnesses(facts)]
    if not spellings:
        return facts.name
    free = {fold(name) for name in listed}
    candidates = {fold(name): name for name in (*_heading_words(facts), *listed, *spellings)}
    held = [_held(one, facts.owner) for one in facts.witnesses]
    votes = {key: sum([key in each for each in held]) for key in candidates}

    def rank(key: str) -> tuple[bool, bool, bool]:
        return key in free, key not in taken, candidates[key] == spellings[-1]

    most = max(votes.values())
    best = max([key for key in candidates if votes[key] == most], key=rank)
    return candidates[best] if best != fold(facts.name or "") else facts.name


def _heading_words(facts: PageFacts) -> list[str]:
    """The heading's word that opens the slug, where translation left it alone."""
    if facts.heading is None:
        return []
    first = facts.heading.slug.split("-")[0]
    return [word for word in _WORD.findall(facts.heading.plain) if word.lower() == first]


def _held(witness: Witness, owner: str | None) -> set[str]:
    """What a witness gives, or as a slug supports, folded: its first word, its last, what follows the owner."""
    whole = fold(witness.name)
    if witness.source in _SPELLING:
        return {whole}
    words, before = witness.name.split("-"), fold(owner or "")
    behind = {whole.removeprefix(before)} if whole.startswith(before) else set()
    return {fold(words[0]), fold(words[-1]), *behind}


def _accessed(name: str) -> str:
    """The property behind an accessor: ``get_X`` and ``X`` are two names of one thing."""
    return _ACCESSOR.sub("", name, count=1)


def _is_recipient(witness: Witness, facts: PageFacts) -> bool:
    """Whether the syntax block of a message shows the procedure that gets it, whose name is another one's."""
    return witness.source == "syntax" and facts.kind in _MESSAGES and not witness.name.isupper()


def _is_another(witness: Witness, facts: PageFacts) -> bool:
    """Whether the syntax block of a structure shows one of another name, to whose page the text above it leads."""
    if witness.source != "syntax" or facts.kind not in _STRUCTURES or facts.declaration is None:
        return False
    above = (link for link in facts.links if link.span.line < facts.declaration.quote.span.line)
    return any(link.text.strip() == witness.name and _stem(link.target) == fold(witness.name) for link in above)


def _stem(target: str) -> str:
    """The folded name of the page that a link leads to."""
    return fold(target.partition("#")[0].rpartition("/")[2].removesuffix(".md"))


def _is_supported(facts: PageFacts, name: str) -> bool:
    """Whether the slug of the heading supports the name."""
    return any(fold(name) in _held(one, facts.owner) for one in facts.witnesses if one.source == "heading")


def dissent(facts: PageFacts, name: str) -> tuple[list[Note], list[Repair]]:
    """A note for each witness that gives another name, and the repair of each such spelling."""
    notes, repairs = [], []
    for one in spelling_witnesses(facts):
        if one.quote is None or one.name == name or fold(_accessed(one.name)) == fold(_accessed(name)):
            continue
        if _is_recipient(one, facts):
            continue
        if _is_another(one, facts):
            continue
        where = "the frontmatter" if one.source == "api_name" else "the syntax block"
        line = one.quote.span.line
        message = f"{where} (line {line}) calls this {one.name}, the page is about {name}"
        glued = one.source == "api_name" and one.owner is None and facts.owner is not None
        expected = f"{facts.owner}.{name}" if glued else name
        notes.append(Note(DISAGREES, one.quote.span, message, name, one.name, expected))
        evidence: Evidence = "anchor" if _is_supported(facts, name) else "sibling"
        repairs.append(Repair("name", None, one.name, name, line, DISAGREES, evidence))
    return notes, repairs
