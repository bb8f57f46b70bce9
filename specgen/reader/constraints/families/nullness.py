"""NULL and zero: may-be-null, not-null, reserved-zero.

Every NULL of a sentence is taken by itself: is it a value at all (not ``NULL-terminated``), whose value is it (the
name before it in its clause, or behind it: ``NULL in lpX``), is it denied, is it demanded.
"""

from collections.abc import Iterator

from specgen.reader.constraints.clauses import DUTIES, Clause, clause_at, denied, depends, helper_before
from specgen.reader.constraints.context import Found, Item, says_unused
from specgen.reader.constraints.forms import says
from specgen.reader.constraints.sentences import Sentence
from specgen.reader.constraints.tokens import Token, word_set

KINDS = frozenset({"may-be-null", "not-null", "reserved-zero"})

_OF_TEXT = word_set(
    "character characters char terminator terminated terminating termination string strings byte bytes unicode "
    "terminate"
)
_ENDING = ("terminat", "delimit", "separat", "ending", "trailing", "double", "two", "excluding", "including")
_NULLS = frozenset({"null", "non-null", "nonnull"})
TELLS = _NULLS
NUMBERS_TELL = True
_PARTS = word_set("each every element elements entry entries last item items row")
_BETWEEN = word_set(
    "be set to always contain a an the value of pass specify equal equals passed initialized use used as "
    "pointer is are parameter it this for"
)
_THIS = ("this (parameter|pointer|member|value|argument|property)",)
_LIMITED_TO = frozenset({"for", "on", "in", "until", "before", "during", "with", "as"})
_CONTEXT = frozenset({"the", "a", "an"})
_AFTER_ATTRIBUTE = frozenset(
    {"value", "values", "pointer", "pointers", "or", "and", "if", "in", "is", "for", "when", "to", ".", ",", ";"}
)


def find(item: Item) -> Iterator[Found]:
    """What sentences say of NULL and zero, and a nested value that is NULL."""
    for sentence in item.prose.sentences:
        if sentence.has_number or not sentence.words.isdisjoint(_NULLS):
            yield from _in_sentence(item, sentence)
    for sentence in item.prose.sentences:
        if sentence.flag is not None and sentence.flag.strip().upper() == "NULL":
            yield Found("may-be-null", sentence, 0.8)


def _in_sentence(item: Item, sentence: Sentence) -> Iterator[Found]:
    if sentence.flag is not None and not _speaks_of(item, sentence):
        return
    found = [one for at in range(len(sentence.tokens)) if (one := _judged(item, sentence, at)) is not None]
    kinds = {one.kind for one in found}
    for one in found:
        if one.kind != "may-be-null" or kinds == {"may-be-null"}:
            yield one


def _speaks_of(item: Item, sentence: Sentence) -> bool:
    """Whether a sentence below one of the values names the item itself."""
    return any(item.is_self(sentence.tokens, at) for at in range(len(sentence.tokens)))


def _judged(item: Item, sentence: Sentence, at: int) -> Found | None:
    token = sentence.tokens[at]
    if token.low in ("non-null", "nonnull"):
        return _demanded_non_null(item, sentence, at)
    if token.is_null:
        return _null(item, sentence, at) if _is_value(sentence.tokens, at) else None
    if token.number == 0 and "-" not in token.text:
        return _zero(item, sentence, at)
    return None


