"""Order of calls: valid only after another function was called (only-after-call)."""

from collections.abc import Iterator

from specgen.reader.constraints.context import Found, Item
from specgen.reader.constraints.forms import first, telling

KINDS = frozenset({"only-after-call"})

_MADE = "(obtained|returned|created|opened|retrieved|initialized|allocated)"
_AFTER = (
    "only after ~3 (call|calls) to ~2 <function>",
    "only after (calling|invoking) ~2 <function>",
    "only after ~2 (call|calls) ~3 <function>",
    "only after ~2 <function> ~4 (called|returned|succeeds|returns)",
    f"must (be|have) been? ~3 {_MADE} ~3 by ~2 (a|an)? (previous|earlier|prior)? call to ~2 <function>",
    f"must (be|have) been? ~2 {_MADE} by (calling|using) ~2 <function>",
    "(previous|earlier|prior) call to ~2 <function> must have ~6",
    "(should|must) (contain|be) ~3 returned by a (previous|earlier|prior) call to ~2 <function>",
    "must ~2 set to ~7 from (the|a) (previous|earlier|prior) call to ~2 <function>",
    "must (first)? call ~2 <function> ~4 before",
    "(not|never) ~4 (before|until) ~3 (calling|call) ~3 <function>",
)
TELLS = telling(_AFTER)
NUMBERS_TELL = False


def find(item: Item) -> Iterator[Found]:
    """The function that must have been called before."""
    for sentence in item.own:
        match = first(_AFTER, sentence.tokens, sentence.words)
        if match is not None:
            yield Found("only-after-call", sentence, 0.8, value=match.slots[0].text)
