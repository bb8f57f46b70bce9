"""A link keeps its text and leads to another page."""

import random
import re

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page

NAME = "link-target-changed"
DEFECT = "link leads elsewhere"
COMPARED = "links / reference"
FAMILY = "translation"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Lead one link to the target of another link of the page."""
    links = [one for one in page.links if re.fullmatch(r"[\w.-]+\.md", one.target.text)]
    targets = sorted({one.target.text for one in links})
    if len(targets) < 2 or not damage.links:
        return None
    link = chance.choice(links)
    found = chance.choice([one for one in targets if one != link.target.text])
    return injected(page, [replaced(link.target, found)], None, (link.target.text, found))
