"""IIDs: where a header says what an interface is identified by.

In the class's own head (``__declspec(uuid("..."))``, or a macro that takes the text), with a macro of mingw
(``__CRT_UUID_DECL``), or as a constant named ``IID_`` and the interface (``DEFINE_GUID`` and what is made of it).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from specgen.headers.macros import macro_of
from specgen.headers.parsing import HeaderProblem

UUID_DECLARATION = "__CRT_UUID_DECL"
_DEFINITION = "DEFINE_GUID"
_PREFIX = re.compile("^D?IID_")
"""In front of the name of an interface; D for one of dispatch."""
_NUMBERS = 11
"""One of 32 bits, two of 16 and eight of 8, as in struct GUID."""
_DEEPEST = 8
_TEXT = re.compile(r'"\{?([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})\}?"')
_COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
_NUMBER = re.compile(r"(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|(0[0-7]*)|([1-9][0-9]*))[uUlL]*")
_RADICES = (16, 2, 8, 10)
"""Of the groups of ``_NUMBER``."""
_LONGEST = 40
"""Characters of a number; 32 bits with every digit and suffix written take fewer."""
_OF_LISTS = frozenset("{}(),;")


class Texts:
    """The files of a translation unit, each read once."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}

    def between(self, start: Any, end: Any) -> str:
        """What stands between two places of one file, without comments; nothing where the file is on no disk."""
        if start.file is None:
            return ""
        name = start.file.name
        if name not in self._files:
            file = Path(name)
            self._files[name] = file.read_bytes() if file.is_file() else b""
        return _COMMENT.sub(" ", self._files[name][start.offset : end.offset].decode("utf-8", "replace"))


class Iids:
    """The IIDs that the macros and constants of a unit declare, by the name of the interface.

    ``problems`` are the places that seem to give an IID, but in numbers that cannot be read.
    """

    def __init__(self, texts: Texts, definitions: Mapping[str, Any]) -> None:
        self._texts = texts
        self._definitions = definitions
        self.problems: list[HeaderProblem] = []
        self._declared: dict[str, list[str]] = defaultdict(list)

    def add_expansion(self, expansion: Any) -> None:
        """Take note of ``DEFINE_GUID(IID_X, ...)``, ``__CRT_UUID_DECL(X, ...)`` or a macro that expands to one."""
        text = self._texts.between(expansion.extent.start, expansion.extent.end)
        arguments = _split(tokens_of(text)[2:-1])
        name, numbers = self._given(expansion.spelling, arguments)
        if expansion.spelling == UUID_DECLARATION:
            self._note(name, numbers, expansion.location)
        elif is_iid(name):
            self._note(_PREFIX.sub("", name), numbers, expansion.location)

    def add_constant(self, constant: Any) -> None:
        """Take note of ``const IID IID_X = {...}``."""
        _, equals, value = self._texts.between(constant.extent.start, constant.extent.end).partition("=")
        if equals:
            self._note(_PREFIX.sub("", constant.spelling), tokens_of(value), constant.location)

    @property
    def declared(self) -> dict[str, str]:
        """The interfaces of which the macros and constants of the unit give one IID, by name without ``IID_``."""
        found = {name: tuple(dict.fromkeys(iids)) for name, iids in self._declared.items()}
        return {name: iids[0] for name, iids in sorted(found.items()) if len(iids) == 1}

    def of(self, name: str, record: Any) -> tuple[str, ...]:
        """The IIDs that the header gives the interface ``name``, which ``record`` declares: one, none, or a quarrel."""
        head = self._texts.between(record.extent.start, record.extent.end).partition("{")[0]
        written = [match[1].lower() for match in _TEXT.finditer(head)]
        return tuple(dict.fromkeys([*written, *self._declared.get(name, ())]))

    def _note(self, name: str, tokens: Sequence[str], place: Any) -> None:
        try:
            numbers = _numbers(tokens)
        except ValueError as error:
            reason = f"the IID of {name} cannot be read: {error}"
            self.problems.append(HeaderProblem(place.file.name, place.line, reason))
            return
        if len(numbers) == _NUMBERS:
            self._declared[name].append(_guid(numbers))

    def _given(self, macro: str, arguments: list[tuple[str, ...]]) -> tuple[str, tuple[str, ...]]:
        """The name and the numbers that arrive at the macro which all others are made of."""
        for _ in range(_DEEPEST):
            if macro in (_DEFINITION, UUID_DECLARATION) or macro not in self._definitions:
                break
            macro, arguments = self._expanded(macro, arguments)
        name, *values = arguments or [()]
        return "".join(name), tuple(token for value in values for token in value)

    def _expanded(self, macro: str, arguments: list[tuple[str, ...]]) -> tuple[str, list[tuple[str, ...]]]:
        """The call that a macro's body consists of; the macro itself where it is no such thing."""
        tokens = macro_of(self._definitions[macro]).tokens
        if ")" not in tokens:
            return _DEFINITION, arguments
        end = tokens.index(")")
        names, body = [one for one in tokens[1:end] if one != ","], tokens[end + 1 :]
        if len(names) != len(arguments) or body[1:2] != ("(",):
            return _DEFINITION, arguments
        values = dict(zip(names, arguments, strict=True))
        replaced = [token for one in body[2:] for token in values.get(one, (one,))]
        inner = replaced[: replaced.index(")")] if ")" in replaced else replaced
        return body[0], _split(inner)


def defines_iid(macro: str) -> bool:
    """Whether a macro of this name may declare an IID."""
    return macro == UUID_DECLARATION or (macro.startswith("DEFINE_") and "GUID" in macro)


def is_iid(name: str) -> bool:
    """Whether a constant of this name is an IID."""
    return _PREFIX.match(name) is not None


def tokens_of(text: str) -> list[str]:
    """Words and single signs: enough of C to read lists of names and numbers."""
    return re.findall(r"\w+|[^\s\w]", text)


def _split(tokens: Sequence[str]) -> list[tuple[str, ...]]:
    return list(_split_at_commas(tokens))


def _split_at_commas(tokens: Sequence[str]) -> Iterator[tuple[str, ...]]:
    start = 0
    for at, spelling in enumerate((*tokens, ",")):
        if spelling == ",":
            yield tuple(tokens[start:at])
            start = at + 1


def _numbers(tokens: Sequence[str]) -> list[int]:
    """The numbers of a list. Raises ValueError for one that C has not, and for a GUID of anything but numbers."""
    numbers = [_number(one) for one in tokens if one[0].isdigit()]
    signs = [one for one in tokens if not one.isidentifier() and not one[0].isdigit() and one not in _OF_LISTS]
    if signs and len(numbers) == _NUMBERS:
        raise ValueError(f"{signs[0]} stands among its numbers")
    return numbers


def _number(written: str) -> int:
    """What an integer literal is worth, as C reads it. Raises ValueError for what is none."""
    found = _NUMBER.fullmatch(written)
    if found is None or len(written) > _LONGEST:
        raise ValueError(f"{written[:_LONGEST]} is no number")
    return next(int(digits, radix) for digits, radix in zip(found.groups(), _RADICES, strict=True) if digits)


def _guid(numbers: Sequence[int]) -> str:
    data1, data2, data3, *rest = numbers
    data4 = "".join(f"{byte & 0xFF:02x}" for byte in rest)
    return f"{data1 & 0xFFFFFFFF:08x}-{data2 & 0xFFFF:04x}-{data3 & 0xFFFF:04x}-{data4[:4]}-{data4[4:]}"
