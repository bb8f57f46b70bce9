"""The syntax loses the brackets of a property that is described as an array."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, removed
from benches.injection.page import Page
from benches.injection.signature import pairs_of

NAME = "array-dropped"
DEFECT = "array contradicts"
COMPARED = "syntax / description"
FAMILY = "signature"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Take ``[]`` from one property of the class block."""
    del damage
    arrays = [(one, one.array) for one, item in pairs_of(page) if one.array and item.array]
    if not arrays:
        return None
    declared, brackets = chance.choice(arrays)
    return injected(page, [removed(brackets)], declared.name.text)
