"""A WMI method page names a C header that has nothing to do with it."""

import random
import re

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, inserted
from benches.injection.page import Page
from benches.injection.signature import syntax_of

NAME = "header-spurious"
DEFECT = "header on a WMI page"
COMPARED = "title / requirements"
FAMILY = "source"

_ROW = re.compile(r"^\| (?:MOF|DLL)<br/>[^\n]*\n", re.MULTILINE)


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Put a header of another page of the tree into a requirements row of its own."""
    del damage
    syntax = syntax_of(page)
    rows = list(_ROW.finditer(page.prose))
    if not syntax or syntax.kind != "method" or not rows or re.search(r"^\| \**Header", page.prose, re.MULTILINE):
        return None
    header = chance.choice(["Aclui.h", "Winbase.h", "Mapix.h", "Mbnapi.h", "Wtsapi32.h"])
    row = f"| Header<br/>                   | <dl> <dt>{header}</dt> </dl> |\n"
    return injected(page, [inserted(rows[0].start(), row)], None, (None, header))
