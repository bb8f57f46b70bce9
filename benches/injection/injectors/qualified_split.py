"""The method of a qualified name is torn after its first letter, as in X::D etails."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, inserted
from benches.injection.page import Page
from benches.injection.prose import QUALIFIED, visible

NAME = "qualified-split"
DEFECT = "qualified name split after its first letter"
COMPARED = "prose / reference"
FAMILY = "translation"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Tear one qualified name whose method begins with a letter after which real ones were torn."""
    names = [one for one in QUALIFIED.finditer(visible(page)) if one["name"][0] in damage.split_letters]
    if not names:
        return None
    name = chance.choice(names)
    found = f"{name['owner']}::{name['name'][0]} {name['name'][1:]}"
    true = name[0].replace("\\", "")
    return injected(page, [inserted(name.start("name") + 1, " ")], true.rpartition("::")[2], (true, found))
