"""A file name of the requirements loses its dot, doubles it, or takes another row's extension."""

import random
import re

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page, Token

NAME = "file-name-form"
DEFECT = "file name without a file's form"
COMPARED = "requirements"
FAMILY = "source"

_FILE = re.compile(
    r"^\| (?:MOF|DLL|Header|Library|IDL)<br/>[^\n]*?<dt>(?P<stem>[\w\\]+)\.(?P<ending>\w+)</dt>", re.MULTILINE
)


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Misform one file name."""
    del damage
    files = list(_FILE.finditer(page.prose))
    if not files:
        return None
    one = chance.choice(files)
    name = Token(f"{one['stem']}.{one['ending']}", one.start("stem"), one.end("ending"))
    found = chance.choice(
        [f"{one['stem']}{one['ending']}", f"{one['stem']}..{one['ending']}", f"{one['stem']},{one['ending']}"]
    )
    return injected(page, [replaced(name, found)], None, (name.text, found))
