"""A parameter loses its description."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, removed
from benches.injection.page import Page
from benches.injection.signature import pairs_of, syntax_of

NAME = "parameter-undescribed"
DEFECT = "parameter missing in description"
COMPARED = "syntax / description"
FAMILY = "signature"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Cut one item out of the parameters."""
    del damage
    syntax = syntax_of(page)
    pairs = pairs_of(page)
    if not syntax or syntax.kind not in {"method", "call"} or len(pairs) < 2:
        return None
    declared, described = chance.choice(pairs)
    return injected(page, [removed(described.cut)], declared.name.text)
