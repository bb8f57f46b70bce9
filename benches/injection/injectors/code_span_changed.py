"""A code span loses its back-ticks, or holds what another one of the page holds."""

import random

from benches.injection.damage import Damage, drawn_from
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page, Token
from benches.injection.prose import TYPED, spans

NAME = "code-span-changed"
DEFECT = "code span translated"
COMPARED = "code spans / reference"
FAMILY = "translation"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Damage one code span in a way that real pairs show."""
    codes = spans(page, TYPED, "code")
    shape = drawn_from(damage.codes, chance)
    if not codes or not shape:
        return None
    code = chance.choice(codes)
    others = sorted({one.text for one in codes} - {code.text})
    if shape == "lost":
        whole = Token(f"`{code.text}`", code.start - 1, code.end + 1)
        return injected(page, [replaced(whole, code.text)], None, (whole.text, code.text))
    if not others:
        return None
    found = chance.choice(others)
    return injected(page, [replaced(code, found)], None, (code.text, found))
