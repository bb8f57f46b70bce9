"""Terms: the head of a described item, split into the name the author set apart and the tag in brackets."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from specgen.lexicons import Lexicon, fold, folded
from specgen.model.change import changed
from specgen.model.records import Record
from specgen.model.spans import Quote
from specgen.model.types import Direction
from specgen.reader.flow import Inline, Para, identifiers, shown_of
from specgen.reader.inline import plain
from specgen.reader.pieces import Piece
from specgen.reader.scripts import narrow, ungrouped

_AROUND_UNDERSCORE = re.compile(r"(?:(?<!\s)\s+)?_\s*")
LOOSE_UNDERSCORE = re.compile(r"\s_|_\s|^_|_$")
"""An underscore that no word holds on both sides: what translation leaves of a constant."""
_DIRECTIONS: dict[str, Direction] = {"in": "in", "out": "out", "inout": "inout", "retval": "out"}
_BOTH = "inout"
"""Two words in one, as MIDL has it: the same in every language."""
_PARTS = re.compile(r"[,;|/]")
_STARS = re.compile(r"[*\s]+(?=[A-Za-z_])", re.ASCII)
"""The stars of a pointer, which some pages write before its name."""
_NO_LENGTH = "[]"
_TEXT_FORMS = ("text", "code")


class Term(Record, frozen=True):
    """A term, taken apart.

    ``name`` is what was set apart (all before the bracket where nothing was), without stars of a pointer before it;
    ``tag`` the bracket's inside; ``rest`` the other text; ``identifiers`` the English names that empty ``<span id>``
    tags carry.
    """

    text: str
    name: str
    quote: Quote
    tag: Quote | None
    rest: str
    identifiers: tuple[str, ...]
    marked: bool


class _Spelled(Record, frozen=True):
    """A term without its place: offsets into the text that its first paragraph was cut from."""

    text: str
    name: str
    start: int
    end: int
    brackets: tuple[tuple[int, int], ...]
    rest: str
    marked: bool


def joined_underscores(text: str) -> str:
    r"""``A \\_ B`` as translations leave it, back to ``A_B``."""
    return _AROUND_UNDERSCORE.sub("_", text) if "_" in text else text


def shown_text(para: Para) -> str:
    """What a reader sees, but numbers written in groups of digits are one."""
    return grouped(para.pieces) or para.text


def grouped(pieces: Iterable[Piece]) -> str | None:
    """The same of pieces; None where no space parts groups of digits."""
    text = "".join([piece.text for piece in pieces])
    if text.isascii() or not ("\u00a0" in text or "\u202f" in text):
        return None
    shown = [piece for piece in pieces if piece.form not in ("tag", "image") or piece.tag == "br"]
    text = "".join(piece.text if piece.form in _TEXT_FORMS else " " for piece in shown)
    return " ".join(ungrouped(text).split())


def read_term(paras: Sequence[Para]) -> Term | None:
    """The term that these paragraphs spell, or None where they hold no text."""
    shown = [para for para in paras if para.text]
    if not shown:
        return None
    extract = shown[0].extract
    read = _spelled(extract.text, tuple([para.inline or tuple(para.pieces) for para in shown]))
    tag = _first_with_text([extract.quote(start, end) for start, end in read.brackets]) if read.brackets else None
    quote = extract.quote(read.start, read.end)
    return Term(read.text, read.name, quote, tag, read.rest, _identifiers(paras), read.marked)


def _identifiers(paras: Sequence[Para]) -> tuple[str, ...]:
    found: list[str] = []
    for para in paras:
        found += identifiers(para.pieces) if para.inline is None else para.inline.identifiers
    return tuple(found)


@lru_cache(maxsize=4_000)
def _spelled(source: str, shown: tuple[Inline | tuple[Piece, ...], ...]) -> _Spelled:
    """What the paragraphs of a term say, wherever on a page it stands; the first of them was cut from ``source``.

    Memoised, because a docset documents the same values on page after page.
    """
    paras = [one.pieces if isinstance(one, Inline) else one for one in shown]
    text = " ".join([grouped(pieces) or plain(pieces) for pieces in paras])
    pieces = [piece for piece in paras[0] if piece.form != "tag"]
    run = _named(pieces)
    named = _starless(run)
    name = _underscore(pieces, named) + plain(named).removesuffix(_NO_LENGTH).rstrip()
    brackets = tuple(_brackets(source, pieces, named[-1].end if named and named[-1].marked else 0))
    rest = plain([piece for one in paras for piece in one if piece not in run])
    marked = any(piece.marked or piece.target for piece in named)
    quoted = shown_of(named, paras[0])
    return _Spelled(text, name, quoted[0].start, quoted[-1].end, brackets, rest, marked)


def _named(pieces: Sequence[Piece]) -> list[Piece]:
    """The first run of pieces set apart; else everything before a bracket or parenthesis."""
    first = next((at for at, piece in enumerate(pieces) if _set_apart(piece)), None)
    if first is None:
        return _before_bracket(pieces)
    run = [pieces[first]]
    gap: list[Piece] = []
    for at, piece in enumerate(pieces[first + 1 :], first + 1):
        if _set_apart(piece) and (not _opens_bracket(piece) or _says_array(pieces[at:])):
            run += [*gap, piece]
            gap = []
        elif piece.text.strip():
            break
        else:
            gap.append(piece)
    return run


def _opens_bracket(piece: Piece) -> bool:
    return narrow(piece.text).lstrip().startswith("[")


def _says_array(pieces: Sequence[Piece]) -> bool:
    r"""Whether brackets with nothing in them follow, set apart with the name: ``*Modes\\[\\]*``."""
    shown = itertools.takewhile(_set_apart, pieces)
    return narrow("".join(piece.text for piece in shown)).strip() == _NO_LENGTH


def _starless(named: Sequence[Piece]) -> list[Piece]:
    r"""The pieces of a name without the stars before it: ``*\\*pModes*`` is the pointer ``pModes``."""
    stars = _STARS.match("".join(piece.text for piece in named))
    if stars is None or "*" not in stars[0]:
        return list(named)
    left = stars.end()
    found: list[Piece] = []
    for piece in named:
        cut = min(left, len(piece.text))
        left -= cut
        if cut < len(piece.text):
            found.append(changed(piece, text=piece.text[cut:], start=piece.start + cut))
    return found


def _underscore(pieces: Sequence[Piece], named: Sequence[Piece]) -> str:
    """``__name_`` is a name that begins with an underscore, in italics: Markdown leaves the first one outside."""
    before = next((piece for piece in pieces if named and piece.end + 1 == named[0].start), None)
    return "_" if before is not None and before.text == "_" else ""


def _set_apart(piece: Piece) -> bool:
    return (piece.marked or piece.target is not None) and bool(piece.text.strip())


def _before_bracket(pieces: Sequence[Piece]) -> list[Piece]:
    found: list[Piece] = []
    for piece in pieces:
        text = narrow(piece.text)
        cut = min((at for at in (text.find("["), text.find("(")) if at >= 0), default=-1)
        if cut < 0:
            found.append(piece)
            continue
        if cut and piece.text[:cut].strip():
            found.append(Piece("text", piece.text[:cut], piece.start, piece.start + cut))
        break
    return found or list(pieces)


def _brackets(source: str, pieces: Sequence[Piece], start: int) -> Iterator[tuple[int, int]]:
    """The insides of square brackets (escaped or not) in ``source`` that pieces behind offset ``start`` open."""
    if "[" not in narrow("".join([piece.text for piece in pieces])):
        return
    text = narrow(source)
    for piece in pieces:
        if piece.start < start or piece.target is not None or "[" not in narrow(piece.text):
            continue
        opened = text.find("[", piece.start)
        closed = text.find("]", opened)
        if closed < 0:
            break
        yield opened + 1, closed - 1 if text[closed - 1] == "\\" else closed


def _first_with_text(quotes: Sequence[Quote]) -> Quote:
    """The first pair of brackets that holds something: an empty one before it says that the parameter is an array."""
    return next((quote for quote in quotes if quote.text), quotes[0])


def read_direction(tag: str, words: Lexicon) -> tuple[Direction | None, bool]:
    """Direction and optionality that a tag states in English or the locale's words; None for words nobody knows."""
    whole = words.key("directions", tag)
    if whole in _DIRECTIONS:
        return _DIRECTIONS[whole], False
    keys = [key for part in _PARTS.split(narrow(tag)) for key in _direction_keys(part, words)]
    ways = {_DIRECTIONS[key] for key in keys if key in _DIRECTIONS}
    direction: Direction | None = None
    if ways == {"in", "out"} or "inout" in ways:
        direction = "inout"
    elif ways:
        direction = next(iter(ways))
    return direction, "optional" in keys


def _direction_keys(part: str, words: Lexicon) -> list[str | None]:
    """The keys of one part of a tag; of several words, each known, where the mark between them got lost."""
    key = words.key("directions", part)
    if key is not None or fold(part).strip() == _BOTH:
        return [key or _BOTH]
    keys = [words.key("directions", word) for word in part.split()]
    return keys if None not in keys else []


@lru_cache(maxsize=4_000)
def name_fold(text: str) -> str:
    """A name for comparison: letters and digits alone, no case."""
    return "".join(filter(str.isalnum, folded(text)))
