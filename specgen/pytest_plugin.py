"""The pytest plugin: options, markers and the fixture that generated suites stand on.

Loaded into every pytest run of the environment, so it imports nothing heavy, and does nothing, before a suite asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from specgen.conformance.calls.permission import AllowedCall
    from specgen.conformance.suite import Settings, Suite

RESULTS = "specgen-results"
NUMBERS = (
    ("--specgen-examples", 1, 1_000_000),
    ("--specgen-deadline", 0.001, 86400),
    ("--specgen-timeout", 0.001, 86400),
)
MARKERS = (
    "specgen_read: reads instances; of a target that the command line names only with --specgen-read",
    "specgen_invoke: calls a method; of a target that the command line names only where three switches allow it",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """The plugin's own group of options."""
    group = parser.getgroup("specgen", "specgen: implementations against their documentation")
    group.addoption(
        "--specgen-target",
        metavar="TARGET",
        help="what to run generated suites against: mock (default, made from the pages), mock:FILE.mof, wbem:URL, "
        "probe or probe:FILE.exe (WMI of Windows or Wine), replay:FILE.jsonl, headers:DIR, or python:MODULE:FACTORY. "
        "probe+exec and wbem+exec allow calls",
    )
    group.addoption("--specgen-read", action="store_true", help="read instances of the target")
    group.addoption(
        "--specgen-invoke",
        action="store_true",
        help="call methods that the allow-list names, or any if the target is disposable, if the target allows calls",
    )
    group.addoption(
        "--specgen-allow",
        metavar="FILE",
        help="allow-list (TOML): methods that may be called, with their arguments and the codes to expect",
    )
    group.addoption("--specgen-map", metavar="FILE", help="documented names to the target's own (TOML)")
    group.addoption("--specgen-wine", metavar="PATH", help="the wine to run the probe with, of any build tree")
    group.addoption(
        "--specgen-deny", metavar="CLASS", action="append", default=[], help="a WMI class not to ask the probe for"
    )
    group.addoption(
        "--specgen-timeout",
        metavar="SECONDS",
        type=float,
        default=20.0,
        help="for one request of a probe or server (20)",
    )
    group.addoption(
        "--specgen-examples",
        metavar="N",
        type=int,
        help="calls with drawn arguments for a promise (25; on stand-ins 5)",
    )
    group.addoption("--specgen-deadline", metavar="SECONDS", type=float, help="for one such call (default: none)")
    group.addoption(
        "--specgen-expect",
        metavar="FILE",
        help="expected differences (TOML): only these may fail, and each of them must",
    )
    group.addoption("--specgen-write-expected", metavar="FILE", help="write the differences of this run there")
    group.addoption(
        "--specgen-report",
        metavar="FILE",
        action="append",
        default=[],
        help="write promises by class: FILE.json or FILE.md (may be given twice)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Registers the markers, and reads the files that are named, so that a damaged one stops the run at once."""
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)
    _check_numbers(config)
    target = config.getoption("--specgen-target")
    if target:
        _check_target(target)
    if config.getoption("--specgen-map") and target in (None, "mock"):
        raise pytest.UsageError(
            "--specgen-map is for a target with names of its own: stand-ins have the documented ones"
        )
    if _is_used(config):
        _follow(config)


def _is_used(config: pytest.Config) -> bool:
    names = ("target", "allow", "report", "expect", "write-expected")
    return any(config.getoption(f"--specgen-{name}") for name in names)


def _check_numbers(config: pytest.Config) -> None:
    """Raises pytest.UsageError for a number that nothing can be done with."""
    for option, least, most in NUMBERS:
        given = config.getoption(option)
        if given is not None and not least <= given <= most:
            raise pytest.UsageError(f"{option}: from {least} to {most}, not {given:g}")


def _check_target(target: str) -> None:
    """Raises pytest.UsageError for a URL with a password in it, and does not repeat that."""
    from specgen.conformance.results.shown import names_user  # noqa: PLC0415  only where it is needed

    if names_user(target):
        raise pytest.UsageError(
            "--specgen-target: put who connects into SPECGEN_WBEM_USER and SPECGEN_WBEM_PASSWORD, not in the URL"
        )


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    """Lets a suite that is for another runtime say so in its one sentence, without what pytest writes around it."""
    try:
        yield
    except Exception as error:
        cause = getattr(error, "cause", None)
        if isinstance(cause, pytest.UsageError):
            raise cause from None
        raise


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: Any, ids: list[str]) -> None:
    """Follows the results where workers have collected tests of a suite: this process collects none itself."""
    config: pytest.Config = node.config
    if not config.pluginmanager.has_plugin(RESULTS) and any(
        one.partition("[")[2].startswith(("wmi/", "com/")) for one in ids
    ):
        _follow(config)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Follows the results of a run that has tests of a suite, whether or not an option asks for it."""
    used = config.pluginmanager.has_plugin(RESULTS)
    if not used and any("specgen_suite" in getattr(one, "fixturenames", ()) for one in items):
        _follow(config)


def _follow(config: pytest.Config) -> None:
    from specgen.conformance.results.plugin import Results  # noqa: PLC0415  only where it is needed

    config.pluginmanager.register(Results.of(config, _allowed(config)), RESULTS)


def pytest_report_header(config: pytest.Config) -> str | None:
    """Says against what the suites run, where that was chosen."""
    target = config.getoption("--specgen-target")
    if not target:
        return None
    from specgen.conformance.results.shown import shown_target  # noqa: PLC0415  only where it is needed

    return f"specgen target: {shown_target(target)}"


@pytest.fixture(scope="session")
def specgen_suite(pytestconfig: pytest.Config) -> Iterator[Suite]:
    """The run that generated fixtures take their targets from; closes them at the end."""
    from specgen.conformance.suite import Suite  # noqa: PLC0415  only where a suite runs

    suite = Suite(_settings(pytestconfig))
    yield suite
    suite.close()


def _settings(config: pytest.Config) -> Settings:
    from specgen.conformance.calls.permission import Permission  # noqa: PLC0415  as above
    from specgen.conformance.calls.trials import Effort  # noqa: PLC0415  as above
    from specgen.conformance.suite import Settings  # noqa: PLC0415  as above
    from specgen.conformance.targets.opening import Opening  # noqa: PLC0415  as above

    option = config.getoption
    wine, names = option("--specgen-wine"), option("--specgen-map")
    return Settings(
        Permission(bool(option("--specgen-invoke")), _allowed(config), bool(option("--specgen-read"))),
        Effort(option("--specgen-examples"), option("--specgen-deadline")),
        option("--specgen-target"),
        Opening(
            config.invocation_params.dir,
            wine=Path(wine) if wine else None,
            denied=tuple(option("--specgen-deny")),
            names=Path(names) if names else None,
            timeout=option("--specgen-timeout"),
        ),
    )


def _allowed(config: pytest.Config) -> tuple[AllowedCall, ...]:
    from specgen.conformance.calls.permission import AllowListError, read_allow_list  # noqa: PLC0415  as above

    place = config.getoption("--specgen-allow")
    if not place:
        return ()
    try:
        return read_allow_list(config.invocation_params.dir / Path(place))
    except AllowListError as error:
        raise pytest.UsageError(str(error)) from error
