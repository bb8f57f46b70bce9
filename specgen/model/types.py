"""The vocabularies that facts and entities share."""

from typing import Literal

Direction = Literal["in", "out", "inout"]
Access = Literal["read", "write", "readwrite"]
Range = Literal["single", "closed", "from", "to", "rest"]
Others = Literal["none", "error", "any"]
Severity = Literal["error", "warning", "info"]
Confidence = Literal["proven", "likely"]
Evidence = Literal["syntax", "frontmatter", "anchor", "page", "sibling", "reference", "lexicon", "overlay"]
State = Literal["compiled", "partial", "not_understood", "skipped"]
Alignment = Literal["name", "spelling", "position", "shape"]

Dimension = int | str | None
"""One array dimension: a number, a symbol, or None for an open one."""

QualifierValue = bool | int | float | str | list[str | int | float | bool]
"""The argument of a qualifier; True where it has none."""

ENTITY_KINDS = (
    "wmi-class",
    "wmi-method",
    "com-interface",
    "com-method",
    "com-property",
    "function",
    "callback",
    "macro",
    "struct",
    "union",
    "enum",
    "typedef",
    "constants",
    "message",
    "notification",
    "mapi-property",
    "property-key",
    "event",
)
"""The closed list of entity kinds; a new one is a new schema number."""

OWNER_KINDS = frozenset({"wmi-class", "com-interface"})
"""The kinds of those that have methods with pages of their own, and list them."""

METHOD_KINDS = frozenset({"wmi-method", "com-method"})
"""The kinds of those methods."""

METHOD_SECTIONS = frozenset({"methods", "vtable-order"})
"""The sections that list them, by key."""

CIM_INTRINSICS = frozenset(
    [
        *("uint8", "uint16", "uint32", "uint64", "sint8", "sint16", "sint32", "sint64"),
        *("real32", "real64", "string", "boolean", "datetime", "char16", "object"),
    ]
)
"""The types of DSP0004 that are no class (``object`` is what WMI calls an embedded object)."""
