"""The version of what generated suites stand on: another one when older suites no longer run, or mean the same."""

import pytest

RUNTIME = 2


def require(version: int) -> None:
    """Stops the run, in one sentence, if the suite was made for another version. Raises pytest.UsageError."""
    if version != RUNTIME:
        remedy = "generate it again" if version < RUNTIME else "upgrade specgen"
        raise pytest.UsageError(
            f"this suite is for version {version} of specgen.conformance and version {RUNTIME} is installed: {remedy}"
        )
