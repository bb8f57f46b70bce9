"""The syntax gives a property one default, the description another."""

import random
import re

from benches.injection.damage import Damage
from benches.injection.edits import Injected, injected, inserted
from benches.injection.page import Page
from benches.injection.signature import Declared, pairs_of, syntax_of

NAME = "default-contradicts"
DEFECT = "default contradicts"
COMPARED = "syntax / description"
FAMILY = "signature"

_VALUES = {"boolean": ("TRUE", "FALSE"), "string": ('"One"', '"Two"')}


def inject(page: Page, damage: Damage, chance: random.Random) -> Injected | None:
    """Give a member without a default one in the syntax, and say another in its description."""
    del damage
    syntax = syntax_of(page)
    pairs = [pair for pair in pairs_of(page) if _plain(pair[0]) and not re.search(r"\bdefault", pair[1].block.text)]
    if not syntax or syntax.kind not in {"method", "class"} or not pairs:
        return None
    declared, described = chance.choice(pairs)
    true, false = chance.sample(_VALUES.get(declared.type.text, ("1", "2")), 2)
    sentence = f"\n\nThe default value is **{false.strip(chr(34))}**."
    end = described.block.start + len(described.block.text.rstrip("\n"))
    edits = [inserted((declared.array or declared.name).end, f" = {true}"), inserted(end, sentence)]
    return injected(page, edits, declared.name.text, (true, false))


def _plain(declared: Declared) -> bool:
    return (
        not declared.default and not declared.array and declared.type.text.startswith(("uint", "sint", "bool", "str"))
    )
