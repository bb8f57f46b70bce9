"""The namespace of a WMI page is written with another separator or with a part missing."""

import random
import re

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page, token

NAME = "namespace-form"
DEFECT = "namespace without a namespace's form"
COMPARED = "requirements"
FAMILY = "source"

_ROW = re.compile(r"^\| Namespace<br/>[ ]*\| (?P<value>\w+(?:\\\\\w+)+)<br/>", re.MULTILINE)


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Misform the namespace."""
    del damage
    row = _ROW.search(page.prose)
    if not row:
        return None
    value = row["value"]
    found = chance.choice([value.replace("\\\\", "/"), value.replace("\\\\", "", 1), value.replace("\\\\", " ", 1)])
    return injected(page, [replaced(token(row, "value"), found)], None, (value, found))
