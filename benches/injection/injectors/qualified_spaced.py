"""A qualified name has a blank beside its colons."""

import random

from benches.injection.damage import Damage, drawn_from
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page, Token
from benches.injection.prose import QUALIFIED, visible

NAME = "qualified-spaced"
DEFECT = "qualified name spaced"
COMPARED = "prose / reference"
FAMILY = "translation"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Space one qualified name."""
    names = list(QUALIFIED.finditer(visible(page)))
    gap = drawn_from(damage.separators, chance)
    if not names or not gap:
        return None
    name = chance.choice(names)
    colons = Token("::", name.end("owner"), name.start("name"))
    true = name[0].replace("\\", "")
    found = f"{name['owner']}{gap}{name['name']}"
    return injected(page, [replaced(colons, gap)], true.rpartition("::")[2], (true, found))
