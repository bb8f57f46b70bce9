"""What pages said when they were read before: kept by content, so that only what changed is read anew.

Nothing depends on it. Where it cannot be written, or is damaged, everything works without, and takes longer.
"""

UNSETTLED = 2_000_000_000
"""Nanoseconds. A file that changed less long ago may change again and look the same: FAT counts every other second."""
