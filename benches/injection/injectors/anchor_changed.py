"""The anchor of a translated heading is not the slug of the English heading."""

import random

from benches.injection.damage import Damage, drawn_from
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page

NAME = "anchor-changed"
DEFECT = "anchor of a heading changed"
COMPARED = "anchors / reference"
FAMILY = "translation"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Make the anchor of one heading longer or shorter by a word, whichever real pairs show."""
    anchors = list(page.anchors)
    if not anchors:
        return None
    anchor = chance.choice(anchors)
    words = anchor.text.split("-")
    shape = drawn_from({kind: count for kind, count in damage.anchors.items() if kind != "other"}, chance)
    if shape == "shorter" and len(words) > 1:
        found = "-".join(words[:-1])
    elif shape == "longer":
        found = f"{anchor.text}-{chance.choice([word for one in anchors for word in one.text.split('-')])}"
    else:
        return None
    return injected(page, [replaced(anchor, found)], None, (anchor.text, found))
