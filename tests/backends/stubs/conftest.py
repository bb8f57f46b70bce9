"""What the tests of stubs share."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from specgen.backends import Options, stubs
from specgen.files import write_tree
from specgen.model.library import Library

PACKAGES = ("com_interfaces", "wbem_calls", "wmi_classes")


@pytest.fixture(autouse=True)
def no_package_of_another_test() -> Iterator[None]:
    """Each test imports what it generated, not what another one did under the same name."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    for name in [one for one in sys.modules if one.partition(".")[0] in PACKAGES]:
        del sys.modules[name]


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Path]:
    """Writes the stubs, and gives the folder of the distributions."""

    def make(source: Library, *, descriptions: bool = True) -> Path:
        write_tree(tmp_path, list(stubs.generate(source, Options(descriptions))))
        return tmp_path / "stubs"

    return make
