"""A value becomes a range that covers the one after it."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page
from benches.injection.values import lists_of

NAME = "ranges-overlap"
DEFECT = "values overlap"
COMPARED = "values"
FAMILY = "values"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Write a range from one value's number to beyond the next one's."""
    del damage
    found = []
    for one in lists_of(page):
        for code, after in zip(one.codes, one.codes[1:], strict=False):
            if code.number and after.number and int(code.number.text) < int(after.number.text):
                found.append((code, code.number, int(after.number.text) + 1))
    found = [(code, number, end) for code, number, end in found if page.text[number.end] == ")"]
    if not found:
        return None
    code, number, end = chance.choice(found)
    wide = f"{number.text}..{end}"
    return injected(page, [replaced(number, wide)], code.name.text.replace("\\", ""), (number.text, wide))
