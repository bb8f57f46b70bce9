"""A described parameter takes the name of one on a neighbour page."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page
from benches.injection.signature import neighbours, pairs_of, syntax_of

NAME = "parameter-renamed"
DEFECT = "parameter named otherwise"
COMPARED = "syntax / description"
FAMILY = "signature"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Put another page's parameter name where the description names its own."""
    del damage
    syntax = syntax_of(page)
    pairs = pairs_of(page)
    if not syntax or syntax.kind not in {"method", "call"} or not pairs:
        return None
    declared, described = chance.choice(pairs)
    own = {one.name.text.lower() for one, _ in pairs}
    others = [one for one, _ in neighbours(page, syntax) if pairs_of(one)]
    for other in chance.sample(others, min(len(others), 20)):
        name = chance.choice(pairs_of(other))[0].name.text
        if name.lower() not in own:
            spelled = (declared.name.text, name)
            return injected(page, [replaced(described.name, name)], declared.name.text, spelled)
    return None
