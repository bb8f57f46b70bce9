"""Two neighbouring items of the description change places."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page
from benches.injection.signature import pairs_of, syntax_of

NAME = "parameters-swapped"
DEFECT = "parameters in another order"
COMPARED = "syntax / description"
FAMILY = "signature"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Exchange two items that follow each other."""
    del damage
    syntax = syntax_of(page)
    items = [described for _, described in pairs_of(page)]
    if not syntax or syntax.kind not in {"method", "call"} or len(items) < 2:
        return None
    at = chance.randrange(len(items) - 1)
    first, second = items[at].block, items[at + 1].block
    edits = [replaced(first, second.text), replaced(second, first.text)]
    return injected(page, edits, items[at].name.text)
