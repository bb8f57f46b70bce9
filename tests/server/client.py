"""An editor, as far as a server can tell: pygls's client in front of ``specgen server`` in a process of its own."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

PATIENCE = 120
"""Seconds after which nothing more will come."""

FULL: Mapping[str, Any] = {
    "general": lsp.GeneralClientCapabilities(position_encodings=[lsp.PositionEncodingKind.Utf16]),
    "workspace": lsp.WorkspaceClientCapabilities(
        workspace_edit=lsp.WorkspaceEditClientCapabilities(document_changes=True),
        did_change_watched_files=lsp.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
    ),
    "text_document": lsp.TextDocumentClientCapabilities(
        publish_diagnostics=lsp.PublishDiagnosticsClientCapabilities(related_information=True),
        hover=lsp.HoverClientCapabilities(content_format=[lsp.MarkupKind.Markdown, lsp.MarkupKind.PlainText]),
        document_symbol=lsp.DocumentSymbolClientCapabilities(hierarchical_document_symbol_support=True),
    ),
}
"""What editors of today can do."""

Shown = list[lsp.Diagnostic]


class Editor(LanguageClient):
    """What was shown and said, and the requests of an editor with files for arguments."""

    def __init__(self) -> None:
        super().__init__("editor", "1")
        self.published: list[lsp.PublishDiagnosticsParams] = []
        self.said: list[tuple[lsp.MessageType, str]] = []
        self.registered: list[str] = []
        self._news = asyncio.Event()
        self._versions: dict[str, int] = {}
        self.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(self._published)
        self.feature(lsp.WINDOW_SHOW_MESSAGE)(self._shown)
        self.feature(lsp.WINDOW_LOG_MESSAGE)(self._logged)
        self.feature(lsp.CLIENT_REGISTER_CAPABILITY)(self._registered)
        self.encoding: Any = None

    @property
    def _published(self) -> Callable[[lsp.PublishDiagnosticsParams], None]:
        def published(params: lsp.PublishDiagnosticsParams) -> None:
            self.published.append(params)
            self._news.set()

        return published

    @property
    def _shown(self) -> Callable[[lsp.ShowMessageParams], None]:
        def shown(params: lsp.ShowMessageParams) -> None:
            self.said.append((lsp.MessageType(params.type), params.message))
            self._news.set()

        return shown

    @property
    def _logged(self) -> Callable[[lsp.LogMessageParams], None]:
        def logged(params: lsp.LogMessageParams) -> None:
            self.said.append((lsp.MessageType.Log, params.message))
            self._news.set()

        return logged

    @property
    def _registered(self) -> Callable[[lsp.RegistrationParams], None]:
        def registered(params: lsp.RegistrationParams) -> None:
            self.registered += [one.method for one in params.registrations]
            self._news.set()

        return registered

    async def until(self, told: Callable[[], Any]) -> Any:
        """What ``told`` gives as soon as it gives anything."""
        async with asyncio.timeout(PATIENCE):
            while not (found := told()):
                await self._news.wait()
                self._news.clear()
            return found

    def last(self, file: Path) -> lsp.PublishDiagnosticsParams | None:
        """What is shown in a file by now."""
        return next((one for one in reversed(self.published) if one.uri == file.as_uri()), None)

    def codes(self, file: Path) -> list[str] | None:
        """The codes of what is shown in a file by now."""
        last = self.last(file)
        return [str(one.code) for one in last.diagnostics] if last is not None else None

    async def shows(self, file: Path, codes: Sequence[str]) -> Shown:
        """The diagnostics of a file as soon as they have these codes, and are of the text that it has now."""

        def told() -> lsp.PublishDiagnosticsParams | None:
            last = self.last(file)
            same = last is not None and last.version == self._versions.get(file.as_uri())
            return last if same and self.codes(file) == list(codes) else None

        try:
            found: lsp.PublishDiagnosticsParams = await self.until(told)
        except TimeoutError:
            raise AssertionError(f"{file.name} shows {self.codes(file)}, not {codes}; said: {self.said}") from None
        return list(found.diagnostics)

    async def read(self, tree: Path, times: int = 1) -> None:
        """Wait until the pages of a tree are linked, for the first time or again."""

        def told() -> bool:
            return sum(f"{tree} is read" in text for _, text in self.said) >= times

        await self.until(told)

    def open(self, file: Path, text: str | None = None) -> None:
        """Show a file; ``text`` is what its buffer holds."""
        shown = file.read_bytes().decode("utf-8", errors="replace") if text is None else text
        self._versions[file.as_uri()] = 1
        document = lsp.TextDocumentItem(file.as_uri(), "markdown", 1, shown)
        self.text_document_did_open(lsp.DidOpenTextDocumentParams(document))

    def edit(self, file: Path, text: str, *where: int) -> None:
        """Replace what stands between two positions (line, character, line, character), or everything."""
        version = self._versions[file.as_uri()] = self._versions[file.as_uri()] + 1
        which = lsp.VersionedTextDocumentIdentifier(version, file.as_uri())
        change: Any = lsp.TextDocumentContentChangeWholeDocument(text)
        if where:
            line, character, end_line, end = where
            span = lsp.Range(lsp.Position(line, character), lsp.Position(end_line, end))
            change = lsp.TextDocumentContentChangePartial(span, text)
        self.text_document_did_change(lsp.DidChangeTextDocumentParams(which, [change]))

    def close(self, file: Path) -> None:
        """Show a file no more."""
        self._versions.pop(file.as_uri(), None)
        self.text_document_did_close(lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(file.as_uri())))

    def save(self, file: Path) -> None:
        """Say that a file was saved."""
        self.text_document_did_save(lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(file.as_uri())))

    def tell_files(self, *changes: tuple[Path, lsp.FileChangeType]) -> None:
        """Say that files changed on disk."""
        events = [lsp.FileEvent(file.as_uri(), kind) for file, kind in changes]
        self.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams(events))

    async def hover(self, file: Path, line: int, character: int = 0) -> str | None:
        """What pointing at a place says (lines from 0, as the protocol counts)."""
        at = lsp.HoverParams(lsp.TextDocumentIdentifier(file.as_uri()), lsp.Position(line, character))
        found = await self.text_document_hover_async(at)
        return found.contents.value if found is not None and isinstance(found.contents, lsp.MarkupContent) else None

    async def definition(self, file: Path, line: int, character: int = 0) -> list[tuple[str, int, int]]:
        """Where a place leads to: URI, line and character."""
        at = lsp.DefinitionParams(lsp.TextDocumentIdentifier(file.as_uri()), lsp.Position(line, character))
        found = await self.text_document_definition_async(at)
        assert isinstance(found, list | tuple)
        places = [one for one in found if isinstance(one, lsp.Location)]
        return [(one.uri, one.range.start.line, one.range.start.character) for one in places]

    async def actions(self, file: Path, where: lsp.Range, *only: str) -> list[lsp.CodeAction]:
        """What can be done at a place."""
        context = lsp.CodeActionContext([], only=list(only) or None)
        asked = lsp.CodeActionParams(lsp.TextDocumentIdentifier(file.as_uri()), where, context)
        found = await self.text_document_code_action_async(asked)
        return [one for one in found or () if isinstance(one, lsp.CodeAction)]

    async def goodbye(self) -> int:
        """End the server as the protocol wants it; the status that it ended with."""
        await self.shutdown_async(None)
        self.exit(None)
        assert self._server is not None
        async with asyncio.timeout(PATIENCE):
            return await self._server.wait()


def command(*arguments: str) -> list[str]:
    """The server as an editor starts it."""
    return [sys.executable, "-m", "specgen", "server", *arguments]


@asynccontextmanager
async def editing(
    *folders: Path,
    capabilities: Mapping[str, Any] = FULL,
    settings: Any = None,
    environment: Mapping[str, str] | None = None,
) -> AsyncIterator[Editor]:
    """An editor with these folders open, and its server, which must end well."""
    editor = Editor()
    await editor.start_io(*command(), env={**os.environ, **(environment or {})})
    try:
        async with asyncio.timeout(PATIENCE):
            answer = await editor.initialize_async(
                lsp.InitializeParams(
                    capabilities=lsp.ClientCapabilities(**capabilities),
                    workspace_folders=[lsp.WorkspaceFolder(one.as_uri(), one.name) for one in folders],
                    initialization_options=settings,
                )
            )
        editor.encoding = answer.capabilities.position_encoding
        editor.initialized(lsp.InitializedParams())
        yield editor
        assert await editor.goodbye() == 0
    finally:
        if editor._server is not None and editor._server.returncode is None:
            editor._server.kill()
        await editor.stop()
