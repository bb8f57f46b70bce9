"""What docs/editors.md tells people to write down, as far as this machine can read it."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from specgen.server.trees import Settings

PAGE = Path(__file__).parents[2] / "docs" / "editors.md"
TEXT = PAGE.read_text("utf-8")

STUBS = """
told = { commands = {} }
vim.lsp.config = function(name, one) told.config = one end
vim.lsp.enable = function(name) told.enabled = name end
vim.lsp.start = function(one) told.started = one end
vim.lsp.buf.code_action = function(one) told.action = one end
vim.fs = vim.fs or {
  dirname = function(path) return vim.fn.fnamemodify(path, ":h") end,
  find = function(names, options)
    local found = vim.fn.findfile(names[1], options.path .. ";")
    return found ~= "" and { vim.fn.fnamemodify(found, ":p") } or {}
  end,
}
"""


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def test_settings_of_vs_code_are_json_that_starts_the_server() -> None:
    (block,) = blocks("json")
    told = json.loads(block)
    assert [told["glspc.server.command"], *told["glspc.server.commandArguments"]] == ["specgen", "server"]
    assert told["glspc.server.languageId"] == ["markdown"]
    assert "source.fixAll.specgen" in told["editor.codeActionsOnSave"]


def test_every_setting_is_documented() -> None:
    table = TEXT.partition("## Settings")[2].partition("## ")[0]
    assert set(re.findall(r"`(\w+)`", "\n".join(re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)))) == set(
        Settings.__dataclass_fields__
    )


@pytest.mark.real_target
def test_neovim_takes_what_is_written_for_it(tmp_path: Path) -> None:
    program = shutil.which("nvim")
    if program is None:
        pytest.skip("there is no nvim")
    (tmp_path / "specgen.toml").touch()
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_text("# Page\n", encoding="utf-8")
    script = tmp_path / "script.lua"
    show = "io.stdout:write(vim.fn.json_encode(told))\nvim.cmd('quitall!')\n"
    opened = f"vim.cmd('edit {tmp_path}/docs/page.md')\nvim.cmd('doautocmd FileType markdown')\n"
    script.write_text("\n".join([STUBS, *blocks("lua"), opened, show]), encoding="utf-8")
    done = subprocess.run(
        [program, "--headless", "--clean", "-n", "-c", f"luafile {script}"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    told = json.loads(done.stdout)
    assert (told["enabled"], told["config"]["cmd"]) == ("specgen", ["specgen", "server"])
    assert told["config"]["filetypes"] == ["markdown"]
    assert (told["started"]["cmd"], told["started"]["root_dir"]) == (["specgen", "server"], str(tmp_path))
    assert told["action"]["context"]["only"] == ["source.fixAll"]
