"""A value of the frontmatter becomes what YAML cannot read."""

import random
import re

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page, Token

NAME = "frontmatter-broken"
DEFECT = "frontmatter is no YAML"
COMPARED = "frontmatter"
FAMILY = "source"

_PLAIN = re.compile(r"^(?P<key>title|description): (?P<value>[A-Za-z][^\n:'\"]*)$", re.MULTILINE)


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Put a colon into a plain value, leave a quote open, or open a list."""
    del damage
    found = list(_PLAIN.finditer(page.front.text))
    if not found:
        return None
    one = chance.choice(found)
    value = Token(one["value"], page.front.start + one.start("value"), page.front.start + one.end("value"))
    broken = chance.choice([f"Lamps: {value.text}", f'"{value.text}', f"[{value.text}"])
    return injected(page, [replaced(value, broken)])
