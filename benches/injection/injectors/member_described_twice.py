"""An item of the description stands there twice."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, inserted
from benches.injection.page import Page
from benches.injection.signature import pairs_of

NAME = "member-described-twice"
DEFECT = "member described twice"
COMPARED = "description"
FAMILY = "signature"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Repeat one item under itself."""
    del damage
    items = [item for _, item in pairs_of(page) if item.cut.start == item.block.start]
    if not items:
        return None
    item = chance.choice(items)
    return injected(page, [inserted(item.cut.end, item.cut.text)], item.name.text)
