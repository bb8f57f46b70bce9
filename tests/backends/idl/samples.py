"""Hand-made entities for the tests of IDL: one library for each named repair, and one that is hostile."""

from typing import Any

from specgen.model.entities import (
    Alias,
    Callback,
    EnumConstant,
    Enumeration,
    Requirements,
    Slot,
    StructMember,
    Structure,
    Typedef,
    Union,
)
from specgen.model.library import Library
from tests.backends.library import EVIL, com_interface, com_method, library, parameter, returns


def facts(name: str, **own: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "id": f"c:{name}",
        "name": name,
        "owner": None,
        "locale": "en-us",
        "docset": None,
        "root": ".",
        "page": f"{name.lower()}.md",
        "line": 7,
        "api_names": (),
        "summary": None,
        "requirements": Requirements(),
        "repairs": (),
        "findings": (),
    }
    return {**plain, **own}


def member(name: str | None, c_type: str | None = "ULONG", /, **own: Any) -> StructMember:
    plain: dict[str, Any] = {
        "array": None,
        "ref": False,
        "pointer": 0,
        "const": False,
        "embedded": False,
        "direction": None,
        "optional": False,
        "default": None,
        "qualifiers": {},
        "values": (),
        "constraints": (),
        "description": None,
        "line": 3,
        "described_line": 9,
        "raw": f"{c_type} {name}",
        "kind": None,
        "members": (),
        "bits": None,
    }
    return StructMember(**{**plain, "name": name, "type": c_type, **own})


def struct(name: str, *members: StructMember, tag: str | None = None, aliases: tuple[Alias, ...] = ()) -> Structure:
    return Structure(**facts(name, tag=tag, aliases=aliases, members=members))


def union(name: str, *members: StructMember) -> Union:
    return Union(**facts(name, tag=None, aliases=(), members=members))


def enum(name: str, *members: tuple[str | None, int | None]) -> Enumeration:
    constants = tuple(EnumConstant(one, value, None, explicit=True, description=None, line=8) for one, value in members)
    return Enumeration(**facts(name, tag=None, aliases=(), members=constants))


def typedef(name: str, kind: str | None, pointer: int = 0) -> Typedef:
    return Typedef(**facts(name, type=kind, pointer=pointer))


def callback(name: str) -> Callback:
    return Callback(**facts(name, returns=returns("void"), parameters=()))


def slots(*names: str | None, first: int = 3) -> tuple[Slot, ...]:
    return tuple(Slot(name, first + number, "IX", None, documented=False) for number, name in enumerate(names))


def ix(*names: str | None, **own: Any) -> Any:
    return com_interface("IX", **{"methods": slots(*names), **own})


def with_parameter(*args: Any, more: tuple[Any, ...] = (), **own: Any) -> Library:
    """The interface IX with the method M, which has one parameter."""
    return library(ix("M"), com_method("IX", "M", parameter(*args, **own)), *more)


def with_structure(*members: StructMember, more: tuple[Any, ...] = ()) -> Library:
    """A method that takes the structure BREW with these members."""
    return with_parameter("p", "BREW", pointer=1, more=(struct("BREW", *members), *more))


M = com_method("IX", "M")

REPAIRED: dict[str, Library] = {
    "invalid-name": with_parameter("a); };", "ULONG"),
    "reserved-name": with_parameter("default", "ULONG"),
    "duplicate-name": library(ix("M"), com_method("IX", "M", parameter("a", "ULONG"), parameter("a", "ULONG"))),
    "unnamed": with_parameter(None, "ULONG"),
    "unknown-return": library(ix("M"), com_method("IX", "M", returns=returns(None))),
    "unreadable-type": with_parameter("a", "Map<K, V>", pointer=1),
    "foreign-type": with_parameter("a", "TCHAR", pointer=1, const=True),
    "spelling": with_parameter("a", "iX", pointer=1),
    "void-value": with_parameter("a", "void"),
    "interface-value": with_parameter("a", "IStream"),
    "reference": with_parameter("a", "GUID", ref=True),
    "open-array": with_parameter("a", "ULONG", array=(None,)),
    "open-member": with_structure(member("a", array=(None,))),
    "symbol-size": with_structure(member("a", array=("CUP_DIM", 2))),
    "variadic": library(ix("M"), com_method("IX", "M", parameter("a", "ULONG"), parameter("...", "..."))),
    "out-not-pointer": with_parameter("a", "ULONG", direction="out"),
    "unknown-direction": with_parameter("a", "ULONG", direction=None),
    "plain-optional": with_parameter("a", "ULONG", optional=True),
    "undocumented-slot": library(ix("M", "N"), M),
    "missing-slot": library(ix("M", methods=slots("M", first=5)), M),
    "slot-mismatch": library(ix("M", methods=slots("M", first=1)), M),
    "inherited-method": library(ix(methods=slots("QueryInterface", "AddRef", "Release", "M", first=0)), M),
    "unlisted-method": library(ix("N"), M),
    "unknown-order": library(ix("M", order="listed"), M),
    "unknown-base": library(ix("M", base=None), M),
    "base-cycle": library(ix("M", base="IX"), M),
    "unknown-iid": library(ix("M"), M),
    "missing-page": library(M),
    "declared-by-windows": library(com_interface("IStream")),
    "unwritable-type": with_parameter("a", "ITypeInfo", pointer=2, direction="out"),
    "unwritable-base": library(ix("M", base="IAdviseSink"), M),
    "function-type": with_parameter("a", "ONBREW", pointer=1, more=(callback("ONBREW"),)),
    "untagged": with_structure(member("a", None, kind="struct", members=(member("b"),))),
    "unnamed-structure": with_structure(member(None, None, kind="struct", members=(member("b"),))),
    "bit-fields": with_structure(member("a", bits=3), member("b", bits=29), member("c", bits=1), member("d")),
    "unknown-unit": with_structure(member("a", "std::uint32_t", bits=3), member("b", None, bits=4)),
    "empty": with_structure(),
    "value-cycle": with_structure(member("a", "BREW")),
    "unknown-constant": with_parameter("a", "ROAST", more=(enum("ROAST", ("DARK", None), ("PALE", 4)),)),
}


