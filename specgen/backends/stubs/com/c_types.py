"""C types of COM parameters as Python has them."""

from collections.abc import Callable

from specgen.backends.stubs.annotations import Annotation
from specgen.backends.stubs.com.storage import Stored, StoredTypes
from specgen.model import machine
from specgen.model.entities import Parameter

GUID = "<guid>"
OPAQUE = "<opaque>"

Find = Callable[[str], str | None]
"""The key of an interface by its name, None where there is none."""

_WINDOWS = StoredTypes(())
_FLOATS = frozenset(("c_float", "c_double"))
_TEXTS = frozenset(("narrow", "wide", "either"))
_NAMELESS = frozenset(name.casefold() for name in ("void", *machine.ADDRESSES))


def argument(one: Parameter, find: Find, opaque: Callable[[str], str], types: StoredTypes = _WINDOWS) -> Annotation:
    """What a caller gives for a parameter: a value, an object, or the storage that a pointer leads to.

    ``opaque`` gives the key of the class that stands for a type without a page; ``types`` tells which have one.
    """
    name = one.type or "void"
    stars = one.pointer + (1 if one.ref else 0)
    interface, hidden = _interface(name, find)
    stored = types.behind(name)
    if interface is not None:
        annotation = _object(Annotation(interface, is_class=True), stars + hidden)
    elif stored is not None and stored.role == "interface" and (key := find(stored.name)) is not None:
        annotation = _object(Annotation(key, is_class=True), stars + stored.stars)
    elif stored is not None and stored.role not in ("unknown", "interface"):
        annotation = _stored(stored.behind(stars))
    else:
        annotation = _unknown(name, stars, opaque)
    return annotation if one.array is None else annotation.wrapped("list")


def _stored(stored: Stored) -> Annotation:
    """Numbers, text, GUIDs and structures."""
    if stored.role in _TEXTS and stored.stars:
        return _pointed(Annotation("str").wrapped("?"), stored.stars - 1)
    if stored.role == "basic":
        return _pointed(Annotation("str").wrapped("?"), stored.stars - 1)
    if stored.role == "guid":
        return _object(Annotation(GUID, is_class=True), stored.stars)
    if stored.role == "structure":
        return _object(Annotation(stored.name, is_class=True), stored.stars)
    return _pointed(Annotation("float" if stored.name in _FLOATS else "int"), stored.stars)


def _pointed(annotation: Annotation, stars: int) -> Annotation:
    """Storage of the value for each star; where it is optional for the caller is not known, so None is allowed."""
    return annotation.wrapped(*["Pointer"] * stars, "?") if stars else annotation


def _object(one: Annotation, stars: int) -> Annotation:
    """Objects are passed by reference: the first star, or the pointer that a typedef hides, is the object itself."""
    return _pointed(one.wrapped("?"), stars - 1) if stars else one


def _unknown(name: str, stars: int, opaque: Callable[[str], str]) -> Annotation:
    """What is passed by value and has no page may be an enumeration, so a number does as well."""
    key = OPAQUE if name.casefold() in _NAMELESS else opaque(name)
    one = Annotation(key, is_class=True)
    levels = stars + (name.casefold().startswith(("lp", "ref")) or name[:1] == "P")
    return _object(one, levels) if levels else one.wrapped("#")


def _interface(name: str, find: Find) -> tuple[str | None, bool]:
    """The interface, and whether the name is a typedef for a pointer to it (``LPFOO`` for ``IFoo *``)."""
    plain = find(name)
    if plain is not None or name[:2] != "LP":
        return plain, False
    return find(f"I{name[2:]}"), True


def result(name: str | None, stars: int, find: Find) -> Annotation | None:
    """What a method returns: None for void, and a number for what Python has no other form for, such as an address."""
    if (name or "HRESULT").casefold() == "void" and not stars:
        return None
    stored = _WINDOWS.behind(name or "HRESULT")
    if stored is not None and not stars and stored.name in _FLOATS and not stored.stars:
        return Annotation("float")
    if stored is not None and not stars and stored.role in ("narrow", "wide") and stored.stars == 1:
        return Annotation("str").wrapped("?")
    key = _interface(name or "", find)[0]
    return Annotation("int") if key is None else Annotation(key, is_class=True).wrapped("?")
