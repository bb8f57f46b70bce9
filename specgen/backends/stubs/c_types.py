"""C types of COM parameters as Python has them."""

from collections.abc import Callable

from specgen.backends.stubs.annotations import Annotation
from specgen.model.entities import Parameter

GUID = "<guid>"
OPAQUE = "<opaque>"

_INTEGERS = frozenset(
    (
        *(
            "boolean",
            "bool",
            "byte",
            "char",
            "int",
            "int16",
            "int32",
            "int64",
            "int8",
            "long",
            "longlong",
            "short",
            "size_t",
        ),
        *(
            "uchar",
            "uint",
            "uint16",
            "uint32",
            "uint64",
            "uint8",
            "ulong",
            "ulonglong",
            "ushort",
            "unsigned",
            "__int64",
        ),
        *("unsigned char", "unsigned int", "unsigned long", "unsigned short", "unsigned __int64", "signed", "hyper"),
        *("int_ptr", "long_ptr", "lparam", "lresult", "uint_ptr", "ulong_ptr", "wparam", "dword_ptr", "ssize_t"),
        *("atom", "colorref", "dword", "dword64", "dwordlong", "hresult", "ntstatus", "qword", "scode", "word", "lcid"),
        *("long32", "long64", "ulong32", "ulong64", "variant_bool", "langid", "dispid", "langid"),
        *("hkey", "hwnd", "handle", "hinstance", "hmodule", "hicon", "hdc", "hmenu", "hglobal", "hbitmap", "hmonitor"),
    )
)
_FLOATS = frozenset(("float", "double", "date", "real"))
_CHARACTERS = frozenset(("char", "wchar", "wchar_t", "tchar", "olechar"))
_STRINGS = frozenset(
    (
        *(
            "bstr",
            "lpstr",
            "lpcstr",
            "lptstr",
            "lpctstr",
            "lpwstr",
            "lpcwstr",
            "lpolestr",
            "lpcolestr",
            "pstr",
            "pcstr",
        ),
        *("pwstr", "pcwstr", "ptstr", "pctstr", "pwsz", "psz"),
    )
)
_GUIDS = frozenset(
    ("guid", "iid", "clsid", "refiid", "refguid", "refclsid", "lpciid", "lpiid", "lpguid", "lpcguid", "lpclsid")
)

Find = Callable[[str], str | None]
"""The key of an interface by its name, None where there is none."""


def argument(one: Parameter, find: Find, opaque: Callable[[str], str]) -> Annotation:
    """What a caller gives for a parameter: a value, an object, or the storage that a pointer leads to.

    ``opaque`` gives the key of the class that stands for a type without a page.
    """
    stars = one.pointer + (1 if one.ref else 0)
    annotation = _value(one.type or "void", stars) or _object(one.type or "void", stars, find, opaque)
    return annotation if one.array is None else annotation.wrapped("list")


def _value(name: str, stars: int) -> Annotation | None:
    """Numbers and strings, None for anything else."""
    word = name.casefold()
    if word in _CHARACTERS and stars == 1:
        return Annotation("str").wrapped("?")
    if word in _STRINGS:
        return _pointed(Annotation("str").wrapped("?"), stars)
    if word in _FLOATS:
        return _pointed(Annotation("float"), stars)
    if word in _INTEGERS:
        return _pointed(Annotation("int"), stars)
    hidden = word.removeprefix("lp").removeprefix("p")
    return _pointed(Annotation("int"), stars + 1) if hidden != word and hidden in _INTEGERS else None


def _pointed(annotation: Annotation, stars: int) -> Annotation:
    """Storage of the value for each star; where it is optional for the caller is not known, so None is allowed."""
    return annotation.wrapped(*["Pointer"] * stars, "?") if stars else annotation


def _object(name: str, stars: int, find: Find, opaque: Callable[[str], str]) -> Annotation:
    """Objects are passed by reference: the first star, or the pointer that a typedef hides, is the object itself.

    What is passed by value and has no page may be an enumeration, so a number does as well.
    """
    interface, hidden = _interface(name, find)
    key = interface or _known(name) or opaque(name)
    one = Annotation(key, is_class=True)
    levels = stars + (hidden or name.casefold().startswith(("lp", "ref")) or name[:1] == "P")
    if levels:
        return _pointed(one.wrapped("?"), levels - 1)
    return one if interface or key == GUID else one.wrapped("#")


def _known(name: str) -> str | None:
    if name.casefold() in _GUIDS:
        return GUID
    return OPAQUE if name.casefold() in ("void", "lpvoid", "pvoid", "lpcvoid") else None


def _interface(name: str, find: Find) -> tuple[str | None, bool]:
    """The interface, and whether the name is a typedef for a pointer to it (``LPFOO`` for ``IFoo *``)."""
    plain = find(name)
    if plain is not None or name[:2] != "LP":
        return plain, False
    return find(f"I{name[2:]}"), True


def result(name: str | None, stars: int, find: Find) -> Annotation | None:
    """What a method returns: None for void, and a number for what Python has no other form for, such as an address."""
    word = (name or "hresult").casefold()
    if word == "void" and not stars:
        return None
    if word in _FLOATS and not stars:
        return Annotation("float")
    if word in _STRINGS and not stars:
        return Annotation("str").wrapped("?")
    key = _interface(name or "", find)[0]
    return Annotation("int") if key is None else Annotation(key, is_class=True).wrapped("?")
