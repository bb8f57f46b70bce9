from collections.abc import Callable
from typing import Any

import pytest

from specgen.model.findings import Finding


def _finding(severity: str = "warning", message: str = "one thing and another", **fields: Any) -> Finding:
    given: dict[str, Any] = {
        "code": "SG501",
        "name": "identifier-translated",
        "root": "docs",
        "page": "a.md",
        "line": 5,
        "column": 3,
        "end_line": 5,
        "end_column": 9,
        "fingerprint": "f0",
    }
    return Finding(severity=severity, message=message, **(given | fields))  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def finding() -> Callable[..., Finding]:
    """Makes findings, of which a test says what matters to it."""
    return _finding


@pytest.fixture(scope="session")
def write() -> Callable[..., str]:
    """What the format of a name writes for findings."""
    from specgen.reports import reports

    there = reports()
    return lambda name, *findings: "".join(there[name].write(iter(findings), lambda root, page: None))
