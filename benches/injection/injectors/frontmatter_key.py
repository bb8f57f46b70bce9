"""A key of the frontmatter comes back otherwise."""

import random
import re

from benches.injection.damage import CASES, Damage, case_of
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page, token

NAME = "frontmatter-key"
DEFECT = "frontmatter key changed"
COMPARED = "frontmatter / reference"
FAMILY = "translation"

_KEYS = re.compile(r"^(?P<key>[A-Za-z][\w.:-]*):(?= |$)", re.MULTILINE)


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Change the case of one key as real pairs do; of any key, when they show it of one."""
    keys = [token(one, "key", page.front.start) for one in _KEYS.finditer(page.front.text)]
    cases = {case for true, seen in damage.keys.items() for found in seen if (case := case_of(true, found))}
    shapes = [(key, CASES[case](key.text)) for key in keys for case in sorted(cases)]
    shapes = [(key, found) for key, found in shapes if found != key.text]
    if not shapes:
        return None
    key, found = chance.choice(shapes)
    return injected(page, [replaced(key, found)], None, (key.text, found))
