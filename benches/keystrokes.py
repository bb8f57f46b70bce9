"""What a keystroke costs in ``specgen server``: ``python -m benches.keystrokes FOLDER [PAGES [KEYS]]``, on Linux.

A client types at the end of some reference pages of the folder, one letter after each answer, and reads the processor
time of the server. Printed is the ratio to the page step alone (``read_page``), measured in the same run.
"""

import asyncio
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from specgen.reader import read_page

PAGES, KEYS = 40, 100
TICKS = os.sysconf("SC_CLK_TCK")
QUIET = 3
"""Seconds after which nothing of the tree is being worked out any more."""


def main() -> None:
    """Measure and print."""
    folder = Path(sys.argv[1]).absolute()
    pages, keys = ([int(one) for one in sys.argv[2:4]] + [PAGES, KEYS][len(sys.argv[2:4]) :])[:2]
    files = sorted(folder.rglob("*.md"))
    chosen = [file for file in files[:: max(1, len(files) // pages)] if _is_reference(file)][:pages]
    costs = asyncio.run(_typed(folder, {file: file.read_bytes().decode("utf-8", "replace") for file in chosen}, keys))
    _report(len(files), keys, [(costs[file], _alone(file, keys)) for file in chosen])


def _report(pages: int, keys: int, costs: list[tuple[float, float]]) -> None:
    key, step = (sum(column) for column in zip(*costs, strict=True))
    worst = max(one / alone for one, alone in costs)
    print(f"{pages} pages; {len(costs)} of them, {keys} keystrokes each, {1000 * key / len(costs):.2f} ms a keystroke")
    print(f"against the page step alone: {key / step:.2f} times (the worst page {worst:.2f})")


async def _typed(folder: Path, texts: dict[Path, str], keys: int) -> dict[Path, float]:
    editor = _Editor()
    await editor.start_io(sys.executable, "-m", "specgen", "server")
    capabilities = lsp.ClientCapabilities()
    folders = [lsp.WorkspaceFolder(folder.as_uri(), folder.name)]
    await editor.initialize_async(lsp.InitializeParams(capabilities=capabilities, workspace_folders=folders))
    editor.initialized(lsp.InitializedParams())
    costs = {file: await editor.type(file, text, keys) for file, text in texts.items()}
    await editor.shutdown_async(None)
    editor.exit(None)
    await editor.stop()
    return costs


def _is_reference(file: Path) -> bool:
    return read_page(file.name, file.read_bytes()).state in ("compiled", "partial")


def _alone(file: Path, keys: int) -> float:
    """Processor seconds of the page step for a text that was not seen before."""
    data = file.read_bytes()
    read_page(file.name, data)
    started = time.process_time()
    for number in range(keys):
        read_page(file.name, data + b"x" * (number + 1))
    return (time.process_time() - started) / keys


class _Editor(LanguageClient):
    def __init__(self) -> None:
        super().__init__("bench", "1")
        self._shown: dict[str, int | None] = {}
        self._news = asyncio.Event()
        self._read = False

        @self.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: lsp.PublishDiagnosticsParams) -> None:
            self._shown[params.uri] = params.version
            self._news.set()

        @self.feature(lsp.WINDOW_LOG_MESSAGE)
        def logged(params: lsp.LogMessageParams) -> None:
            self._read = self._read or " is read: " in params.message
            self._news.set()

    async def _until(self, told: Callable[[], bool]) -> None:
        while not told():
            await self._news.wait()
            self._news.clear()

    async def type(self, file: Path, text: str, keys: int) -> float:
        """Processor seconds of the server a keystroke."""
        uri = file.as_uri()
        self.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, "markdown", 0, text)))
        await self._until(lambda: uri in self._shown and self._read)
        await asyncio.sleep(QUIET)
        before = self._processor()
        end = lsp.Position(999_999, 0)
        for version in range(1, keys + 1):
            which = lsp.VersionedTextDocumentIdentifier(version, uri)
            change = lsp.TextDocumentContentChangePartial(lsp.Range(end, end), "x")
            self.text_document_did_change(lsp.DidChangeTextDocumentParams(which, [change]))
            await self._until(lambda version=version: self._shown[uri] == version)
        spent = self._processor() - before
        self.text_document_did_close(lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(uri)))
        return spent / keys

    def _processor(self) -> float:
        assert self._server is not None
        fields = Path(f"/proc/{self._server.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS


if __name__ == "__main__":
    main()
