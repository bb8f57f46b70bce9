"""Identifiers are validated, never escaped.

One rule for Python names, in this order:

1. a character other than an ASCII letter, digit or ``_`` becomes ``_``;
2. leading underscores, which Python takes for private or mangles, move to the end (``__Event`` is ``Event__``);
3. nothing left, or a digit first: ``x`` goes in front;
4. a Python keyword gets ``_`` at the end (``in`` is ``in_``);
5. in one scope, names that are equal but for case are numbered from the second on (``Name``, ``name_2``).
"""

import keyword
import re
from collections.abc import Container, Iterable

from specgen.emit.code import Code

_FOREIGN = re.compile(r"[^A-Za-z0-9_]")
_CIM = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


def python_identifier(name: str) -> Code:
    """The Python name for ``name`` by rules 1 to 4; always an identifier, never a keyword."""
    plain = _FOREIGN.sub("_", name)
    bare = plain.lstrip("_")
    made = bare + "_" * (len(plain) - len(bare))
    if not bare or bare[0].isdigit():
        made = f"x{made}"
    return Code(f"{made}_" if keyword.iskeyword(made) else made)


def python_identifiers(names: Iterable[str], taken: Container[str] = ()) -> list[Code]:
    """The Python names for the names of one scope, in order (rule 5); one that is ``taken`` gets ``_`` at the end."""
    used: set[str] = set()
    made = []
    for name in names:
        plain = python_identifier(name)
        base = Code(f"{plain}_") if plain in taken else plain
        chosen, number = base, 1
        while chosen.casefold() in used or chosen in taken:
            number += 1
            chosen = Code(f"{base.removesuffix('_')}_{number}")
        used.add(chosen.casefold())
        made.append(chosen)
    return made


def cim_identifier(name: str | None) -> Code | None:
    """``name`` if it is an identifier of DSP0004 in ASCII (no more than 256 characters), else None."""
    if name is None or len(name) > 256 or not _CIM.match(name):
        return None
    return Code(name)
