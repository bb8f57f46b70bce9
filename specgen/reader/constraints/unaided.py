"""What can be read in any language: a member whose name says reserved, and text whose only value is 0 or NULL."""

from collections.abc import Iterator

from specgen.reader.constraints.context import Found, Item
from specgen.reader.constraints.forms import is_literal


def find_unaided(item: Item) -> Iterator[Found]:
    """``reserved-zero`` of a member that is called so, if its whole text spells one value, 0 or NULL, once or more."""
    if "reserved" not in item.name.lower() or item.flags:
        return
    values = [
        (sentence, token)
        for sentence in item.prose.sentences
        for token in sentence.tokens
        if token.is_null or is_literal(token) or token.marked
    ]
    if values and all(token.is_null or token.text == "0" for _, token in values):
        yield Found("reserved-zero", values[0][0], 0.9, value=0)
