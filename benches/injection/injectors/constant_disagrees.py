"""A constant that several pages number alike gets another number on one of them."""

import random
import re

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page, token
from benches.injection.values import lists_of, symbolic

NAME = "constant-disagrees"
DEFECT = "two pages give a constant two numbers"
COMPARED = "values of two pages"
FAMILY = "values"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Change the number of a constant, decimal and hexadecimal alike."""
    del damage
    others: dict[tuple[str, str], set[str]] = {}
    numbered = {code.name.text for one in lists_of(page) for code in one.codes if code.number}
    for other in page.folder.beside(page) if any(map(symbolic, numbered)) else ():
        for code in (code for one in lists_of(other) for code in one.codes if code.number):
            assert code.number
            others.setdefault((code.name.text, code.number.text), set()).add(other.path)
    own = [code for one in lists_of(page) for code in one.codes if code.number and symbolic(code.name.text)]
    shared = [code for code in own if code.number and (code.name.text, code.number.text) in others]
    if not shared:
        return None
    code = chance.choice(shared)
    assert code.number
    found = str(int(code.number.text) ^ chance.choice([16, 32, 64]))
    hexadecimal = re.compile(r" \(0[xX](?P<digits>[0-9A-Fa-f]+)\)").match(page.text, code.number.end)
    edits = [replaced(code.number, found)]
    if hexadecimal:
        edits.append(replaced(token(hexadecimal, "digits"), f"{int(found):X}"))
    pages = frozenset(others[code.name.text, code.number.text])
    return injected(page, edits, code.name.text.replace("\\", ""), (code.number.text, found), pages)
