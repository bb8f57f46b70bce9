"""The conditions of the preprocessor under which a member stands."""

from specgen.reader.syntax.c.lexer import Word
from specgen.reader.syntax.c.text import Qualifiers

_QUALIFIER = "#if"
_LONGEST = 300
"""Characters of all conditions together, at most; what is longer is not understood."""
_OPENING = {"if": "{}", "ifdef": "defined({})", "ifndef": "!defined({})"}
_WORDS = frozenset({*_OPENING, "else", "elif", "endif", "pragma"})


class Conditions:
    """What the ``#if`` lines met so far demand, from the outside in."""

    def __init__(self) -> None:
        self._demanded: list[str] = []

    def take(self, directive: Word) -> bool:
        """Take in a directive; False where it is no condition, or one too many."""
        word, _, rest = directive.text.lstrip("# \t").partition(" ")
        argument = " ".join(rest.partition("//")[0].partition("/*")[0].split())
        if word in _OPENING:
            self._demanded.append(_OPENING[word].format(argument))
        elif word in ("else", "elif") and self._demanded:
            refused = f"!({self._demanded.pop()})"
            self._demanded.append(f"{refused} && {argument}" if word == "elif" else refused)
        elif word == "endif":
            del self._demanded[-1:]
        if sum(len(each) for each in self._demanded) > _LONGEST:
            self._demanded = [""] * len(self._demanded)
            return False
        return word in _WORDS

    def qualifiers(self) -> Qualifiers:
        """The conditions as a qualifier of what stands under them; nothing where there are none."""
        return {_QUALIFIER: " && ".join(self._demanded)} if any(self._demanded) else {}
