"""The title of a WMI method page ends in a header that has nothing to do with it."""

import random
import re

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, inserted
from benches.injection.page import Page
from benches.injection.signature import syntax_of

NAME = "header-in-title"
DEFECT = "header on a WMI page"
COMPARED = "title / requirements"
FAMILY = "source"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Write a header behind the title."""
    del damage
    syntax = syntax_of(page)
    title = re.search(r"^title: (?P<title>[^\n\"']*[^\n\"')])$", page.front.text, re.MULTILINE)
    if not syntax or syntax.kind != "method" or not title:
        return None
    header = chance.choice(["Aclui.h", "Winbase.h", "Mapix.h", "Mbnapi.h", "Wtsapi32.h"])
    end = page.front.start + title.end()
    return injected(page, [inserted(end, f" ({header})")], None, (None, header))
