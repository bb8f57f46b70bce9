"""A list of consecutive numbers loses one from its middle."""

import itertools
import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, removed
from benches.injection.page import Page, Token
from benches.injection.values import Code, lists_of

NAME = "value-gap"
DEFECT = "value missing in a sequence"
COMPARED = "values"
FAMILY = "values"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Cut one value out of at least five that count up one by one."""
    del damage
    found: list[Code] = []
    for one in lists_of(page):
        numbers = [int(code.number.text) if code.number else -1 for code in one.codes]
        steps = {after - number for number, after in itertools.pairwise(numbers)}
        if len(numbers) >= 5 and steps == {1}:
            found += one.codes[1:-1]
    if not found:
        return None
    code = chance.choice(found)
    head = page.text.rfind("<dt>", 0, code.item.start)
    start = code.item.start if code.item.text.endswith("\n") else head
    gone = Token(page.text[start : code.item.end], start, code.item.end)
    return injected(page, [removed(gone)], code.name.text.replace("\\", ""))
