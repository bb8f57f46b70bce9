"""The data type row calls a property an array that the syntax declares plain."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, inserted
from benches.injection.page import Page
from benches.injection.signature import pairs_of

NAME = "array-invented"
DEFECT = "array contradicts"
COMPARED = "syntax / description"
FAMILY = "signature"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Write ``array`` behind the type of one data type row."""
    del damage
    plain = [(one, item.type) for one, item in pairs_of(page) if item.type and not one.array and not item.array]
    if not plain:
        return None
    declared, kind = chance.choice(plain)
    return injected(page, [inserted(kind.end + 2, " array")], declared.name.text)
