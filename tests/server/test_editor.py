"""The work behind an editor, with workspaces that fail or take long, which real ones do not on demand."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types as lsp

from specgen.pipeline.workspace import Workspace, WorkspaceError
from specgen.server import editor as module
from specgen.server.editor import Editor
from tests.cli.conftest import METHOD


class Client:
    """Keeps what an editor would be told."""

    encoding = "utf-16"
    related = True

    def __init__(self) -> None:
        self.published: list[tuple[int | None, list[str]]] = []
        self.said: list[tuple[lsp.MessageType, str]] = []

    def publish(self, uri: str, version: int | None, found: list[lsp.Diagnostic]) -> None:
        self.published.append((version, [str(one.code) for one in found]))

    def say(self, text: str, kind: lsp.MessageType = lsp.MessageType.Info) -> None:
        self.said.append((kind, text))

    @property
    def errors(self) -> list[str]:
        return [text for kind, text in self.said if kind == lsp.MessageType.Error]


def run(scenario: Callable[[Editor, Client], Coroutine[Any, Any, None]]) -> None:
    async def whole() -> None:
        client = Client()
        editor = Editor(client)
        try:
            async with asyncio.timeout(120):
                await scenario(editor, client)
        finally:
            editor.close()

    asyncio.run(whole())


async def until(told: Callable[[], Any]) -> None:
    while not told():  # noqa: ASYNC110  nothing here tells of what is worked out in threads
        await asyncio.sleep(0.005)


@pytest.mark.parametrize("error", [WorkspaceError("the overlay is stale"), RuntimeError("no room \x1b[2J")])
def test_a_tree_that_cannot_be_settled_is_said_once(
    tree: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    tried: list[int] = []

    def settle(*_: object) -> bool:
        tried.append(1)
        raise error

    monkeypatch.setattr(Workspace, "settle", settle)
    page = tree / "dig-probe-ground.md"

    async def scenario(editor: Editor, client: Client) -> None:
        editor.opened(page.as_uri(), 1, METHOD)
        await until(lambda: client.errors and client.published)
        editor.saved(editor.documents[page.as_uri()])
        await until(lambda: len(tried) == 2)
        await editor.fresh(page.as_uri())
        assert client.published == [(1, ["SG101", "SG405"])]
        assert len(client.errors) == 1
        assert str(error).partition(" \x1b")[0] in client.errors[0] and "\x1b" not in client.errors[0]

    run(scenario)


def test_a_page_that_a_rule_stumbles_over_is_said_and_ends_nothing(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Workspace.findings

    def findings(self: Workspace, file: Path) -> Any:
        if "BAD" in file.name:
            raise ZeroDivisionError("by nothing")
        return real(self, file)

    monkeypatch.setattr(Workspace, "findings", findings)
    bad, good = tree / "BAD.md", tree / "dig-probe-ground.md"

    async def scenario(editor: Editor, client: Client) -> None:
        editor.opened(bad.as_uri(), 1, METHOD)
        await editor.fresh(bad.as_uri())
        editor.opened(good.as_uri(), 7, METHOD)
        await until(lambda: (7, ["SG101", "SG405"]) in client.published)
        assert client.published[0] == (1, [])
        assert any("BAD.md: ZeroDivisionError: by nothing" in text for text in client.errors)

    run(scenario)


def test_what_was_overtaken_is_not_shown(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one edition is being read, several come: of these only the last is read and shown."""
    page = tree / "dig-probe-ground.md"
    started, go, read = threading.Event(), threading.Event(), []
    real = module._found

    def slow(workspace: Any, file: Any, data: bytes) -> Any:
        read.append(data)
        started.set()
        assert go.wait(60)
        return real(workspace, file, data)

    monkeypatch.setattr(module, "_found", slow)

    async def scenario(editor: Editor, client: Client) -> None:
        editor.opened(page.as_uri(), 1, METHOD)
        await until(started.is_set)
        document = editor.documents[page.as_uri()]
        for version in range(2, 9):
            text = METHOD.replace("Probe. mof", "Probe.mof") if version == 8 else f"{METHOD}{version}"
            document.change([lsp.TextDocumentContentChangeWholeDocument(text)], version)
            editor.changed(document)
        go.set()
        await until(lambda: client.published)
        await editor.fresh(page.as_uri())
        assert client.published == [(8, ["SG101"])]
        assert read[:2] == [METHOD.encode(), document.data] and set(read[2:]) <= {document.data}

    run(scenario)


def test_a_tree_is_settled_again_where_something_changed_meanwhile(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, settling, go = tree / "dig-probe-ground.md", threading.Event(), threading.Event()
    gave_up: list[bool] = []
    real = Workspace.settle

    def settle(self: Workspace, cancelled: Callable[[], bool]) -> bool:
        settling.set()
        assert go.wait(60)
        gave_up.append(cancelled())
        return real(self, cancelled)

    monkeypatch.setattr(Workspace, "settle", settle)

    async def scenario(editor: Editor, client: Client) -> None:
        editor.opened(page.as_uri(), 1, METHOD)
        await until(settling.is_set)
        document = editor.documents[page.as_uri()]
        document.change([lsp.TextDocumentContentChangeWholeDocument(METHOD.replace("Probe. mof", "P.mof"))], 2)
        editor.changed(document)
        editor.saved(document)
        await until(lambda: client.published)
        go.set()
        await until(lambda: any("is read: 3 pages" in text for _, text in client.said))
        assert gave_up[0] and not gave_up[-1]
        await editor.fresh(page.as_uri())
        assert client.published[-1] == (2, ["SG101"])

    run(scenario)


def test_a_document_that_is_closed_and_opened_at_once_is_the_new_one(tree: Path) -> None:
    page = tree / "dig-probe-ground.md"

    async def scenario(editor: Editor, client: Client) -> None:
        for _ in range(5):
            editor.opened(page.as_uri(), 1, METHOD)
            await editor.fresh(page.as_uri())
            editor.closed(page.as_uri())
            editor.opened(page.as_uri(), 2, METHOD.replace("Probe. mof", "Probe.mof"))
            await editor.fresh(page.as_uri())
            assert client.published[-1] == (2, ["SG101"])
            editor.closed(page.as_uri())
        assert client.published[-1] == (None, [])
        assert not editor.documents

    run(scenario)
