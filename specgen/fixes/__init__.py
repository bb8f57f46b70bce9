"""Fixes: edits that findings propose, chosen so that none overlap, and applied to the bytes of a page.

Pure: nothing is read or written here, and no rule is known. Every byte outside the edits stays what it was.
"""

from specgen.fixes.choice import choose, fixable
from specgen.fixes.editing import EditError, mended
from specgen.fixes.sameness import departures

__all__ = ["EditError", "choose", "departures", "fixable", "mended"]
