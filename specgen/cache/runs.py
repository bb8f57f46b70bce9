"""What whole runs said: who asks the same of the same files is told the same.

A run is kept with everything that it looked at: pages and other files by their content, folders by the names in them,
places where there was nothing. It counts as long as all of that is as it was: by stamps, and where a stamp tells
nothing by content. A file for each run, replaced as a whole; one that is damaged is as if it were not there.

This is read before anything else is imported, so it imports next to nothing, and knows no other type than text.
"""

import os
import stat
import time
from hashlib import blake2b
from struct import pack
from zlib import crc32

from specgen import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FOLDER = "runs-2"
"""The form of the files is part of the name, as with pages."""

LARGEST = 64 * 1024 * 1024
"""Bytes. Of a run that said more nothing is kept."""

KEPT = 32
"""Runs that are kept; the oldest go first."""

FEW = 8
"""Files that may have changed since a run that is still of use."""

FILE, NAMES, THERE, MISSING, REAL = "f", "n", "+", "-", "r"
"""What a run looked at: content, names in a folder, whether there is something, where a path leads."""

Said = list[tuple[bool, bytes]]
"""What a run said, in order: whether it is data, which is talk otherwise, and the bytes."""

Told = tuple[int, Said, bytes]
"""What is kept of a run: its exit status, what it said, and its ledger."""

_MAGIC = b"specgen run 2\n"
_LEDGER = ".pages"
_DIGEST = 16
_SUM = 4
_STAMP = 32
_NOTHING = bytes(_STAMP)
_LARGEST_INODE = (1 << 64) - 1


class Ground:
    """What a run looked at. ``digests`` are those of files as they were read (of others: as they are now).

    ``files``, ``folders``, ``places`` and ``links`` are paths: files by content, folders by their names, what matters
    by being there or not, and what matters by where it leads.
    """

    def __init__(
        self,
        digests: "Mapping[str, str]",
        files: "Sequence[str]" = (),
        folders: "Sequence[str]" = (),
        places: "Sequence[str]" = (),
        links: "Sequence[str]" = (),
    ) -> None:
        self.digests = digests
        self.files = files
        self.folders = folders
        self.places = places
        self.links = links

    def entries(self) -> list[str]:
        """All of it, each with what matters about it."""
        whole = [FILE + path for path in {**self.digests, **dict.fromkeys(self.files)}]
        whole += [NAMES + path for path in dict.fromkeys(self.folders)]
        whole += [(THERE if os.path.exists(path) else MISSING) + path for path in dict.fromkeys(self.places)]
        return whole + [REAL + path for path in dict.fromkeys(self.links)]


class Kept:
    """A run that was kept: its exit status and what it said.

    ``edition`` is another one whenever what is kept of a run is; ``changed`` are files that are not as they were.
    """

    def __init__(
        self, status: int, said: Said, entries: list[str], stamps: bytes, digests: bytes, edition: bytes = b""
    ) -> None:
        self.status, self.said = status, said
        self.entries, self.stamps, self.digests = entries, stamps, digests
        self.edition = edition or os.urandom(_DIGEST)
        self.changed: list[str] = []

    def edited(self, status: int, said: Said, files: "Mapping[str, str]") -> "Kept":
        """What is kept of the run where these files have other digests."""
        stamps, digests = bytearray(self.stamps), bytearray(self.digests)
        for file, told in files.items():
            at = self.entries.index(FILE + file)
            stamps[at * _STAMP : (at + 1) * _STAMP] = _NOTHING
            digests[at * _DIGEST : (at + 1) * _DIGEST] = bytes.fromhex(told)
        return Kept(status, said, self.entries, bytes(stamps), bytes(digests))


def key_of(words: "Sequence[str]") -> str:
    """The name of a run: digits that stand for the question, where it was asked, and of whom."""
    return blake2b("\0".join(words).encode("utf-8", "surrogateescape"), digest_size=_DIGEST).hexdigest()


