"""Data on stdout and talk on stderr: UTF-8 with LF line ends wherever it runs, and never obeyed by a terminal."""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TextIO


class ReaderGoneError(Exception):
    """Who read our output has left, as ``head`` does. No OSError, because click makes a status of its own of those."""


class _Listener:
    """Who overhears what is said, if anybody does."""

    hears: "Callable[[bool, bytes], None] | None" = None


def overhear(listener: "Callable[[bool, bytes], None] | None") -> None:
    """Tell ``listener`` all that is written from now on: whether it is data, and the bytes. None: nobody listens."""
    _Listener.hears = staticmethod(listener) if listener is not None else None


def data(pieces: "Iterable[str | bytes]") -> None:
    """Write data to stdout as it is."""
    _binary(sys.stdout, pieces, is_data=True)


def talk(*lines: str) -> None:
    """Write lines to stderr. What comes from pages was made safe before."""
    _binary(sys.stderr, (f"{line}\n" for line in lines), is_data=False)


def say_again(said: "Iterable[tuple[bool, bytes]]") -> None:
    """Write what was overheard before."""
    for is_data, whole in said:
        _binary(sys.stdout if is_data else sys.stderr, (whole,), is_data=is_data)


def _binary(stream: "TextIO", pieces: "Iterable[str | bytes]", *, is_data: bool) -> None:
    hears = _Listener.hears
    try:
        stream.flush()
        for piece in pieces:
            whole = piece if isinstance(piece, bytes) else piece.encode("utf-8", errors="backslashreplace")
            stream.buffer.write(whole)
            if hears is not None:
                hears(is_data, whole)
        stream.buffer.flush()
    except BrokenPipeError:
        raise ReaderGoneError from None


def leave_pipe() -> int:
    """End, with status 0, where the reader of our output has gone: nobody is left to tell."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def wants_colour(stream: "TextIO") -> bool:
    """Whether colours are welcome: a terminal, and no NO_COLOR (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
