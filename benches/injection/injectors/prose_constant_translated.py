"""A constant in running text is translated."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page
from benches.injection.prose import CONSTANT, CONSTANT_BOLD, spans
from benches.injection.values import lists_of

NAME = "prose-constant-translated"
DEFECT = "constant translated"
COMPARED = "prose / reference"
FAMILY = "translation"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Translate one constant of the prose, outside value lists."""
    listed = {code.name.start for one in lists_of(page) for code in one.codes}
    names = [one for one in spans(page, CONSTANT) + spans(page, CONSTANT_BOLD) if one.start not in listed]
    for name in chance.sample(names, len(names)):
        found = damage.constant_translated(name.text, chance)
        if found:
            true = name.text.replace("\\", "")
            return injected(page, [replaced(name, found)], true, (true, found))
    return None
