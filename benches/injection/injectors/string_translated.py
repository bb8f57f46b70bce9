"""A quoted string that a program compares with is translated."""

import random
import re

from benches.injection.damage import Damage, drawn_from
from benches.injection.edits import Injected, injected, replaced
from benches.injection.page import Page
from benches.injection.prose import spans

NAME = "string-translated"
DEFECT = "string value translated"
COMPARED = "values / reference"
FAMILY = "translation"

_STRING = re.compile(r"\((?P<string>\"[^\"\n]{1,40}\")\)")


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Put what was seen in place of the same string."""
    strings = [one for one in spans(page, _STRING, "string") if one.text in damage.strings]
    if not strings:
        return None
    string = chance.choice(strings)
    found = drawn_from(damage.strings[string.text], chance)
    if not found:
        return None
    return injected(page, [replaced(string, found)], None, (string.text, found))
