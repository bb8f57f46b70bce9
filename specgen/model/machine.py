"""C types of Windows' headers that are numbers, text or structures of one number: facts of Win64, not of any page.

The sizes are those that every program for 64-bit Windows is compiled with: ``long`` has 32 bits, a pointer 64.
"""

from collections.abc import Mapping
from types import MappingProxyType

_SIGNED = {
    8: ("INT8", "__int8", "int8_t", "int8", "signed char", "small"),
    16: ("INT16", "SHORT", "VARIANT_BOOL", "__int16", "int16", "int16_t", "short", "short int", "signed short"),
    32: (
        *("BOOL", "DISPID", "HRESULT", "INT", "INT32", "LONG", "LONG32", "MEMBERID", "NTSTATUS", "SCODE", "__int32"),
        *("HALF_PTR", "int", "int32", "int32_t", "long", "long int", "signed", "signed int", "signed long"),
    ),
    64: (
        *(
            "INT64",
            "LARGE_INTEGER",
            "LONG64",
            "LONGLONG",
        ),
        *("__int64", "hyper", "int64", "int64_t", "long long"),
    ),
}
_UNSIGNED = {
    8: ("BOOLEAN", "BYTE", "UCHAR", "UINT8", "boolean", "byte", "uint8", "uint8_t", "unsigned char"),
    16: (
        *("ATOM", "CLIPFORMAT", "LANGID", "UINT16", "USHORT", "VARTYPE", "WORD", "uint16", "uint16_t"),
        *("unsigned short", "unsigned short int"),
    ),
    32: (
        *("COLORREF", "DWORD", "DWORD32", "HREFTYPE", "LCID", "PROPID", "UHALF_PTR", "UINT", "UINT32", "ULONG"),
        *("ULONG32", "error_status_t", "uint32", "uint32_t", "unsigned", "unsigned int", "unsigned long"),
        *("unsigned long int", "unsigned __int32"),
    ),
    64: (
        *(
            "DWORD64",
            "DWORDLONG",
            "QWORD",
            "UINT64",
        ),
        *("ULARGE_INTEGER", "ULONG64", "ULONGLONG", "uint64", "uint64_t"),
        *("unsigned __int64", "unsigned hyper", "unsigned long long"),
    ),
}
INTEGERS: Mapping[str, int] = MappingProxyType(
    {name: -bits for bits, names in _SIGNED.items() for name in names}
    | {name: bits for bits, names in _UNSIGNED.items() for name in names}
)
"""The bits of each integer, below zero for the signed ones; (U)LARGE_INTEGER is as its QuadPart."""

ADDRESS_SIZED: Mapping[str, bool] = MappingProxyType(
    dict.fromkeys(("INT_PTR", "LONG_PTR", "LPARAM", "LRESULT", "SHANDLE_PTR", "SSIZE_T", "intptr_t", "ptrdiff_t"), True)
    | dict.fromkeys(("DWORD_PTR", "HANDLE_PTR", "KAFFINITY", "SIZE_T", "UINT_PTR", "ULONG_PTR", "WPARAM"), False)
    | dict.fromkeys(("size_t", "uintptr_t"), False)
)
"""Integers of the size of an address, and whether each is signed."""

FLOATS: Mapping[str, int] = MappingProxyType(
    {"FLOAT": 32, "REAL": 32, "float": 32, "DATE": 64, "DOUBLE": 64, "double": 64}
)
"""The bits of each floating-point number."""

TRUTHS = frozenset(("_Bool", "bool"))
"""C++'s truth values of one byte; BOOL is an integer."""

HANDLES = frozenset(
    (
        *("HANDLE", "HACCEL", "HBITMAP", "HBRUSH", "HCURSOR", "HDC", "HDESK", "HDROP", "HENHMETAFILE", "HFONT"),
        *("HGDIOBJ", "HGLOBAL", "HHOOK", "HICON", "HINSTANCE", "HKEY", "HKL", "HLOCAL", "HMENU", "HMETAFILE"),
        *("HMODULE", "HMONITOR", "HPALETTE", "HPEN", "HRGN", "HRSRC", "HSTRING", "HTREEITEM", "HWINSTA", "HWND"),
        *("SC_HANDLE", "SERVICE_STATUS_HANDLE", "HIMAGELIST", "HPROPSHEETPAGE", "HOLEMENU"),
    )
)
"""Types that are pointers to what only Windows knows."""

NARROW, WIDE, EITHER = "char", "wchar_t", "TCHAR"
"""Characters: of 8 bits, of 16 bits, and of 8 or 16 as the compiler, or a flag of the call, has it."""

CHARACTERS: Mapping[str, str] = MappingProxyType(
    {"CHAR": NARROW, "CCHAR": NARROW, "char": NARROW, "WCHAR": WIDE, "OLECHAR": WIDE, "wchar_t": WIDE, "char16_t": WIDE}
    | {"TCHAR": EITHER, "_TCHAR": EITHER}
)
"""The character that each type holds."""

TEXTS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("LPSTR", "LPCSTR", "PSTR", "PCSTR", "PSZ", "PCSZ"), NARROW)
    | dict.fromkeys(("LPWSTR", "LPCWSTR", "PWSTR", "PCWSTR", "LPOLESTR", "LPCOLESTR", "PWCHAR"), WIDE)
    | dict.fromkeys(("LPTSTR", "LPCTSTR", "PTSTR", "PCTSTR"), EITHER)
)
"""The character that each type points to."""

BASIC_STRING = "BSTR"
"""Text of 16 bits a character, with its length in front."""

GUIDS = frozenset(("GUID", "IID", "CLSID", "FMTID", "UUID", "_GUID"))
GUID_POINTERS = frozenset(
    (
        *("LPGUID", "LPCGUID", "LPIID", "LPCIID", "LPCLSID", "LPCCLSID", "REFGUID", "REFIID", "REFCLSID", "REFFMTID"),
        *("PGUID", "PCGUID", "PIID", "PCIID"),
    )
)
"""The names of a GUID of 16 bytes, and of pointers to one."""

ADDRESSES = frozenset(("LPVOID", "LPCVOID", "PVOID", "PCVOID"))
"""Pointers to whatever it is."""

OPEN_DIMENSIONS = frozenset(("MAPI_DIM", "ANYSIZE_ARRAY"))
"""Symbols of headers for the one element that stands for as many as follow."""
