"""A character of the syntax block is written as an HTML entity."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Edit, Injected, injected
from benches.injection.page import Page
from benches.injection.signature import syntax_of

NAME = "entity-in-syntax"
DEFECT = "HTML entity in code"
COMPARED = "text of the syntax"
FAMILY = "source"

_ENTITIES = {"*": "&#42;", "&": "&amp;", '"': "&quot;", " ": "&nbsp;", "[": "&#91;", "<": "&lt;", ">": "&gt;"}


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Write one special character of a declaration as an entity; a blank where there is no other."""
    del damage
    syntax = syntax_of(page)
    if not syntax or not syntax.members:
        return None
    line = chance.choice(syntax.members).line
    start = line.start + len(line.text) - len(line.text.lstrip())
    special = [at for at in range(start, line.end - 1) if page.text[at] in _ENTITIES]
    if not special:
        return None
    at = chance.choice(special)
    return injected(page, [Edit(at, at + 1, _ENTITIES[page.text[at]])])
