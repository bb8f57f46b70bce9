"""Memory: what comes back must be released with a function (free-with)."""

from collections.abc import Iterator

from specgen.reader.constraints.context import Found, Item
from specgen.reader.constraints.forms import first, telling

KINDS = frozenset({"free-with"})

_FREED = (
    "(free|freed|release|released|deallocate|deallocated|close|closed|destroy|destroyed) ~5 by calling ~2 <function>",
    "(free|freed|release|released|deallocate|deallocated|destroy|destroyed) ~4 (with|using) ~5 <function>",
    "(free|freed|release|released|close|closed) ~4 by ~4 (call|calls) to ~2 <function>",
    "(call|calling|use) ~2 <function> ~3 to (free|release|deallocate|close|destroy) (it|this|the|them) ~4",
)
TELLS = telling(_FREED)
NUMBERS_TELL = False
_FUNCTIONS_THEMSELVES = frozenset({"callback"})


def find(item: Item) -> Iterator[Found]:
    """The function that releases what comes back."""
    if item.declared.pointer == 0 and item.declared.direction == "in":
        return
    for sentence in item.own:
        match = first(_FREED, sentence.tokens, sentence.words)
        if match is None or sentence.words & _FUNCTIONS_THEMSELVES:
            continue
        if not any(item.is_foreign(sentence.tokens, at) for at in range(match.start)):
            yield Found("free-with", sentence, 0.85, value=match.slots[0].text)
