"""Arguments for a call on a stand-in: well typed, and as empty as the type allows."""

from specgen.conformance.described import Method, Parameter

_BY_TYPE: dict[str, object] = {
    "boolean": False,
    "string": "",
    "char16": "\0",
    "datetime": "00000000000000.000000:000",
    "real32": 0.0,
    "real64": 0.0,
}
_COUNTED = ("uint8", "uint16", "uint32", "uint64", "sint8", "sint16", "sint32", "sint64")


def placeholders(method: Method) -> dict[str, object]:
    """A value for each in-parameter of ``method``, by name: zero, the empty string, or None for what is no scalar."""
    sent = (one for one in method.parameters if one.name and one.direction != "out")
    return {str(one.name): placeholder(one) for one in sent}


def placeholder(parameter: Parameter) -> object:
    """One value. C integers go by many names, so every C type that is no pointer takes 0."""
    if parameter.array:
        return []
    if parameter.ref or parameter.pointer:
        return None
    if parameter.type in _COUNTED or parameter.type is None:
        return 0
    return _BY_TYPE.get(parameter.type, 0)
