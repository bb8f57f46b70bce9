"""What an editor shows at call sites of the stubs: hover and completion, asked of pyright's language server.

``python -m tests.backends.stubs.language_server --write`` puts it into docs/stubs.md, between two marks; without
``--write`` it is printed.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import IO, Any

from tests.backends.stubs.wheels import CHECKOUT, Installed, installed, pyright

PAGE = CHECKOUT / "docs/stubs.md"
BEGIN = "<!-- what an editor shows: written by python -m tests.backends.stubs.language_server --write -->\n"
END = "<!-- end of what an editor shows -->\n"

SAMPLES = (CHECKOUT / "seeds", Path(__file__).with_name("samples"))
"""The seeds, and two pages written by hand: of the seeds alone there is no namespace that is known."""

HOVERED, COMPLETED = "^", "|"
_NAME = re.compile(r"\w*")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")

MOST = 8
"""Lines of a hover's text, and names of a completion, that are shown; three dots stand for the others."""


@dataclass(frozen=True)
class Site:
    """A call site: a program, its last line as it is hovered over, and that line as it is when a user asks for more.

    ``^`` stands before what is hovered over, ``|`` where the cursor is.
    """

    title: str
    before: str
    hovered: str
    completed: str


SITES = (
    Site(
        "A method of WMI",
        "import wmi\n\nconnection = wmi.WMI()\n",
        'connection.Win32_Process.^Create(CommandLine="notepad.exe")',
        "connection.Win32_Process.Create(Comm|)",
    ),
    Site(
        "A method of MAPI",
        "from com_interfaces import IMAPISession, IMAPISessionLogoffFlags\n\n"
        "\ndef leave(session: IMAPISession, hwnd: int) -> None:\n",
        "    session.^Logoff(hwnd, IMAPISessionLogoffFlags.MAPI_LOGOFF_UI, 0)",
        "    session.Logoff(hwnd, IMAPISessionLogoffFlags.MAPI|",
    ),
    Site(
        "An exception",
        "import wmi\n\ntry:\n    wmi.WMI().Win32_Process.watch_for()(500)\n",
        "except wmi.^x_wmi_timed_out:",
        "except wmi.x_|",
    ),
)


@dataclass(frozen=True)
class Answer:
    """What the server says at a site: the hover's Markdown, and the labels offered, in the editor's order."""

    hover: str
    labels: tuple[str, ...]


