"""An identifier of the syntax block holds a zero-width character."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, inserted
from benches.injection.page import Page
from benches.injection.signature import syntax_of

NAME = "zero-width-in-syntax"
DEFECT = "zero-width character in code"
COMPARED = "bytes of the syntax"
FAMILY = "source"

_INVISIBLE = ("\N{ZERO WIDTH SPACE}", "\N{ZERO WIDTH NON-JOINER}", "\N{ZERO WIDTH NO-BREAK SPACE}", "\N{SOFT HYPHEN}")


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Put an invisible character into a declared name."""
    del damage
    syntax = syntax_of(page)
    names = [one.name for one in syntax.members if len(one.name.text) > 2] if syntax else []
    if not names:
        return None
    name, unseen = chance.choice(names), chance.choice(_INVISIBLE)
    at = name.start + chance.randrange(1, len(name.text))
    found = page.text[name.start : at] + unseen + page.text[at : name.end]
    return injected(page, [inserted(at, unseen)], name.text, (name.text, found))
