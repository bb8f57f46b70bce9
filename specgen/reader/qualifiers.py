"""Qualifier lists as class pages write them: ``Key, MaxLen (64), DisplayName ("Caption")``.

Names come back in the spelling of DSP0004 and the CIM schema; names nobody knows keep theirs.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from specgen.lexicons import ENGLISH, Lexicon
from specgen.model.types import QualifierValue
from specgen.reader.numbers import whole
from specgen.reader.terms import joined_underscores

_STANDARD = """
Abstract Aggregate Aggregation Alias Amendment ArrayType Association BitMap BitValues ClassConstraint
ClassVersion CIMTYPE Counter CreateBy Deprecated Description DeleteBy DisplayDescription DisplayName Dynamic
EmbeddedInstance EmbeddedObject EventType Exception Expensive Experimental Gauge Guid ID Implemented In In_Out
IsPUnit Key Large Local Locale MappingStrings Max MaxLen MaxValue MethodConstraint Min MinLen MinValue
ModelCorrespondence Not_Null NonLocal Nonlocaltype NullValue Octetstring Optional Out Override Privileges
PropertyConstraint PropertyContext Propagated Provider Read Required Revision Schema Secret Singleton
SourceType Static SubType Supported SupportsCreate SupportsDelete SupportsUpdate Syntax SyntaxType Terminal
TriggerType UMLPackagePath Units UnknownValues UnsupportedValues UUID ValueMap Values Version Volatile Weak
Write WriteAtCreate WritePrivileges XMLNamespaceName
"""
_BY_FOLD = {name.lower().replace("_", ""): name for name in _STANDARD.split()}
_KEY_SPELLINGS = frozenset({"key", "cimkey"})
_NUMBER = re.compile(r"[-+]?\d+$")
_QUOTES = '"\u201c\u201d\u00ab\u00bb\u201e'
_DIVIDING = re.compile(rf"[{_QUOTES}(){{}},]")


def standard_name(name: str) -> str:
    """The DSP0004 spelling of a qualifier, else the name as it is."""
    return _BY_FOLD.get(name.lower().replace("_", ""), name)


def parse_qualifiers(text: str, words: Lexicon) -> tuple[dict[str, QualifierValue], bool]:
    """The qualifiers of a list, and whether one of them is the key qualifier in any spelling.

    Lists among the values belong to all who asked for the same text: nobody may change them.
    """
    found, key = _parsed(text, words)
    return dict(found), key


@lru_cache(maxsize=2_000)
def _parsed(text: str, words: Lexicon) -> tuple[dict[str, QualifierValue], bool]:
    """Memoised, because classes repeat the properties of those they derive from."""
    found: dict[str, QualifierValue] = {}
    key = False
    for name, argument in _items(joined_underscores(text)):
        folded = name.lower().replace("_", "")
        if folded in _KEY_SPELLINGS or _is_key_word(name, words):
            key = True
            found["Key"] = True
        elif name:
            found[standard_name(name)] = True if argument is None else _value(argument)
    return found, key


def _is_key_word(name: str, words: Lexicon) -> bool:
    if words.locale == ENGLISH:
        return False
    keys = words.words("words", "key")
    parts = set(name.replace("_", " ").casefold().split())
    return any(set(key.split()) <= parts for key in keys) and len(parts) <= 3


def _items(text: str) -> Iterator[tuple[str, str | None]]:
    """Names with the text of their arguments, split at commas outside parentheses and quotes."""
    for part in _split(text):
        opened = part.find("(")
        if opened < 0:
            yield part.strip(), None
            continue
        inside = part[opened + 1 :].rstrip()
        yield part[:opened].strip(), inside.removesuffix(")").strip()


def _split(text: str) -> list[str]:
    """The parts between commas outside parentheses, braces and quotes."""
    parts, depth, quoted, start = [], 0, False, 0
    for match in _DIVIDING.finditer(text):
        at, char = match.start(), match[0]
        if char in _QUOTES and (at == 0 or text[at - 1] != "\\"):
            quoted = not quoted
        elif quoted:
            continue
        elif char in "({":
            depth += 1
        elif char in ")}":
            depth = max(0, depth - 1)
        elif char == "," and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    return [part for part in parts if part.strip()]


def _value(text: str) -> QualifierValue:
    parts = [_scalar(part.strip()) for part in _split(text.strip("{} "))]
    if len(parts) == 1:
        return parts[0]
    return list(parts)


def _scalar(text: str) -> str | int | bool:
    number = whole(text) if _NUMBER.match(text) else None
    if number is not None:
        return number
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    return text.strip(_QUOTES + " ")
