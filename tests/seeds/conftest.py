"""The seed pages, and how to compile one that lies in a folder of its own."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

FRENCH = "win32/fr-fr/desktop-src/TermServ/logoff-win32-virtualdesktopsession.md"
PORTUGUESE = "office/pt-br/docs/outlook/mapi/imapisession-logoff.md"


@dataclass(frozen=True)
class Compiled:
    """A tree's entities and findings, as the command line prints them."""

    entities: list[dict[str, Any]]
    findings: list[dict[str, Any]]

    @property
    def entity(self) -> dict[str, Any]:
        (only,) = self.entities
        return only

    def codes(self) -> list[str]:
        return sorted({finding["code"] for finding in self.findings})

    def of(self, code: str) -> list[dict[str, Any]]:
        return [finding for finding in self.findings if finding["code"] == code]


Compile = Callable[..., Compiled]


@pytest.fixture
def seeds() -> Path:
    return Path(__file__).parents[2] / "seeds"


@pytest.fixture
def compile_tree(command: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Compile:
    """Compiles pages given by path and text; options are passed on."""

    def compile_pages(pages: dict[str, str], *options: str, tree: str = "pages") -> Compiled:
        monkeypatch.chdir(tmp_path)
        for name, text in pages.items():
            page = tmp_path / tree / name
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_bytes(text.encode("utf-8"))
        model = command("model", tree, *options)
        checked = command("check", tree, "--exit-zero", "--output-format=jsonl", *options)
        assert (model.status, checked.status) == (0, 0), model.err + checked.err
        return Compiled(model.entities, [json.loads(line) for line in checked.out.splitlines()])

    return compile_pages


@pytest.fixture
def french(seeds: Path) -> str:
    return (seeds / FRENCH).read_bytes().decode("utf-8")


@pytest.fixture
def portuguese(seeds: Path) -> str:
    return (seeds / PORTUGUESE).read_bytes().decode("utf-8")
