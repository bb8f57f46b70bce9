"""Builds the probe with mingw-w64: one file, no dependencies, 4 seconds."""

import shutil
import subprocess
import sys
from pathlib import Path

from specgen.conformance.probe.failures import ProbeError

SOURCE = Path(__file__).with_name("wmi_probe.cpp")
COMPILER = "x86_64-w64-mingw32-g++"
PROGRAM = "wmi_probe.exe"

_FLAGS = ("-std=c++17", "-O1", "-Wall", "-Wextra", "-Werror", "-static", "-s", "-municode")
_LIBRARIES = ("-lwbemuuid", "-lole32", "-loleaut32", "-lsecur32")
_LONGEST = 300.0


def find_compiler(compiler: str | None = None) -> str:
    """The compiler's path: ``compiler``, else that of mingw-w64. Raises ProbeError where there is none."""
    found = shutil.which(compiler or COMPILER)
    if found is not None:
        return found
    if compiler is not None:
        raise ProbeError(f"there is no compiler {compiler}")
    where = "MSYS2 has it" if sys.platform == "win32" else "on Debian, install g++-mingw-w64-x86-64"
    raise ProbeError(
        f"the probe is built by {COMPILER}, which is not installed: {where}, or name a probe that is built"
    )


def build(program: Path, compiler: str | None = None) -> Path:
    """Compiles the probe to ``program``, and gives its path. Raises ProbeError with what the compiler says."""
    program.parent.mkdir(parents=True, exist_ok=True)
    command = [find_compiler(compiler), *_FLAGS, "-o", str(program), str(SOURCE), *_LIBRARIES]
    try:
        done = subprocess.run(  # noqa: S603  a compiler that the user named or installed
            command, capture_output=True, text=True, errors="replace", timeout=_LONGEST, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ProbeError(f"{command[0]}: {error}") from error
    if done.returncode:
        raise ProbeError(f"{command[0]} failed: {done.stderr.strip() or done.returncode}")
    return program
