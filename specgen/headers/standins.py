"""What stands in for files that are not there: headers that belong to a compiler, and the names of Windows' base types.

A header from an SDK counts on both; libclang's package brings neither. Whatever the header or its folder defines itself
comes first.
"""

FOLDER = "/specgen-headers"
"""A folder on no disk, in which clang finds these files."""

_INTRINSICS = (
    *("adxintrin", "ammintrin", "arm64intr", "armintr", "arm_acle", "arm_neon", "avx2intrin", "avxintrin", "cpuid"),
    *("emmintrin", "fma4intrin", "immintrin", "intrin", "mm3dnow", "mm_malloc", "mmintrin", "nmmintrin", "pmmintrin"),
    *("smmintrin", "tmmintrin", "wmmintrin", "x86intrin", "xmmintrin"),
)
_STDDEF = """
typedef __SIZE_TYPE__ size_t;
typedef __PTRDIFF_TYPE__ ptrdiff_t;
#ifndef NULL
#define NULL 0
#endif
"""
_STDINT = "\n".join(
    f"typedef __{sign.upper()}INT{bits}_TYPE__ {sign}int{bits}_t;" for bits in (8, 16, 32, 64) for sign in ("", "u")
)
_STDARG = "typedef __builtin_va_list va_list;\n"
_LIMITS = """
#define CHAR_BIT 8
#define INT_MAX __INT_MAX__
#define INT_MIN (-INT_MAX - 1)
#define UINT_MAX (INT_MAX * 2U + 1U)
#define LONG_MAX __LONG_MAX__
#define LONG_MIN (-LONG_MAX - 1L)
#define ULONG_MAX (LONG_MAX * 2UL + 1UL)
"""
GUIDS = "specgen-guids.h"
_GUIDS = """
#ifndef DEFINE_GUID
#define DEFINE_GUID(name, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8)
#endif
#ifndef DEFINE_OLEGUID
#define DEFINE_OLEGUID(name, l, w1, w2) DEFINE_GUID(name, l, w1, w2, 0xC0, 0, 0, 0, 0, 0, 0, 0x46)
#endif
"""
STAND_INS = {
    GUIDS: _GUIDS,
    **{f"{name}.h": "\n" for name in (*_INTRINSICS, "stdbool", "stdalign", "stdnoreturn")},
    "stddef.h": _STDDEF,
    "stdint.h": f"{_STDINT}\n",
    "stdarg.h": _STDARG,
    "limits.h": _LIMITS,
}
"""Text by file name; found after every real folder."""

_TYPES = {
    "signed char": ("INT8",),
    "char": ("CHAR",),
    "unsigned char": ("BYTE", "UCHAR", "UINT8"),
    "short": ("SHORT", "INT16"),
    "unsigned short": ("WORD", "USHORT", "UINT16", "WCHAR"),
    "int": ("INT", "BOOL", "INT32"),
    "unsigned int": ("UINT", "UINT32"),
    "long": ("LONG", "HRESULT", "SCODE", "NTSTATUS", "LONG32"),
    "unsigned long": ("DWORD", "ULONG", "ULONG32", "DWORD32"),
    "long long": ("LONGLONG", "LONG64", "INT64", "LONG_PTR", "INT_PTR"),
    "unsigned long long": ("ULONGLONG", "DWORDLONG", "ULONG64", "UINT64", "DWORD64", "ULONG_PTR", "DWORD_PTR"),
}
_STATUS_MACROS = {
    "SEVERITY_SUCCESS": "0",
    "SEVERITY_ERROR": "1",
    "FACILITY_NULL": "0",
    "FACILITY_RPC": "1",
    "FACILITY_DISPATCH": "2",
    "FACILITY_STORAGE": "3",
    "FACILITY_ITF": "4",
    "FACILITY_WIN32": "7",
    "FACILITY_WINDOWS": "8",
    "MAKE_HRESULT(s, f, c)": "((HRESULT)(((ULONG)(s) << 31) | ((ULONG)(f) << 16) | (ULONG)(c)))",
    "MAKE_SCODE(s, f, c)": "((SCODE)(((ULONG)(s) << 31) | ((ULONG)(f) << 16) | (ULONG)(c)))",
    "_HRESULT_TYPEDEF_(c)": "((HRESULT)(c))",
    # MinGW's error code headers spell long so, and do not include the file that says it.
    "__LONG32": "long",
    "__MSABI_LONG(x)": "x##L",
}


def base_types() -> str:
    """C++ that names Windows' integer types and what status codes are made with, each unless it is a macro already.

    To stand inside a namespace, so that the header's own types of these names are hidden and not defined twice.
    """
    types = [(name, f"typedef {type_} {name};") for type_, names in _TYPES.items() for name in names]
    macros = [(name.split("(")[0], f"#define {name} {body}") for name, body in _STATUS_MACROS.items()]
    return "".join(f"#ifndef {name}\n{line}\n#endif\n" for name, line in (*types, *macros))
