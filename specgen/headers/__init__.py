"""Headers: what C and C++ headers say, read with libclang. Nothing else of specgen knows libclang.

libclang is an extra (``specgen[headers]``); it is loaded by the first header, not before. A header is parsed, never
compiled or run.
"""

from specgen.headers.c_types import CType
from specgen.headers.comparison import Difference, differences, missing
from specgen.headers.constants import HeaderConstants, constants, read_constants
from specgen.headers.interfaces import (
    HeaderInterfaces,
    Interface,
    InterfaceMethod,
    InterfaceParameter,
    read_interfaces,
)
from specgen.headers.parsing import HeaderError, HeaderProblem

__all__ = [
    "CType",
    "Difference",
    "HeaderConstants",
    "HeaderError",
    "HeaderInterfaces",
    "HeaderProblem",
    "Interface",
    "InterfaceMethod",
    "InterfaceParameter",
    "constants",
    "differences",
    "missing",
    "read_constants",
    "read_interfaces",
]
