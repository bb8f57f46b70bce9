"""What one editor has open, and the work that it makes: pages as they are typed, trees when one stops typing.

Everything here runs in the event loop but two kinds of work, each in a thread of its own: reading and judging one page
(``_swift``), and settling a tree (``_slow``). Work that was overtaken by another change is not shown.
"""

import asyncio
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from lsprotocol.types import Diagnostic, MessageType

from specgen.model.findings import Finding
from specgen.pipeline.reading import read_bytes
from specgen.pipeline.workspace import Workspace, WorkspaceError
from specgen.project.configuration import OWN_FILE, SHARED_FILE
from specgen.reader.source import Source
from specgen.reports import safe
from specgen.server.diagnostics import diagnostics
from specgen.server.documents import Document, file_of
from specgen.server.positions import Text
from specgen.server.trees import Settings, Trees, depends

T = TypeVar("T")

PAUSE = 0.5
"""Seconds without a change after which a tree is linked and checked again."""


class Client(Protocol):
    """The other side, as far as it is spoken to from here."""

    @property
    def encoding(self) -> str:
        """How characters are counted."""

    @property
    def related(self) -> bool:
        """Whether second places of diagnostics can be shown."""

    def publish(self, uri: str, version: int | None, found: list[Diagnostic]) -> None:
        """Show these diagnostics, and no others, in a document."""

    def say(self, text: str, kind: MessageType = MessageType.Info) -> None:
        """Log a message; one that is worse than information is shown to the user."""


@dataclass
class _Settling:
    """The background work of one workspace."""

    timer: asyncio.TimerHandle | None = None
    task: "asyncio.Task[None] | None" = None
    outdated: threading.Event = field(default_factory=threading.Event)
    told: bool = False


