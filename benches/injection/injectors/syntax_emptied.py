"""The syntax section of a reference page loses its block."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, inserted, removed
from benches.injection.page import Page, Token
from benches.injection.signature import syntax_of

NAME = "syntax-emptied"
DEFECT = "no syntax block"
COMPARED = "page"
FAMILY = "source"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Take the fence away, with what is in it; the page is then about nothing, which its first heading stands for."""
    del damage, chance
    if not page.syntax or not syntax_of(page) or page.h1 is None or page.text.count("```") != 2:
        return None
    start = page.text.rindex("```", 0, page.syntax.body.start)
    end = page.text.index("```", page.syntax.body.end) + len("```")
    fence = Token(page.text[start:end], start, end)
    return injected(page, [inserted(page.h1.end, " "), removed(fence)])
