"""What starting costs, counted in modules: seconds depend on the machine, modules do not."""

import subprocess
import sys

import pytest

HEAVY = ("markdown_it", "jinja2", "lark", "tree_sitter", "tree_sitter_cpp", "yaml", "rich", "pywbem", "msgspec")
WAITING = ("watchfiles", "anyio", "pygls", "lsprotocol")
"""What only those need who watch, or serve an editor."""


def _modules(statement: str) -> set[str]:
    script = (
        f"import sys\nbefore = set(sys.modules)\n{statement}\nsys.stderr.write(chr(10).join(set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines())


def test_version_imports_next_to_nothing() -> None:
    loaded = _modules("from specgen.cli import main\nmain(['--version'])")
    assert loaded <= {"specgen", "specgen.cli"}


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["generate", "--help"], ["server", "--help"]])
def test_help_imports_no_parser(arguments: list[str]) -> None:
    loaded = _modules(f"from specgen.cli import main\nmain({arguments!r})")
    assert not {name.split(".")[0] for name in loaded} & {*HEAVY, *WAITING}
    assert not [name for name in loaded if name.startswith(("specgen.reader", "specgen.pipeline", "specgen.backends"))]


def test_checking_imports_no_templates() -> None:
    """``check`` makes nothing, so it loads no template engine, and no library of an extra."""
    loaded = _modules("import specgen.checks, specgen.reports, specgen.reader, specgen.link")
    assert not {"jinja2", "pywbem", "rich", "click"} & {name.split(".")[0] for name in loaded}
