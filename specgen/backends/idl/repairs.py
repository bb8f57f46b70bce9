"""The named repairs: every way in which generated IDL departs from what a page says, and why it must.

Each is written as a comment at its spot (``// out-not-pointer: ...``). A page's text is never changed in silence.
"""

from specgen.model.departures import Departure

INVALID_NAME = Departure("invalid-name", "the name is no identifier of IDL")
RESERVED_NAME = Departure("reserved-name", "the name is a reserved word of IDL, C or C++")
DUPLICATE_NAME = Departure("duplicate-name", "names are unique where they stand")
UNNAMED = Departure("unnamed", "the page gives no name where IDL wants one")
UNKNOWN_RETURN = Departure("unknown-return", "the page states no return type; HRESULT stands for it")
UNREADABLE_TYPE = Departure("unreadable-type", "the type is none that IDL can spell; a pointer stands for it")
FOREIGN_TYPE = Departure(
    "foreign-type", "IDL, or its type libraries, have no such type; one of the same size stands for it"
)
SPELLING = Departure("spelling", "the type is spelled as its own page does")
VOID_VALUE = Departure("void-value", "void is the type of no value; a pointer stands for it")
INTERFACE_VALUE = Departure("interface-value", "an interface is passed by its address")
REFERENCE = Departure("reference", "IDL has no references; a pointer stands for it")
OPEN_ARRAY = Departure("open-array", "the array has no size; its address stands for it")
OPEN_MEMBER = Departure("open-member", "the array has no size; one element stands for it")
SYMBOL_SIZE = Departure("symbol-size", "nothing says what the size's name is worth; one element stands for it")
VARIADIC = Departure("variadic", "IDL has no open lists; left out")
OUT_NOT_POINTER = Departure("out-not-pointer", "only what is behind a pointer comes out; in stands for it")
UNKNOWN_DIRECTION = Departure("unknown-direction", "the page gives no direction; in stands for it")
PLAIN_OPTIONAL = Departure(
    "plain-optional", "only a VARIANT that nothing but optional ones follow is optional; left out"
)
UNDOCUMENTED_SLOT = Departure("undocumented-slot", "no page describes this method; a placeholder keeps its slot")
MISSING_SLOT = Departure("missing-slot", "the page leaves this slot out; a placeholder keeps it")
SLOT_MISMATCH = Departure("slot-mismatch", "the slots before it are more than the page counts")
UNLISTED_METHOD = Departure("unlisted-method", "the vtable has no slot for it; left out")
INHERITED_METHOD = Departure("inherited-method", "the base has the method; it is not declared again")
UNKNOWN_ORDER = Departure(
    "unknown-order", "the order of the methods is not documented; it is that of the list, or by name"
)
UNKNOWN_BASE = Departure("unknown-base", "the page names no base; IUnknown stands for it")
BASE_CYCLE = Departure("base-cycle", "an interface is no base of itself; IUnknown stands for it")
UNKNOWN_IID = Departure("unknown-iid", "no page and no header gives the interface's identifier; uuid is left out")
MISSING_PAGE = Departure("missing-page", "no page describes the interface, only methods of it")
DECLARED_BY_WINDOWS = Departure("declared-by-windows", "Windows' own IDL declares the name; nothing is declared here")
UNWRITABLE_TYPE = Departure(
    "unwritable-type", "no type library of widl holds the type; an untyped pointer stands for it"
)
UNWRITABLE_BASE = Departure("unwritable-base", "no type library of widl holds the base; there is none of the interface")
FUNCTION_TYPE = Departure("function-type", "IDL has no types of functions; an untyped pointer stands for it")
UNKNOWN_UNIT = Departure("unknown-unit", "the type of the bit fields is no number; ULONG stands for it")
UNTAGGED = Departure("untagged", "a type library wants a tag for a structure in a structure")
BIT_FIELDS = Departure("bit-fields", "a type library has no bit fields; one member stands for those of a unit")
UNNAMED_STRUCTURE = Departure("unnamed-structure", "IDL wants a name for a structure in a structure")
EMPTY = Departure("empty", "the page lists no member; one byte stands for them")
VALUE_CYCLE = Departure("value-cycle", "a type holds no value of itself; a pointer stands for it")
UNKNOWN_CONSTANT = Departure(
    "unknown-constant", "nothing says what the constant is worth in 32 bits; it follows the one before"
)
