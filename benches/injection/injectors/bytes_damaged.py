"""A byte of the page is no UTF-8: it was saved in another encoding."""

import random
import re

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page, Token

NAME = "bytes-damaged"
DEFECT = "bytes that are no UTF-8"
COMPARED = "bytes"
FAMILY = "source"

_WORD = re.compile(r"(?<= )[a-z]{5,}(?= )")


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Write a letter of a word as one byte of Latin-1 (a lone surrogate stands for it)."""
    del damage
    words = list(_WORD.finditer(page.text, page.front.end))
    if not words:
        return None
    at = chance.choice(words).start() + 1
    return injected(page, [replaced(Token(page.text[at], at, at + 1), chance.choice("\udce9\udcfc\udcff"))])
