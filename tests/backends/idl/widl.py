"""Runs widl on a folder of generated IDL."""

import shutil
import subprocess
from pathlib import Path

from tests.backends.idl.derive_windows import LIBRARIES, WIDL, WINDOWS

__all__ = ["LIBRARIES", "WIDL", "WINDOWS", "compiled", "missing"]


def missing() -> str | None:
    """What of widl and Wine's base IDL is not installed, None where all is."""
    if shutil.which(WIDL) is None:
        return f"{WIDL} is not installed (mingw-w64-tools)"
    wanted = (WINDOWS / "oaidl.idl", LIBRARIES / "stdole2.tlb")
    return next((f"{one} is missing (libwine-dev, libwine)" for one in wanted if not one.exists()), None)


def compiled(folder: Path) -> set[str]:
    """Every file to its header, every library to its type library; their names. Raises CalledProcessError."""
    made = set()
    for source in sorted(folder.glob("*.idl")):
        is_library = source.name.endswith(".typelib.idl")
        target = folder / f"{source.name.removesuffix('.idl')}{'.tlb' if is_library else '.h'}"
        form = ["-t", "-L", str(LIBRARIES)] if is_library else ["-h"]
        command = [WIDL, "--win64", "-I", str(WINDOWS), *form, "-o", str(target), str(source)]
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
        assert target.stat().st_size > 0
        made.add(target.name)
    return made
