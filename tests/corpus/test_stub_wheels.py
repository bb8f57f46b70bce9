"""The stubs of all WMI and MAPI pages, installed in a clean environment and held against type checkers there."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.backends.stubs.users import PROGRAMS, misjudged
from tests.backends.stubs.wheels import Installed, declared, installed, loose, missing, shared, silenced, timed

pytestmark = [pytest.mark.corpus, pytest.mark.slow, pytest.mark.real_target]

Taking = Callable[[str], AbstractContextManager[None]]

TREES = ("win32/en-us", "office/en-us")
PACKAGES = ["com_interfaces", "wbem_calls", "wmi-stubs", "wmi_classes"]

UNKNOWABLE = {
    # What win32com gives: its objects find their members when they are used.
    "wmi_classes.base.Dispatch.__getattr__",
    "wmi_classes.base.WmiProperty.__getattr__",
    # The members of classes and objects that nobody documents, and what their methods return.
    "wmi_classes.base.SelfDeprecatingDict.__getattr__",
    "wmi_classes.base.UntypedClass.__getattr__",
    "wmi_classes.base.UntypedObject.__getattr__",
    "wmi_classes.base.WmiMethod.__call__",
    "wmi_classes.base.WmiResult.__getattr__",
    # A user's own functions, from any value to any other.
    "wmi_classes.base.WmiObject.__init__",
    "wmi_classes.base.WmiObject.property_map",
    # What ctypes holds, of any kind: a number, a pointer, a structure.
    "com_interfaces.base.Opaque.__init__",
    "com_interfaces.pointers.Method.__init__",
    "com_interfaces.pointers.listed",
    # What Python compares with.
    "com_interfaces.base.Guid.__eq__",
    "com_interfaces.pointers.ComPointer.__eq__",
    "wmi_classes.base.WmiObject.__eq__",
}
"""All that is annotated with Any or object."""


@pytest.fixture(scope="session")
def wheels(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    if reason := missing():
        pytest.skip(reason)
    base = tmp_path_factory.getbasetemp()
    store = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    return shared(store, lambda folder: installed([corpus / tree for tree in TREES], folder))


@pytest.fixture
def taking(record_property: Callable[[str, object], None]) -> Taking:
    """Records how long a step takes; nothing is said of how long it may take."""

    @contextmanager
    def take(step: str) -> Iterator[None]:
        seconds: dict[str, float] = {}
        with timed(seconds, step):
            yield
        record_property(f"stub wheels, {step}", f"{seconds[step]} s")

    return take


def test_nothing_but_the_wheels_is_installed(wheels: Installed, record_property: Callable[[str, object], None]) -> None:
    assert wheels.names == PACKAGES
    for step, seconds in wheels.seconds.items():
        record_property(f"stub wheels, {step}", f"{seconds} s")


def test_mypy_is_content(wheels: Installed, taking: Taking) -> None:
    with taking("mypy --strict"):
        mistakes, said = wheels.mypy_packages()
    assert not mistakes
    assert said == f"Success: no issues found in {len(wheels.stubs)} source files"


def test_pyright_is_content(wheels: Installed, taking: Taking) -> None:
    with taking("pyright strict"):
        mistakes, read = wheels.pyright_packages()
    assert not mistakes
    assert read == len(wheels.modules)


@pytest.mark.parametrize("package", PACKAGES)
def test_all_types_are_known(wheels: Installed, taking: Taking, package: str) -> None:
    with taking(f"pyright --verifytypes {package}"):
        found = wheels.verify_types(package)
    assert not found.complaints
    assert not found.doubtful
    assert found.score == 1
    # It walks public modules, and private ones as far as these lead there.
    stubs = [path for path in wheels.stubs if path.is_relative_to(wheels.packages / package)]
    seen = {name.replace("-stubs.", ".") for name in found.symbols}
    assert {name for name in declared(wheels.packages, stubs) if not _is_hidden(name)} <= seen


def _is_hidden(name: str) -> bool:
    """Private names, which nobody else may use, and names that Python gives a meaning of its own."""
    return name.rpartition(".")[2].startswith("_")


def test_no_checker_is_silenced(wheels: Installed) -> None:
    found = silenced(wheels.packages, wheels.modules)
    assert not found


def test_what_is_without_a_type_is_listed(wheels: Installed) -> None:
    found = loose(wheels.packages, wheels.stubs)
    assert found == UNKNOWABLE


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_users_are_told(wheels: Installed, program: str) -> None:
    assert misjudged(wheels, program, PROGRAMS[program]) == {}
