"""The method of a qualified name is translated."""

import random

from benches.injection.damage import Damage, drawn_from
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page, Token
from benches.injection.prose import QUALIFIED, visible

NAME = "qualified-translated"
DEFECT = "qualified name translated"
COMPARED = "prose / reference"
FAMILY = "translation"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Translate one method name, with the blank beside its colons where one is seen."""
    names = list(QUALIFIED.finditer(visible(page)))
    for name in chance.sample(names, len(names)):
        found = damage.name_translated(name["name"], chance)
        gap = drawn_from(damage.separators, chance)
        if found and gap:
            where = Token(f"::{name['name']}", name.end("owner"), name.end())
            true = name[0].replace("\\", "")
            return injected(page, [replaced(where, gap + found)], name["name"], (true, f"{name['owner']}{gap}{found}"))
    return None
