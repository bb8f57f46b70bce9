"""A parameter loses its line in the syntax block."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, removed
from benches.injection.page import Page, Token
from benches.injection.signature import pairs_of, syntax_of

NAME = "parameter-undeclared"
DEFECT = "parameter missing in syntax"
COMPARED = "syntax / description"
FAMILY = "signature"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Cut one line out of the syntax; a last line takes the comma of the one before with it."""
    del damage
    syntax = syntax_of(page)
    pairs = pairs_of(page)
    if not syntax or syntax.kind not in {"method", "call"} or len(pairs) < 2:
        return None
    at = chance.randrange(len(pairs))
    line = pairs[at][0].line
    start = line.start if at < len(pairs) - 1 else page.text.rindex(",", 0, line.start)
    end = line.end if at < len(pairs) - 1 else line.end - 1
    gone = Token(page.text[start:end], start, end)
    return injected(page, [removed(gone)], pairs[at][0].name.text)
