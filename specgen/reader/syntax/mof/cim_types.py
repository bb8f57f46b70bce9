"""The intrinsic types of DSP0004 (and the few words MOF puts in their place), and how pages misspell them."""

_NUMBERS = {"uint": (8, 16, 32, 64), "sint": (8, 16, 32, 64), "real": (32, 64), "char": (16,)}
INTRINSICS = frozenset(f"{kind}{bits}" for kind, sizes in _NUMBERS.items() for bits in sizes) | {
    "string",
    "boolean",
    "datetime",
}
_KEYWORDS = frozenset({"object", "void"})
# Words of the languages that call WMI, printed where a CIM type belongs. "Integer" stands for the type of a status
# code alone on the pages that have it, and a WMI method's status code is a uint32; VBScript, whose word it is,
# has no unsigned integer and shows that uint32 as one.
_FOREIGN = {"int": "sint32", "integer": "uint32"}
# A type of Windows' own headers, and no slip.
_SYNONYMS = {"bool": "boolean"}


def normal_type(spelling: str) -> tuple[str, bool]:
    """The CIM type that ``spelling`` means, and whether it is a misspelling.

    Intrinsics come back in lower case, which is no repair (MOF keywords have no case); class names unchanged.
    """
    word = spelling.rstrip(".")
    folded = word.lower()
    if folded in INTRINSICS or folded in _KEYWORDS:
        return folded, word != spelling
    if folded in _SYNONYMS:
        return _SYNONYMS[folded], word != spelling
    meant = _FOREIGN.get(folded) or _nearest(folded)
    if meant is not None:
        return meant, True
    return word, word != spelling


def is_intrinsic(spelling: str) -> bool:
    """Whether the word is an intrinsic type, in any case, with at most one slip."""
    folded = spelling.lower()
    return folded in INTRINSICS or _nearest(folded) is not None


def _nearest(folded: str) -> str | None:
    """The one intrinsic that a single slip of the keyboard turns into ``folded`` without touching its digits."""
    digits = _digits(folded)
    near = [each for each in INTRINSICS if _digits(each) == digits and _one_slip(folded, each)]
    return near[0] if len(near) == 1 else None


def _digits(word: str) -> str:
    return "".join(char for char in word if char.isdigit())


def _one_slip(wrong: str, right: str) -> bool:
    """Whether one insertion, omission, substitution or swap of neighbours makes ``wrong`` out of ``right``."""
    if abs(len(wrong) - len(right)) > 1 or wrong == right:
        return False
    at = next(
        (index for index, pair in enumerate(zip(wrong, right, strict=False)) if pair[0] != pair[1]),
        min(len(wrong), len(right)),
    )
    rest, due = wrong[at:], right[at:]
    return rest[1:] == due or rest == due[1:] or rest[1:] == due[1:] or (rest[:2] == due[1::-1] and rest[2:] == due[2:])
