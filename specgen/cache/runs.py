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

from specgen import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FOLDER = "runs-1"
"""The form of the files is part of the name, as with pages."""

LARGEST = 64 * 1024 * 1024
"""Bytes. Of a run that said more nothing is kept."""

KEPT = 32
"""Runs that are kept; the oldest go first."""

FILE, NAMES, THERE, MISSING, REAL = "f", "n", "+", "-", "r"
"""What a run looked at: content, names in a folder, whether there is something, where a path leads."""

Said = list[tuple[bool, bytes]]
"""What a run said, in order: whether it is data, which is talk otherwise, and the bytes."""

_MAGIC = b"specgen run 1\n"
_DIGEST = 16
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
    """A run that was kept: its exit status and what it said."""

    def __init__(self, status: int, said: Said, entries: list[str], stamps: bytes, digests: bytes) -> None:
        self.status, self.said = status, said
        self.entries, self.stamps, self.digests = entries, stamps, digests


def key_of(words: "Sequence[str]") -> str:
    """The name of a run: digits that stand for the question, where it was asked, and of whom."""
    return blake2b("\0".join(words).encode("utf-8", "surrogateescape"), digest_size=_DIGEST).hexdigest()


def answer(folder: str, key: str) -> Kept | None:
    """The run of that name, if everything is as it was then; None where anything is not, or there is no such run."""
    kept = _read(_file(folder, key))
    if kept is None:
        return None
    stamps = _verified(kept)
    if stamps is None:
        return None
    if stamps != kept.stamps:
        _write(folder, key, Kept(kept.status, kept.said, kept.entries, stamps, kept.digests))
    return kept


def keep(folder: str, key: str, ground: Ground, began: int, status: int, said: Said) -> None:
    """Keep a run that ``began`` then (nanoseconds). Does nothing where a file changed since, or cannot be written."""
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
    _write(folder, key, Kept(status, said, entries, b"".join(stamps), b"".join(digests)))
    _drop_oldest(folder)


def contents(folder: str) -> tuple[int, int]:
    """How many runs are kept, and their bytes."""
    sizes = [size for _, size, _ in _there(folder)]
    return len(sizes), sum(sizes)


def clear(folder: str) -> None:
    """Remove them all. Raises OSError where that is not allowed."""
    for _, _, path in _there(folder):
        os.unlink(path)


# What a run looked at


def _verified(kept: Kept) -> bytes | None:
    """The stamps of today, if everything is as it was; None if anything is not."""
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
                return None
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
        with open(path, "rb", buffering=0) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise OSError(path)
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


def _digest(data: "bytes | memoryview") -> bytes:
    """As of pages (``specgen.model.digest``)."""
    return blake2b(data, digest_size=_DIGEST).digest()


# The file: the magic, a digest of the rest, a line of numbers, paths, stamps, digests, and what was said


def _file(folder: str, key: str) -> str:
    return os.path.join(folder, FOLDER, key)


def _read(file: str) -> Kept | None:
    try:
        with open(file, "rb") as stream:
            whole = stream.read()
    except OSError:
        return None
    start = len(_MAGIC) + _DIGEST
    if not whole.startswith(_MAGIC) or _digest(memoryview(whole)[start:]) != whole[len(_MAGIC) : start]:
        return None
    end = whole.index(b"\n", start)
    status, paths, count, *lengths = map(int, whole[start:end].split())
    entries, at = whole[end + 1 : end + 1 + paths].decode("utf-8", "surrogateescape").split("\0"), end + 1 + paths
    stamps, digests = whole[at : at + _STAMP * count], whole[at + _STAMP * count : at + (_STAMP + _DIGEST) * count]
    at += (_STAMP + _DIGEST) * count
    said: Said = []
    for length in lengths:
        said.append((length > 0, whole[at : at + abs(length)]))
        at += abs(length)
    return Kept(status, said, entries, stamps, digests)


def _write(folder: str, key: str, kept: Kept) -> None:
    paths = "\0".join(kept.entries).encode("utf-8", "surrogateescape")
    lengths = [len(said) if is_data else -len(said) for is_data, said in kept.said if said]
    numbers = " ".join(map(str, [kept.status, len(paths), len(kept.entries), *lengths])).encode()
    rest = b"".join([numbers, b"\n", paths, kept.stamps, kept.digests, *(said for _, said in kept.said)])
    file = _file(folder, key)
    staged = f"{file}.{os.getpid()}.tmp"
    try:
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(staged, "wb") as stream:
            stream.write(_MAGIC + _digest(rest) + rest)
        os.replace(staged, file)
    except OSError:
        _remove(staged)


def _drop_oldest(folder: str) -> None:
    for _, _, path in sorted(_there(folder))[:-KEPT]:
        _remove(path)


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
