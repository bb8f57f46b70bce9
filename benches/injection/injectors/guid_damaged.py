"""A GUID gains a blank, or a digit of it changes or is lost."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page
from benches.injection.prose import GUID, spans

NAME = "guid-damaged"
DEFECT = "GUID damaged"
COMPARED = "prose / reference"
FAMILY = "translation"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Damage one GUID where real ones were."""
    guids = spans(page, GUID)
    if not guids:
        return None
    one = chance.choice(guids)
    found = damage.guid(one.text, chance)
    if not found:
        return None
    return injected(page, [replaced(one, found)], None, (one.text, found))
