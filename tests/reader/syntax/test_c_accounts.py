"""Every word of a C block is where the model keeps it, or in ``unread``: the proof behind "compiled"."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specgen.model.facts import Declaration, Declarator
from specgen.model.spans import Quote, Span
from specgen.reader.source import Source
from specgen.reader.syntax import c
from specgen.reader.syntax.c.lexer import words
from tests.reader.syntax.test_syntax_corpus import claimant, fences

PART = re.compile(r"[A-Za-z0-9_]+")
LANGUAGE_WORDS = """typedef struct union enum class interface coclass dispinterface const volatile static extern virtual
inline public private protected override final noexcept throw explicit friend define void VOID CONST"""
NOISE = """FAR NEAR far near _far _near huge UNALIGNED __unaligned THIS THIS_ PURE __restrict __ptr32 __ptr64 POINTER_32
POINTER_64 STDMETHOD STDMETHOD_ STDMETHODIMP_ STDAPI_ MIDL_INTERFACE"""
SILENT = frozenset([*LANGUAGE_WORDS.split(), *NOISE.split(), "0", "UINT", "C"])
"""Words that say nothing which the model keeps: 0 makes a method pure, C is a linkage, and every message is a UINT."""
INTERFACE = re.compile(r"DECLARE_(\w+_)?INTERFACE_?")
DIRECTIONS = frozenset({"in", "out", "optional"})
"""Annotations that the model spells as DSP0004 does."""

BLOCKS = {
    "members": """typedef struct _CASE
{
  ULONG cLens, *pcLens, rgLens[4][MAX + 1];
  const unsigned long FAR *pul;   // the (first)
  _Field_size_bytes_(cb) BYTE *pb;
  ULONG fOpen : 1, fShut : 2;
  ULONG : 29;
  [size_is(cLens)] LENS *pLens;
  struct tagInner { LONG x; union { LONG l; FLOAT f; } u; } inner, *pinner;
  union { DWORD d; };
  BOOL (CALLBACK *pfnDone)(HWND hwnd, LPARAM lParam);
  ERR (SOME_API *pfnOpen)(int);
  enum { CASE_A = 1 << 2, CASE_B } kind;
#ifdef _WIN64
  ULONG64 wide;
#endif
  TS_LENS ...;
} CASE, *PCASE, FAR *LPCASE;""",
    "damaged members": """typedef struct _CASE {
  ULONG a
  ULONG b;
  union { int i; }
  LPVOID c;
  no member at all;
  x + y;
} CASE, *PCASE and so on""",
    "constants": """typedef [v1_enum] enum _KIND : UINT8 {
  KIND_A = 0x10L, KIND_B,
  [helpstring("c")] KIND_C = (KIND_A | 4) << 2
  IN,
  OUT = 'ab'; KIND_D = SOME_MACRO(KIND_A, 7),
  no constant at all,
  ...
} KIND, *PKIND;""",
    "typedefs": """typedef ULONG_PTR MARK;
typedef SBinaryArray LENSLIST, FAR *LPLENSLIST;
typedef struct _X X, *PX;
typedef BYTE NAME[MAX + 1];
typedef interface ILens ILens;
typedef what is this;""",
    "callbacks": """typedef HRESULT (STDAPICALLTYPE FAR *LENSPROC)(ULONG cb, LPVOID FAR *ppv);
typedef ERR (SOME_API *OTHERPROC)(_In_ int a), *POTHERPROC;
BOOL CALLBACK Done(HWND hwnd, LPARAM lParam);
SCODE (STDMETHODCALLTYPE FAR *FOURTH)(ULONG cb);""",
    "macros": """#define CbLens(_c, _d) (offsetof(CASE, rg) + (UINT)(_c) * \\
   sizeof(LENS))
#define LENS_MAX (2 * LENS_MIN) // twice
#define EMPTY
#define BROKEN((ULONG) 7)
int SizedLens (_c, _name) trailing""",
    "a sent message": """lResult = SendMessage(
  (HWND) hWndControl,   // handle
  (UINT) LNM_POLISH,    // message
  (WPARAM) wParam,      // = 0;
  (LPARAM) lParam       // = (LPARAM) (SIZE*);
);""",
    "a held message": "LNM_POLISH\nwParam = (WPARAM) 0;\nlParam = (LPARAM) (LPVOID) lpLens;",
    "a notification": "LNN_DONE\n\n  pnm = (LPNMLENS) lParam;\n  x = LOWORD(wParam)",
    "a bare message": "LRESULT LNM_POLISH",
    "an interface": """[object, uuid(1)]
