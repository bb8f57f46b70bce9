"""A throw-away Wine: a prefix of its own, without a screen, without the user's files, gone when this process ends.

Programs under Wine keep the rights of the user who runs it; what is taken away here is what they would find by
looking around: the drive z: (the whole disk), the user's home and name.
"""

import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from specgen.conformance.probe.failures import ProbeError
from specgen.conformance.probe.process import Program

DENIED: Mapping[str, str] = {
    "CIM_DataFile": "Wine walks the whole disk for it, even to describe it",
    "Win32_Directory": "Wine 8.0 and 10.0 overwrite their memory with paths and die of it, sooner or later",
}
"""Classes that Wine is better not asked for, and why."""

_USER = "specgen"
_PLACES = (Path("/usr/lib/wine"), Path("/opt/wine-stable/bin"), Path("/opt/wine-devel/bin"))
_NAMES = ("wine64", "wine")
_LONGEST = 180.0


def find_wine(wine: Path | None = None) -> Path:
    """The program ``wine`` of any installation or build tree, or the folder that has it; else the installed one.

    Raises ProbeError where there is none.
    """
    if wine is not None:
        found = [wine, *(wine / name for name in _NAMES)]
        hit = next((one for one in found if one.is_file() and os.access(one, os.X_OK)), None)
        if hit is None:
            raise ProbeError(f"{wine} is no wine")
        return hit.absolute()
    for name in _NAMES:
        known = shutil.which(name) or shutil.which(name, path=os.pathsep.join(map(str, _PLACES)))
        if known is not None:
            return Path(known)
    raise ProbeError("there is no wine here: on Debian, install wine64; or name one that you have (--specgen-wine)")


class Prefix:
    """One Wine environment, made when it is created."""

    def __init__(self, wine: Path) -> None:
        """Makes it, which takes some 8 seconds. Raises ProbeError where Wine does not start."""
        self._wine = wine
        self.folder = Path(tempfile.mkdtemp(prefix="specgen-wine-"))
        self.drive = self.folder / "prefix" / "drive_c"
        self._log = self.folder / "wine.log"
        home, scratch = self.folder / "home", self.folder / "tmp"
        home.mkdir()
        scratch.mkdir()
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
        self.environment = {
            **kept,
            "HOME": str(home),
            "USER": _USER,
            "LOGNAME": _USER,
            "TMPDIR": str(scratch),
            "WINEPREFIX": str(self.folder / "prefix"),
            "WINEDEBUG": "-all",
            # No menus on the desktop, and no questions whether to download Mono and Gecko.
            "WINEDLLOVERRIDES": "winemenubuilder.exe=d;mscoree=d;mshtml=d",
        }
        try:
            self._run("wineboot", "-i")
        except (OSError, subprocess.SubprocessError) as error:
            self.close()
            raise ProbeError(f"{wine} does not start: {error}") from error
        if not self.drive.is_dir():
            said = self._log.read_text("utf-8", "replace").strip()[-400:]
            self.close()
            raise ProbeError(f"{wine} made no drive c:{said and ' '}{said}")
        for device in (self.folder / "prefix" / "dosdevices").iterdir():
            if device.name != "c:":
                device.unlink()

    def program(self, file: Path, *arguments: str) -> Program:
        """What runs ``file`` here; it is copied to drive c:, because no other drive is there."""
        return Program([str(self._wine), self.put(file), *arguments], self.environment, self.drive)

    def put(self, file: Path) -> str:
        """Copies a file to drive c:; its name there."""
        place = self.drive / "specgen" / file.name
        place.parent.mkdir(exist_ok=True)
        # A program that runs has its file mapped: the copy takes the name, and the old file stays as it is.
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as copy:
            copy.write(file.read_bytes())
        Path(copy.name).replace(place)
        return f"C:\\specgen\\{file.name}"

    def close(self) -> None:
        """Ends all that runs in it, and removes it."""
        server = next((one for one in self._servers() if one.is_file()), None)
        try:
            if server is not None:
                # A Wine server ends the processes of its own prefix alone.
                self._start([str(server), "-k"])
            else:
                self._run("wineboot", "--end-session", "--force", "--kill")
        except (OSError, subprocess.SubprocessError):
            pass
        self._remove_socket()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _remove_socket(self) -> None:
        """The folder of the server's socket: Wine as its authors build it has it outside the prefix, and leaves it."""
        try:
            prefix = (self.folder / "prefix").stat()
        except OSError:
            return
        place = Path(f"/tmp/.wine-{os.getuid()}", f"server-{prefix.st_dev:x}-{prefix.st_ino:x}")  # noqa: S108  Wine's own
        shutil.rmtree(place, ignore_errors=True)

    def _servers(self) -> list[Path]:
        """Where this Wine's server may be: beside it, as installed, or in a build tree."""
        # A build tree's wine is a link to a tool of it; its loader lies in a folder beside the server's.
        folders = dict.fromkeys((self._wine.parent, self._wine.resolve().parent))
        names = ("wineserver", "wineserver64", "server/wineserver", "../server/wineserver")
        return [folder / name for folder in folders for name in names]

    def _run(self, *arguments: str) -> None:
        self._start([str(self._wine), *arguments])

    def _start(self, command: list[str]) -> None:
        # A file and no pipe: what Wine leaves running would keep a pipe open.
        with self._log.open("wb") as log:
            subprocess.run(  # noqa: S603  the wine that the user named or installed
                command,
                env=self.environment,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                timeout=_LONGEST,
                check=False,
            )


def prefix(wine: Path | None = None) -> Prefix:
    """This process's prefix for a Wine: made when it is first asked for, removed at the end. Raises ProbeError."""
    return _kept(find_wine(wine))


@cache
def _kept(wine: Path) -> Prefix:
    made = Prefix(wine)
    atexit.register(made.close)
    return made
