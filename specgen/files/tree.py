"""Bring a folder in line with artefacts.

Everything is decided, then staged beside the target, then moved into place with one rename each. Until the first
move a failure leaves the folder as it was. The manifest is written before the moves with the old and the new
hashes, and after them with the new ones alone: a run that is cut short is finished by the next.
"""

import os
import shutil
import tempfile
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from specgen.files import manifest as manifests
from specgen.files.errors import EditedFilesError, OutputError, UnsafePathError
from specgen.files.manifest import Entry, Manifest, digest
from specgen.files.names import MAX_PATH


class Writable(Protocol):
    """A file to be: a relative path with ``/``, its bytes, and the pages it is made from."""

    @property
    def path(self) -> str:
        """Where, relative to the folder."""
        ...

    @property
    def data(self) -> bytes:
        """What."""
        ...

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages it is made from."""
        ...


@dataclass(frozen=True)
class TreeReport:
    """What a run did, or with ``check`` would do: paths relative to the folder, sorted."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def drift(self) -> tuple[str, ...]:
        """The files that are not as the model makes them."""
        return tuple(sorted((*self.written, *self.removed)))


@dataclass(frozen=True)
class _Plan:
    old: Manifest
    new: dict[str, Entry]
    made: dict[str, Writable]
    on_disk: dict[str, str | None]
    stale: tuple[str, ...]

    @property
    def changed(self) -> tuple[str, ...]:
        return tuple(path for path in sorted(self.made) if self.on_disk[path] != self.new[path].sha256)

    @property
    def edited(self) -> tuple[str, ...]:
        return tuple(path for path in (*self.changed, *self.stale) if not self._is_ours(path))

    def _is_ours(self, path: str) -> bool:
        found, known = self.on_disk[path], self.old.files.get(path)
        return found is None or (known is not None and known.made(found))

    def report(self) -> TreeReport:
        changed = self.changed
        unchanged = tuple(sorted(self.made.keys() - set(changed)))
        return TreeReport(changed, unchanged, tuple(path for path in self.stale if self.on_disk[path] is not None))


def write_tree(
    out: Path,
    artefacts: Iterable[Writable],
    *,
    force: bool = False,
    check: bool = False,
    owned: Collection[str] | None = None,
) -> TreeReport:
    """Write the artefacts under ``out``, and remove what an earlier run made and this one does not.

    ``check`` writes nothing. ``owned`` names the top-level folders or files that this run speaks for (None: all);
    files under others stay. Raises EditedFilesError before it would touch a file that was edited or never written
    by specgen (``force``: touches it), UnsafePathError, ManifestError, and OutputError where the system refuses.
    """
    try:
        plan = _plan(out, tuple(artefacts), owned)
        if check:
            return plan.report()
        if plan.edited and not force:
            raise EditedFilesError(plan.edited)
        return _carry_out(out, plan)
    except OSError as refusal:
        raise OutputError(f"{refusal.filename or out}: {refusal.strerror or refusal}") from refusal


def _plan(out: Path, artefacts: tuple[Writable, ...], owned: Collection[str] | None) -> _Plan:
    old = _read_manifest(out)
    made = {one.path: one for one in artefacts}
    _refuse_unsafe([one.path for one in artefacts])
    kept = {path: entry for path, entry in old.files.items() if path not in made and not _owns(owned, path)}
    new = {**kept, **{one.path: Entry(digest(one.data), one.pages) for one in artefacts}}
    stale = tuple(sorted(old.files.keys() - new.keys()))
    on_disk = {path: _digest_of(out, path) for path in (*made, *stale)}
    return _Plan(old, new, made, on_disk, stale)


def _owns(owned: Collection[str] | None, path: str) -> bool:
    return owned is None or path.split("/", maxsplit=1)[0] in owned


def _read_manifest(out: Path) -> Manifest:
    place = out / manifests.NAME
    if not place.exists():
        return Manifest()
    _inside(out, manifests.NAME)
    read = Manifest.decode(place.read_bytes())
    _refuse_unsafe(list(read.files))
    return read


def _refuse_unsafe(paths: list[str]) -> None:
    folded: set[str] = set()
    for path in paths:
        parts = path.split("/")
        if any(part in ("", ".", "..") for part in parts) or "\\" in path or ":" in path or "\0" in path:
            raise UnsafePathError(f"not a path under the output folder: {path!r:.200}")
        if len(path) > MAX_PATH or path == manifests.NAME or path.casefold() in folded:
            raise UnsafePathError(f"too long, taken or written twice: {path!r:.200}")
        folded.add(path.casefold())


def _inside(out: Path, path: str) -> Path:
    """The file's place. Raises UnsafePathError where a link leads out of the folder."""
    root, place = out.resolve(), out / path
    if not place.resolve().is_relative_to(root):
        raise UnsafePathError(f"{path} leads out of the output folder through a link")
    return place


def _digest_of(out: Path, path: str) -> str | None:
    place = _inside(out, path)
    if not place.exists():
        return None
    if not place.is_file():
        raise UnsafePathError(f"{path} is a folder where a file belongs")
    return digest(place.read_bytes())


def _carry_out(out: Path, plan: _Plan) -> TreeReport:
    final = Manifest(plan.new).encode()
    moves = plan.changed
    unfinished = {path: Entry(entry.sha256, entry.pages, plan.on_disk.get(path)) for path, entry in plan.new.items()}
    leaving = {path: entry for path, entry in plan.old.files.items() if path in plan.stale}
    if not moves and not plan.stale and final == _old_bytes(out):
        return plan.report()
    out.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=".specgen-", dir=out))
    try:
        staged = [_stage(staging, number, plan.made[path].data) for number, path in enumerate(moves)]
        journal = _stage(staging, len(staged), Manifest({**unfinished, **leaving}).encode(), durable=True)
        last = _stage(staging, len(staged) + 1, final, durable=True)
        journal.replace(out / manifests.NAME)
        for source, path in zip(staged, moves, strict=True):
            _place(out, source, path)
        for path in plan.stale:
            _remove(out, path)
        last.replace(out / manifests.NAME)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return plan.report()


def _old_bytes(out: Path) -> bytes | None:
    place = out / manifests.NAME
    return place.read_bytes() if place.exists() else None


def _stage(staging: Path, number: int, data: bytes, *, durable: bool = False) -> Path:
    """Write a file to be moved later; only the manifest is worth the wait for the disk, the rest can be made again."""
    place = staging / str(number)
    with place.open("wb") as file:
        file.write(data)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    return place


def _place(out: Path, source: Path, path: str) -> None:
    target = _inside(out, path)
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)


def _remove(out: Path, path: str) -> None:
    """Remove the file, and the folders that it leaves empty."""
    target = _inside(out, path)
    target.unlink(missing_ok=True)
    for folder in target.parents:
        if folder == out or not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()