def other_owner(slot: Slot, *more: Any, **own: Any) -> Library:
    """The interface IX with this slot, and the method M of the interface IY."""
    method = com_method("IY", "M", parameter("a", "ULONG"), **own)
    return library(ix(methods=(slot,)), com_interface("IY"), method, *more)


def accessors(*names: str) -> Library:
    value = parameter("v", "LONG", pointer=1, direction="out", qualifiers={"retval": True})
    return library(ix(*names), *(com_method("IX", name, value, accessor="get") for name in names))


def bits(*fields: tuple[str | None, str | None, int], more: tuple[Any, ...] = ()) -> Library:
    """A structure of bit fields (name, type, bits) and a last member."""
    return with_structure(*(member(name, kind, bits=width) for name, kind, width in fields), member("z"), more=more)


_LISTED = Slot("M", 3, "IX", "iy-m.md", documented=True)
_SHARED = ("com:IX::M",)
_DERIVED = com_interface("IZ", base="IX", order="listed")

MENDED: dict[str, tuple[Library, str, str]] = {
    "method-by-page": (other_owner(_LISTED), "ix", "{ HRESULT M( [in] ULONG a ); };"),
    "method-by-also-on": (
        other_owner(Slot("M", 3, "IX", None, documented=True), also_on=_SHARED),
        "ix",
        "{ HRESULT M( [in] ULONG a ); };",
    ),
    "method-of-other-name": (
        other_owner(Slot("N", 3, "IX", None, documented=True), also_on=("com:IX::N(ULONG)",)),
        "ix",
        "{ HRESULT N( [in] ULONG a ); };",
    ),
    "method-only-in-also-on": (
        library(ix(order="listed"), com_method("IY", "M", parameter("a", "ULONG"), also_on=_SHARED)),
        "ix",
        "{ HRESULT M( [in] ULONG a ); };",
    ),
    "method-of-the-base": (
        other_owner(_LISTED, _DERIVED, also_on=("com:IX::M", "com:IZ::M")),
        "iz",
        "interface IZ : IX { };",
    ),
    "own-page-first": (other_owner(_LISTED, M, also_on=_SHARED), "ix", "{ HRESULT M(void); };"),
    "property-of-reserved-name": (accessors("get_default"), "ix", "{ HRESULT get_default( [out, retval] LONG *v ); };"),
    "property-of-no-name": (accessors("get_3DView"), "ix", "{ HRESULT get_3DView( [out, retval] LONG *v ); };"),
    "property-of-nothing": (accessors("get_"), "ix", "{ HRESULT get_( [out, retval] LONG *v ); };"),
    "tag-opaque": (with_parameter("a", "tagSTATSTG", pointer=1), "ix", "[in] STATSTG *a"),
    "tag-of-enumeration": (with_parameter("a", "tagTYMED"), "ix", "[in] TYMED a"),
    "tag-of-pointer": (with_parameter("a", "_wireSAFEARRAY", pointer=1), "ix", "[in] void *a"),
    "tag-documented": (
        with_parameter("a", "tagVARIANT", pointer=1, more=(struct("tagVARIANT", member("a")),)),
        "ix",
        "[in] VARIANT *a",
    ),
    "tag-of-alias": (
        with_parameter("a", "BREW", pointer=1, more=(struct("BREW", member("a"), tag="tagVARIANT"),)),
        "types",
        "struct BREW { ULONG a; };",
    ),
    "tag-as-interface": (
        library(com_interface("tagRECT", methods=slots("M")), com_method("tagRECT", "M")),
        "tagrect_2",
        "interface tagRECT_2 : IUnknown { HRESULT M(void); };",
    ),
    "tag-as-base": (library(ix("M", base="tagRECT"), M), "ix", "interface IX : tagRECT_base {"),
    "pointers": (with_parameter("a", "P" * 250), "types", f"typedef void *{'P' * 250};"),
    "pointer-to-pointer": (
        with_parameter("a", "PPLPCBREW", more=(struct("BREW", member("a")),)),
        "types",
        "typedef const BREW *LPCBREW; typedef LPCBREW *PLPCBREW; typedef PLPCBREW *PPLPCBREW;",
    ),
    "pointer-type-of-an-interface": (
        library(
            ix("M", requirements=Requirements(pointer_type=("LPBREWER", "not a name", "HRESULT"))),
            com_method("IX", "M", parameter("a", "LPBREWER", pointer=1, direction="out")),
        ),
        "types",
        "interface IX; typedef IX *LPBREWER;",
    ),
    "pointer-type-of-windows": (
        library(
            com_interface("IStream", requirements=Requirements(pointer_type=("LPBREWSTREAM",))),
            ix("M"),
            com_method("IX", "M", parameter("a", "LPBREWSTREAM")),
        ),
        "types",
        "typedef IStream *LPBREWSTREAM;",
    ),
    "root-documented-as-well": (
        library(
            ix(methods=slots("QueryInterface", "AddRef", "Release", "M", "N", first=0)), M, com_method("IX", "AddRef")
        ),
        "ix",
        "{ HRESULT M(void); HRESULT N(void); };",
    ),
    "root-counted-in-its-slots": (
        library(ix(methods=slots("QueryInterface", "AddRef", "Release", None, "M", first=0)), M),
        "ix",
        "{ HRESULT Slot3_undocumented(void); HRESULT M(void); };",
    ),
    "root-counted-in-the-base": (
        library(
            ix(methods=slots("QueryInterface", "AddRef", "Release", "M", first=0)),
            com_interface("IZ", "IX", methods=slots("N", first=4)),
        ),
        "iz",
        "interface IZ : IX { HRESULT N(void); };",
    ),
    "root-with-dispatch": (
        library(ix(base="IDispatch", methods=(*slots("GetTypeInfo", first=4), *slots("Invoke", "M", first=6))), M),
        "ix",
        "interface IX : IDispatch { HRESULT M(void); };",
    ),
    "no-dispatch": (library(ix("Invoke", "M"), M), "ix", "{ HRESULT Invoke(void); HRESULT M(void); };"),
    "bits-64": (bits(("a", "UINT64", 32), ("b", "UINT64", 32)), "types", "{ UINT64 bits; ULONG z; }"),
    "bits-long-long": (
        bits(("a", "unsigned long long", 40), ("b", "unsigned long long", 24)),
        "types",
        "{ unsigned hyper bits; ULONG z; }",
    ),
    "bits-8": (
        bits(("a", "UINT8", 4), ("b", "UINT8", 4), ("c", "UINT8", 4)),
        "types",
        "{ UINT8 bits; UINT8 bits_2; ULONG z; }",
    ),
    "bits-of-a-typedef": (
        bits(("a", "FLAGS", 8), ("b", "FLAGS", 8), more=(typedef("FLAGS", "UINT8"),)),
        "types",
        "{ FLAGS bits; FLAGS bits_2; ULONG z; }",
    ),
    "bits-of-an-enumeration": (
        bits(("a", "ROAST", 8), ("b", "ROAST", 24), more=(enum("ROAST", ("DARK", 0)),)),
        "types",
        "{ ROAST bits; ULONG z; }",
    ),
    "bits-of-a-pointer": (
        bits(("a", "PFLAGS", 8), more=(typedef("PFLAGS", "UINT8", 1),)),
        "types",
        "{ ULONG bits; ULONG z; }",
    ),
    "bits-of-an-interface": (bits(("a", "IX", 8)), "types", "{ ULONG bits; ULONG z; }"),
    "bits-of-nothing": (bits(("a", None, 8), ("b", None, 24)), "types", "{ ULONG bits; ULONG z; }"),
    "bits-of-bool": (bits(("a", "bool", 3)), "types", "{ boolean bits; ULONG z; }"),
    "bits-ended": (bits(("a", "ULONG", 4), (None, "ULONG", 0)), "types", "{ ULONG bits; ULONG z; }"),
    "bits-of-none": (bits((None, "ULONG", 0)), "types", "struct BREW { ULONG z; }"),
    "bits-apart": (
        bits(("a", "ULONG", 4), (None, "ULONG", 0), ("b", "ULONG", 4)),
        "types",
        "{ ULONG bits; ULONG bits_2; ULONG z; }",
    ),
}
"""What IDL must say in cases that were wrong once: the library, the file, and a part of it."""

