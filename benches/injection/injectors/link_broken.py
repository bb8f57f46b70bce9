"""A relative link leads to a page that does not exist."""

import random

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page

NAME = "link-broken"
DEFECT = "broken relative link"
COMPARED = "link / files"
FAMILY = "source"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Misspell the file name of a link that leads to a page of the same directory."""
    del damage
    directory = page.path.rpartition("/")[0]
    files = {path.lower() for path in page.folder.texts}
    links = [one for one in page.links if f"{directory}/{one.target.text}".lstrip("/").lower() in files]
    if not links:
        return None
    link = chance.choice(links).target
    stem = link.text.removesuffix(".md")
    found = chance.choice([f"{stem[:-1]}.md", f"{stem}-{stem[-1]}.md", f"{stem.replace('-', '--', 1)}s.md"])
    if f"{directory}/{found}".lstrip("/").lower() in files:
        return None
    return injected(page, [replaced(link, found)], None, (link.text, found))
