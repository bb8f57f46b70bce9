"""A return code or value stands in its list twice."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, inserted
from benches.injection.page import Page
from benches.injection.values import lists_of

NAME = "code-twice"
DEFECT = "value listed twice"
COMPARED = "values"
FAMILY = "values"

_TERM = "{item} <dt>\n\n"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Repeat one item of a value list under itself."""
    del damage
    lists = lists_of(page)
    if not lists:
        return None
    code = chance.choice(chance.choice(lists).codes)
    if code.item.text.endswith("\n"):
        return injected(page, [inserted(code.item.end, code.item.text)], _plain(code.name.text))
    between = " <dt>\n\n"
    return injected(page, [inserted(code.item.end, between + code.item.text)], _plain(code.name.text))


def _plain(name: str) -> str:
    return name.replace("\\", "")
