"""What stands around C declarators without being C: MIDL attributes, SAL, calling conventions, segment words.

Annotations are found and blanked, so that a C parser sees a plain declaration of the same length.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from specgen.model.types import Direction, QualifierValue
from specgen.reader.numbers import whole
from specgen.reader.syntax.c.lexer import Word, closing, joined, split

_SAL = re.compile(
    r"""_[A-Z]\w*_ | (?:_?In|_?Out|_?Inout|_in|_out|_inout)_ | __checkReturn
      | __(?:RPC__|deref_|field_|struct_)\w+ | __(?:in|out|inout|reserved|callback|success)(?:_\w+)?
      | __declspec | __attribute__ | DECLSPEC_[A-Z]+""",
    re.VERBOSE,
)
"""Second version, the same with an underscore lost, and the first version; and what says how a type is laid out."""
_CONVENTIONS = """STDMETHODCALLTYPE STDMETHODVCALLTYPE STDAPICALLTYPE STDAPIVCALLTYPE WINAPI WINAPIV APIENTRY
APIPRIVATE CALLBACK PASCAL CDECL NTAPI __stdcall __cdecl __fastcall __thiscall __vectorcall __clrcall _stdcall _cdecl
__export EXTERN_C DECLSPEC_IMPORT DECLSPEC_NORETURN FORCEINLINE __inline __forceinline __declspec WINBASEAPI WINUSERAPI
WINGDIAPI WINADVAPI WINSPOOLAPI NTSYSAPI NTSYSCALLAPI SHSTDAPI LWSTDAPI"""
_DIRECTIONS: dict[str, Direction] = {"in": "in", "out": "out", "inout": "inout", "outptr": "out"}
_MACROS = {"IN": "in", "OUT": "out", "INOUT": "inout", "OPTIONAL": "optional"}
_ATTRIBUTES = "in out retval optional unique ref ptr string iid_is size_is length_is defaultvalue lcid"
_SILENT = """FAR NEAR _far _near far huge UNALIGNED __unaligned THIS_ THIS PURE __restrict __ptr32 __ptr64
POINTER_32 POINTER_64"""
"""Words that say nothing the model keeps: segments of 16-bit pointers, and what STDMETHOD needs in C alone."""
_NAMES_TOO = frozenset({"far", "near", "huge"})
"""Words of that kind that are names as well, where one of these follows."""
_BEHIND_NAMES = frozenset({",", ";", ")", "[", "=", ":"})
_TAG_WORDS = frozenset({"struct", "union", "enum", "class", "interface", "typedef"})
_HEAD = 12
"""Words from the word enum to the brace, at most."""
_LONGEST_LIST = 200
"""Words in a list of attributes, at most: what is longer was never closed."""

_PLAIN = frozenset([*_CONVENTIONS.split(), *_SILENT.split(), *_MACROS])


@dataclass(frozen=True)
class Annotation:
    """One annotation: its spelling, its argument (True: none) and where it stands."""

    name: str
    argument: QualifierValue
    start: int
    end: int

    @property
    def direction(self) -> Direction | None:
        """What it says of the direction."""
        parts = self._parts()
        if "inout" in parts or {"in", "out"} <= parts:
            return "inout"
        return next((_DIRECTIONS[part] for part in ("outptr", "out", "in") if part in parts), None)

    @property
    def optional(self) -> bool:
        """Whether it says that the parameter may be left out (or be null, as ``_opt_`` does)."""
        return not self._parts().isdisjoint(("opt", "optional"))

    def _parts(self) -> set[str]:
        return set(self.name.lower().split("_"))


def annotations(found: Sequence[Word]) -> tuple[list[Annotation], list[tuple[int, int]]]:
    """The annotations among the words, and the stretches to blank (annotations and words that say nothing)."""
    read: list[Annotation] = []
    blank: list[tuple[int, int]] = []
    at, names = 0, range(0)
    while at < len(found):
        if at >= names.stop:
            names = _constants(found, at)
        stop = at if at in names and found[at].kind == "name" else _annotation_end(found, at)
        if stop == at:
            at += 1
            continue
        blank.append((found[at].start, found[stop - 1].end))
        read += _attributes(found[at:stop]) if found[at].text == "[" else _named(found[at:stop])
        at = stop
    return read, blank


def _constants(found: Sequence[Word], at: int) -> range:
    """The body of the enumeration that begins at ``at``; all names in it are names, whatever they look like."""
    if found[at].text != "enum":
        return range(0)
    brace = next((each for each in range(at, min(at + _HEAD, len(found))) if found[each].text == "{"), None)
    return range(0) if brace is None else range(brace, closing(found, brace))


def _is_name(found: Sequence[Word], at: int) -> bool:
    """Whether a word that looks like an annotation stands where only the name of a type or member can."""
    before = found[at - 1].text if at else ""
    after = found[at + 1] if at + 1 < len(found) else None
    if after is None or after.text == "{" or (before == "}" and after.text in (",", ";")):
        return after is not None
    if found[at].text in _NAMES_TOO:
        return after.text in _BEHIND_NAMES
    return before in _TAG_WORDS and after.kind != "name" and after.text != "("


def _annotation_end(found: Sequence[Word], at: int) -> int:
    """The index behind the annotation that begins at ``at``; ``at`` itself where none does."""
    word = found[at]
    if word.text == "[" and _opens_attributes(found, at):
        end = closing(found, at, within=_LONGEST_LIST)
        return end + 1 if end < len(found) else at
    if word.kind != "name" or _is_name(found, at):
        return at
    takes_argument = _SAL.fullmatch(word.text) is not None
    if takes_argument and at + 1 < len(found) and found[at + 1].text == "(":
        end = closing(found, at + 1, within=_LONGEST_LIST)
        return end + 1 if end < len(found) else at + 1
    return at + 1 if takes_argument or word.text in _PLAIN else at


def _opens_attributes(found: Sequence[Word], at: int) -> bool:
    """Whether a bracket opens MIDL attributes and no array: nothing stands before it that could be an array's name."""
    before = found[at - 1] if at else None
    inside = found[at + 1].text.lower() if at + 1 < len(found) else ""
    if before is None or before.text in "(,;{}" or before.kind == "directive" or before.text in _TAG_WORDS:
        return True
    return (found[at].fresh or before.text == "]") and inside in _ATTRIBUTES.split()


