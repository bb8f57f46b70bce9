"""The syntax block declares the name of a neighbour page."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page
from benches.injection.signature import neighbours, syntax_of

NAME = "syntax-of-neighbour"
DEFECT = "syntax names another"
COMPARED = "api_name / syntax"
FAMILY = "signature"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Put another page's name where the syntax names its own."""
    del damage
    syntax = syntax_of(page)
    if not syntax or len(page.api_names) != 1 or page.api_names[0].text.rpartition(".")[2] != syntax.name.text:
        return None
    names = {one.name.text for _, one in neighbours(page, syntax)}
    others = sorted(one for one in names if one.lower() != syntax.name.text.lower())
    if not others:
        return None
    found = chance.choice(others)
    return injected(page, [replaced(syntax.name, found)], syntax.name.text, (syntax.name.text, found))
