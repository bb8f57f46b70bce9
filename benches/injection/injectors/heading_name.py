"""The heading names what a neighbour page is about."""

import random
import re

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page, token
from benches.injection.signature import neighbours, syntax_of

NAME = "heading-name"
DEFECT = "heading names another"
COMPARED = "heading / syntax"
FAMILY = "signature"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Put another page's name where the heading names its own, as a copied page does."""
    del damage
    syntax = syntax_of(page)
    if not syntax or not page.h1:
        return None
    name = syntax.name.text.replace("_", r"\_") if r"\_" in page.h1.text else syntax.name.text
    at = re.search(rf"(?<![\w\\]){re.escape(name)}(?![\w\\])", page.h1.text)
    names = {one.name.text for _, one in neighbours(page, syntax)}
    others = sorted(one for one in names if one.lower() not in page.h1.text.replace("\\", "").lower())
    if not at or not others or page.h1.text.count(name) != 1:
        return None
    other = chance.choice(others)
    written = other.replace("_", r"\_") if r"\_" in page.h1.text else other
    where = token(at, offset=page.h1.start)
    return injected(page, [replaced(where, written)], syntax.name.text, (syntax.name.text, other))