def recalled(folder: str, key: str) -> Kept | None:
    """The run of that name, if nothing changed since but ``FEW`` files; None if more did, or there is no such run."""
    kept = _read(_file(folder, key))
    if kept is None:
        return None
    stamps = _verified(kept)
    if stamps is None:
        return None
    if not kept.changed and stamps != kept.stamps:
        _write(folder, key, Kept(kept.status, kept.said, kept.entries, stamps, kept.digests, kept.edition))
    return kept


def ledger_of(folder: str, key: str, kept: Kept) -> bytes | None:
    """What the run found out page by page, as it was kept with it; None where nothing is."""
    found = _checked(_file(folder, key) + _LEDGER)
    if found is None:
        return None
    whole, start = found
    return whole[start + _DIGEST :] if whole[start : start + _DIGEST] == kept.edition else None


def keep(folder: str, key: str, ground: Ground, began: int, run: Told) -> None:
    """Keep a run that ``began`` then (nanoseconds). Does nothing where a file changed since, or cannot be written."""
    status, said, ledger = run
    entries = ground.entries()
    if sum(len(one) for _, one in said) > LARGEST or any("\0" in entry for entry in entries):
        return
    digests, stamps = [], []
    settled = began - cache.UNSETTLED
    for entry in entries:
        told = ground.digests.get(entry[1:]) if entry[0] == FILE else None
        # Of what changed since it was read the stamp of now tells nothing.
        found = _stamp(entry, settled)
        if told is None and entry[0] in (FILE, NAMES) and found == _NOTHING:
            # It may have been otherwise when it was used.
            return
        try:
            digests.append(bytes.fromhex(told) if told is not None else _content(entry))
        except OSError:
            return
        stamps.append(found)
    replace(folder, key, Kept(status, said, entries, b"".join(stamps), b"".join(digests)), ledger)
    _drop_oldest(folder)


def replace(folder: str, key: str, kept: Kept, ledger: bytes = b"") -> None:
    """Keep a run in place of the one of that name, if there is one. Does nothing where it cannot be written."""
    _write(folder, key, kept)
    if ledger:
        # A ledger of another edition than its run's is none: it does not matter which of the two is there first.
        _put(_file(folder, key) + _LEDGER, kept.edition, ledger)


def contents(folder: str) -> tuple[int, int]:
    """How many runs are kept, and their bytes."""
    there = _there(folder)
    return sum(not path.endswith(_LEDGER) for _, _, path in there), sum(size for _, size, _ in there)


def clear(folder: str) -> None:
    """Remove them all. Raises OSError where that is not allowed."""
    for _, _, path in _there(folder):
        os.unlink(path)


# What a run looked at


def _verified(kept: Kept) -> bytes | None:
    """The stamps of today, if everything is as it was but a few files, which are noted; None if anything else is."""
    stamps = []
    settled = time.time_ns() - cache.UNSETTLED
    for at, entry in enumerate(kept.entries):
        now = _stamp(entry, settled)
        if now == _NOTHING or now != kept.stamps[at * _STAMP : (at + 1) * _STAMP]:
            try:
                content = _content(entry)
            except OSError:
                return None
            if content != kept.digests[at * _DIGEST : (at + 1) * _DIGEST]:
                if entry[0] != FILE or len(kept.changed) == FEW:
                    return None
                kept.changed.append(entry[1:])
        stamps.append(now)
    return b"".join(stamps)


def _stamp(entry: str, settled: int) -> bytes:
    """Size, times and inode; nothing where they would not tell a change, as of a file that is not ``settled``."""
    if entry[0] not in (FILE, NAMES):
        return _NOTHING
    try:
        found = os.stat(entry[1:])
    except (OSError, ValueError):
        return _NOTHING
    if found.st_mtime_ns >= settled or found.st_ctime_ns >= settled:
        return _NOTHING
    return pack("<QqqQ", found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino & _LARGEST_INODE)


