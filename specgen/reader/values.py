"""Documented values: numbers, ranges, symbols and labels out of terms, table cells and MAPI lines.

Shapes are those that published pages use: ``**Label** (2)``, ``2 (0x2)``, ``**S_OK**``, ``**Other** (22 4294967295)``
(a range that lost its dash), ``(0x8000.. )``, ``(..)``, ``32768 = *label*``, ``("OK")``.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from specgen.model.change import changed
from specgen.model.facts import ValueFacts
from specgen.model.spans import Quote, Span
from specgen.model.types import Evidence
from specgen.reader.flow import DefList, Item, Node, Para, Quoted, Table, paragraphs
from specgen.reader.numbers import NUMBER, Written, fits, number, read_code
from specgen.reader.scripts import narrow
from specgen.reader.terms import LOOSE_UNDERSCORE, Term, joined_underscores, name_fold, read_term, shown_text

_OPEN = re.compile(r"[(\[][^)\]]*$")
_HEXADECIMAL = re.compile(r"(?<![\w.])0[xX][0-9a-fA-F]+(?![\w.])", re.ASCII)
_SYMBOL = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$")
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*$", re.ASCII)
_WORD = re.compile(r"[^\W_]+")
_ABBREVIATED = re.compile(r"(?<=[^_])__([A-Z]{2,})_$")
_STRING = re.compile(r"[\"\u201c\u201e\u00ab]\s*([^\"\u201c\u201d\u00bb]*?)\s*[\"\u201d\u00bb]$")
_BULLET = re.compile(
    r"(?P<symbol>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:\s*[,:\u2013\u2014-]\s*|\s*\Z)(?P<meaning>.*)", re.DOTALL
)
_OF_KIND = re.compile(r"\A([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?= \([^()]+\))")
"""``FILE_READ_DATA (file)``: a constant with what it is for."""
_CONSTANT_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+\Z", re.ASCII)
_WORDED = re.compile(r"[A-Z][A-Za-z0-9]*(?:_[A-Z][A-Za-z0-9]*)+", re.ASCII)
_ANCHOR_OF_KIND = re.compile(r"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)__[a-z]")
"""Its anchor: ``FILE_READ_DATA__file_``."""
_SPACED_ANCHOR = re.compile(r"[A-Z][A-Z0-9]*(?:_{1,3}[A-Z0-9]+)+")
_UNDERSCORES = re.compile("_+")
_ESCAPED_SYMBOL = re.compile(r"[A-Z0-9]+(?:\s*\\?_\s*[A-Z0-9]+)+")
_LONGEST_CONSTANT = 80
_FAILURE_BIT = 0x80000000
_SUCCEEDED = re.compile(r"(^|_)SUCCESS(FUL)?($|_)|NO_ERROR|_[WS]_|_OK$")
_FAILED = re.compile(r"(^|_)E_|^ERROR_")
_EQUALS = re.compile(r"(\S+)\s*=\s*(.+)")
NOWHERE = Quote("", Span(0, 0, 0, 0))
"""Stands for the place of what is remembered without one."""


def is_symbol(text: str) -> bool:
    """Whether ``text`` is written like a constant: capitals with at least one underscore."""
    return bool(_SYMBOL.match(text))


def read_value(terms: Sequence[Para], body: Iterable[Node], *, bare_symbols: bool = False) -> ValueFacts | None:
    """A value from its terms and what describes it; None where the terms spell no value.

    ``bare_symbols``: any identifier that stands alone is a symbol (MAPI), not only capitals with underscores.
    """
    found = _terms(terms)
    if not found:
        return None
    paras = [para for para in paragraphs(body) if para.text]
    texts = [para.text for para in paras]
    spelled = _spelled(found[0].text, _english(found[0].identifiers), bare_symbols)
    value = _with_others(spelled, found[1:], bare_symbols=bare_symbols) if len(found) > 1 else spelled
    code = read_code(shown_text(paras[0])) if paras and value.value is None and value.range == "single" else None
    if code is not None and (value.label or value.symbol):
        value = changed(value, value=code.value, last=code.last, range=code.range)
        texts = texts[1:]
    success = value.success if value is spelled else succeeds(value)
    return changed(value, quote=found[0].quote, description=" ".join(texts) or None, success=success)


def _terms(paras: Sequence[Para]) -> list[Term]:
    """One term a paragraph that shows text; empty ones before it lend it their ``<span id>`` names."""
    found: list[Term] = []
    waiting: list[Para] = []
    for para in paras:
        for line in _lines(para):
            waiting.append(line)
            term = read_term(waiting)
            if term is not None:
                found.append(term)
                waiting = []
    return found


def _lines(para: Para) -> list[Para]:
    """The paragraph, cut at ``<br/>``: a constant and its number may share one."""
    broken = para.inline.broken if para.inline is not None else "br" in [piece.tag for piece in para.pieces]
    if not broken:
        return [para]
    runs = itertools.groupby(para.pieces, key=lambda piece: piece.tag == "br")
    return [Para(para.extract, list(run)) for is_break, run in runs if not is_break]


def counted(values: Sequence[ValueFacts]) -> list[ValueFacts]:
    """The values, with single numbers restored that a translation changed inside an unbroken count.

    A number written out as a word stands between n-1 and n+1; one that repeats its successor follows n-1.
    """
    found = _among_constants(_spelled_by_anchor(values))
    for at in range(1, len(found) - 1):
        before, here, after = found[at - 1 : at + 2]
        if _is_gap(here, after) and _neighbours(before, after, found[at + 2 : at + 3]):
            written = here.value if isinstance(here.value, int) else None
            found[at] = changed(here, value=int(before.value or 0) + 1, recovered="page", written=written)
    return found


def _among_constants(values: list[ValueFacts]) -> list[ValueFacts]:
    """The values: beside constants, a word in capitals is one too (``DELETE``) where the anchor spells it so."""
    if sum(one.symbol is not None for one in values) * 2 <= len(values):
        return values
    return [changed(one, symbol=one.name) if _is_capitals(one) else one for one in values]


def _is_capitals(value: ValueFacts) -> bool:
    name = value.name or ""
    return value.symbol is None and name.isascii() and name.isalpha() and name.isupper()


def _spelled_by_anchor(values: Sequence[ValueFacts]) -> list[ValueFacts]:
    """The values, string ones by their anchors where the list as a whole shows that its labels are its values.

    A translation that words a label otherwise than its value leaves ``_string`` undecided; the rest of the list tells.
    Labels that still are the English ones belong to a page that nobody translated: there the text counts.
    """
    strings = [one for one in values if isinstance(one.value, str) and one.name is not None]
    alike = sum(one.recovered == "anchor" or one.value == one.name for one in strings)
    if alike * 2 < len(strings) or len(strings) * 2 <= len(values):
        return list(values)
    return [_by_name(one) for one in values]


def _by_name(value: ValueFacts) -> ValueFacts:
    if value.recovered == "anchor" or isinstance(value.value, int) or value.range != "single":
        return value
    if value.name in (None, value.value) or name_fold(value.label or "") == name_fold(value.name):
        return value
    return changed(value, value=value.name, recovered="anchor")


def _is_gap(here: ValueFacts, after: ValueFacts) -> bool:
    if here.range != "single" or here.symbol is not None:
        return False
    return here.value is None or (here.value == after.value and after.range == "single")


def _neighbours(before: ValueFacts, after: ValueFacts, rest: Sequence[ValueFacts]) -> bool:
    """Whether exactly one number is missing between the two, and the count goes on as it should."""
    numbers = [one.value for one in (before, after, *rest) if one.range == "single"]
    if len(numbers) < 2 + len(rest) or not all(isinstance(one, int) for one in numbers):
        return False
    steps = [int(b) - int(a) for a, b in itertools.pairwise(numbers)]  # type: ignore[arg-type]
    return steps[0] == 2 and all(step == 1 for step in steps[1:])


def _with_others(value: ValueFacts, terms: Sequence[Term], *, bare_symbols: bool) -> ValueFacts:
    """The value that a first term spells, with what the terms behind it add."""
    for term in terms:
        other = _spelled(term.text, _english(term.identifiers), bare_symbols)
        if value.value is None and value.range == "single" and (other.value is not None or other.range != "single"):
            value = changed(value, value=other.value, last=other.last, range=other.range)
        elif value.label is None and other.label is not None:
            value = changed(
                value, label=other.label, symbol=value.symbol or other.symbol, name=value.name or other.name
            )
    return value


@lru_cache(maxsize=8_000)
def _spelled(text: str, anchor: str | None, bare_symbols: bool) -> ValueFacts:  # noqa: FBT001  a key of the memo
    """The value that a term spells, wherever it stands; memoised, because a docset documents the same ones often."""
    label, code, text_value = _split(text)
    english = _joined(anchor, label)
    symbol = _anchored_symbol(english, label) or _symbol(label, bare_symbols=bare_symbols)
    name = _name(english)
    by_anchor = _anchored_code(english, code)
    found = by_anchor or code or Written(None, None, "single")
    value: int | str | None = found.value
    recovered: Evidence | None = "anchor" if by_anchor else None
    if text_value is not None:
        value, recovered = _string(text_value, english, label)
    made = ValueFacts(value, found.last, found.range, symbol, name, label, None, NOWHERE, None, recovered)
    return changed(made, success=succeeds(made))


def _joined(english: str | None, label: str | None) -> str | None:
    r"""The anchor of a constant that the original writes with a space (``A\_ B`` leaves ``A__B``) as one constant.

    A bar or bracket (``A | B``) leaves the same; the label keeps those.
    """
    if english is None or label is None or "_" not in label or not _SPACED_ANCHOR.fullmatch(english):
        return english
    return english if {"|", "("} & set(label) else _UNDERSCORES.sub("_", english)


def _anchored_symbol(english: str | None, label: str | None) -> str | None:
    """The constant that the anchor spells; none where the label has no underscore (``OS_2`` for OS/2).

    However a constant is translated, some of its underscores stay.
    """
    if english is None or (label is not None and "_" not in label):
        return None
    of_kind = _ANCHOR_OF_KIND.match(english)
    if of_kind:
        return of_kind[1] if label is None or _CONSTANT_NAME.match(joined_underscores(label)) is None else None
    if label is None or is_symbol(english):
        return _symbol(english, bare_symbols=False)
    named = _WORDED.fullmatch(english) and (LOOSE_UNDERSCORE.search(label) or joined_underscores(label) == english)
    return english if named and not is_symbol(joined_underscores(label)) else None


def _anchored_code(english: str | None, code: Written | None) -> Written | None:
    """The number that the anchor keeps, where the text spells none or has lost its sign; None to believe the text."""
    kept = read_code(english) if english else None
    if kept is None or code is None:
        return kept
    lost_sign = kept.range == code.range == "single" and kept.value == -(code.value or 0) != code.value
    return kept if lost_sign else None


def _string(text: str, english: str | None, label: str | None) -> tuple[str, Evidence | None]:
    """A string value, and what proves it where translation changed it.

    ``english``: the anchor, which keeps the English label. It is the value too where the label on the page, changed as
    it is, still equals the value; a label that differs from its value says nothing about it.
    """
    name = _name(english)
    if english is None or name is None or text == name:
        return text, None
    spelled = _punctuated(english, text)
    if spelled is not None:
        return spelled, None if spelled == text else "anchor"
    only_case = text.replace(" ", "").replace(",", ".").casefold() == name.replace(" ", "").casefold()
    if only_case or (name_fold(label or text) == name_fold(text) != name_fold(name)):
        return name, "anchor"
    return text, None


def _punctuated(anchor: str, text: str) -> str | None:
    """The value that the anchor stands for, where the text has the same words; None where it has others.

    An anchor is the value with ``_`` for every character that is no letter, digit, hyphen or full stop. The text tells
    which character that was; case, hyphens and full stops are the anchor's.

    >>> _punctuated("TCP_IP_TelNet", "TCP/IP Telnet"), _punctuated("ARCNET__878.2_", "arcnet (878,2)")
    ('TCP/IP TelNet', 'ARCNET (878.2)')
    """
    words, theirs = _WORD.findall(anchor), _WORD.findall(text)
    if not words or [word.casefold() for word in words] != [word.casefold() for word in theirs]:
        return None
    gaps = [_gap(kept, said) for kept, said in zip(_WORD.split(anchor), _WORD.split(text), strict=True)]
    return "".join(itertools.chain(*zip(gaps, [*words, ""], strict=True)))


def _gap(kept: str, said: str) -> str:
    """What stands between two words: as the anchor keeps it; else as the text has it, if it is as long; else space."""
    if not kept.strip("_"):
        for spelling in (said, "".join(said.split())):
            if len(spelling) == len(kept) and not set(spelling) & set("-."):
                return spelling
    return kept.replace("_", " ")


def _split(text: str) -> tuple[str | None, Written | None, str | None]:
    """Label, code and string value of a term's text."""
    whole = text.strip()
    code = read_code(whole)
    if code is not None and code.range != "rest":
        return None, code, None
    equals = _EQUALS.fullmatch(narrow(whole)) if "=" in whole or not whole.isascii() else None
    if equals and (left := read_code(equals[1])):
        return whole[equals.start(2) :].strip(), left, None
    closing = _last_group(whole)
    closed = _in_parentheses(closing[0].strip() or None, closing[1].strip()) if closing else None
    if closed is None and closing is not None:
        closed = _before_parentheses(closing[0])
    if closed is not None:
        return closed
    if code is not None:
        return None, code, None
    label, inserted = _inserted(whole)
    return label or None, inserted, None