def _attributes(found: Sequence[Word]) -> list[Annotation]:
    """``[in, size_is(n)]``, one annotation each; what is none keeps its spelling as its name."""
    return [made for piece in split(found[1:-1], ",") if piece for made in _attribute(piece)]


def _attribute(piece: Sequence[Word]) -> Iterator[Annotation]:
    behind = piece[1:]
    called = len(behind) > 1 and behind[0].text == "(" and closing(piece, 1) == len(piece) - 1
    if piece[0].kind == "name" and (called or not behind):
        yield Annotation(piece[0].text, _argument(piece), piece[0].start, piece[-1].end)
    elif all(word.kind == "name" for word in piece):
        yield from (Annotation(word.text, _argument([word]), word.start, word.end) for word in piece)
    else:
        yield Annotation(joined(piece), _argument(piece[:1]), piece[0].start, piece[-1].end)


def _named(found: Sequence[Word]) -> list[Annotation]:
    word = found[0]
    if word.text in _SILENT.split():
        return []
    name = _MACROS.get(word.text, word.text)
    return [Annotation(name, _argument(found), word.start, found[-1].end)]


def _argument(piece: Sequence[Word]) -> QualifierValue:
    if len(piece) < 3 or piece[1].text != "(":
        return True
    text = joined(piece[2:-1])
    number = whole(text) if text.isdecimal() else None
    return text if number is None else number
