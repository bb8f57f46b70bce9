"""Data on stdout and talk on stderr: UTF-8 with LF line ends wherever it runs, and never obeyed by a terminal."""

import sys
from collections.abc import Iterable
from typing import TextIO


class ReaderGoneError(Exception):
    """Who read our output has left, as ``head`` does. No OSError, because click makes a status of its own of those."""


def data(pieces: Iterable[str | bytes]) -> None:
    """Write data to stdout as it is."""
    _binary(sys.stdout, pieces)


def talk(*lines: str) -> None:
    """Write lines to stderr. What comes from pages was made safe before."""
    _binary(sys.stderr, (f"{line}\n" for line in lines))


def _binary(stream: TextIO, pieces: Iterable[str | bytes]) -> None:
    try:
        stream.flush()
        for piece in pieces:
            whole = piece if isinstance(piece, bytes) else piece.encode("utf-8", errors="backslashreplace")
            stream.buffer.write(whole)
        stream.buffer.flush()
    except BrokenPipeError:
        raise ReaderGoneError from None


def wants_colour(stream: TextIO) -> bool:
    """Whether colours are welcome: a terminal, and no NO_COLOR (https://no-color.org)."""
    import os

    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
