"""How messages quote pages: short, on one line, and with the lines they stand on."""

from collections.abc import Iterable

from specgen.model.spans import Span

_LONGEST_QUOTE = 80
_LONGEST_SERIES = 8


def cite(text: str) -> str:
    """Text of a page for a message: single spaces, at most 80 characters, in quotes where it is not one word."""
    words = " ".join(text.split())
    shown = words if len(words) <= _LONGEST_QUOTE else f"{words[: _LONGEST_QUOTE - 1]}…"
    return shown if shown and " " not in shown else f'"{shown}"'


def lines(span: Span) -> str:
    """Line numbers for people: "line 30", or "lines 30 to 34" for a stretch of several."""
    last = span.end_line - (1 if span.end_column == 1 and span.end_line > span.line else 0)
    return f"line {span.line}" if last == span.line else f"lines {span.line} to {last}"


def series(names: Iterable[str]) -> str:
    """Names for people: "a", "a and b", "a, b and c"; after eight names the rest is counted."""
    quoted = [cite(name) for name in names]
    if len(quoted) > _LONGEST_SERIES:
        quoted = [*quoted[:_LONGEST_SERIES], f"{len(quoted) - _LONGEST_SERIES} more"]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} and {quoted[-1]}"