class Editor:
    """The open documents, their trees, and what is being worked out of them."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.trees = Trees()
        self.documents: dict[str, Document] = {}
        self._workspaces: dict[str, Workspace | None] = {}
        self._analyses: dict[str, asyncio.Task[None]] = {}
        self._settling: dict[Workspace, _Settling] = {}
        self._said: set[str] = set()
        self._swift = ThreadPoolExecutor(1, "specgen-page")
        self._slow = ThreadPoolExecutor(1, "specgen-tree")

    async def swiftly(self, work: Callable[..., T], *given: object) -> T:
        """What ``work`` gives, done beside the event loop, after the work that was asked for before."""
        return await asyncio.get_running_loop().run_in_executor(self._swift, work, *given)

    def close(self) -> None:
        """Begin nothing more; what is being worked out is waited for by nobody."""
        for settling in self._settling.values():
            settling.outdated.set()
            if settling.timer is not None:
                settling.timer.cancel()
        for pool in (self._swift, self._slow):
            pool.shutdown(wait=False, cancel_futures=True)

    def text(self, text: str) -> Text:
        """Text whose places are counted as the other side counts them."""
        return Text(text, self.client.encoding)

    def opened(self, uri: str, version: int | None, text: str) -> None:
        """A document is shown."""
        file = file_of(uri)
        document = Document(uri, file, version, self.text(text))
        self.documents[uri] = document
        self._workspaces.pop(uri, None)
        if file is None:
            self.client.say(f"specgen: {safe(uri)} is no file: it is not checked")
            return
        if not self.trees.is_inside(file):
            self.client.say(f"specgen: {safe(str(file))} lies outside of the folders that are open: checked by itself")
        if not _is_utf8(file):
            why = "is not UTF-8: what the editor shows is checked, which is not what the file holds"
            self.client.say(f"specgen: {safe(str(file))} {why}", MessageType.Warning)
        self.analyse(document)

    def changed(self, document: Document) -> None:
        """A document was edited; the tree follows when there is a pause."""
        self.analyse(document)
        workspace = self._workspaces.get(document.uri)
        if workspace is not None:
            self.settle_soon(workspace)

    def saved(self, document: Document) -> None:
        """A document was saved: the tree follows at once."""
        workspace = self._workspaces.get(document.uri)
        if workspace is not None:
            self.settle_soon(workspace, 0)

    def closed(self, uri: str) -> None:
        """A document is not shown any more: its page says what its file holds."""
        document, workspace = self.documents.pop(uri, None), self._workspaces.pop(uri, None)
        self.client.publish(uri, None, [])
        if document is not None and document.file is not None and workspace is not None:
            # Before whatever a document of the same name is told when it is opened again.
            self._swift.submit(workspace.update, document.file, None)
            self.settle_soon(workspace)

    def analyse(self, document: Document) -> "asyncio.Task[None]":
        """Have the document's findings worked out, and shown unless it changes meanwhile."""
        running = self._analyses.get(document.uri)
        if running is None or running.done():
            running = asyncio.get_running_loop().create_task(self._analysis(document))
            self._analyses[document.uri] = running
        return running

    async def _analysis(self, document: Document) -> None:
        while document.found_in != document.edition and self.documents.get(document.uri) is document:
            edition, data = document.edition, document.data
            workspace = self._workspaces.get(document.uri)
            try:
                if workspace is None:
                    workspace = await self._find(document)
                found = await self.swiftly(_found, workspace, document.file, data)
            except WorkspaceError as error:
                self._complain(str(error))
                found = ()
            except Exception as error:  # noqa: BLE001  nor does a page that a rule stumbles over end the server
                self._complain(f"{document.file}: {type(error).__name__}: {error}")
                found = ()
            if edition == document.edition and self.documents.get(document.uri) is document:
                document.found, document.found_in = found, edition
                self.publish(document)

    async def _find(self, document: Document) -> Workspace | None:
        """The workspace of a document, which is settled as soon as it is known."""
        if document.file is None:
            return None
        workspace = await self.swiftly(self.trees.of, document.file)
        self._workspaces[document.uri] = workspace
        # Queued behind the page itself, which is told to the workspace first.
        self.settle_soon(workspace, 0)
        return workspace

    async def fresh(self, uri: str) -> tuple[Document, Workspace] | None:
        """A document whose findings are those of its text, with its workspace; None where it has none."""
        document = self.documents.get(uri)
        while document is not None and document.found_in != document.edition:
            await self.analyse(document)
            document = self.documents.get(uri)
        workspace = self._workspaces.get(uri)
        return (document, workspace) if document is not None and workspace is not None else None

    def publish(self, document: Document) -> None:
        """Show what was found in a document, where that is not what is shown already."""
        shown = (document.version, self.shown(document, document.found))
        if shown != document.shown:
            document.shown = shown
            self.client.publish(document.uri, *shown)

    def shown(self, document: Document, findings: Iterable[Finding]) -> list[Diagnostic]:
        """Findings of a document as diagnostics."""
        documentation = self.trees.settings.documentation
        related = self.client.related
        return diagnostics(findings, document.text, document.uri, related=related, documentation=documentation)

    def settle_soon(self, workspace: Workspace, pause: float = PAUSE) -> None:
        """Have a tree linked and checked after a pause, which begins anew with every call."""
        settling = self._settling.setdefault(workspace, _Settling())
        settling.outdated.set()
        if settling.timer is not None:
            settling.timer.cancel()
        settling.timer = asyncio.get_running_loop().call_later(pause, self._settle, workspace, settling)

    def _settle(self, workspace: Workspace, settling: _Settling) -> None:
        settling.timer = None
        if settling.task is not None and not settling.task.done():
            # What runs gives up at its next step, and starts over.
            return
        settling.task = asyncio.get_running_loop().create_task(self._settled(workspace, settling))

    async def _settled(self, workspace: Workspace, settling: _Settling) -> None:
        loop = asyncio.get_running_loop()
        while True:
            settling.outdated.clear()
            # Pages that were opened or edited before are told first.
            await self.swiftly(lambda: None)
            try:
                if await loop.run_in_executor(self._slow, workspace.settle, settling.outdated.is_set):
                    self._tell_read(workspace, settling)
                    self._show_again(workspace)
            except WorkspaceError as error:
                self._complain(str(error))
            except Exception as error:  # noqa: BLE001  a tree that cannot be read leaves its pages as they are
                self._complain(f"the tree cannot be read: {type(error).__name__}: {error}")
            # A change that came meanwhile has its own pause, unless that ended while this ran.
            if settling.timer is not None or not settling.outdated.is_set():
                return

    def _tell_read(self, workspace: Workspace, settling: _Settling) -> None:
        """Say once how many pages a tree has: from now on what other pages prove is known."""
        if not settling.told:
            settling.told = True
            request = workspace.request
            named = ", ".join(request.paths) or str(request.configuration.root)
            self.client.say(f"specgen: {safe(named)} is read: {len(workspace.library.pages)} pages")

    def _show_again(self, workspace: Workspace) -> None:
        for document in self.documents.values():
            if self._workspaces.get(document.uri) is workspace:
                document.found_in = -1
                self.analyse(document)

    async def files_changed(self, files: Iterable[Path], *, came_or_went: bool) -> None:
        """Files changed on disk. Pages are read again; where anything else did, or files came or went, their trees."""
        changed = tuple(files)
        if any(file.name in (OWN_FILE, SHARED_FILE) for file in changed):
            self.reconfigure()
            return
        for workspace in self.trees.every:
            pages = [file for file in changed if await self.swiftly(workspace.place, file) is not None]
            if (pages and came_or_went) or any(depends(workspace, file) for file in changed):
                await self._reopen(workspace)
                continue
            opened = {document.file for document in self.documents.values()}
            for file in pages:
                if file not in opened:
                    await self.swiftly(workspace.update, file, None)
                    self.settle_soon(workspace)

    async def _reopen(self, workspace: Workspace) -> None:
        try:
            await self.swiftly(self.trees.reopen, workspace)
        except WorkspaceError as error:
            self._complain(str(error))
            return
        self._said.clear()
        for document in tuple(self.documents.values()):
            if self._workspaces.get(document.uri) is workspace:
                document.edition += 1
                await self.analyse(document)
        self.settle_soon(workspace, 0)

    def reconfigure(self, settings: Settings | None = None, folders: tuple[Path, ...] | None = None) -> None:
        """Settings or folders are others: every tree is opened anew."""
        self.trees.settings = settings if settings is not None else self.trees.settings
        self.trees.folders = folders if folders is not None else self.trees.folders
        self.trees.forget()
        self._said.clear()
        self._workspaces.clear()
        for settling in self._settling.values():
            settling.outdated.set()
            if settling.timer is not None:
                settling.timer.cancel()
        self._settling.clear()
        for document in self.documents.values():
            document.edition += 1
            self.analyse(document)

    def _complain(self, text: str) -> None:
        """Say what is wrong, once."""
        if text not in self._said:
            self._said.add(text)
            self.client.say(f"specgen: {safe(text)}", MessageType.Error)


def _found(workspace: Workspace | None, file: Path | None, data: bytes) -> tuple[Finding, ...]:
    if workspace is None or file is None or not workspace.update(file, data):
        return ()
    return workspace.findings(file)


def _is_utf8(file: Path) -> bool:
    """Whether a file is text as pages are; one that cannot be read is no worse than one that is not there yet."""
    try:
        return not Source.decode("", read_bytes(file)).damaged
    except OSError:
        return True
