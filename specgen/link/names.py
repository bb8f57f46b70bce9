"""Names: the election among a page's witnesses, decided by the library where the page alone ties."""

from collections.abc import Sequence

from specgen.model.facts import Note, PageFacts, Witness

DISAGREES = "SG403"


def fold(text: str) -> str:
    """A name for comparison: letters and digits, no case."""
    return "".join(char for char in text.casefold() if char.isalnum())


def spelling_witnesses(facts: PageFacts) -> list[Witness]:
    """The witnesses that give a spelling (the slug and the stem only support one)."""
    return [one for one in facts.witnesses if one.source in ("api_name", "syntax")]


def settle(facts: PageFacts, listed: Sequence[str]) -> str | None:
    """The page's name. ``listed``: members that the owner lists and no other page claims; they settle a tie."""
    spellings = spelling_witnesses(facts)
    rivals = {fold(one.name): one.name for one in spellings}
    if len(rivals) < 2:
        return facts.name
    known = {fold(name) for name in listed}
    favoured = [name for key, name in rivals.items() if key in known]
    tied = _votes(facts, rivals)
    if len(favoured) == 1 and tied:
        return favoured[0]
    return facts.name


def _votes(facts: PageFacts, rivals: dict[str, str]) -> bool:
    """Whether the slug and the stem leave the rivals level."""
    folded = [fold(one.name) for one in facts.witnesses if one.source in ("heading", "stem")]
    counts = [sum(key in text for text in folded) for key in rivals]
    return len(set(counts)) == 1


def dissent(facts: PageFacts, name: str) -> list[Note]:
    """A note for each witness that gives another name."""
    notes = []
    for one in spelling_witnesses(facts):
        if one.quote is None or fold(one.name) == fold(name):
            continue
        where = "the frontmatter" if one.source == "api_name" else "the syntax block"
        line = one.quote.span.line
        message = f"{where} (line {line}) calls this {one.name}, the page is about {name}"
        notes.append(Note(DISAGREES, one.quote.span, message, name, one.name, name))
    return notes
