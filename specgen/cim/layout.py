"""How a qualifier list is broken into lines."""

from collections.abc import Iterable

from specgen.emit import Code

_WIDTH = 96


def qualifier_lines(qualifiers: Iterable[Code]) -> tuple[Code, ...]:
    """The list's lines without its brackets: short qualifiers share a line, a comma ends all lines but the last."""
    lines: list[str] = []
    for one in qualifiers:
        if lines and len(lines[-1]) + len(one) + 2 <= _WIDTH:
            lines[-1] = f"{lines[-1]}, {one}"
        else:
            lines.append(one)
    return tuple(Code(f"{line},") for line in lines[:-1]) + tuple(Code(line) for line in lines[-1:])
