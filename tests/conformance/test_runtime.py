"""What a suite stands on: its version, and a plugin that does nothing where no suite runs."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from specgen.backends import conformance as backend
from specgen.conformance import runtime

pytest_plugins = ("pytester",)

Run = Callable[..., pytest.RunResult]

HEAVY = {
    "markdown_it",
    "lark",
    "tree_sitter",
    "jinja2",
    "click",
    "rich",
    "hypothesis",
    "pywbem",
    "pywbem_mock",
    "clang",
}


def test_the_backend_writes_for_the_version_that_is_installed() -> None:
    assert backend.RUNTIME == runtime.RUNTIME
    runtime.require(backend.RUNTIME)


@pytest.mark.parametrize(("version", "remedy"), [(-1, "generate it again"), (1, "upgrade specgen")])
def test_a_suite_for_another_version_stops_the_run_in_one_sentence(
    version: int, remedy: str, suite: Path, run: Run
) -> None:
    conftest = suite / "conftest.py"
    made, other = f"runtime.require({runtime.RUNTIME})", runtime.RUNTIME + version
    assert made in conftest.read_text("utf-8")
    conftest.write_text(conftest.read_text("utf-8").replace(made, f"runtime.require({other})"), "utf-8")
    result = run(suite)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    said = (
        f"this suite is for version {other} of specgen.conformance and version {runtime.RUNTIME} is installed: {remedy}"
    )
    assert "".join(result.errlines).count(said) == 1
    assert "passed" not in result.stdout.str()


def loaded(code: str, folder: Path, *arguments: str) -> set[str]:
    """The modules that another interpreter has loaded after ``code``, which leaves them in ``modules.json``."""
    checkout = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    done = subprocess.run(
        [sys.executable, *arguments, "-c", code],
        cwd=folder,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return set(json.loads((folder / "modules.json").read_text("utf-8")))


WRITE = "import json, sys; json.dump(sorted(sys.modules), open('modules.json', 'w'))"


def ordinary(folder: Path, *options: str) -> set[str]:
    """What a run of an ordinary test file has loaded of specgen and of what is heavy."""
    (folder / "test_ordinary.py").write_text("def test_ordinary():\n    pass\n", "utf-8")
    plugin = ["-p", "specgen.pytest_plugin"]
    chosen = ["-p", "no:cacheprovider", "-p", "no:hypothesispytest", *plugin, *options, "test_ordinary.py"]
    code = f"import pytest; assert pytest.main({chosen!r}) == 0; {WRITE}"
    return {one for one in loaded(code, folder) if one.partition(".")[0] in {"specgen", *HEAVY}}


def test_the_plugin_is_inert_where_no_suite_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The installed plugin would be a second one.
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    assert ordinary(tmp_path) == {"specgen", "specgen.pytest_plugin"}


def test_the_plugin_that_is_installed_is_the_same(tmp_path: Path) -> None:
    entries = (
        "from importlib.metadata import entry_points; names = [one.value for one in entry_points(group='pytest11')]"
    )
    loaded(f"{entries}; assert 'specgen.pytest_plugin' in names, names; {WRITE}", tmp_path)


def test_an_ordinary_run_shows_nothing_of_it(pytester: pytest.Pytester, run: Run) -> None:
    path = pytester.makepyfile("def test_ordinary():\n    pass\n")
    result = run(path)
    assert result.parseoutcomes() == {"passed": 1}
    result.stdout.no_fnmatch_line("*promised*")
    result.stdout.no_fnmatch_line("specgen target*")


@pytest.mark.parametrize(
    ("option", "given", "said"),
    [
        ("examples", "-3", "from 1 to 1000000, not -3"),
        ("examples", "0", "from 1 to 1000000, not 0"),
        ("deadline", "-1", "from 0.001 to 86400, not -1"),
        ("deadline", "0", "from 0.001 to 86400, not 0"),
        ("deadline", "nan", "from 0.001 to 86400, not nan"),
        ("timeout", "-1", "from 0.001 to 86400, not -1"),
        ("timeout", "inf", "from 0.001 to 86400, not inf"),
    ],
)
def test_a_number_that_nothing_can_be_done_with_stops_the_run(
    option: str, given: str, said: str, suite: Path, run: Run
) -> None:
    result = run(suite, f"--specgen-{option}", given)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert [line for line in result.errlines if line] == [f"ERROR: --specgen-{option}: {said}"]


def test_the_library_loads_nothing_heavy(tmp_path: Path) -> None:
    names = loaded(f"import specgen.conformance; {WRITE}", tmp_path)
    assert not HEAVY & {one.partition(".")[0] for one in names}
    assert not {one for one in names if one.startswith(("specgen.reader", "specgen.backends", "specgen.cli"))}


@pytest.mark.parametrize("module", ["targets.wbem", "targets.cim", "targets.opening", "calls.trials", "results.plugin"])
def test_its_parts_load_nothing_heavy(module: str, tmp_path: Path) -> None:
    names = loaded(f"import specgen.conformance.{module}; {WRITE}", tmp_path)
    assert not HEAVY & {one.partition(".")[0] for one in names}
