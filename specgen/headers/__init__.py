"""Headers: what C and C++ headers say, read with libclang. Nothing else of specgen knows libclang.

libclang is an extra (``specgen[headers]``); it is loaded by the first header, not before. A header is parsed, never
compiled or run.
"""

from specgen.headers.constants import HeaderConstants, constants, read_constants
from specgen.headers.parsing import HeaderError, HeaderProblem

__all__ = ["HeaderConstants", "HeaderError", "HeaderProblem", "constants", "read_constants"]
