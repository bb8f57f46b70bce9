"""The described tag gains or loses "optional"."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page
from benches.injection.signature import Declared, Described, pairs_of

NAME = "optional-contradicts"
DEFECT = "optional on one side only"
COMPARED = "syntax / description"
FAMILY = "signature"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Add ``optional`` to a described direction, or take it away, where the syntax agreed with it."""
    del damage
    tagged = [(one, item) for one, item in pairs_of(page) if item.tag and one.tags and _agree(one, item)]
    if not tagged:
        return None
    declared, described = chance.choice(tagged)
    assert described.tag
    tag = described.tag.text
    found = tag.replace(", optional", "") if "optional" in tag else f"{tag}, optional"
    return injected(page, [replaced(described.tag, found)], declared.name.text, (tag, found))


def _agree(declared: Declared, described: Described) -> bool:
    assert declared.tags
    assert described.tag
    tag = described.tag.text
    written = "opt" in declared.tags.text
    return tag.startswith(("in", "out")) and tag != "optional" and written == ("optional" in tag)
