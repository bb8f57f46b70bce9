"""The prose of the return section names a code that its list lacks."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, inserted
from benches.injection.page import Page
from benches.injection.values import codes_of, symbolic

NAME = "code-unlisted"
DEFECT = "return code in prose but not in the list"
COMPARED = "prose / values"
FAMILY = "values"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Say in a sentence that the call can return a code of a neighbour page."""
    del damage
    own = {code.name.text for code in codes_of(page)}
    if not own or not all(map(symbolic, own)):
        return None
    beside = {code.name.text for one in page.folder.beside(page) for code in codes_of(one)}
    style = [name for name in sorted(beside) if symbolic(name) and name not in page.text]
    if not style:
        return None
    name = chance.choice(style)
    written = f"If the call cannot be completed, it returns **{name}**.\n\n"
    within = page.sections["return-value"]
    start = within.start + len(within.text) - len(within.text.lstrip("\n"))
    return injected(page, [inserted(start, written)], name.replace("\\", ""), (None, name.replace("\\", "")))
