"""The documentation's code blocks are run, and what they print is what they say."""

import re
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pytest

from specgen.cli import commands, entry
from specgen.project import configuration_for

_FENCE = re.compile(r"^(?P<fence>`{3,})(?P<language>\w*)\n(?P<body>.*?)^(?P=fence)\n", re.MULTILINE | re.DOTALL)
_PAGES = ("README.md", "CONTRIBUTING.md", "docs/commands.md", "docs/configuration.md", "docs/library.md")
ELLIPSIS = "..."


@dataclass(frozen=True)
class Block:
    language: str
    body: str


def _blocks(checkout: Path, page: str) -> list[Block]:
    text = (checkout / page).read_text("utf-8")
    return [Block(found["language"], found["body"]) for found in _FENCE.finditer(text)]


def _sessions(body: str) -> Iterator[tuple[list[str], str]]:
    """The commands of a console block with what is printed after each."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        line, _, output = part.partition("\n")
        yield line.split(), output


def _pattern(output: str) -> re.Pattern[str]:
    """Output in which ``...`` stands for anything: within a line, or for whole lines where it is alone."""
    lines = []
    for line in output.splitlines(keepends=True):
        whole = line.strip() == ELLIPSIS
        lines.append("(?:.*\n)*?" if whole else ".*".join(map(re.escape, line.split(ELLIPSIS))))
    return re.compile("".join(lines))


@pytest.fixture
def sandbox(checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(checkout / "seeds", tmp_path / "seeds")
    shutil.copy(checkout / "pyproject.toml", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", _PAGES)
def test_console_blocks_print_what_they_say(checkout: Path, sandbox: Path, command: Any, page: str) -> None:
    for block in _blocks(checkout, page):
        if block.language == "console":
            for arguments, output in _sessions(block.body):
                assert arguments[0] == "specgen"
                printed = command(*arguments[1:]).out.decode()
                assert _pattern(output).fullmatch(printed), (arguments, printed)


@pytest.mark.parametrize("page", _PAGES)
def test_toml_blocks_configure(checkout: Path, tmp_path: Path, page: str) -> None:
    for block in _blocks(checkout, page):
        if block.language == "toml":
            assert tomllib.loads(block.body)
            (tmp_path / "pyproject.toml").write_text(block.body, encoding="utf-8")
            assert configuration_for((tmp_path,)).file is not None


def test_python_blocks_run(checkout: Path) -> None:
    blocks = [block.body for block in _blocks(checkout, "docs/library.md") if block.language == "python"]
    assert len(blocks) == 4
    names: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, "docs/library.md", "exec"), names)


def test_every_block_is_of_a_language_that_is_tested(checkout: Path) -> None:
    for page in ("README.md", "docs/commands.md", "docs/configuration.md"):
        assert {block.language for block in _blocks(checkout, page)} <= {"console", "toml", "sh"}, page


def test_every_option_is_documented(checkout: Path) -> None:
    text = (checkout / "docs/commands.md").read_text("utf-8")
    group = entry.Commands("specgen")
    context = click.Context(group)
    names = group.list_commands(context)
    assert len(names) == len([path for path in Path(commands.__path__[0]).glob("*.py") if path.stem != "__init__"])
    for name in names:
        assert f"\n## {name}\n" in text
        command = group.get_command(context, name)
        assert command is not None
        options = [one for parameter in command.params for one in parameter.opts if one.startswith("--")]
        assert not [option for option in options if f"`{option}" not in text], name


def test_links_lead_somewhere(checkout: Path) -> None:
    for page in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        text = (checkout / page).read_text("utf-8")
        targets = [target for target in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in target]
        assert not [target for target in targets if not (checkout / target).exists()], page
