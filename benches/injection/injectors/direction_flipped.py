"""The described direction of one parameter is turned round."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page
from benches.injection.signature import pairs_of

NAME = "direction-flipped"
DEFECT = "direction contradicts"
COMPARED = "syntax / description"
FAMILY = "signature"

_OTHER = {"in": "out", "out": "in", "in, optional": "out, optional", "out, optional": "in, optional", "in, out": "in"}


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Turn ``[in]`` into ``[out]`` or back, where the syntax says the direction too."""
    del damage
    tagged = [(one, item) for one, item in pairs_of(page) if one.tags and item.tag and item.tag.text in _OTHER]
    if not tagged:
        return None
    declared, described = chance.choice(tagged)
    assert described.tag
    found = _OTHER[described.tag.text]
    return injected(page, [replaced(described.tag, found)], declared.name.text, (described.tag.text, found))
