"""Documents that an editor has open: their text, and what was found in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lsprotocol.types import Diagnostic, TextDocumentContentChangeEvent, TextDocumentContentChangePartial
from pygls.uris import to_fs_path

from specgen.model.findings import Finding
from specgen.server.positions import Text


@dataclass
class Document:
    """One open document.

    ``edition`` counts its changes; ``found`` are the findings of the edition ``found_in``; ``shown`` is what the editor
    was told last, and of which version.
    """

    uri: str
    file: Path | None
    version: int | None
    text: Text
    edition: int = 0
    found: tuple[Finding, ...] = ()
    found_in: int = -1
    shown: tuple[int | None, list[Diagnostic]] | None = None

    def change(self, changes: Sequence[TextDocumentContentChangeEvent], version: int | None) -> None:
        """Apply what the editor says was changed, one after the other."""
        for one in changes:
            where = one.range if isinstance(one, TextDocumentContentChangePartial) else None
            self.text = self.text.changed(one.text, where)
        self.version = version
        self.edition += 1

    @property
    def data(self) -> bytes:
        """The text as a file would hold it."""
        # A lone surrogate, which JSON can carry and UTF-8 cannot, is one character still.
        return self.text.text.encode("utf-8", errors="replace")


def file_of(uri: str) -> Path | None:
    """The file that a URI names, absolute; None for what is none (``untitled:``), or no path at all."""
    path = to_fs_path(uri)
    if not path or "\0" in path:
        return None
    return Path(path).absolute()
