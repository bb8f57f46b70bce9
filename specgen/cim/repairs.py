"""The named repairs: every way in which generated MOF departs from what a page says, because DSP0004 demands it.

Each is written as a comment at its spot (``// void-method: ...``). A page's text is never changed in silence.
"""

from specgen.model.departures import Departure

VOID_METHOD = Departure("void-method", "a CIM method returns a value; uint32 stands for none")
UNKNOWN_TYPE = Departure("unknown-type", "the type is none of CIM")
UNKNOWN_RETURN = Departure("unknown-return", "the page states no return type")
OBJECT_TYPE = Departure("object-type", "an object of any class is an EmbeddedObject string")
EMBEDDED_CLASS = Departure("embedded-class", "an object of a class is an EmbeddedInstance string")
STRING_REF = Departure("string-ref", "a reference needs a class; the path is a string")
REF_OUTSIDE_ASSOCIATION = Departure("ref-outside-association", "only associations have references, so it becomes one")
UNQUOTED_DEFAULT = Departure("unquoted-default", "a string default stands in quotes")
INVALID_DEFAULT = Departure("invalid-default", "the default is none of its type; left out")
PARAMETER_DEFAULT = Departure("parameter-default", "parameters have no defaults; left out")
DUPLICATE_MEMBER = Departure("duplicate-member", "names are unique without regard to case; the first counts")
DUPLICATE_CLASS = Departure("duplicate-class", "a class is declared once; the first page counts")
INVALID_NAME = Departure("invalid-name", "the name is no CIM identifier")
RESERVED_NAME = Departure("reserved-name", "the name is a reserved word of MOF")
ARRAY_FORM = Departure("array-form", "arrays have one dimension and a number, or none, for their size")
ARRAY_RETURN = Departure("array-return", "a method returns no array; one element stands for it")
SUPERCLASS_CYCLE = Departure("superclass-cycle", "a class is no superclass of itself; left out")
SUPERCLASS_CONFLICT = Departure("superclass-conflict", "its members are other than Override allows")
OVERRIDE_QUALIFIER = Departure("override-qualifier", "the superclass has it for good with another value, which counts")
OVERRIDE_SIGNATURE = Departure("override-signature", "types of parameters differ from those of the overridden method")
UNFIT_QUALIFIER = Departure("unfit-qualifier", "it does not fit the element, or its value does not fit it; left out")
BARE_QUALIFIER = Departure("bare-qualifier", "it takes a text, and the page has none")
UNMAPPED_VALUES = Departure("unmapped-values", "only integers and strings have a ValueMap; left out")
QUALIFIER_TYPE = Departure("qualifier-type", "the argument is written in the type that the qualifier has")
MISSING_CLASS_PAGE = Departure("missing-class-page", "no page describes the class, only methods of it")
UNNAMED_PARAMETER = Departure("unnamed-parameter", "a parameter has a name")


DEPARTURES = {one.name: one for one in list(vars().values()) if isinstance(one, Departure)}
"""Every departure by its name."""
