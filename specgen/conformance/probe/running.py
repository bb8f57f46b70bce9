"""From a probe's .exe, or none, to a command that runs: on Windows as it is, elsewhere under Wine."""

import sys
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from specgen.conformance.probe import wine as under_wine
from specgen.conformance.probe.build import PROGRAM, build
from specgen.conformance.probe.failures import ProbeError
from specgen.conformance.probe.process import Program

IS_WINDOWS = sys.platform == "win32"


def program(
    exe: Path | None, wine: Path | None, denied: Iterable[str], *arguments: str, deny_known: bool = True
) -> Program:
    """What runs the probe with ``arguments``; without ``exe`` it is built. Raises ProbeError.

    ``denied`` are classes not to ask for. Under Wine those that are known to do harm are among them, unless
    ``deny_known`` is false.
    """
    if exe is not None and not exe.is_file():
        raise ProbeError(f"there is no probe at {exe}")
    options = [part for name in denied for part in ("--deny", name)]
    if IS_WINDOWS:
        return Program([str(exe or built()), *arguments, *options])
    prefix = under_wine.prefix(wine)
    known = under_wine.DENIED if deny_known else {}
    options = [part for name, why in known.items() for part in ("--deny", f"{name}={why}")] + options
    return prefix.program(exe or built(), *arguments, *options)


@cache
def built() -> Path:
    """The probe, built once per process in a folder of its own."""
    return build(Path(_folder().name) / PROGRAM)


@cache
def _folder() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix="specgen-probe-", ignore_cleanup_errors=True)
