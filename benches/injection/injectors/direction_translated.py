"""The direction tag of a described parameter is translated."""

import random

from benches.injection.damage import Damage, drawn_from
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page, Token
from benches.injection.signature import pairs_of

NAME = "direction-translated"
DEFECT = "direction translated"
COMPARED = "syntax / description"
FAMILY = "translation"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Put into one tag what was seen in place of the same tag."""
    tagged = [(one, item.tag) for one, item in pairs_of(page) if item.tag]
    for declared, tag in chance.sample(tagged, len(tagged)):
        quoted = page.text[tag.end] == "]"
        table = dict(damage.tags.get(f"[{tag.text}]" if quoted else tag.text, {}).items())
        table = {text: n for text, n in table.items() if text.strip().lower() != tag.text.lower()}
        found = drawn_from(table, chance)
        if not found:
            continue
        where = Token(f"[{tag.text}]", tag.start - 1, tag.end + 1) if quoted else tag
        return injected(page, [replaced(where, found)], declared.name.text, (tag.text, found.strip()))
    return None
