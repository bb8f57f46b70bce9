r"""Names with underscores in running text: constants, and what translation makes of names that have any.

A translator sets an escaped underscore apart (``E \_ FAIL``), puts other words around it, or drops what stood before.
"""

import re

from specgen.model.facts import Token

LOOSE_FORMS = frozenset({"loose", "spaced", "stray", "phrase"})
"""The forms of names that came apart at their underscores."""
NAME_FORMS = LOOSE_FORMS | {"joined"}
"""The forms of names with underscores: no piece of another concerns other pages."""

_CONSTANT = re.compile(r"[A-Z][A-Z0-9]*(?:\\?_[A-Z0-9]+)+")


def is_constant(token: Token) -> bool:
    """Whether a piece of text is spelt as constants are."""
    return token.form == "joined" and _CONSTANT.fullmatch(token.text) is not None


def may_be_loose(token: Token) -> bool:
    r"""Whether a piece of text came apart, has letters that no identifier has, or may have lost its head (``\_Time``).

    Whether a head was lost only the link tells that it is the text of.
    """
    if token.form != "joined":
        return token.form in LOOSE_FORMS
    return not token.text.isascii() or token.text.startswith("\\_")


def concerns_others(token: Token) -> bool:
    """Whether a piece of text is a name that other pages have to do with: they prove constants, and mend the loose."""
    return may_be_loose(token) or is_constant(token)
