"""A described parameter's name comes back in another case."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page
from benches.injection.signature import pairs_of, syntax_of

NAME = "term-recased"
DEFECT = "parameter in another case"
COMPARED = "syntax / description"
FAMILY = "translation"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Change the case of one described name as real pairs do."""
    syntax = syntax_of(page)
    pairs = list(pairs_of(page)) if syntax and syntax.kind in {"method", "call"} else []
    for declared, described in chance.sample(pairs, len(pairs)):
        true = declared.name.text
        found = damage.name_recased(true, chance)
        if found:
            return injected(page, [replaced(described.name, found)], true, (true, found))
    return None