PLAIN = library(
    com_interface("IGrinder", methods=slots("Grind", None, "Stop"), iid="0a1b2c3d-0001-0002-0003-0a1b2c3d4e5f"),
    com_interface("IBurrGrinder", base="IGrinder", methods=slots("Adjust", first=6)),
    com_interface("IHopper", base="IVessel", methods=slots("Fill", first=5)),
    com_interface("ITuner", base="IDispatch", order="listed", methods=()),
    com_method(
        "IGrinder",
        "Grind",
        parameter("lpBeans", "LPBEANS", const=True),
        parameter("pState", "GRINDSTATE", pointer=1, direction="inout"),
        parameter("ppNext", "LPBURRGRINDER", pointer=1, direction="out"),
        parameter("pfn", "LPFNGROUND"),
        parameter("hUnknown", "HGRIND"),
        parameter("pUnknown", "GRIT", pointer=2, direction="out"),
        parameter("uid", "GRINDUID"),
        parameter("grams", "ULONG", array=(4,)),
        summary="Grinds the beans.",
    ),
    com_method("IGrinder", "Stop", returns=returns("void")),
    com_method("IBurrGrinder", "Adjust", parameter("clicks", "LONG")),
    com_method("IHopper", "Fill", parameter("list", "SAFEARRAY(BYTE)"), parameter("more", "LPSAFEARRAY")),
    com_method(
        "ITuner",
        "get_Pitch",
        parameter("at", "VARIANT", optional=True),
        parameter("pitch", "LONG", pointer=1, direction="out", qualifiers={"Out": True, "retval": True}),
        accessor="get",
    ),
    com_method("ITuner", "put_Pitch", parameter("pitch", "LONG"), accessor="put"),
    struct(
        "BEANS",
        member("kind", "ROAST"),
        member("next", "BEANS", pointer=1),
        member("uid", "GRINDUID"),
        member("u", None, kind="union", members=(member("n"), member("hopper", "LPHOPPER"))),
        member(None, None, kind="union", members=(member("x"), member("y", "LPSTR"))),
        tag="_BEANS",
        aliases=(Alias("BEANS", 0), Alias("LPBEANS", 1)),
    ),
    struct("ZSTATE", member("a", "WCHAR", array=(2, 3)), member("b", "AUNION")),
    union("AUNION", member("a"), member("b", "double")),
    enum("ROAST", ("PALE", 0), ("DARK", 0x80000000), ("NONE", -1)),
    typedef("GRINDSTATE", "ZSTATE"),
    typedef("GRINDUID", "GUID"),
    callback("LPFNGROUND"),
)

