"""Neovim's own client in front of the server: what it shows, and what comes of typing and mending in it."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import METHOD
from tests.server.client import PATIENCE, command

PROBE = Path(__file__).with_name("probe.lua")
LINES = METHOD.split("\n")
DAMAGED = LINES.index("| MOF<br/> | <dl> <dt>Probe. mof</dt> </dl> |")
SYNTAX = LINES.index("  [in] uint32 Depth,")
DESCRIBED = LINES.index("*Depth* \\[in\\]")
TYPED = "🧪𐐷 "

pytestmark = pytest.mark.real_target


@pytest.fixture
def neovim() -> str:
    program = shutil.which("nvim")
    if program is None:
        pytest.skip("there is no nvim")
    return program


def lua(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).replace("[", "{").replace("]", "}")


def test_neovim_shows_findings_and_mends_them(neovim: str, tree: Path) -> None:
    page = tree / "dig-probe-ground.md"
    names = {"SERVER": command(), "ROOT": str(tree), "PAGE": str(page), "INSERTED": TYPED}
    numbers = {"HOVERED": DAMAGED + 1, "DESCRIBED": DESCRIBED + 1}
    given = "; ".join(f"{name} = {lua(value)}" for name, value in {**names, **numbers}.items())
    done = subprocess.run(
        [neovim, "--headless", "--clean", "-n", "-c", f"lua {given}", "-c", f"luafile {PROBE}"],
        capture_output=True,
        text=True,
        check=False,
        timeout=4 * PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    shown = json.loads(done.stdout)
    # Neovim counts bytes.
    moved = len(TYPED.encode())
    assert shown["opened"] == [["SG101", SYNTAX + 1, 15, 22], ["SG405", DAMAGED, 22, 32]]
    assert shown["typed"] == [["SG101", SYNTAX + 1, 15, 22], ["SG405", DAMAGED, 22 + moved, 32 + moved]]
    assert "requirement mof: Probe. mof => Probe.mof" in shown["hover"]
    assert shown["definition"] == {"line": SYNTAX, "character": 14}
    assert shown["fixed"] == TYPED + LINES[DAMAGED].replace("Probe. mof", "Probe.mof")
    assert [code for code, *_ in shown["left"]] == ["SG101"]
