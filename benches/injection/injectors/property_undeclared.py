"""A property of a class, or a member of a structure, loses its line in the syntax block."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, removed
from benches.injection.page import Page
from benches.injection.signature import pairs_of, syntax_of

NAME = "property-undeclared"
DEFECT = "property missing in syntax"
COMPARED = "syntax / description"
FAMILY = "signature"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Cut one line out of the block."""
    del damage
    syntax = syntax_of(page)
    pairs = pairs_of(page)
    if not syntax or syntax.kind not in {"class", "struct"} or len(pairs) < 2:
        return None
    declared = chance.choice(pairs)[0]
    return injected(page, [removed(declared.line)], declared.name.text)
