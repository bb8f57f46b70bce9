"""What fuzzing found: for each fault the smallest input, and how it came about."""

import traceback
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from specgen.reader import read_page

_PACKAGE = str(Path(read_page.__code__.co_filename).parents[1])


@dataclass
class Findings:
    """A folder with two files for each fault, NAME.input and NAME.txt; the name says where the fault is."""

    folder: Path
    _sizes: dict[str, int] = field(default_factory=dict)

    def keep(self, data: bytes, error: BaseException) -> bool:
        """Keep the input if it is the first one for its fault, or the smallest; returns whether the fault is new."""
        name = fault(error)
        before = self._size(name)
        if before is not None and before <= len(data):
            return False
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{name}.input").write_bytes(data)
        (self.folder / f"{name}.txt").write_text(
            "".join(traceback.format_exception(error)), "utf-8", "backslashreplace"
        )
        self._sizes[name] = len(data)
        return before is None

    def _size(self, name: str) -> int | None:
        if name not in self._sizes:
            kept = self.folder / f"{name}.input"
            if not kept.is_file():
                return None
            self._sizes[name] = kept.stat().st_size
        return self._sizes[name]


def fault(error: BaseException) -> str:
    """Where a fault is: the error, and the innermost lines of specgen and of all that it passed."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename.startswith(_PACKAGE)]
    places = [*own[-1:], *frames[-1:]]
    if type(error).__name__ == "TooSlowError":
        # A long loop is stopped anywhere inside: the function that holds it is told apart, and not the line.
        return "-".join(dict.fromkeys(["TooSlowError", *(f"{Path(one.filename).stem}.{one.name}" for one in own[-1:])]))
    told = dict.fromkeys([type(error).__name__, *(f"{Path(one.filename).stem}.{one.lineno}" for one in places)])
    return "-".join(told)


def name_of(data: bytes) -> str:
    """The name of an input in a folder of inputs."""
    return sha256(data).hexdigest()[:20]
