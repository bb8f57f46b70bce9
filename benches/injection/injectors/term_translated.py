"""A described parameter's name is translated."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page
from benches.injection.signature import Declared, Described, pairs_of, syntax_of

NAME = "term-translated"
DEFECT = "parameter translated"
COMPARED = "syntax / description"
FAMILY = "translation"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Translate one described name."""
    pairs = _parameters(page)
    for declared, described in chance.sample(pairs, len(pairs)):
        true = declared.name.text
        found = damage.name_translated(true, chance)
        if found:
            return injected(page, [replaced(described.name, found)], true, (true, found))
    return None


def _parameters(page: Page) -> list[tuple[Declared, Described]]:
    syntax = syntax_of(page)
    return list(pairs_of(page)) if syntax and syntax.kind in {"method", "call"} else []
