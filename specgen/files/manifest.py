"""``manifest.json``: what a run wrote, so that the next one knows its own files."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from specgen.files.errors import ManifestError

NAME = "manifest.json"
SCHEMA = 1


@dataclass(frozen=True)
class Entry:
    """A file that was written: the SHA-256 of its bytes, and the pages it is made from.

    ``replaces`` is the hash that an unfinished run may have left in place.
    """

    sha256: str
    pages: tuple[str, ...] = ()
    replaces: str | None = None

    def made(self, digest: str) -> bool:
        """Whether a file with this hash is one of ours."""
        return digest in (self.sha256, self.replaces)


@dataclass(frozen=True)
class Manifest:
    """Entries by path."""

    files: Mapping[str, Entry] = field(default_factory=dict)

    def encode(self) -> bytes:
        """The manifest as JSON, sorted."""
        files = {path: _plain(entry) for path, entry in sorted(self.files.items())}
        text = json.dumps({"schema": SCHEMA, "generator": "specgen", "files": files}, indent=1, ensure_ascii=False)
        return (text + "\n").encode()

    @classmethod
    def decode(cls, data: bytes) -> "Manifest":
        """The inverse of ``encode``. Raises ManifestError."""
        try:
            read: Any = json.loads(data)
            if read["schema"] != SCHEMA or read["generator"] != "specgen":
                raise ManifestError(f"{NAME} was written by another program or version")
            return cls({path: _entry(plain) for path, plain in read["files"].items()})
        except (ValueError, KeyError, TypeError, AttributeError) as damage:
            raise ManifestError(f"{NAME} cannot be read: {damage!r}") from damage


def digest(data: bytes) -> str:
    """The hash that the manifest holds."""
    return sha256(data).hexdigest()


def _plain(entry: Entry) -> dict[str, object]:
    plain: dict[str, object] = {"sha256": entry.sha256, "pages": list(entry.pages)}
    return plain if entry.replaces is None else {**plain, "replaces": entry.replaces}


def _entry(plain: Any) -> Entry:
    return Entry(str(plain["sha256"]), tuple(map(str, plain["pages"])), plain.get("replaces"))
