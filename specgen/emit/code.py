"""Text that may stand in generated files as it is."""

import re

_WORD = re.compile(r"[A-Za-z0-9_.-]*\Z")


class Code(str):
    """Source text of the output language: made by a filter, or put together by Python out of safe parts.

    Wrapping text in ``Code`` is a claim; search for ``Code(`` to review every one.
    """

    __slots__ = ()


class BareTextError(TypeError):
    """A template printed text that went through no filter."""


def printable(value: object) -> object:
    """``value``, if a template may print it. Raises BareTextError else."""
    if isinstance(value, Code) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    if isinstance(value, str) and _WORD.match(value):
        return value
    raise BareTextError(f"not for print without a filter: {value!r:.80}")