class Server:
    """A conversation with a language server: JSON-RPC with a header of its length, over pipes."""

    def __init__(self, process: "subprocess.Popen[bytes]", root: Path) -> None:
        assert process.stdin and process.stdout
        self._to: IO[bytes] = process.stdin
        self._from: IO[bytes] = process.stdout
        self._root = root
        self._numbers = count(1)

    def start(self) -> None:
        """Say what this editor can show: Markdown."""
        markdown = {"contentFormat": ["markdown"]}
        document = {"hover": markdown, "completion": {"completionItem": {"documentationFormat": ["markdown"]}}}
        folder = {"uri": self._root.as_uri(), "name": self._root.name}
        told = {"processId": None, "rootUri": folder["uri"], "workspaceFolders": [folder]}
        self.ask("initialize", {**told, "capabilities": {"textDocument": document}})
        self.tell("initialized", {})

    def stop(self) -> None:
        """End the conversation as the protocol wants it."""
        self.ask("shutdown", None)
        self.tell("exit", None)

    def answer(self, name: str, site: Site) -> Answer:
        """Open the program twice, as it is hovered over and as it is being written."""
        before, line = site.before, site.before.count("\n")
        hovered = self._open(f"{name}_hovered", before, site.hovered.replace(HOVERED, ""))
        at = {"line": line, "character": site.hovered.index(HOVERED)}
        hover = self.ask("textDocument/hover", {"textDocument": hovered, "position": at})
        written = site.completed.replace(COMPLETED, "")
        completed = self._open(f"{name}_completed", before, written)
        at = {"line": line, "character": site.completed.index(COMPLETED)}
        offered = self.ask("textDocument/completion", {"textDocument": completed, "position": at})
        return Answer(hover["contents"]["value"], _labels(offered, _typed(site.completed)))

    def _open(self, name: str, *parts: str) -> dict[str, str]:
        document = {"uri": (self._root / f"{name}.py").as_uri()}
        facts = {"languageId": "python", "version": 1, "text": "".join(parts) + "\n"}
        self.tell("textDocument/didOpen", {"textDocument": {**document, **facts}})
        return document

    def ask(self, method: str, parameters: Any) -> Any:
        """The result of a request; what the server asks meanwhile is answered."""
        number = next(self._numbers)
        self._send({"id": number, "method": method, "params": parameters})
        while True:
            message = self._receive()
            if "method" in message:
                self._reply(message)
            elif message.get("id") == number:
                assert "error" not in message, message
                return message["result"]

    def tell(self, method: str, parameters: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": parameters})

    def _reply(self, message: Mapping[str, Any]) -> None:
        """Requests of the server get no settings: pyrightconfig.json has them."""
        if "id" in message:
            items = (message.get("params") or {}).get("items")
            self._send({"id": message["id"], "result": None if items is None else [{} for _ in items]})

    def _send(self, message: Mapping[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode("utf-8")
        self._to.write(f"Content-Length: {len(body)}\r\n\r\n".encode("ascii") + body)
        self._to.flush()

    def _receive(self) -> Any:
        length = 0
        while (line := self._from.readline()) != b"\r\n":
            assert line, "the language server ended"
            name, _, value = line.decode("ascii").partition(":")
            length = int(value) if name.casefold() == "content-length" else length
        return json.loads(self._from.read(length))


def _typed(line: str) -> str:
    """The beginning of a name that stands before the cursor."""
    return _name(line.partition(COMPLETED)[0][::-1])[::-1]


def _name(text: str) -> str:
    """The name that a text begins with."""
    found = _NAME.match(text)
    return found[0] if found else ""


def _labels(offered: Any, typed: str) -> tuple[str, ...]:
    """What an editor shows of an offer: what begins as typed, in the order that the server wants."""
    items = offered["items"] if isinstance(offered, dict) else offered
    kept = [one for one in items if one.get("filterText", one["label"]).casefold().startswith(typed.casefold())]
    return tuple(one["label"] for one in sorted(kept, key=lambda one: one.get("sortText", one["label"])))


@contextmanager
def server(wheels: Installed) -> Iterator[Server]:
    """Pyright's language server in a workspace beside the environment of the wheels."""
    program = pyright("pyright-langserver")
    assert program is not None
    root = wheels.folder / "editor"
    root.mkdir(exist_ok=True)
    settings = {"venvPath": "..", "venv": "venv"}
    (root / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    command, environment = [program, "--stdio"], wheels.environment()
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        try:
            talk = Server(process, root)
            talk.start()
            yield talk
            talk.stop()
        except BaseException:
            process.kill()
            raise


def answers(wheels: Installed) -> dict[str, Answer]:
    """What is shown at each site, by its title."""
    with server(wheels) as talk:
        return {site.title: talk.answer(f"site_{number}", site) for number, site in enumerate(SITES, 1)}


def section(found: Mapping[str, Answer]) -> str:
    """The part of docs/stubs.md that says so."""
    return "\n".join(
        [
            "What pyright's language server says in an environment with the stubs of `seeds/` and two pages written",
            f"by hand: the first {MOST} lines of a text, the first {MOST} names of a list, and `...` for the others.",
            "",
            *(line for site in SITES for line in _shown(site, found[site.title])),
        ]
    )


def _shown(site: Site, found: Answer) -> Iterator[str]:
    signature, text = _parts(found.hover)
    yield from (f"### {site.title}", "", "```python", *site.before.splitlines())
    yield from (site.hovered.replace(HOVERED, ""), "```", "")
    yield from (
        f"Hover on `{_name(site.hovered.partition(HOVERED)[2])}`:",
        "",
        "```text",
        *signature,
        *([""] if text else []),
        *_first(text),
        "```",
        "",
    )
    yield from (f"Completion of `{site.completed.strip()}`, where `|` is the cursor:", "", "```text")
    yield from (*_first(found.labels), "```", "")


def _first(lines: "tuple[str, ...] | list[str]") -> list[str]:
    return [*lines[:MOST], *(["..."] if len(lines) > MOST else [])]


def _parts(hover: str) -> tuple[list[str], list[str]]:
    """Signature and text of a hover, without the marks that Markdown has for both."""
    code, _, text = hover.partition("```\n---\n")
    plain = _ESCAPED.sub(r"\1", text.replace("&nbsp;", " "))
    return code.removeprefix("```python\n").splitlines(), [line.rstrip() for line in plain.rstrip().splitlines()]


def replaced(page: str, text: str) -> str:
    """The page with ``text`` between its marks; a page without marks gets both at its end."""
    if BEGIN not in page:
        page = f"{page}\n## In an editor\n\n{BEGIN}{END}"
    head, _, rest = page.partition(BEGIN)
    return f"{head}{BEGIN}\n{text}\n{END}{rest.partition(END)[2]}"


def main() -> None:
    """Print or write the section."""
    with tempfile.TemporaryDirectory() as folder:
        text = section(answers(installed(SAMPLES, Path(folder))))
    if "--write" in sys.argv[1:]:
        PAGE.write_text(replaced(PAGE.read_text("utf-8"), text), encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
