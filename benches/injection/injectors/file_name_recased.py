"""A file name comes back in another case."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page, token
from benches.injection.prose import FILE_NAME, visible

NAME = "file-name-recased"
DEFECT = "file name in another case"
COMPARED = "requirements or prose / reference"
FAMILY = "translation"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Change the case of one file name."""
    names = list(FILE_NAME.finditer(visible(page)))
    if not names:
        return None
    name = chance.choice(names)
    found = damage.file_name(name["stem"], name["ending"], chance, recased=True)
    if not found:
        return None
    return injected(page, [replaced(token(name), found)], None, (name[0], found))
