"""The first heading's identifier is split, translated or recased."""

import random
import re

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, inserted, replaced
from benches.injection.page import Page, Token

NAME = "heading-damaged"
DEFECT = "identifier in heading damaged"
COMPARED = "heading / api_name"
FAMILY = "translation"


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Put the heading that this page's own translation has, or split the ``X::Y`` of the heading as others were."""
    if not page.h1:
        return None
    seen = damage.headings.get(page.path)
    line = page.line_of(page.h1)
    whole = Token(line.text.rstrip("\n"), line.start, line.start + len(line.text.rstrip("\n")))
    true = page.api_names[0].text if page.api_names else None
    if seen and whole.text not in seen:
        return injected(page, [replaced(whole, chance.choice(seen))], true, (page.h1.text, None))
    split = re.search(r"::(?P<letter>\w)(?=\w)", page.h1.text)
    if not split or split["letter"] not in damage.split_letters:
        return None
    return injected(page, [inserted(page.h1.start + split.end(), " ")], true, (page.h1.text, None))
