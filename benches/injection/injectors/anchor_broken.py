"""A link to a heading of its own page names no heading."""

import random
import re

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page, slug

NAME = "anchor-broken"
DEFECT = "broken anchor"
COMPARED = "link / headings"
FAMILY = "source"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Misspell the fragment of a link within the page."""
    del damage
    heads = {slug(head) for head in re.findall(r"^#+ +([^\n]*)", page.prose, re.MULTILINE)}
    heads |= set(re.findall(r'name="([^"\n]*)"', page.prose))
    links = [one.target for one in page.links if one.target.text.startswith("#") and one.target.text[1:] in heads]
    if not links:
        return None
    link = chance.choice(links)
    found = chance.choice([link.text[:-1], f"{link.text}-1", f"#the-{link.text[1:]}"])
    if found[1:] in heads:
        return None
    return injected(page, [replaced(link, found)], None, (link.text, found))
