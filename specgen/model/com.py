"""The interfaces that every COM interface derives from in the end: facts of COM, not of any page."""

METHODS = {
    "IUnknown": ("QueryInterface", "AddRef", "Release"),
    "IDispatch": ("GetTypeInfoCount", "GetTypeInfo", "GetIDsOfNames", "Invoke"),
}
"""What each declares itself; IDispatch derives from IUnknown."""

SLOTS = {"IUnknown": 3, "IDispatch": 7}
"""How many slots the vtable of each has, those of its base included."""