def _content(entry: str) -> bytes:
    """A digest of what matters. Raises OSError where it cannot be had."""
    kind, path = entry[0], entry[1:]
    if kind == FILE:
        # To open a pipe would wait for whoever writes into it.
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise OSError(path)
        with open(path, "rb", buffering=0) as file:
            return _digest(file.read())
    if kind == NAMES:
        with os.scandir(path) as found:
            names = sorted(f"{one.name}\0{one.is_dir(follow_symlinks=False)}{one.is_symlink()}" for one in found)
        return _digest("\0".join(names).encode("utf-8", "surrogateescape"))
    if kind == REAL:
        return _digest(os.path.realpath(path).encode("utf-8", "surrogateescape"))
    if os.path.exists(path) is not (kind == THERE):
        raise OSError(path)
    return bytes(_DIGEST)


def _digest(data: bytes) -> bytes:
    """As of pages (``specgen.model.digest``)."""
    return blake2b(data, digest_size=_DIGEST).digest()


def _sum(*pieces: "bytes | memoryview") -> bytes:
    """What tells that a file is damaged. Answers are long, and a digest of one takes longer than all else."""
    found = 0
    for piece in pieces:
        found = crc32(piece, found)
    return found.to_bytes(_SUM, "big")


# The file: the magic, a sum of the rest, a line of numbers, the edition, paths, stamps, digests, and what was said


def _file(folder: str, key: str) -> str:
    return os.path.join(folder, FOLDER, key)


def _checked(file: str) -> tuple[bytes, int] | None:
    """A file's bytes, and where in them begins what was put into it; None where it is not there, or damaged."""
    try:
        with open(file, "rb") as stream:
            whole = stream.read()
    except OSError:
        return None
    start = len(_MAGIC) + _SUM
    if not whole.startswith(_MAGIC) or _sum(memoryview(whole)[start:]) != whole[len(_MAGIC) : start]:
        return None
    return whole, start


def _put(file: str, *pieces: bytes) -> None:
    """Put something into a file, as a whole or not at all. The pieces are long: they are not copied into one."""
    staged = f"{file}.{os.getpid()}.tmp"
    try:
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(staged, "wb") as stream:
            stream.writelines((_MAGIC, _sum(*pieces), *pieces))
        os.replace(staged, file)
    except OSError:
        _remove(staged)


def _read(file: str) -> Kept | None:
    found = _checked(file)
    if found is None:
        return None
    whole, start = found
    end = whole.index(b"\n", start)
    status, paths, count, *lengths = map(int, whole[start:end].split())
    at = end + 1
    pieces = []
    for length in (_DIGEST, paths, _STAMP * count, _DIGEST * count, *map(abs, lengths)):
        pieces.append(whole[at : at + length])
        at += length
    edition, names, stamps, digests, *told = pieces
    said = [(length > 0, piece) for length, piece in zip(lengths, told, strict=True)]
    return Kept(status, said, names.decode("utf-8", "surrogateescape").split("\0"), stamps, digests, edition)


def _write(folder: str, key: str, kept: Kept) -> None:
    paths = "\0".join(kept.entries).encode("utf-8", "surrogateescape")
    lengths = [len(said) if is_data else -len(said) for is_data, said in kept.said if said]
    numbers = " ".join(map(str, [kept.status, len(paths), len(kept.entries), *lengths])).encode()
    told = (said for _, said in kept.said)
    _put(_file(folder, key), numbers, b"\n", kept.edition, paths, kept.stamps, kept.digests, *told)


def _drop_oldest(folder: str) -> None:
    runs = sorted(one for one in _there(folder) if not one[2].endswith(_LEDGER))
    for _, _, path in runs[:-KEPT]:
        _remove(path)
        _remove(path + _LEDGER)


def _remove(file: str) -> None:
    try:
        os.unlink(file)
    except OSError:
        return


def _there(folder: str) -> list[tuple[float, int, str]]:
    """When each file was written, its bytes, and where it is; what a killed run left behind too."""
    found = []
    try:
        with os.scandir(os.path.join(folder, FOLDER)) as entries:
            for entry in entries:
                one = entry.stat()
                found.append((one.st_mtime, one.st_size, entry.path))
    except OSError:
        # It is not there, or another process removes what is in it.
        return found
    return found
