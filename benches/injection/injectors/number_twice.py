"""A value takes the number of the one after it."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page
from benches.injection.values import lists_of

NAME = "number-twice"
DEFECT = "two values with one number"
COMPARED = "values"
FAMILY = "values"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Copy the number of the next value, which has another name."""
    del damage
    found = []
    for one in lists_of(page):
        for code, after in zip(one.codes, one.codes[1:], strict=False):
            if code.number and after.number and code.number.text != after.number.text:
                found.append((code, code.number, after.number.text))
    if not found:
        return None
    code, number, other = chance.choice(found)
    return injected(page, [replaced(number, other)], code.name.text.replace("\\", ""), (number.text, other))
