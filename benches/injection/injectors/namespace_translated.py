"""The namespace of a WMI page is translated or garbled."""

import random
from collections.abc import Mapping

from benches.injection.damage import Damage, drawn_from, squeezed
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page, token
from benches.injection.prose import NAMESPACE

NAME = "namespace-translated"
DEFECT = "namespace translated"
COMPARED = "requirements / reference"
FAMILY = "translation"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Put what was seen in place of the same namespace, case and blanks aside."""
    row = NAMESPACE.search(page.prose)
    if not row:
        return None
    seen: Mapping[str, int] = damage.namespaces.get(row["value"], {})
    worse = {text: count for text, count in seen.items() if squeezed(text).lower() != squeezed(row["value"]).lower()}
    found = drawn_from(worse, chance)
    if not found:
        return None
    return injected(page, [replaced(token(row, "value"), found)], None, (row["value"], found))
