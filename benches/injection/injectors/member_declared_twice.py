"""A line of the syntax block stands there twice."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, inserted
from benches.injection.page import Page
from benches.injection.signature import pairs_of

NAME = "member-declared-twice"
DEFECT = "member twice in syntax"
COMPARED = "syntax"
FAMILY = "signature"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Repeat one declaration under itself."""
    del damage
    pairs = pairs_of(page)
    if not pairs:
        return None
    declared = chance.choice(pairs)[0]
    if declared.line.text.rstrip()[-1:] not in {",", ";"}:
        return None
    return injected(page, [inserted(declared.line.end, declared.line.text)], declared.name.text)