HOSTILE = library(
    com_interface("I*/ X; \\", summary=f"{EVIL} */ ??/", methods=slots("M", "N\n#include <x>")),
    com_interface("types", base="../../../etc", order="listed", iid="not one); import", summary="ends with \\"),
    com_interface("IA", base="IB", order="listed"),
    com_interface("IB", base="IA"),
    com_method("IA", "QueryInterface", parameter("This", "IA"), summary="\r\n#pragma x \u2028 */"),
    com_method("IA", "default", accessor="get", also_on=("com:I*/ X; \\::#x\n#y", "com:types::*/", "com:::")),
    com_method("types", "M", parameter("x", "int; }", pointer=1), parameter("y", "LPLPLP" * 40), summary=EVIL),
    com_method("types", "m", parameter("x", "X", raw="*/\n#x"), parameter("y", "struct"), parameter("z", "LOOP")),
    com_method("types", "Z", parameter("x", "CHAIN_A", pointer=1), parameter("y", "IA"), parameter("q", "_GUID")),
    typedef("LOOP", "LOOP"),
    typedef("GUID", "void"),
    struct("X", member("x); }", "X"), member("interface", "Y"), member("q", "LOOP"), tag="tagVARIANT"),
    struct("Y", member("X", "X"), tag="X", aliases=(Alias("LOOP", 0), Alias("a b", 0))),
    struct("CHAIN_A", member("b", "LPCHAIN_B"), member("c", "ITypeInfo", pointer=1), tag="_T"),
    struct("CHAIN_B", member("b", "CHAIN_A"), member("d", "SAFEARRAY(EVIL)"), tag="_T"),
)
