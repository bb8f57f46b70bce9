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


def placeholders(method: Method) -> dict[str, object]:
    """A value for each in-parameter of ``method``: zero, the empty string, or None for what is no scalar.

    Keys are names; a parameter without one goes by its place, ``#1`` for the first.
    """
    sent = ((one.name or f"#{at}", one) for at, one in enumerate(method.parameters, 1) if one.direction != "out")
    return {key: placeholder(one) for key, one in sent}


def placeholder(parameter: Parameter) -> object:
    """One value. Integers go by many names in C, so every type that is no pointer and no other scalar takes 0."""
    if parameter.array:
        return []
    if parameter.ref or parameter.pointer:
        return None
    return _BY_TYPE.get(parameter.type or "", 0)
