"""The seed pages with other names: every identifier, number and file name replaced, consistently, by invented ones.

What is damaged stays damaged in the same way: ``\\_ classe Rest Prefix`` for ``Prefix_Rest``, ``X:: verb member``.
"""

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass

_ONSETS = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "tr", "kl")
_VOWELS = ("a", "e", "i", "o", "u")


@dataclass(frozen=True)
class Renaming:
    """Old spellings to new ones, in every case in which the page has them."""

    spellings: dict[str, str]

    def __call__(self, text: str) -> str:
        """The text with every old spelling replaced, the longest first."""
        longest_first = sorted(self.spellings, key=len, reverse=True)
        pattern = "|".join(map(re.escape, longest_first))
        return re.sub(pattern, lambda found: self.spellings[found[0]], text)


class Inventor:
    """Names that nobody has used: no two are equal, or one the beginning of another, in any case."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._taken: list[str] = []

    def word(self, syllables: tuple[int, int] = (3, 4)) -> str:
        """A word in lower case."""
        while True:
            count = self._random.randint(*syllables)
            made = "".join(self._random.choice(_ONSETS) + self._random.choice(_VOWELS) for _ in range(count))
            if not any(made in other or other in made for other in self._taken):
                self._taken.append(made)
                return made

    def name(self, words: int = 2) -> str:
        """A name in CamelCase."""
        return "".join(self.word((2, 3)).capitalize() for _ in range(words))

    def flag(self) -> str:
        """A name in capitals with underscores."""
        return "_".join(self.word().upper() for _ in range(3))

    def number(self, low: int, high: int) -> int:
        """A number from low to high."""
        return self._random.randint(low, high)

    def choice(self, among: tuple[str, ...]) -> str:
        """One of them."""
        return self._random.choice(among)


def in_both_cases(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each pair as it is, and in lower case, as anchors, links and careless prose have it."""
    both: dict[str, str] = {}
    for old, new in pairs:
        both[old] = new
        both.setdefault(old.lower(), new.lower())
    return both


def wmi_renaming(seed: int) -> Renaming:
    """New names for the French page: the class's two halves, method, files, namespace, year."""
    inventor = Inventor(seed)
    names = in_both_cases(
        (
            ("VirtualDesktopSession", inventor.name(3)),
            ("Win32", inventor.name(1)),
            ("Logoff", inventor.name(2)),
        )
    )
    plain = {
        "Sensevts": inventor.name(1),
        "RDManagement": inventor.name(2),
        "RDMS": inventor.word().upper(),
        "cimv2": inventor.word(),
        "2012": f"{inventor.number(2013, 2040)}",
        "uint32": inventor.choice(("uint8", "uint16", "uint32", "uint64", "sint32")),
        "a9c90ace-324c-4eec-86e1-30ce35307e52": f"a9c90ace-324c-4eec-86e1-{inventor.number(10**11, 10**12 - 1)}",
        "Retourne 0 en": f"Retourne {inventor.number(1, 999)} en",
    }
    return Renaming(names | plain)


def com_renaming(seed: int) -> Renaming:
    """New names for the Portuguese page: interface, method, parameters, flags, class and file of the sample."""
    inventor = Inventor(seed)
    both = (
        ("IMAPISession", f"I{inventor.name(2)}"),
        ("Logoff", inventor.name(2)),
        ("CMapiObjects", f"C{inventor.name(2)}"),
    )
    plain = {
        "ulUIParam": f"ul{inventor.name(1)}",
        "ulFlags": f"ul{inventor.name(1)}",
        "ulReserved": f"dw{inventor.name(2)}",
        "MAPI_LOGOFF_SHARED": inventor.flag(),
        "MAPI_LOGOFF_UI": inventor.flag(),
        "MAPIObjects": inventor.name(2),
        "S_OK": f"S_{inventor.word().upper()}",
        "ULONG_PTR": inventor.choice(("ULONG_PTR", "HWND", "UINT_PTR")),
    }
    return Renaming(in_both_cases(both) | plain)
