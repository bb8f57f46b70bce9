"""The described name of a member holds a zero-width character."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, inserted
from benches.injection.page import Page
from benches.injection.signature import pairs_of

NAME = "zero-width-in-term"
DEFECT = "zero-width character in code"
COMPARED = "bytes of the description"
FAMILY = "source"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Put a zero-width space into a described name."""
    del damage
    pairs = [pair for pair in pairs_of(page) if len(pair[0].name.text) > 2]
    if not pairs:
        return None
    declared, described = chance.choice(pairs)
    at = described.name.start + chance.randrange(1, len(described.name.text))
    return injected(page, [inserted(at, "\N{ZERO WIDTH SPACE}")], declared.name.text)
