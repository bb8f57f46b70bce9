"""The files that other tools read: hooks for pre-commit, and the action."""

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from specgen.cli.commands.check import command


def _load(file: Path) -> Any:
    return yaml.safe_load(file.read_text("utf-8"))


def test_the_hooks_are_commands_that_there_are(checkout: Path) -> None:
    hooks = _load(checkout / ".pre-commit-hooks.yaml")
    assert [hook["id"] for hook in hooks] == ["specgen-check", "specgen-fix"]
    for hook in hooks:
        program, name, *options = hook["entry"].split()
        assert (program, name) == ("specgen", "check")
        context = command.make_context("check", [*options, "page.md"])
        assert context.params["paths"] == ("page.md",)
        assert (hook["language"], hook["types"], hook["require_serial"]) == ("python", ["markdown"], True)


def _scripts(checkout: Path) -> list[str]:
    return [step["run"] for step in _load(checkout / "action.yml")["runs"]["steps"] if "run" in step]


def test_no_input_of_the_action_is_pasted_into_a_script(checkout: Path) -> None:
    assert _scripts(checkout)
    assert all("${{" not in script for script in _scripts(checkout))


@pytest.mark.skipif(os.name == "nt", reason="the action's scripts are for bash")
def test_the_actions_script_hands_its_inputs_on_as_they_are(checkout: Path, tmp_path: Path) -> None:
    stub = tmp_path / "specgen" / "bin" / "specgen"
    stub.parent.mkdir(parents=True)
    stub.write_text('#!/bin/sh\nprintf "<%s>\\n" "$@"\n', encoding="utf-8")
    stub.chmod(0o755)
    inputs = {
        "RUNNER_TEMP": str(tmp_path),
        "SPECGEN_PATHS": "docs/a b\n$(touch evil)\n",
        "SPECGEN_REFERENCE": "en us",
        "SPECGEN_ARGUMENTS": "--preview\n--ignore=SG4; touch evil",
    }
    script = _scripts(checkout)[-1]
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        env={**os.environ, **inputs},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [
        "<check>",
        "<--output-format>",
        "<github>",
        "<--preview>",
        "<--ignore=SG4; touch evil>",
        "<--reference>",
        "<en us>",
        "<-->",
        "<docs/a b>",
        "<$(touch evil)>",
    ]
    assert not (tmp_path / "evil").exists()
