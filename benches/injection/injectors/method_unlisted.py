"""A class or interface page loses the row of a method that has a page."""

import random
import re

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, removed
from benches.injection.page import Page, token

NAME = "method-unlisted"
DEFECT = "page without listing"
COMPARED = "class or interface page / method page"
FAMILY = "signature"

_ROW = re.compile(r"^\|[ ]*\[\**(?P<name>\w+)\**\]\((?P<target>[\w.-]+\.md)\)[^\n]*\n", re.MULTILINE)


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Cut one row whose page says by its api_name that it is a method of this page's class."""
    del damage
    owner = page.api_names[0].text if page.api_names else None
    directory = page.path.rpartition("/")[0]
    rows = []
    for row in _ROW.finditer(page.prose):
        path = f"{directory}/{row['target']}".lstrip("/")
        names = page.folder.page(path).api_names if path in page.folder.texts else ()
        if owner and [name.text for name in names] == [f"{owner}.{row['name']}"]:
            rows.append((row, path))
    if not rows or len({row["name"] for row, _ in rows}) != len(rows):
        return None
    row, path = chance.choice(rows)
    return injected(page, [removed(token(row))], row["name"], elsewhere=frozenset({path}))
