"""What tells, without reading a file, that it is the one that was read."""

import stat
import time
from dataclasses import dataclass
from pathlib import Path

from specgen import cache

_LARGEST = (1 << 63) - 1


@dataclass(frozen=True)
class Stamp:
    """A file as ``stat`` tells it: bytes, nanoseconds, number. ``settled``: another change would show."""

    size: int
    modified: int
    changed: int
    inode: int
    settled: bool

    @classmethod
    def of(cls, file: Path) -> "Stamp | None":
        """The stamp of a plain file, links followed; None of anything else."""
        now = time.time_ns()
        try:
            found = file.stat()
        except (OSError, ValueError):
            return None
        if not stat.S_ISREG(found.st_mode):
            return None
        settled = max(found.st_mtime_ns, found.st_ctime_ns) < now - cache.UNSETTLED
        return cls(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino & _LARGEST, settled)

    @property
    def row(self) -> tuple[int, int, int, int]:
        """What must be the same."""
        return self.size, self.modified, self.changed, self.inode
