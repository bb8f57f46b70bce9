"""The frontmatter's api_name is that of a neighbour page, as after copying it."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page
from benches.injection.signature import neighbours, syntax_of

NAME = "api-name-of-neighbour"
DEFECT = "api_name of another page"
COMPARED = "api_name / syntax"
FAMILY = "signature"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Put another page's only api_name in place of the page's only one."""
    del damage
    syntax = syntax_of(page)
    if not syntax or len(page.api_names) != 1:
        return None
    own = page.api_names[0]
    others = sorted(
        {one.api_names[0].text for one, _ in neighbours(page, syntax) if len(one.api_names) == 1} - {own.text}
    )
    if own.text.rpartition(".")[2] != syntax.name.text or not others:
        return None
    found = chance.choice(others)
    if found.rpartition(".")[2].lower() == syntax.name.text.lower():
        return None
    return injected(page, [replaced(own, found)], syntax.name.text, (own.text, found))