def _inserted(text: str) -> tuple[str, Written | None]:
    r"""``SECPKG \_ 0x55 \_ root store attr``: a constant into which a translation moved the number behind it."""
    numbers = list(_HEXADECIMAL.finditer(text))
    moved = (
        len(numbers) == 1
        and LOOSE_UNDERSCORE.search(text) is not None
        and _OPEN.search(text[: numbers[0].start()]) is None
    )
    rest = text.replace(numbers[0][0], " ", 1) if moved else text
    code = read_code(numbers[0][0]) if moved else None
    return (" ".join(rest.split()), code) if code is not None else (text, None)


def _in_parentheses(label: str | None, inside: str) -> tuple[str | None, Written | None, str | None] | None:
    """The same of ``label (inside)``; None where the parentheses hold neither a code nor a string."""
    quoted = _STRING.match(narrow(inside))
    if quoted:
        return label, None, inside[slice(*quoted.span(1))]
    code = _same_twice(label, inside)
    if code is not None:
        return None, code, None
    code = read_code(inside)
    return (_without_number(label, code), code, None) if code is not None or inside in ("", "0x") else None


def _before_parentheses(text: str) -> tuple[str | None, Written | None, str | None] | None:
    """The same of ``label (6) (what it is in the page's language (6))``: the last parentheses only repeat it."""
    closing = _last_group(text.rstrip())
    code = read_code(closing[1].strip()) if closing else None
    return (closing[0].strip() or None, code, None) if closing and code is not None else None


