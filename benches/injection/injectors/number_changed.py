"""A number comes back otherwise: with another prefix, or as another number."""

import random
import re

from benches.injection.damage import Damage, drawn_from
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page
from benches.injection.prose import spans
from benches.injection.values import lists_of

NAME = "number-changed"
DEFECT = "number changed"
COMPARED = "values / reference"
FAMILY = "translation"

_HEXADECIMAL = re.compile(r"(?<![\w.])0x[0-9A-Fa-f]+(?!\w)")


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Change one number in a way that real pairs show."""
    shape = drawn_from(damage.numbers, chance)
    if shape == "prefix":
        numbers = spans(page, _HEXADECIMAL)
        if not numbers:
            return None
        number = chance.choice(numbers)
        found = f"0X{number.text[2:]}"
        return injected(page, [replaced(number, found)], None, (number.text, found))
    lists = [[code.number for code in one.codes if code.number] for one in lists_of(page)]
    lists = [one for one in lists if len({number.text for number in one}) > 1]
    if not lists or not shape:
        return None
    within = chance.choice(lists)
    number = chance.choice(within)
    found = chance.choice(sorted({one.text for one in within} - {number.text}))
    return injected(page, [replaced(number, found)], None, (number.text, found))
