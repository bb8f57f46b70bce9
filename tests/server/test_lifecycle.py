"""How a server starts and ends, and what a wrong message does to it."""

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types as lsp

from tests.server.client import PATIENCE, Editor, command


def framed(*messages: Any) -> bytes:
    bodies = [one if isinstance(one, bytes) else json.dumps({"jsonrpc": "2.0", **one}).encode() for one in messages]
    return b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(body), body) for body in bodies)


INITIALIZE = {"id": 1, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {}}}
SHUTDOWN, EXIT = {"id": 2, "method": "shutdown"}, {"method": "exit"}


def spoken(*messages: Any, rest: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    """What a server says and ends with that hears these messages and then nothing more."""
    given = framed(*messages) + rest
    return subprocess.run(command(), input=given, capture_output=True, check=False, timeout=PATIENCE)


def answers(said: bytes) -> list[dict[str, Any]]:
    """The messages on stdout, on which there may be nothing else."""
    found = []
    while said:
        head, _, rest = said.partition(b"\r\n\r\n")
        length = next(int(line[15:]) for line in head.split(b"\r\n") if line.startswith(b"Content-Length:"))
        found.append(json.loads(rest[:length]))
        said = rest[length:]
    return found


def test_who_says_goodbye_properly_ends_with_0() -> None:
    done = spoken(INITIALIZE, SHUTDOWN, EXIT)
    first, second = answers(done.stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    assert first["result"]["serverInfo"]["name"] == "specgen"
    assert first["result"]["capabilities"]["positionEncoding"] == "utf-16"
    assert first["result"]["capabilities"]["textDocumentSync"]["change"] == lsp.TextDocumentSyncKind.Incremental
    assert second["result"] is None


@pytest.mark.parametrize(
    ("messages", "rest"),
    [
        ([INITIALIZE, EXIT], b""),
        ([INITIALIZE], b""),
        ([], b""),
        ([INITIALIZE], b"Content-Length: 99\r\n\r\n{"),
    ],
)
def test_who_does_not_ends_with_1(messages: list[Any], rest: bytes) -> None:
    assert spoken(*messages, rest=rest).returncode == 1


def test_nonsense_is_answered_and_survived() -> None:
    unknown = {"id": 7, "method": "textDocument/telepathy", "params": {}}
    wrong = {"id": 8, "method": "textDocument/hover", "params": {"position": "here"}}
    done = spoken(INITIALIZE, b"no json", b"[]", unknown, wrong, {"method": "$/unknown", "params": 1}, SHUTDOWN, EXIT)
    told = {one["id"]: one for one in answers(done.stdout) if one.get("id") in (2, 7)}
    assert done.returncode == 0
    assert told[7]["error"]["code"] == lsp.ErrorCodes.MethodNotFound.value
    assert told[2]["result"] is None


def test_what_is_printed_by_others_does_not_reach_the_protocol() -> None:
    script = (
        "import sys\n"
        "from specgen.server import serving\n"
        "real = serving.Server\n"
        "def noisy():\n"
        "    print('noise', flush=True)\n"
        "    return real()\n"
        "serving.Server = noisy\n"
        "sys.exit(serving.serve_stdio())\n"
    )
    given = framed(INITIALIZE, SHUTDOWN, EXIT)
    done = subprocess.run(
        [sys.executable, "-c", script], input=given, capture_output=True, check=False, timeout=PATIENCE
    )
    assert (done.returncode, done.stderr) == (0, b"noise\n")
    assert len(answers(done.stdout)) == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_an_interrupt_ends_it_with_130() -> None:
    with subprocess.Popen(command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(framed(INITIALIZE))
        process.stdin.flush()
        assert process.stdout.readline().startswith(b"Content-Length")
        process.send_signal(signal.SIGINT)
        # stdin stays open: nothing waits for it.
        assert process.wait(PATIENCE) == 130
        assert process.stderr.read().lstrip() == b"specgen: interrupted\n"


@pytest.mark.parametrize(("properly", "status"), [(True, 0), (False, 1)])
def test_over_a_socket(tree: Path, properly: bool, status: int) -> None:
    page = tree / "dig-probe-ground.md"

    async def scenario() -> int:
        process = await asyncio.create_subprocess_exec(*command("--tcp", "127.0.0.1:0"), stderr=subprocess.PIPE)
        assert process.stderr is not None
        try:
            return await talked(process, process.stderr)
        finally:
            if process.returncode is None:
                process.kill()

    async def talked(process: asyncio.subprocess.Process, told: asyncio.StreamReader) -> int:
        line = (await asyncio.wait_for(told.readline(), PATIENCE)).decode()
        assert line.startswith("specgen: listening on 127.0.0.1:")
        editor = Editor()
        await editor.start_tcp("127.0.0.1", int(line.rpartition(":")[2]))
        folder = lsp.WorkspaceFolder(tree.as_uri(), "tree")
        asked = lsp.InitializeParams(capabilities=lsp.ClientCapabilities(), workspace_folders=[folder])
        await asyncio.wait_for(editor.initialize_async(asked), PATIENCE)
        editor.open(page)
        await editor.shows(page, ["SG101", "SG405"])
        if properly:
            await editor.shutdown_async(None)
        editor.exit(None)
        found = await asyncio.wait_for(process.wait(), PATIENCE)
        with contextlib.suppress(asyncio.TimeoutError, ConnectionError):
            await asyncio.wait_for(editor.stop(), PATIENCE)
        return found

    assert asyncio.run(scenario()) == status


@pytest.mark.parametrize("address", ["nowhere", "host:", ":1", "host:99999", "a:b:1"])
def test_an_address_is_a_host_and_a_port(command: Any, address: str) -> None:
    done = command("server", "--tcp", address)
    assert done.status == 2
    assert "is not HOST:PORT" in done.talk[-1]


def test_one_way_to_speak_at_a_time(command: Any) -> None:
    assert command("server", "--stdio", "--tcp", "127.0.0.1:0").status == 2


def test_an_address_that_cannot_be_had(command: Any) -> None:
    done = command("server", "--tcp", "192.0.2.1:1")
    assert done.status == 2
    assert done.talk[-1].startswith("specgen: error: 192.0.2.1:1: ")


def test_without_the_extra_it_says_what_to_install(command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("specgen.cli.commands.server.find_spec", lambda _: None)
    done = command("server")
    assert done.status == 2
    assert done.talk == ["specgen: error: the server needs pygls: pip install 'specgen[lsp]'"]
