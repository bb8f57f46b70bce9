"""A blank of the syntax block becomes a no-break space."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page, Token
from benches.injection.signature import syntax_of

NAME = "nbsp-in-syntax"
DEFECT = "no-break space in code"
COMPARED = "bytes of the syntax"
FAMILY = "source"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Put U+00A0 between a type and a name."""
    del damage
    syntax = syntax_of(page)
    if not page.syntax or not syntax or not syntax.members or "\N{NO-BREAK SPACE}" in page.syntax.body.text:
        return None
    member = chance.choice(syntax.members)
    if page.text[member.name.start - 1] != " ":
        return None
    blank = Token(" ", member.name.start - 1, member.name.start)
    return injected(page, [replaced(blank, "\N{NO-BREAK SPACE}")], member.name.text)
