"""Qualifier lists: ``[in, optional, MaxLen(64), ValueMap{"a", "b"}: ToSubclass]``."""

import re

from lark import Token

from specgen.model.types import Direction, QualifierValue
from specgen.reader.qualifiers import standard_name
from specgen.reader.syntax.mof.tree import MofTree, Remarks, child, tokens, trees

Qualifiers = dict[str, QualifierValue]
Scalar = str | int | float | bool

_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{1,4}|.)", re.DOTALL)
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}
_SURROGATE = re.compile("[\ud800-\udfff]")
_TRUTH = {"true": True, "false": False}


def read_qualifiers(item: MofTree, remarks: Remarks) -> Qualifiers:
    """The qualifiers before ``item``. Flavors, for which the model has no place, are remarked as left out."""
    found: Qualifiers = {}
    for listed in trees(item):
        if listed.data != "qualifier_list":
            continue
        for qualifier in trees(listed):
            name = "".join(tokens(child(qualifier, "name")))
            found[standard_name(name)] = _value(qualifier)
            flavors = child(qualifier, "flavors")
            if flavors is not None:
                remarks.unread.append((flavors.meta.start_pos, flavors.meta.end_pos))
    return found


def holds(qualifiers: Qualifiers, name: str) -> bool:
    """Whether a qualifier (its name in lower case) is there and not said to be false."""
    return any(each.lower() == name and value is not False for each, value in qualifiers.items())


def direction(qualifiers: Qualifiers) -> Direction | None:
    """The direction that In and Out state together; None where neither is there."""
    taken, given = holds(qualifiers, "in"), holds(qualifiers, "out")
    if taken and given:
        return "inout"
    if taken:
        return "in"
    return "out" if given else None


def _value(qualifier: MofTree) -> QualifierValue:
    argument = child(qualifier, "argument")
    if argument is None:
        return True
    scalars = [_scalar(each) for each in argument.find_data("scalar")]
    listed = next(argument.find_data("array"), None) is not None
    if len(scalars) == 1 and not listed:
        return scalars[0]
    return list(scalars)


def _scalar(item: MofTree) -> Scalar:
    words = list(tokens(item))
    if words[0].type in ("STRING", "CHARACTER"):
        return _with_pairs("".join(_unquoted(each) for each in words))
    if words[0].type == "NUMBER":
        return _number(words[0])
    return _TRUTH.get(words[0].lower(), str(words[0]))


def _unquoted(literal: Token) -> str:
    return _ESCAPE.sub(_meaning, literal[1:-1])


def _meaning(escape: re.Match[str]) -> str:
    code = escape.group(1)
    if code[0] == "x" and len(code) > 1:
        return chr(int(code[1:], 16))
    return _ESCAPED.get(code, code)


def _with_pairs(text: str) -> str:
    """Escapes count in UTF-16: two of them may be one character, and half of one is none."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", errors="surrogatepass").decode("utf-16-le", errors="replace")


def _number(literal: Token) -> Scalar:
    """An integer or a real; a version (``2.6.0``), or a number with a suffix or too many digits, stays text."""
    for reading in (_integer, float):
        try:
            value = reading(literal)
        except ValueError:
            continue
        if abs(value) < 2**64:
            return value
    return str(literal)


def _integer(text: str) -> int:
    value = int(text, 16) if text.lower().lstrip("+-").startswith("0x") else int(text)
    if not -(2**63) <= value < 2**64:
        raise ValueError(f"{text[:24]} has more than 64 bits")
    return value
