"""A comment suppresses a rule where the rule has nothing to say."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, inserted
from benches.injection.page import Page

NAME = "suppression-in-vain"
DEFECT = "suppression that covers nothing"
COMPARED = "page"
FAMILY = "source"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Put a comment above the first heading, on a line of its own."""
    del damage
    if page.h1 is None:
        return None
    line = page.text.rindex("\n", 0, page.h1.start) + 1 if "\n" in page.text[: page.h1.start] else 0
    code = chance.choice(["SG105", "SG203", "SG405"])
    return injected(page, [inserted(line, f"<!-- specgen: ignore {code} -->\n")])
