"""Damage to bytes, as translators, editors, tools and accidents do it; the dice decide what, and where."""

from collections.abc import Callable, Sequence
from random import Random

STRANGERS: tuple[bytes, ...] = (
    *(b"\0", b"\x01", b"\x0b", b"\x0c", b"\x1b[2J", b"\x7f", b"\t", b"\r", b"\r\n", b"\n", b"\n\n", b"\n \n"),
    *(b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"\xef\xbb\xbf", b"\xf4\x90\x80\x80"),
    *(
        one.encode()
        for one in "\u00a0\u00ad\u0085\u061c\u200b\u200d\u200f\u2028\u2029\u202e\u2066\u3000\ufeff\ufffd\uffff"
    ),
    *(
        one.encode()
        for one in ("é", "e\u0301", "İ", "ß", "ſ", "K", "Ⅷ", "٣", "²", "ǆ", "読", "한", "מ", "ع", "\U0001f9ca")
    ),
)
"""Bytes that are no UTF-8, controls, spaces of other sorts, and letters whose case or digits are not those of ASCII."""

_MARKUP = r"""
<dl> </dl> <dt> </dt> <dd> </dd> <table> <tr> <td> </td> </table> <b> <!-- --> <![CDATA[ <? <!X <br/> <p </ <a·name="x">
``` ```mof ~~~ > - * 1. # ## ====== --- | \| |---|---| *** ** _ __ ` `` [ ] ]( ]: ![ \[in\] \[out\] \ \_ ( ) { } ; , ::
: = 0x 0xFFFFFFFF .. 99999999999999999999 -1 &amp; &# &#x0; &lt; http://x/ <span·id=" <!--·specgen-ignore·SG101·-->
api_name:·x title:·a:·b ms.assetid: *x &y !!z |- >+ {a:·[ "' class instance·of ref static struct union enum typedef
interface callback #define #if uint32 string [in] [in,·out] [key] _In_ _Out_writes_(n) FAR const void HRESULT STDMETHOD(
STDMETHOD_(int, DECLARE_INTERFACE_( operator ~ < << /* */ // " ' L" \" '\'' "\xD800" ... 1.2.3 1e999 {1,
"""
MARKUP = tuple(word.replace("·", " ").encode() for word in _MARKUP.split())
"""Marks and words that mean something in a page, its frontmatter or its syntax block."""

_MOST = 5
"""Changes made to one input, at most."""
_RUNS = (2, 5, 40, 300)
_Change = Callable[[bytes, Random], bytes]


def damaged(data: bytes, dice: Random, longest: int) -> bytes:
    """``data`` after a few changes, not longer than ``longest`` bytes."""
    for _ in range(dice.randint(1, _MOST)):
        data = dice.choice(_CHANGES)(data, dice)
    return data[:longest]


def crossed(one: bytes, other: bytes, dice: Random, longest: int) -> bytes:
    """The lines of two inputs, up to a line of the first and from a line of the second on."""
    first, second = one.split(b"\n"), other.split(b"\n")
    return b"\n".join([*first[: dice.randint(0, len(first))], *second[dice.randint(0, len(second)) :]])[:longest]


def _stretch(data: bytes, dice: Random) -> tuple[int, int]:
    start = dice.randint(0, len(data))
    return start, min(len(data), start + dice.choice((1, 2, 8, 40, 400)))


def _cut(data: bytes, dice: Random) -> bytes:
    start, end = _stretch(data, dice)
    return data[:start] + data[end:]


def _doubled(data: bytes, dice: Random) -> bytes:
    start, end = _stretch(data, dice)
    return data[:end] + data[start:end] * dice.choice((1, 1, 2, 30)) + data[end:]


def _moved(data: bytes, dice: Random) -> bytes:
    start, end = _stretch(data, dice)
    rest = data[:start] + data[end:]
    at = dice.randint(0, len(rest))
    return rest[:at] + data[start:end] + rest[at:]


def _swapped_lines(data: bytes, dice: Random) -> bytes:
    lines = data.split(b"\n")
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _doubled_line(data: bytes, dice: Random) -> bytes:
    lines = data.split(b"\n")
    at = dice.randrange(len(lines))
    return b"\n".join([*lines[:at], lines[at], *lines[at:]])


def _joined_lines(data: bytes, dice: Random) -> bytes:
    lines = data.split(b"\n")
    at = dice.randrange(len(lines))
    return b"\n".join(lines[:at]) + dice.choice((b"", b" ")) + b"\n".join(lines[at:])


def _strange(data: bytes, dice: Random) -> bytes:
    return _inserted(data, dice, STRANGERS)


def _marked(data: bytes, dice: Random) -> bytes:
    return _inserted(data, dice, MARKUP)


def _repeated(data: bytes, dice: Random) -> bytes:
    return _inserted(data, dice, [dice.choice((*MARKUP, *STRANGERS)) * dice.choice(_RUNS)])


def _inserted(data: bytes, dice: Random, pieces: Sequence[bytes]) -> bytes:
    start, end = _stretch(data, dice)
    return data[:start] + dice.choice(pieces) + data[dice.choice((start, start, end)) :]


def _other_ends(data: bytes, dice: Random) -> bytes:
    ends = dice.choice(((b"\r\n",), (b"\r",), (b"\n", b"\r\n", b"\r")))
    return b"".join(line + dice.choice(ends) for line in data.split(b"\n"))


def _other_spaces(data: bytes, dice: Random) -> bytes:
    start, end = _stretch(data, dice)
    return data[:start] + data[start:end].replace(b" ", dice.choice((b"\xc2\xa0", b"", b"\t", b"  "))) + data[end:]


def _other_bits(data: bytes, dice: Random) -> bytes:
    if not data:
        return bytes([dice.randrange(256)])
    at = dice.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << dice.randrange(8))]) + data[at + 1 :]


_CHANGES: tuple[_Change, ...] = (
    _cut,
    _doubled,
    _moved,
    _swapped_lines,
    _doubled_line,
    _joined_lines,
    _strange,
    _marked,
    _marked,
    _repeated,
    _other_ends,
    _other_spaces,
    _other_bits,
)