def _same_twice(label: str | None, inside: str) -> Written | None:
    """``65 (0x41 to)``, ``65 ()``: a number whose second spelling is damaged or gone."""
    code = read_code(label) if label else None
    if code is None or code.range != "single":
        return None
    again = [match[0] for match in NUMBER.finditer(inside)]
    return code if not inside or (len(again) == 1 and fits(again[0]) and number(again[0]) == code.value) else None


def _without_number(label: str | None, code: Written | None) -> str | None:
    """``S_OK 0`` before ``(0x0)``: the decimal spelling of the same number is no part of the label."""
    words = (label or "").rsplit(" ", 1)
    again = read_code(words[1]) if len(words) == 2 and words[1].isdecimal() else None
    return words[0] if code is not None and again is not None and again.value == code.value else label


def _last_group(text: str) -> tuple[str, str] | None:
    """What stands before, and inside, the parentheses that close the text; inner pairs belong to the inside."""
    body = narrow(text).rstrip(" .")
    if not body.endswith(")"):
        return None
    depth = 0
    for at in range(len(body) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(body[at], 0)
        if depth == 0:
            return text[:at], text[at + 1 : len(body) - 1]
    return None


def _symbol(text: str | None, *, bare_symbols: bool) -> str | None:
    if text is None:
        return None
    joined = joined_underscores(text)
    of_kind = _OF_KIND.match(joined)
    for candidate in (text, joined, *([of_kind[1]] if of_kind else [])):
        if is_symbol(candidate) or (bare_symbols and _IDENTIFIER.match(candidate)):
            return candidate
    return None


def _english(identifiers: Sequence[str]) -> str | None:
    """The English spelling an author's tool left in ``<span id>``: the first one is in the original case."""
    return identifiers[0] if identifiers else None


def _name(identifier: str | None) -> str | None:
    """The words of an anchor: ``Wide_Area_Network__WAN_`` is ``Wide Area Network (WAN)``."""
    if not identifier or is_symbol(identifier):
        return identifier
    return " ".join(_ABBREVIATED.sub(r" (\1)", identifier).replace("_", " ").split())


def succeeds(value: ValueFacts) -> bool | None:
    """Whether a value stands for success: by the form of its symbol, else by its number; None where neither tells."""
    if value.symbol is not None:
        if value.symbol.startswith("S_") or _SUCCEEDED.search(value.symbol):
            return True
        if _FAILED.search(value.symbol):
            return False
    if isinstance(value.value, int) and value.range == "single":
        if value.value == 0:
            return True
        if value.value >= _FAILURE_BIT:
            return False
    return None


def values_of_list(listed: DefList, *, bare_symbols: bool = False) -> Iterator[ValueFacts]:
    """The values of a definition list; terms that follow one another without a body share the next body."""
    found = []
    for item in listed.items:
        terms, body = _with_term(item)
        value = read_value(terms, body, bare_symbols=bare_symbols)
        if value is not None:
            found.append(value if value.label or not body else _labelled_by_body(value))
    yield from counted(found)


def _with_term(item: Item) -> tuple[Sequence[Para], Sequence[Node]]:
    """The term and what describes it; where the term is empty, a number that opens the description is it."""
    first = next((at for at, node in enumerate(item.body) if isinstance(node, Para) and node.text), None)
    if first is None or any(para.text for para in item.terms):
        return item.terms, item.body
    opening = item.body[first]
    if not isinstance(opening, Para) or read_code(opening.text) is None:
        return item.terms, item.body
    return [*item.terms, opening], item.body[first + 1 :]


def _labelled_by_body(value: ValueFacts) -> ValueFacts:
    """``<dt>9</dt> <dd>Meaning</dd>``: a short body is the label."""
    short = value.description is not None and len(value.description) <= 60
    return changed(value, label=value.description) if short else value


def values_of_table(table: Table, *, bare_symbols: bool = False) -> Iterator[ValueFacts]:
    """The values of a ``Value | Meaning`` table: the first cell holds the terms, the others the meaning.

    Where every cell opens with a constant and goes on to say what it is, each is a value.
    """
    opened = [[_opened(cell) for cell in row] for row in table.rows[1:]]
    if opened and all(row and all(row) for row in opened):
        yield from (value for row in opened for value in row if value is not None)
        return
    found = []
    for row in table.rows[1:]:
        meaning = [node for cell in row[1:] for node in cell]
        value = read_value(_cell_terms(row[0]), meaning, bare_symbols=bare_symbols) if row else None
        if value is not None:
            found.append(value if value.label else _labelled_by_body(value))
    yield from counted(found)


def _opened(cell: Sequence[Node]) -> ValueFacts | None:
    """The constant that a cell opens with, parted from what it is by a comma, colon or dash."""
    para = next((node for node in cell if isinstance(node, Para) and node.text), None)
    return _opening(para) if para is not None else None


def values_of_bullets(quoted: Quoted) -> Iterator[ValueFacts]:
    """The values of a bullet list whose items open with a constant: ``- MDB_WRITE: what it does``.

    Where no item is more than what may be left of a constant, with underscores that stand loose, each is a value too.
    """
    items = list(paragraphs(quoted.nodes))
    damaged = all("_" in para.text and len(para.text) <= _LONGEST_CONSTANT for para in items)
    for para in items:
        value = _opening(para)
        if value is None and damaged and " _" in f" {para.text}":
            value = ValueFacts(
                None, None, "single", None, None, joined_underscores(para.text), None, para.quote(), None
            )
        if value is not None:
            yield value


def _opening(para: Para) -> ValueFacts | None:
    """The value that a paragraph opens with: a constant alone, or then a mark, then what it does."""
    text = joined_underscores(para.text)
    match = _BULLET.match(narrow(text))
    if match is None:
        return None
    symbol, meaning = match["symbol"], text[match.start("meaning") :].strip() or None
    place = para.quote()
    at = para.extract.text.find(symbol[: symbol.find("_")], para.pieces[0].start)
    quote = para.extract.quote(at, at + len(_spelling(para.extract.text, at))) if at >= 0 else place
    value = ValueFacts(None, None, "single", symbol, None, symbol, None, quote, meaning)
    return changed(value, success=succeeds(value))


def _spelling(text: str, at: int) -> str:
    """The constant at ``at`` as the page escapes it."""
    match = _ESCAPED_SYMBOL.match(text, at)
    return match[0] if match else ""


def _cell_terms(cell: Sequence[Node]) -> list[Para]:
    terms: list[Para] = []
    for node in cell:
        if isinstance(node, Para):
            terms.append(node)
        elif isinstance(node, DefList):
            terms.extend(para for item in node.items for para in item.terms)
    return terms


def item_values(nodes: Iterable[Node], *, bare_symbols: bool = False) -> Iterator[ValueFacts]:
    """All values that lists and tables among ``nodes`` document."""
    for node in nodes:
        if isinstance(node, DefList):
            yield from values_of_list(node, bare_symbols=bare_symbols)
        elif isinstance(node, Table):
            yield from values_of_table(node, bare_symbols=bare_symbols)


def prose(nodes: Iterable[Node]) -> str | None:
    """The text of paragraphs and quotes among ``nodes``, paragraphs parted by a blank line; None if there is none."""
    texts = [para.text for para in paragraphs(node for node in nodes if isinstance(node, Para | Quoted)) if para.text]
    return "\n\n".join(texts) or None
