"""The data type row of a class property names another type."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page
from benches.injection.signature import pairs_of

NAME = "property-type"
DEFECT = "type contradicts"
COMPARED = "syntax / description"
FAMILY = "signature"

_TYPES = ("string", "boolean", "uint8", "uint16", "uint32", "uint64", "sint16", "sint32", "datetime", "real32")


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Put another CIM type into one data type row."""
    del damage
    typed = [(one, item) for one, item in pairs_of(page) if item.type and item.type.text == one.type.text]
    typed = [(one, item) for one, item in typed if one.type.text in _TYPES]
    if not typed:
        return None
    declared, described = chance.choice(typed)
    assert described.type
    found = chance.choice([one for one in _TYPES if one != declared.type.text])
    return injected(page, [replaced(described.type, found)], declared.name.text, (declared.type.text, found))
