"""The first letter of a described name, or the whole of it, changes case."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page
from benches.injection.signature import pairs_of

NAME = "parameter-case"
DEFECT = "parameter in another case"
COMPARED = "syntax / description"
FAMILY = "signature"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Change the case of one described parameter, property or member."""
    del damage
    pairs = pairs_of(page)
    if not pairs:
        return None
    declared, described = chance.choice(pairs)
    name = declared.name.text
    cases = sorted({name[0].swapcase() + name[1:], name.lower(), name.capitalize()} - {name})
    if not cases:
        return None
    found = chance.choice(cases)
    return injected(page, [replaced(described.name, found)], name, (name, found))
