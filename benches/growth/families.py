"""Pages that grow: each family is a page of about ``size`` bytes, most of which is one thing again and again.

A family is a place in a page and what is repeated there, or an opening and a closing that nest.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

_PAGE = """---
title: Bore method of the Ice_Drill class
description: Bores.
api_name:
- Ice_Drill.Bore
api_type:
- COM
{front}
---
# Bore method of the Ice\\_Drill class{heading}

Bores a hole. {prose}

{block}

## Syntax

```{language}
{syntax}
```

{list}

## Parameters

<dl> <dt>

*Depth* \\[in\\]
</dt> <dd>

How deep. {described}

{html}

</dd> </dl>

{member}

## Return value

Returns 0 on success. {returned}

| Return code | Description |
|---|---|
| {cell} | Bored. |
{row}

## Requirements

| Requirement | Value |
|---|---|
| Namespace | Root\\\\Polar {required} |
"""
_MOF = "uint32 Bore(\n  [in] uint32 Depth\n);"
_HOLES = "front heading prose block list described html member returned cell row required"
_EMPTY = dict.fromkeys(_HOLES.split(" "), "") | {"language": "mof", "syntax": _MOF}
SYNTAX_BYTES = 95_000
"""What a syntax block may have, with some room: longer ones are not parsed."""
PAGE_BYTES = 7_500_000
"""The same for a page."""


@dataclass(frozen=True)
class Family:
    """``page`` makes one of about so many bytes; ``largest`` is as large as makes sense."""

    name: str
    page: Callable[[int], bytes]
    largest: int = PAGE_BYTES


def made(**holes: str) -> bytes:
    """The page with these holes filled."""
    return _PAGE.format(**{**_EMPTY, **holes}).encode("utf-8", errors="surrogatepass")


_PARTED = "¤"
PLACES = ("front", "heading", "prose", "block", "described", "html", "returned", "cell", "required")
"""Holes of the page that take one line of anything, or several."""

UNITS = (
    "a¤a ¤A¤A ¤A_¤A_ ¤A\\_¤A \\_¤\\_ ¤_ ¤_¤__¤*¤* ¤**¤** a¤`¤` ¤`a` ¤ ¤\u00a0¤\u00a0 ¤\t¤ \\_¤a\u00a0¤é¤é ¤0¤"
    "0 ¤1 2 ¤0x¤0xF ¤F-¤F - ¤0-¤0a-¤[¤[ ¤]¤[]¤](¤[a](¤[a]()¤[a](b) ¤![¤![a](¤(¤()¤(a¤)¤<¤<a¤<a ¤<a b=¤< ¤"
    '<a b="¤<!--¤<!-- -->¤<![CDATA[¤<?¤<!A¤</¤</a>¤<b>¤<br>¤&¤&amp;¤&#¤&#x¤&#0;¤&a¤a::¤a:: ¤::¤a\\\\¤a \\\\ ¤'
    '\\¤\\\\¤a.¤a. ¤.¤..¤a.h ¤a. h¤A.B¤-¤- ¤--¤---¤a-¤|¤| ¤|a¤\\|¤,¤, ¤a, ¤;¤: ¤:¤=¤= ¤a=¤{¤}¤{}¤"¤\'¤"a" ¤'
    "http://¤http://a ¤a_b ¤aB¤Ab¤AB ¤must be 0 ¤of the ¤one of the following ¤between 1 and ¤NULL or ¤not ¤"
    "S_OK ¤*a ¤_a ¤*a* ¤**a** ¤_a_ ¤**a¤***a*** ¤*a_¤ab-¤ab_¤ab ¤ab\\_¤ab.¤1.¤1-¤1,¤1 - ¤ab::¤ab \\_ ¤Ab ab¤"
    "*a¤_a¤ab-1 ¤ﬁ¤ß¤\u200b¤\u202e¤🧊¤ⅷ¤٣¤\0¤~¤~~"
).split(_PARTED)
"""What is repeated on one line."""

ENDS = ("é", "!", "\\", " A:: b and a. h \\_ A (0x1) &lt; <b> `c`")
"""What may follow a long run of one thing, so that a form that took it in fails at its end."""

LINES = (
    "¤ ¤a¤- a¤-¤* a¤1. a¤> a¤>¤# a¤## a¤## a-1¤#¤| a | b |¤|¤|---|¤a | b¤---¤===¤```¤~~~¤```\na\n```\n¤    a¤"
    "\ta¤<dl>¤<dt>¤</dt>¤<dd>¤</dl>¤<table>¤<tr><td>¤<b>¤<!--¤-->¤<dt>\n\n**A**\n</dt>¤"
    "<dt>\n\n**A** (1)\n</dt><dd>\n\na</dd>¤[a]: b¤[a]:¤a: b¤a:¤- a: b¤&a x¤*a¤a: &a b¤S_OK\n\n> a\n¤"
    " _a_\n\n> [in] a\n¤*a* \\[in\\]\n\nb\n¤**A**\n\n1 (0x1)\n¤> - a¤<a name='b'></a>¤a\\¤a  ¤"
    '<span id="a"></span>¤<!-- specgen-ignore SG101 -->¤| A 1 | b |¤A = 1¤**A** = 1, ¤{% include a %}¤a\n='
).split(_PARTED)
"""What is repeated line by line."""

_NESTS = (
    *(
        ("> ", ""),
        ("- ", ""),
        ("1. ", ""),
        ("[", "]"),
        ("[", "](b)"),
        ("(", ")"),
        ("*a ", "*"),
        ("**a ", "**"),
        ("_a ", "_"),
        ("`", "`"),
    ),
    *(
        ("<dl><dt>a</dt><dd>", "</dd></dl>"),
        ("<table><tr><td>", "</td></tr></table>"),
        ("<b>", "</b>"),
        ("<ul><li>", "</li></ul>"),
    ),
    *(("![", "](b)"), ("{", "}"), ("[a](<", ">)"), ("***a ", "***"), ("*a **b ", "** *")),
)
_FRONT_NESTS = (
    ("[", "]"),
    ("{a: ", "}"),
    ("- ", ""),
    ("? ", ""),
    ("&a [", "]"),
    ("!!a [", "]"),
    ('"', ""),
    ("[a, ", "]"),
)
_MOF_NESTS = (
    ("[", "]"),
    ("(", ")"),
    ("{", "}"),
    ("class A {", "};"),
    ("[a(", ")]"),
    ("[a{", "}]"),
    ("uint32 A(", ");"),
)
_C_NESTS = (
    *(
        ("(", ")"),
        ("[", "]"),
        ("{", "}"),
        ("A<", ">"),
        ("struct A {", "} a;"),
        ("(*", ")(int)"),
        ("*", ""),
        ("A::", ""),
        ("enum {", "};"),
    ),
    *(
        ("int (", ")"),
        ("union {", "};"),
        ("a(", ")"),
        ("[a(", ")]"),
        ("sizeof(", ")"),
        ("(int)", ""),
        ("-", ""),
        ("~", ""),
        ("void (*a)(", ")"),
    ),
)
_MOF_LINES = (
    "[in] uint32 a,¤uint32 a,¤uint32 a¤uint32 a;¤uint32 a(¤uint32 a();¤[¤]¤[a]¤[a(1)] uint32 a;¤[a] b¤"
    'class A {¤};¤class A { uint32 a; };¤}¤{¤(¤)¤,¤;¤"¤"a"¤\'¤//¤/*¤/* */¤#a¤\\¤= {1,¤uint32 a = ¤'
    "uint32 a[1];¤instance of A {¤[A{¤[A(¤A B C¤A B C;¤a b, c¤*¤&¤:¤a:b¤é¤0x¤1.¤"
).split(_PARTED)
_C_LINES = (
    "int a,¤int a¤int a;¤int f(int a);¤int f(¤);¤(¤)¤[¤]¤[in]¤[in] int a,¤{¤}¤;¤,¤struct A {¤"
    "struct A { int a; };¤} a;¤enum {¤enum A { B = 1 };¤B = 1,¤B = A + 1,¤B,¤#define A 1¤#define A A¤#if A¤"
    '#elif B¤#endif¤#¤\\¤typedef int a;¤typedef struct¤_In_¤_In_(¤FAR¤const¤*¤&¤::¤A::b¤<¤A<¤>¤=¤= 1¤"¤"a"¤\'¤'
    "//¤/*¤/* */¤STDMETHOD(¤STDMETHOD(a)(int b) PURE;¤DECLARE_INTERFACE_(A, B) {¤SAFEARRAY(¤a(b)¤a(b);¤a b¤"
    "WM_A¤a = 1;¤...¤é¤0x¤operator¤~¤const A = 1;¤interface A : B {¤unsigned¤"
).split(_PARTED)


def _repeated(place: str, unit: str, end: str = "") -> Callable[[int], bytes]:
    return lambda size: made(**{place: unit * (size // len(unit.encode()) + 1) + end})


def _between(place: str, before: str, unit: str, after: str) -> Callable[[int], bytes]:
    return lambda size: made(**{place: before + unit * (size // len(unit.encode())) + after})


def _lines(place: str, line: str, **more: str) -> Callable[[int], bytes]:
    return lambda size: made(**{place: "\n" + f"{line}\n" * (size // (len(line.encode()) + 1) + 1), **more})


def _nested(place: str, nest: tuple[str, str], **more: str) -> Callable[[int], bytes]:
    opening, closing = nest
    weight = len(opening.encode()) + len(closing.encode())
    return lambda size: made(**{place: opening * (size // weight) + "x" + closing * (size // weight), **more})


def _numbered(place: str, form: str, **more: str) -> Callable[[int], bytes]:
    return lambda size: made(
        **{place: "".join(form.replace("9", str(number)) for number in range(size // len(form) + 1)), **more}
    )


_MANY: Mapping[str, tuple[str, str]] = {
    "aliases": ("front", "a9: &a9 [*a9, *a9]\n"),
    "keys": ("front", "k9: v\n"),
    "names": ("front", "- Ice_Drill.Bore9\n"),
    "sections": ("block", "## Heading 9\n\nText.\n\n"),
    "same sections": ("block", "## Parameters\n\n*Depth9* \\[in\\]\n\nText.\n\n"),
    "members described": ("member", "*Depth9* \\[in\\]\n\nText.\n\n"),
    "values": ("described", "\n\n<dl><dt>\n\n**A9** (9)\n</dt><dd>\n\nText.\n</dd></dl>"),
    "codes": ("row", "\n| S_A9 | Text. |"),
    "links": ("prose", "[a9](b9.md#c9) "),
    "anchors": ("block", '<a name="a9"></a>\n\n'),
    "identifiers": ("prose", "Ice_Drill9.Bore "),
    "constants": ("prose", "DRILL_A9 "),
    "loose names": ("prose", "A9 \\_ B "),
    "loose names in links": ("prose", "[A9 \\_ B](c9.md) "),
    "damaged names": ("prose", "Ice_Drill9:: Bore d. h "),
    "spaced numbers": ("prose", "0x9 1\u00a0009 9 "),
    "paragraphs": ("block", "Text 9.\n\n"),
    "fences": ("block", "```\na9\n```\n\n"),
    "fences of growing runs": ("block", "```9\n"),
    "lists and fences": ("block", "- a9\n```\n```\n"),
    "references": ("block", "[a9]: b9\n\n"),
    "footnotes": ("prose", "[a9] "),
    "tables": ("block", "| a9 | b |\n|---|---|\n| c | d |\n\n"),
}
_MANY_IN_SYNTAX: Mapping[str, tuple[str, str]] = {
    "mof parameters": ("mof", "[in] uint32 a9,\n"),
    "mof properties": ("mof class", "uint32 a9;\n"),
    "mof damaged properties": ("mof class", "uint32 a9 b c;\n"),
    "mof qualifiers": ("mof", "[A9(9)] "),
    "mof values": ("mof list", '"a9",'),
    "c parameters": ("cpp", "int a9,\n"),
    "c members": ("cpp struct", "int a9;\n"),
    "c constants": ("cpp enum", "A9 = 9,\n"),
    "c constants of others": ("cpp enum", "A9 = A0 + 9,\n"),
    "c macros": ("cpp lines", "#define A9 9\n"),
    "c typedefs": ("cpp lines", "typedef int A9;\n"),
    "c calls": ("cpp lines", "int f9(int a);\n"),
    "c structures": ("cpp lines", "struct A9 { int a; };\n"),
    "c conditions": ("cpp struct", "#if A9\nint a9;\n#endif\n"),
    "c annotations": ("cpp", "_In_reads_(a9) "),
}
_AROUND = {
    "mof": ("uint32 Bore(", "[in] uint32 Depth);"),
    "mof class": ("class Ice_Drill {\n", "};"),
    "mof list": ("[ValueMap{", '"x"}] class Ice_Drill { uint32 a; };'),
    "cpp": ("HRESULT Bore(", "int Depth);"),
    "cpp struct": ("struct Ice_Drill {\n", "};"),
    "cpp enum": ("enum Ice_Drill {\n", "A = 1 };"),
    "cpp lines": ("", ""),
}


def _in_syntax(around: str, body: Callable[[int], str]) -> Callable[[int], bytes]:
    before, after = _AROUND[around]
    return lambda size: made(language=around.split(maxsplit=1)[0], syntax=before + body(size) + after)


def _times(unit: str) -> Callable[[int], str]:
    return lambda size: unit * (size // max(1, len(unit.encode())))


def _nest(nest: tuple[str, str]) -> Callable[[int], str]:
    return lambda size: nest[0] * (size // len("".join(nest))) + "x" + nest[1] * (size // len("".join(nest)))


def _count(form: str) -> Callable[[int], str]:
    return lambda size: "".join(form.replace("9", str(number)) for number in range(size // (len(form) + 3) + 1))


def families(*, ends: bool = False) -> Iterator[Family]:
    """All families; with ``ends`` those as well in which something else stands behind a long run."""
    for place in PLACES:
        for unit in dict.fromkeys(UNITS):
            yield Family(f"{place}: {unit!r}", _repeated(place, unit))
            for end in ENDS if ends and place == "prose" else ():
                yield Family(f"{place}: {unit!r} and {end!r}", _repeated(place, unit, end))
        for line in dict.fromkeys(LINES):
            yield Family(f"{place}: lines of {line!r}", _lines(place, line))
        for nest in _NESTS if place != "front" else _FRONT_NESTS:
            yield Family(f"{place}: nested {nest[0]!r} {nest[1]!r}", _nested(place, nest))
    for place in ("prose", "html", "cell"):
        for unit in ("b", "b ", "b=", "b= ", 'b="', "b='' ", "=", " ", ":"):
            yield Family(f"{place}: a tag of {unit!r}", _between(place, "<a ", unit, ">"))
    for name, (place, form) in _MANY.items():
        yield Family(f"many {name}", _numbered(place, form))
    yield from _of_syntax()


def _of_syntax() -> Iterator[Family]:
    for name, (around, form) in _MANY_IN_SYNTAX.items():
        yield Family(f"many {name}", _in_syntax(around, _count(form)), SYNTAX_BYTES)
    for language, lines, nests in (("mof", _MOF_LINES, _MOF_NESTS), ("cpp", _C_LINES, _C_NESTS)):
        for around in (one for one in _AROUND if one.startswith(language)):
            for line in lines:
                for unit in (f"{line} ", f"{line}\n"):
                    yield Family(f"{around}: {unit!r}", _in_syntax(around, _times(unit)), SYNTAX_BYTES)
            for nest in nests:
                yield Family(f"{around}: nested {nest[0]!r} {nest[1]!r}", _in_syntax(around, _nest(nest)), SYNTAX_BYTES)
