"""Bounds: min and max of a number, max-length of a text or an array.

A bound counts only where the sentence states it of the item itself and outright: not of each part of it, not of
another member, not in a condition (``if it is greater than 5``).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from specgen.reader.constraints.clauses import clause_at
from specgen.reader.constraints.context import Found, Item
from specgen.reader.constraints.forms import Match
from specgen.reader.constraints.forms import find as find_forms
from specgen.reader.constraints.sentences import Sentence
from specgen.reader.constraints.tokens import Token, word_set

KINDS = frozenset({"min", "max", "max-length"})

_UNITS = word_set("characters chars character letters digits wchars tchars bytes elements entries items")
_SIZES = frozenset({"kilobytes", "megabytes", "gigabytes", "kb", "mb", "gb", "percent"})
_LENGTHS = word_set("length long longer characters string name text label size")
_ABOUT_VALUES = word_set("value values range ranges valid must should can number integer percentage")
_LIMITS_OF_TEXTS = frozenset({"exceed", "maximum", "longer"})
TELLS = _LIMITS_OF_TEXTS
NUMBERS_TELL = True
_SCOPES = frozenset({"each", "every", "either", "element"})


@dataclass(frozen=True)
class _Form:
    """A sentence form: its slots are bounds of ``kinds``, in order, each moved by ``step``."""

    text: str
    kinds: tuple[str, ...]
    step: int = 0


def _by_text(*forms: _Form) -> Mapping[str, _Form]:
    return {form.text: form for form in forms}


_DUTY = "(must|should|shall|can|may|has|have|needs|will) ~1 be ~1"
_FORBIDDEN = "(must|should|may|can|shall) (not|never) ~1"
_RANGES = _by_text(
    _Form("between <number> ~1 (and|to|-) <number>", ("min", "max")),
    _Form("between <number> and the", ("min",)),
    _Form("(ranges|range) from <number> (to|through|-|–) <number>", ("min", "max")),
    _Form("values of <number> (to|through|-|–) <number>", ("min", "max")),
    _Form("(value|number|integer|range|percentage|values) ~2 from <number> (to|through|-|–) <number>", ("min", "max")),
    _Form("range ~5 (is|are) ~1 <number> (to|through|-|–|and) <number>", ("min", "max")),
    _Form("range ~5 (is|are) from <number> (to|through|-|–|and) <number>", ("min", "max")),
    _Form("range : <number> (to|through|-|–|and) <number>", ("min", "max")),
    _Form("range of ~3 <number> (to|through|-|–|and) <number>", ("min", "max")),
    _Form("(value|number|integer|values) ( <number> (to|through|-|–) <number> )", ("min", "max")),
    _Form("in the range <number> (to|through|-|–|and) <number>", ("min", "max")),
    _Form("values (are|is) ~3 <number> (to|through|-|–) <number>", ("min", "max")),
)
_LIMITS = _by_text(
    _Form(f"{_DUTY} (greater|larger|higher|more) than <number>", ("min",), 1),
    _Form(f"{_DUTY} (greater|larger|higher|more) than or equal to <number>", ("min",)),
    _Form(f"{_DUTY} (less|smaller|lower|fewer) than <number>", ("max",), -1),
    _Form(f"{_DUTY} (less|smaller|lower|fewer) than or equal to <number>", ("max",)),
    _Form(f"{_DUTY} at least <number>", ("min",)),
    _Form(f"{_DUTY} at most <number>", ("max",)),
    _Form(f"{_DUTY} <number> or (greater|larger|higher|more|above)", ("min",)),
    _Form(f"{_DUTY} <number> or (less|smaller|lower|fewer|below)", ("max",)),
    _Form(f"{_FORBIDDEN} exceed <number>", ("max",)),
    _Form("cannot exceed <number>", ("max",)),
    _Form(f"{_FORBIDDEN} be (greater|larger|higher|more|longer) than <number>", ("max",)),
    _Form("cannot be (greater|larger|higher|more|longer) than <number>", ("max",)),
    _Form(f"{_FORBIDDEN} be (less|smaller|lower|fewer) than <number>", ("min",)),
    _Form("cannot be (less|smaller|lower|fewer) than <number>", ("min",)),
    _Form(f"{_DUTY} no (greater|larger|higher|more|longer) than <number>", ("max",)),
    _Form(f"{_DUTY} no (less|smaller|lower|fewer) than <number>", ("min",)),
    _Form("minimum (value|number)? ~9 (is|:) <number>", ("min",)),
    _Form("maximum (value|number)? ~9 (is|:) <number>", ("max",)),
    _Form("minimum value of <number>", ("min",)),
    _Form("(value|number|integer) (greater|larger|higher|more) than <number>", ("min",), 1),
    _Form("(value|number|integer) (of|at)? least? <number> or (greater|larger|higher|more|above)", ("min",)),
    _Form("maximum value of <number>", ("max",)),
)
_TEXTS = _by_text(
    _Form("maximum ~2 (length|size) ~5 (is|of|:) <number>", ("max-length",)),
    _Form("maximum ~2 (length|size) ~5 (is|of|:) ~4 <constant>", ("max-length",)),
    _Form("<number> (characters|chars|letters|digits|bytes|elements) or (less|fewer)", ("max-length",)),
    _Form(
        "(limited|up|restricted) to ~2 <number> ~2 (characters|chars|letters|digits|elements|entries)", ("max-length",)
    ),
    _Form("exceed ~1 <number> ~1 (characters|chars|letters|digits)", ("max-length",)),
    _Form("(no|not|cannot) ~2 (longer|more) than <number> ~1 (characters|chars|letters|digits)", ("max-length",)),
    _Form("<number> or (fewer|less) (characters|chars|letters|digits|elements|entries)", ("max-length",)),
    _Form("(maximum|limit) of? <number> ~2 (characters|chars|letters|digits|elements|entries)", ("max-length",)),
    _Form("at most <number> ~1 (characters|chars|letters|digits)", ("max-length",)),
    _Form("(not|cannot) (exceed|be) (longer|more|greater)? (than)? ~5 <constant>", ("max-length",)),
    _Form("(less|fewer|shorter) than <number> ~1 (characters|chars|letters|digits)", ("max-length",), -1),
    _Form("<number> to <number> - (digit|character)", ("", "max-length")),
    _Form("<number> (characters|chars) (maximum|max)", ("max-length",)),
    _Form("<number> - character (limit|maximum)", ("max-length",)),
)


def find(item: Item) -> Iterator[Found]:
    """The bounds that the sentences about the item itself state."""
    for sentence in item.own:
        if not sentence.has_number and not sentence.words & _LIMITS_OF_TEXTS:
            continue
        if sentence.words & _SCOPES and not {"value", "range"} & sentence.words:
            continue
        lengths = list(_read(item, sentence, _TEXTS))
        yield from lengths
        taken = {one.value for one in lengths}
        for one in (*_ranges(item, sentence), *_read(item, sentence, _LIMITS)):
            if one.value not in taken:
                yield one


def _ranges(item: Item, sentence: Sentence) -> list[Found]:
    """The ends of the one range that a sentence about values gives; of several ranges none is the bound."""
    found = list(_read(item, sentence, _RANGES)) if sentence.words & _ABOUT_VALUES else []
    lowest = {one.value for one in found if one.kind == "min"}
    return found if len(lowest) < 2 else []


def _read(item: Item, sentence: Sentence, forms: Mapping[str, _Form]) -> Iterator[Found]:
    tokens = sentence.tokens
    for text, match in find_forms(tuple(forms), tokens, sentence.words):
        if _is_stated(item, tokens, match):
            yield from _bounds(sentence, forms[text], match)


def _bounds(sentence: Sentence, form: _Form, match: Match) -> Iterator[Found]:
    unit = sentence.tokens[match.end].low if match.end < len(sentence.tokens) else ""
    if unit in _SIZES:
        return
    long = unit in _UNITS and unit != "bytes"
    for kind, token in zip(form.kinds, match.slots, strict=False):
        bound = token.number if token.number is not None else token.text
        if not kind or (isinstance(bound, str) and not sentence.words & _LENGTHS):
            continue
        value = bound + form.step if isinstance(bound, int) else bound
        if long and kind in ("min", "max"):
            if kind == "max":
                yield Found("max-length", sentence, 0.85, value=value)
            continue
        yield Found(kind, sentence, 0.95 if kind == "max-length" else 0.9, value=value)


def _is_stated(item: Item, tokens: tuple[Token, ...], match: Match) -> bool:
    """Whether the bound is the item's own, and no condition."""
    clause = clause_at(tokens, match.start)
    if clause.conditional or (match.end < len(tokens) and tokens[match.end].low == "of"):
        return False
    before = range(clause.start, match.end)
    named = any(item.is_self(tokens, at) for at in before)
    return named or not any(item.is_foreign(tokens, at) for at in before)
