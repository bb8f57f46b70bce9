"""A class or interface page lists a method whose page does not exist."""

import random
import re

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, inserted
from benches.injection.page import Page

NAME = "method-without-page"
DEFECT = "listing without page"
COMPARED = "class or interface page / method page"
FAMILY = "signature"

_ROW = re.compile(r"^\|[ ]*\[\**(?P<name>\w+)\**\]\((?P<target>[\w.-]+\.md)\)[^\n]*\n", re.MULTILINE)


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Repeat one row under the name of another class's method, with a link that leads nowhere."""
    del damage
    owner = page.api_names[0].text if page.api_names else None
    rows = [row for row in _ROW.finditer(page.prose) if _is_method(page, owner, row["target"])]
    every = {name.text for one in page.folder.beside(page) for name in one.api_names if name.text.count(".") == 1}
    own = {row["name"].lower() for row in rows} | {name.text.rpartition(".")[2].lower() for name in page.api_names}
    others = sorted({name.partition(".")[2] for name in every if name.partition(".")[2].lower() not in own})
    if not rows or not others:
        return None
    row, name = chance.choice(rows), chance.choice(others)
    target = re.sub(r"(?i)" + re.escape(row["name"]), name.lower(), row["target"], count=1)
    if target == row["target"] or f"{page.path.rpartition('/')[0]}/{target}" in page.folder.texts:
        return None
    text = row[0].replace(row["target"], target).replace(f"{row['name']}", name, 1)
    return injected(page, [inserted(row.end(), text)], name)


def _is_method(page: Page, owner: str | None, target: str) -> bool:
    path = f"{page.path.rpartition('/')[0]}/{target}".lstrip("/")
    names = page.folder.page(path).api_names if path in page.folder.texts else ()
    return bool(owner and names and names[0].text.startswith(f"{owner}."))
