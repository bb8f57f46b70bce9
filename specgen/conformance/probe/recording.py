"""Has a probe record a namespace, masked by the probe itself, to a file that ``targets.replay`` reads."""

import os
import subprocess
import sys
from pathlib import Path

from specgen.conformance.probe import running
from specgen.conformance.probe import wine as under_wine
from specgen.conformance.probe.failures import ProbeError


def record(
    namespace: str, out: Path, *, classes: Path | None = None, exe: Path | None = None, wine: Path | None = None
) -> Path:
    """Records the namespace, or of it the classes that a file names, one per line. Raises ProbeError.

    Nothing is left at ``out`` unless all of it was written.
    """
    arguments = ["--record", namespace]
    if classes is not None:
        if not classes.is_file():
            raise ProbeError(f"there is no list of classes at {classes}")
        place = str(classes) if running.IS_WINDOWS else under_wine.prefix(wine).put(classes)
        arguments += ["--classes", place]
    program = running.program(exe, wine, (), *arguments)
    part = out.with_name(f"{out.name}.part")
    environment = None if program.environment is None else dict(program.environment)
    try:
        with part.open("wb") as into:
            done = subprocess.run(  # noqa: S603  the probe that the user named, or that was built here
                list(program.command),
                stdin=subprocess.DEVNULL,
                stdout=into,
                stderr=sys.stderr.fileno() if _has_file(sys.stderr) else subprocess.DEVNULL,
                env=environment,
                cwd=program.folder,
                check=False,
            )
        if done.returncode:
            raise ProbeError(f"the probe recorded nothing (status {done.returncode})")
        os.replace(part, out)  # noqa: PTH105  Path.replace is the same
    except OSError as error:
        raise ProbeError(f"cannot record to {out}: {error}") from error
    finally:
        part.unlink(missing_ok=True)
    return out


def _has_file(stream: object) -> bool:
    try:
        return stream.fileno() >= 0  # type: ignore[attr-defined,no-any-return]
    except (AttributeError, OSError, ValueError):
        return False
