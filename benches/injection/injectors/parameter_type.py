"""The "Type:" line of a described parameter names another type."""

import random
import re

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page, token
from benches.injection.signature import pairs_of

NAME = "parameter-type"
DEFECT = "type contradicts"
COMPARED = "syntax / description"
FAMILY = "signature"

_TYPES = ("string", "boolean", "uint8", "uint16", "uint32", "uint64", "sint32", "datetime")
_LINE = re.compile(r"\n*[^:\n]{3,9}: \*\*(?P<type>\w+)\*\*\n")


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Put another CIM type into the type line of one parameter."""
    del damage
    found = []
    for declared, described in pairs_of(page):
        line = _LINE.match(page.prose, described.body)
        if line and line["type"] == declared.type.text and line["type"] in _TYPES:
            found.append((declared, token(line, "type")))
    if not found:
        return None
    declared, written = chance.choice(found)
    other = chance.choice([one for one in _TYPES if one != written.text])
    return injected(page, [replaced(written, other)], declared.name.text, (written.text, other))
