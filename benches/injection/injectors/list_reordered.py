"""Two neighbouring items of a list change places."""

import itertools
import random
import re

from benches.injection.damage import Damage, drawn_from
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page, Token, token
from benches.injection.values import lists_of

NAME = "list-reordered"
DEFECT = "list in another order"
COMPARED = "lists / reference"
FAMILY = "translation"

_LINKED = re.compile(r"^(?:[-*] +)?\[[^\]\n]*\]\([^()\s]+\)[ ]*$", re.MULTILINE)


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Exchange two values or two linked items, whichever real pairs show."""
    shape = drawn_from(damage.orders, chance)
    if shape == "values":
        lists = [[code.item for code in one.codes] for one in lists_of(page)]
    else:
        lists = [spans_of_links(page)]
    both = [pair for one in lists for pair in itertools.pairwise(one) if pair[0].text != pair[1].text]
    if not both or not shape:
        return None
    first, second = chance.choice(both)
    return injected(page, [replaced(first, second.text), replaced(second, first.text)])


def spans_of_links(page: Page) -> list[Token]:
    """The lines that are nothing but a link, in order."""
    return [token(one) for one in _LINKED.finditer(page.prose)]
