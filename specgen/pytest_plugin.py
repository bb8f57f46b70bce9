"""The pytest plugin: options, markers and the fixture that generated suites stand on.

Loaded into every pytest run of the environment, so it imports nothing heavy before a suite asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from specgen.conformance.permission import AllowedCall
    from specgen.conformance.suite import Suite

MARKERS = ("specgen_invoke: calls a method; on a live target only where three switches allow it",)


def pytest_addoption(parser: pytest.Parser) -> None:
    """The plugin's own group of options."""
    group = parser.getgroup("specgen", "specgen: implementations against their documentation")
    group.addoption(
        "--specgen-target",
        metavar="TARGET",
        help="run generated suites against headers:DIR (C++ headers), or the target that FACTORY() of MODULE:FACTORY "
        "makes (default: stand-ins made from the pages)",
    )
    group.addoption(
        "--specgen-invoke",
        action="store_true",
        help="allow calls on a live target, of methods that the allow-list names, if the target allows them too",
    )
    group.addoption(
        "--specgen-allow",
        metavar="FILE",
        help="allow-list (TOML): methods that may be called, with their arguments and the codes to expect",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Registers the markers and reads the allow-list, so that a damaged one stops the run before any test."""
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)
    if config.getoption("--specgen-allow"):
        _allowed(config)


def pytest_report_header(config: pytest.Config) -> str | None:
    """Says against what the suites run, where that was chosen."""
    target = config.getoption("--specgen-target")
    return f"specgen target: {target}" if target else None


@pytest.fixture(scope="session")
def specgen_suite(pytestconfig: pytest.Config) -> Iterator[Suite]:
    """The run that generated fixtures take their targets from; closes them at the end."""
    from specgen.conformance.permission import Permission  # noqa: PLC0415  only where a suite runs
    from specgen.conformance.suite import Suite  # noqa: PLC0415

    permission = Permission(bool(pytestconfig.getoption("--specgen-invoke")), _allowed(pytestconfig))
    suite = Suite(permission, pytestconfig.getoption("--specgen-target"), pytestconfig.invocation_params.dir)
    yield suite
    suite.close()


def _allowed(config: pytest.Config) -> tuple[AllowedCall, ...]:
    from specgen.conformance.permission import AllowListError, read_allow_list  # noqa: PLC0415

    place = config.getoption("--specgen-allow")
    if not place:
        return ()
    try:
        return read_allow_list(config.invocation_params.dir / Path(place))
    except AllowListError as error:
        raise pytest.UsageError(str(error)) from error
