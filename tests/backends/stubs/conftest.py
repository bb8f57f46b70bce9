"""What the tests of stubs share."""

import sys
from collections.abc import Iterator

import pytest

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
