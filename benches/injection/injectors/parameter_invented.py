"""A parameter of a neighbour page is described that the syntax does not declare."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, inserted
from benches.injection.page import Page
from benches.injection.signature import described_in, neighbours, pairs_of, syntax_of

NAME = "parameter-invented"
DEFECT = "described parameter that the syntax lacks"
COMPARED = "syntax / description"
FAMILY = "signature"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Copy an item of another page of the folder before one of the page's own."""
    del damage
    syntax = syntax_of(page)
    own = described_in(page)
    if not syntax or syntax.kind not in {"method", "call"} or not pairs_of(page):
        return None
    names = {item.name.text.lower() for item in own}
    others = [one for one, _ in neighbours(page, syntax) if len(pairs_of(one)) > 1]
    for other in chance.sample(others, min(len(others), 20)):
        item = chance.choice(described_in(other))
        text = other.text[item.cut.start : item.cut.end]
        if item.name.text.lower() not in names and item.cut.start == item.block.start and text.count("\n") < 12:
            return injected(page, [inserted(chance.choice(own).block.start, text)], item.name.text)
    return None
