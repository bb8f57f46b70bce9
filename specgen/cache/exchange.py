"""Files of facts: what one share of the pages says, on its way from the machine that read them to the one that links.

A line that names the form, a line of JSON, each page (the lengths of its path and its facts, path, digest, facts as the
cache keeps them), and the digest of it all. Nothing in it is run; what is damaged, or was read by another specgen,
is refused.
"""

import json
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from specgen.files import replace_all

SUFFIX = ".facts"
FORM = b"specgen facts 1\n"
_DIGEST = 16
_LENGTHS = struct.Struct(">II")
_CONTENT = 32

Packed = tuple[str, str, bytes]
"""A page's path, the digest of its bytes, and its facts as the cache keeps them."""


class FactsFileError(Exception):
    """A file of facts that cannot be used. The message names it."""


@dataclass(frozen=True)
class Facts:
    """Share ``number`` of ``shares`` of the pages that ``whole`` stands for, as ``reader`` read them."""

    reader: str
    number: int
    shares: int
    whole: str
    pages: Sequence[Packed]


def write_facts(file: Path, facts: Facts) -> None:
    """Write a file of facts, whole or not at all. Raises FactsFileError."""
    head = {"reader": facts.reader, "number": facts.number, "shares": facts.shares, "whole": facts.whole}
    body = b"".join((FORM, json.dumps(head).encode(), b"\n", *_records(facts.pages)))
    try:
        replace_all({file: body + _sum(body)})
    except OSError as error:
        raise FactsFileError(f"{file}: cannot be written: {error.strerror}") from None


def _records(pages: Iterable[Packed]) -> Iterable[bytes]:
    for path, digest, data in pages:
        name = path.encode("utf-8", "surrogatepass")
        yield from (_LENGTHS.pack(len(name), len(data)), name, digest.encode("ascii"), data)


def _sum(body: bytes) -> bytes:
    return blake2b(body, digest_size=_DIGEST).digest()


def read_facts(file: Path) -> Facts:
    """The inverse of ``write_facts``. Raises FactsFileError."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise FactsFileError(f"{file}: cannot be read: {error.strerror}") from None
    if not data.startswith(FORM):
        raise FactsFileError(f"{file}: is no file of facts that this specgen knows")
    body = data[:-_DIGEST]
    if data[-_DIGEST:] != _sum(body):
        raise FactsFileError(f"{file}: is damaged")
    line, _, records = body.removeprefix(FORM).partition(b"\n")
    try:
        head = json.loads(line)
        return Facts(head["reader"], head["number"], head["shares"], head["whole"], list(_pages(records)))
    except (ValueError, KeyError, TypeError, struct.error):
        raise FactsFileError(f"{file}: is damaged") from None


def _pages(records: bytes) -> Iterable[Packed]:
    at = 0
    while at < len(records):
        name, data = _LENGTHS.unpack_from(records, at)
        at += _LENGTHS.size
        path, digest = records[at : at + name], records[at + name : at + name + _CONTENT]
        at += name + _CONTENT + data
        yield path.decode("utf-8", "surrogatepass"), digest.decode("ascii"), records[at - data : at]
