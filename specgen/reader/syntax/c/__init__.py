"""C and C++: functions, methods and callbacks as reference pages declare them.

Annotations are found and blanked (``annotations``), the rest is cut into statements (``statements``), and the
declarators of each are parsed one by one (``parser``): a damaged one does not cost the others. ``calls``, ``types``
(with ``members`` and ``enumerations``), ``aliases``, ``macros`` and ``messages`` know one kind of statement each.
"""

from collections.abc import Iterator, Sequence

from specgen.model.facts import Declaration
from specgen.reader.source import Extract
from specgen.reader.syntax import not_read
from specgen.reader.syntax.c.annotations import annotations
from specgen.reader.syntax.c.claims import claims
from specgen.reader.syntax.c.declarations import declare
from specgen.reader.syntax.c.lexer import Word, blanked, comments, plain, words
from specgen.reader.syntax.c.messages import message
from specgen.reader.syntax.c.rewriting import plain_c
from specgen.reader.syntax.c.statements import statements
from specgen.reader.syntax.c.text import LANGUAGE, Text, without

__all__ = ["LANGUAGE", "PRECEDENCE", "claims", "parse"]

PRECEDENCE = 2
"""After MOF, whose methods a C parser would take as well."""

_LONGEST = 100_000
"""Characters; what is longer is no declaration, and is not parsed."""


def parse(block: Extract) -> tuple[Declaration, ...]:
    """One declaration for each statement of the block, in its order."""
    if len(block.text) > _LONGEST:
        whole = block.quote()
        return (Declaration(LANGUAGE, "other", whole, unread=(whole,), notes=(not_read(whole),)),)
    code = plain(block.text)
    found = words(code)
    read, stretches = annotations(found)
    code = plain_c(blanked(code, [*stretches, *comments(code)]))
    text = Text(block, code, read, stretches)
    found = words(code)
    made = list(_declarations(text, found))
    rest = text.unclaimed(0, len(code))
    if rest and not made:
        made.append(Declaration(LANGUAGE, "other", block.quote()))
    return (*made[:-1], *(without(last, rest) for last in made[-1:]))


def _declarations(text: Text, found: Sequence[Word]) -> Iterator[Declaration]:
    only = message(text, found)
    if only is not None:
        yield only
        return
    since = 0
    for statement in statements(found):
        end = (statement.body or statement.words)[-1].end
        yield without(declare(text, statement, since), text.unclaimed(since, end))
        text.between(since, end)
        since = statement.words[-1].end
