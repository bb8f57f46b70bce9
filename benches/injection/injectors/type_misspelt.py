"""A CIM type of the syntax block is misspelt by a turned, doubled or lost letter."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page
from benches.injection.signature import syntax_of

NAME = "type-misspelt"
DEFECT = "misspelt type"
COMPARED = "syntax"
FAMILY = "source"

_CIM = ("uint8", "uint16", "uint32", "uint64", "sint16", "sint32", "string", "boolean", "datetime", "real32")


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Misspell one type, never into another CIM type."""
    del damage
    syntax = syntax_of(page)
    if not syntax or syntax.kind not in {"method", "class"}:
        return None
    typed = [one for one in syntax.members if one.type.text in _CIM]
    if not typed:
        return None
    member = chance.choice(typed)
    name = member.type.text
    at = chance.randrange(len(name) - 3)
    turned = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    found = chance.choice([turned, name[: at + 1] + name[at:], name[: at + 1] + name[at + 2 :]])
    if found in _CIM or found == name:
        return None
    return injected(page, [replaced(member.type, found)], member.name.text, (name, found))
