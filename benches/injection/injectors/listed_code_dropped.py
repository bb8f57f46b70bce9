"""A list of return codes loses a code that the page's prose says is returned."""

import random
import re

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, removed
from benches.injection.page import Page
from benches.injection.values import codes_of, symbolic

NAME = "listed-code-dropped"
DEFECT = "return code in prose but not in the list"
COMPARED = "prose / values"
FAMILY = "values"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Cut the item of a code which a sentence with "return" outside the return section names."""
    del damage
    codes = codes_of(page)
    if len(codes) < 3:
        return None
    within = page.sections["return-value"]
    outside = page.prose[: within.start] + page.prose[within.end :]
    sentences = " ".join(re.findall(r"[^.\n]*\breturn[^.\n]*", outside))
    items = [code for code in codes if symbolic(code.name.text) and code.item.text.endswith("\n")]
    named = [code for code in items if re.search(rf"(?<!\w){re.escape(code.name.text)}(?!\w)", sentences)]
    if not named:
        return None
    code = chance.choice(named)
    return injected(page, [removed(code.item)], code.name.text.replace("\\", ""))