interface ILens : IUnknown
{
  [propget] HRESULT Size([out, retval] LONG *pl);
  STDMETHOD_(ULONG, Polish)(THIS_ LONG grade) PURE;
  SOME_METHODS(PURE)
};""",
    "a class": """class CLens : public IA, public IB {
public:
  CLens();
  virtual ~CLens();
  int Get() const { return m_c; }
private:
  int m_c;
};""",
    "calls": """HRESULT STDMETHODCALLTYPE ILens::Polish(
  [in, size_is(cb)] const BYTE FAR *pb,
  _Out_writes_(cch) struct NAME **ppn = NULL,
  unsigned long rg[MAX][2],
  is this at all a parameter,
  ULONG cb) trailing words;""",
    "other": "lens = 3;\n#include <lens.h>\nint Find(x) { return 0; }",
}


def lost(text: str) -> list[str]:
    """The words of a block that are in none of its declarations."""
    page = Source("page.md", f"\n{text}")
    block = page.extract(2, len(page.lines))
    found = c.parse(block)
    kept = [place for each in found for place in places(each)]
    missing = []
    for part, start, end in written(text):
        if part in SILENT or INTERFACE.fullmatch(part):
            continue
        if not all(
            any(within(block.span(at, at + 1), quote) and holds(said, part) for quote, said in kept)
            for at in (start, end - 1)
        ):
            missing.append(part)
    return missing


def written(text: str) -> Iterator[tuple[str, int, int]]:
    """The names and numbers of a block outside comments and conditions, with their places."""
    for word in words(text):
        if word.kind == "directive" and not re.match(r"#\s*define", word.text):
            continue
        for match in PART.finditer(re.split("//|/[*]", word.text)[0] if word.kind == "directive" else word.text):
            yield match.group(), word.start + match.start(), word.start + match.end()


def within(span: Span, quote: Quote) -> bool:
    inner = (quote.span.line, quote.span.column) <= (span.line, span.column)
    return inner and (span.end_line, span.end_column) <= (quote.span.end_line, quote.span.end_column)


def holds(said: str | None, part: str) -> bool:
    """Whether a fact says the word; ``said`` is None for a quote, which says all of its text."""
    if said is None:
        return True
    kept = PART.findall(said)
    return part in kept or (part.lower() in DIRECTIONS and part.lower() in map(str.lower, kept))


Kept = tuple[Quote, str | None]


def places(made: Declaration) -> Iterator[Kept]:
    """Quotes that are facts, and facts without a quote with the stretch they come from."""
    if made.form == "other" and made.quote.text.startswith("#"):
        yield made.quote, None
    named = [made.name, made.owner, made.base, made.tag, *(alias.name for alias in made.aliases), *made.unread]
    yield from ((quote, None) for quote in named if quote is not None)
    yield made.quote, str(made.qualifiers)
    for each in (*made.parameters, *made.members, *filter(None, [made.returns])):
        yield from facts(each)
    for method in made.methods:
        yield from places(method)


def facts(each: Declarator) -> Iterator[Kept]:
    yield from ((quote, None) for quote in (each.name_quote, each.type_quote) if quote is not None)
    said = [each.expression, each.default, each.array, each.qualifiers, each.bits, each.name]
    yield each.quote, " ".join(str(fact) for fact in said)
    for member in each.members:
        yield from facts(member)


@pytest.mark.parametrize("text", BLOCKS.values(), ids=BLOCKS.keys())
def test_every_word_is_kept_or_left_out(text: str) -> None:
    assert lost(text) == []


def test_the_proof_can_fail() -> None:
    assert not within(Span(1, 1, 1, 5), Quote("abc", Span(1, 2, 1, 5)))
    assert not holds("other words", "word")


SOUP_WORDS = """ULONG x pv LENS , ; ; ( ) { } [ ] * : = 4 ... struct union enum const _In_ FAR int | << CALLBACK
unsigned & ~ . 'a' "s" typedef ! public wParam WM_X"""
SOUP_LINES = ["\n", "\n", "\n#ifdef A\n", "\n#endif\n", "\n#define D 1 + x\n"]
SOUP = st.lists(st.sampled_from([*SOUP_WORDS.split(), *SOUP_LINES]), max_size=24).map(" ".join)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.sampled_from(["struct _S {{ {} }} S;", "enum _E {{ {} }} E;", "typedef {}", "{}", "T (*F)({})"]), SOUP)
def test_no_word_of_any_text_is_lost(frame: str, soup: str) -> None:
    assert lost(frame.format(soup)) == []


@pytest.mark.corpus
@pytest.mark.parametrize("tree", ["win32/en-us", "office/en-us"])
def test_no_word_of_a_real_block_is_lost(corpus: Path, tree: str) -> None:
    count = 0
    for name, info, text, _ in fences(corpus / tree):
        room = claimant(info, text)
        if room is not c:
            continue
        assert lost(text) == [], name
        count += 1
    assert count > 500
