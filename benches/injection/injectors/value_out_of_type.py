"""A listed value is too large for the declared type."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page
from benches.injection.signature import pairs_of
from benches.injection.values import lists_of

NAME = "value-out-of-type"
DEFECT = "value that the type cannot hold"
COMPARED = "syntax / values"
FAMILY = "values"

_ABOVE = {"uint8": 256, "sint8": 128, "uint16": 65536, "sint16": 32768, "uint32": 1 << 32, "sint32": 1 << 31}


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Number one value beyond what its member can hold."""
    del damage
    types = {declared.name.text: declared.type.text for declared, _ in pairs_of(page)}
    found = []
    for one in lists_of(page):
        above = _ABOVE.get(types.get(one.of or "", ""))
        found += [(one.of, code.number, above) for code in one.codes if above and code.number]
    if not found:
        return None
    member, number, above = chance.choice(found)
    large = str(above + chance.randrange(1, 5000))
    return injected(page, [replaced(number, large)], member, (number.text, large))
