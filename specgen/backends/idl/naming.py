"""Names of pages as identifiers of IDL, unique in their scope, with the repairs that took."""

import re

from specgen.backends.idl import repairs
from specgen.backends.idl.windows import words
from specgen.emit import Code, cim_identifier
from specgen.model.departures import Applied

_FOREIGN = re.compile(r"[^A-Za-z0-9_]")
_MAX_NAME = 200


class Scope:
    """The names that are taken in one place: the parameters of a method, the members of a structure."""

    def __init__(self, taken: frozenset[str] = frozenset()) -> None:
        self._taken = set(taken)

    def take(self, wanted: str | None, fallback: str) -> tuple[Code, tuple[Applied, ...]]:
        """An identifier for ``wanted`` that the scope does not have yet; ``fallback`` where the page has no name."""
        applied = [] if wanted else [Applied(repairs.UNNAMED, "nothing")]
        plain = wanted or fallback
        name = identifier(plain)
        if name != plain:
            departure = repairs.RESERVED_NAME if plain in words().reserved else repairs.INVALID_NAME
            applied.append(Applied(departure, plain))
        chosen, number = name, 1
        while chosen in self._taken:
            number += 1
            chosen = Code(f"{name}_{number}")
        if chosen != name:
            applied.append(Applied(repairs.DUPLICATE_NAME, plain))
        self._taken.add(chosen)
        return chosen, tuple(applied)


def identifier(name: str) -> Code:
    """``name`` if it is an identifier and no reserved word, else one made of it."""
    plain = _FOREIGN.sub("_", name)[:_MAX_NAME]
    if not plain or plain[0].isdigit():
        plain = f"x{plain}"
    return Code(f"{plain}_") if plain in words().reserved else Code(plain)


def is_identifier(name: str | None) -> bool:
    """Whether ``name`` may stand in IDL as it is."""
    return cim_identifier(name) is not None and name not in words().reserved
