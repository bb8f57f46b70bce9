"""A listed return code or value is translated."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page
from benches.injection.values import lists_of, symbolic

NAME = "constant-translated"
DEFECT = "constant translated"
COMPARED = "values / reference"
FAMILY = "translation"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Translate one constant of a value list."""
    codes = [code for one in lists_of(page) for code in one.codes if symbolic(code.name.text)]
    for code in chance.sample(codes, len(codes)):
        found = damage.constant_translated(code.name.text, chance)
        if found:
            true = code.name.text.replace("\\", "")
            return injected(page, [replaced(code.name, found)], true, (true, found))
    return None
