"""A constant or qualified name drops out of running text."""

import random
import re

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, removed
from benches.injection.page import Page, Token
from benches.injection.prose import CONSTANT, CONSTANT_BOLD, spans
from benches.injection.values import lists_of

NAME = "code-token-lost"
DEFECT = "code token missing"
COMPARED = "prose / reference"
FAMILY = "translation"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Cut one constant out of a sentence, with its bold."""
    if not damage.lost:
        return None
    listed = {code.name.start for one in lists_of(page) for code in one.codes}
    names = [one for one in spans(page, CONSTANT_BOLD) if one.start not in listed]
    names = [one for one in names if re.match(r" [a-z]", page.text[one.end + 2 : one.end + 4])]
    bare = [one for one in spans(page, CONSTANT) if re.match(r" [a-z]", page.text[one.end : one.end + 2])]
    if not names and not bare:
        return None
    one = chance.choice(names + bare)
    marks = 2 if one in names else 0
    gone = Token("", one.start - marks, one.end + marks + 1)
    true = one.text.replace("\\", "")
    return injected(page, [removed(gone)], true, (true, None))