def _is_value(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the word NULL is a value, not a character that ends something or a quality (a null session)."""
    before = [token.low for token in tokens[max(0, at - 4) : at]]
    after = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if after in _OF_TEXT or any(word.startswith(_ENDING) for word in before):
        return False
    attribute = bool(before) and before[-1] in _CONTEXT
    return not (attribute and after and after not in _AFTER_ATTRIBUTE)


def _null(item: Item, sentence: Sentence, at: int) -> Found | None:
    tokens = sentence.tokens
    clause = clause_at(tokens, at)
    if not _is_own(item, clause, at):
        return None
    conditional = depends(tokens) or _is_limited(item, clause, at)
    if denied(clause, at):
        if clause.conditional:
            return Found("may-be-null", sentence, 0.85)
        return None if conditional or not _has_duty(clause, at) else Found("not-null", sentence, 0.95)
    if _demanded(clause, at) and not conditional:
        return _reserved(item, sentence, at, clause)
    return Found("may-be-null", sentence, _certainty(clause, at))


def _is_limited(item: Item, clause: Clause, at: int) -> bool:
    """``NULL for short calls``; not ``NULL in this parameter``, ``NULL for lpX``, which only say whose value it is."""
    behind = clause.tokens[at + 1 : at + 3]
    if not behind or behind[0].low not in _LIMITED_TO:
        return False
    return behind[-1].low != "this" and _holder_behind(item, clause, at) is None


def _has_duty(clause: Clause, at: int) -> bool:
    """Whether what denies the token is a prohibition (cannot be), no statement (is not)."""
    helper = helper_before(clause, at)
    if helper is not None and clause.tokens[helper].low not in (
        "is",
        "are",
        "was",
        "were",
        "be",
        "does",
        "will",
        "would",
    ):
        return True
    return says(("(not|never|cannot)",), clause.tokens[at + 1 : clause.end]) or says(
        ("(invalid|illegal|forbidden|prohibited|disallowed)",), clause.tokens[at + 1 : clause.end]
    )


def _certainty(clause: Clause, at: int) -> float:
    helper = helper_before(clause, at)
    before = clause.tokens[at - 1].low if at > clause.start else ""
    sure = helper is not None and clause.tokens[helper].low in ("can", "may", "could", "might")
    return 0.95 if sure or clause.conditional or before in ("or", "passing", "pass", "specify", "either") else 0.85


def _demanded(clause: Clause, at: int) -> bool:
    """``must be NULL``, ``should be set to NULL``, ``always NULL``, and nothing is offered beside it."""
    tokens = clause.tokens
    if at + 1 < len(tokens) and tokens[at + 1].low in ("or", ","):
        behind = {token.low for token in tokens[at + 1 : at + 4]}
        if "or" in behind:
            return False
    lows = [token.low for token in clause.own]
    if "either" in lows or "or" in lows[max(0, at - clause.start - 2) : at - clause.start]:
        return False
    duty = next((index for index in range(at - 1, clause.start - 1, -1) if tokens[index].low in DUTIES), None)
    if duty is None and _is_demanded_behind(clause, at):
        return True
    if duty is not None:
        return all(token.low in _BETWEEN or token.marked for token in tokens[duty + 1 : at])
    if _stands_alone(clause) and tokens[clause.start - 1].low in (",", ";"):
        return any(token.low in ("reserved", "unused") for token in tokens[: clause.start])
    return lows[:1] in (["set"], ["specify"], ["pass"], ["use"]) and all(
        token.low in _BETWEEN for token in tokens[clause.start + 1 : at]
    )


def _stands_alone(clause: Clause) -> bool:
    """``Reserved, NULL.``: whether the clause is the value and nothing else."""
    return clause.start > 0 and len([token for token in clause.own if token.form != "mark"]) == 1


def _is_demanded_behind(clause: Clause, at: int) -> bool:
    """``NULL must be passed``."""
    behind = [token.low for token in clause.tokens[at + 1 : at + 4]]
    return behind[:2] in (["must", "be"], ["should", "be"]) and behind[2:] in (
        ["passed"],
        ["specified"],
        ["used"],
        ["given"],
    )


def _reserved(item: Item, sentence: Sentence, at: int, clause: Clause) -> Found | None:
    """A demand without condition: of a reserved item it is reserved-zero; "must be" alone says as much."""
    lows = [token.low for token in clause.own]
    must = "must" in lows or "shall" in lows or lows[:1] == ["always"]
    if item.unused or says_unused(sentence):
        return Found("reserved-zero", sentence, 0.95, value=0)
    if must:
        return Found("reserved-zero", sentence, 0.75, value=0)
    return Found("may-be-null", sentence, 0.85) if sentence.tokens[at].is_null else None


def _zero(item: Item, sentence: Sentence, at: int) -> Found | None:
    tokens = sentence.tokens
    clause = clause_at(tokens, at)
    unused = says_unused(sentence)
    if not _is_own(item, clause, at) or denied(clause, at) or _is_followed(tokens, at):
        return None
    if unused and _demanded(clause, at) and not _has_condition(tokens):
        return Found("reserved-zero", sentence, 0.95, value=0)
    if depends(tokens) or not _demanded(clause, at):
        return None
    found = _reserved(item, sentence, at, clause)
    return found if found is not None and found.kind == "reserved-zero" else None


def _has_condition(tokens: tuple[Token, ...]) -> bool:
    return any(token.low in ("if", "unless", "when", "otherwise") for token in tokens)


def _is_followed(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether more of a quantity or a choice follows: ``0 or 1``, ``0 through 5``, ``0 bytes``, ``0xFF``."""
    rest = [token.low for token in tokens[at + 1 : at + 5]]
    if rest[:1] == ["("] and ")" in rest:
        rest = [token.low for token in tokens[at + 1 + rest.index(")") + 1 : at + 8]]
    if rest[:1] == [","]:
        return "or" in rest or any(word.isdigit() for word in rest)
    return bool(rest) and rest[0] in ("or", "to", "through", "-", "\u2013", "and", "if")


def _is_own(item: Item, clause: Clause, at: int) -> bool:
    """Whether the value at ``at`` is the item's: no other member stands nearer in its clause, before or behind it."""
    tokens = clause.tokens
    behind = _holder_behind(item, clause, at)
    if behind is not None:
        return behind
    if any(token.low in _PARTS for token in tokens[clause.start : at]):
        return False
    for index in range(at - 1, clause.start - 1, -1):
        if item.is_self(tokens, index):
            return True
        if item.is_foreign(tokens, index):
            return _is_coordinated(item, clause, index) or _is_appended(clause, at)
        if says(_THIS, tokens[index : index + 2]):
            return True
    return True


def _is_coordinated(item: Item, clause: Clause, index: int) -> bool:
    """``lpA and lpB must be NULL``: whether the item's name stands in one list with the name at ``index``."""
    at = index - 1
    while at >= clause.start and (
        clause.tokens[at].low in ("and", "or", "the", "nor", "both") or clause.tokens[at].form == "word"
    ):
        if item.is_self(clause.tokens, at):
            return True
        if clause.tokens[at].low not in ("and", "or", "nor", "the") and not item.is_foreign(clause.tokens, at):
            return False
        at -= 1
    return False


def _is_appended(clause: Clause, at: int) -> bool:
    """``a pointer to what lpB returns, or NULL``: NULL belongs to the whole, which has no verb of its own."""
    tokens = clause.tokens
    return tokens[at - 1].low == "or" and not any(
        token.low in ("is", "are", "be", "can", "must", "should", "may", "cannot", "set") for token in tokens[:at]
    )


def _holder_behind(item: Item, clause: Clause, at: int) -> bool | None:
    """``NULL in (the) lpX``, ``NULL is passed for lpX``: whether lpX is the item; None where nothing follows so."""
    tokens = clause.tokens
    for index in range(at + 1, min(at + 9, clause.end)):
        if tokens[index].low in ("in", "for", "as", "to") and index + 1 < clause.end:
            following = index + 2 if tokens[index + 1].low == "the" else index + 1
            if following < clause.end:
                if item.is_self(tokens, following):
                    return True
                if item.is_foreign(tokens, following):
                    return False
        elif tokens[index].low not in (
            "is",
            "are",
            "was",
            "be",
            "can",
            "may",
            "must",
            "should",
            "not",
            "passed",
            "specified",
            "returned",
            "supplied",
            "used",
            "cannot",
            "given",
            "placed",
            "set",
            "stored",
        ):
            return None
    return None


def _demanded_non_null(item: Item, sentence: Sentence, at: int) -> Found | None:
    clause = clause_at(sentence.tokens, at)
    if not _is_own(item, clause, at) or depends(sentence.tokens):
        return None
    helper = helper_before(clause, at)
    must = helper is not None and clause.tokens[helper].low in ("must", "should", "shall")
    return Found("not-null", sentence, 0.9) if must else None
