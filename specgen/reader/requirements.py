"""Requirement tables, and the label tables of MAPI pages: rows by label, else by what the value is, else by place."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from specgen.lexicons import Lexicon
from specgen.model.facts import Repair, RequirementFacts
from specgen.model.spans import Quote
from specgen.model.types import Evidence
from specgen.reader.flow import DefList, Node, Para, Table
from specgen.reader.inline import plain, plain_text
from specgen.reader.pieces import Piece
from specgen.reader.terms import joined_underscores

DAMAGED_FILE = "SG405"
_FILE_KEYS = {
    ".mof": "mof",
    ".dll": "dll",
    ".exe": "dll",
    ".ocx": "dll",
    ".sys": "dll",
    ".lib": "library",
    ".idl": "idl",
    ".tlb": "type_library",
}
_HEADER = re.compile(r"[\w.-]+\.h(?:\s|$|\()", re.IGNORECASE)
_SPACED_EXTENSION = re.compile(
    r"(?<=\w)\s*\.\s+(?=(?:h|hpp|dll|exe|lib|mof|idl|tlb|ocx|sys|cpp|c|inf)\b)", re.IGNORECASE
)
_FILES = frozenset({"header", "library", "dll", "mof", "idl", "type_library", "include"})
_IDENTIFIERS = (
    (re.compile(r"IID_\w+(?:\s|$)", re.ASCII), "iid"),
    (re.compile(r"CLSID_\w+(?:\s|$)", re.ASCII), "clsid"),
    (re.compile(r"LP[A-Z]{2,}$", re.ASCII), "pointer_type"),
)
_MARKUP = re.compile(r"<[^>]*>|\*\*")
_BY_PLACE = ("client", "server")
_PRODUCT = "windows"


def read_requirements(nodes: Sequence[Node], words: Lexicon) -> tuple[RequirementFacts, ...]:
    """Every row of the section's tables. Rows without a label are left out; a label nobody knows has key None."""
    return tuple(row for node in nodes if isinstance(node, Table) for row in _rows(node, words))


def _rows(table: Table, words: Lexicon) -> Iterator[RequirementFacts]:
    for place, cells in enumerate(table.rows):
        label = _label(cells[0]) if cells else None
        if label is None or len(cells) < 2 or (place == 0 and _is_header(label.text, words)):
            continue
        values = tuple(_values(cells[1]))
        text = plain_label(label.text)
        key = words.key("requirements", text) or _by_value(values)
        if key is None and 0 < place <= len(_BY_PLACE) and _has_products(table):
            key = _BY_PLACE[place - 1]
        yield RequirementFacts(key, label, values, tuple(repaired(value.text, key) for value in values))


def _has_products(table: Table) -> bool:
    """Whether one of the rows that are the client's and the server's names the product; no language changes it."""
    rows = table.rows[1 : len(_BY_PLACE) + 1]
    return any(_PRODUCT in value.text.lower() for cells in rows if len(cells) > 1 for value in _values(cells[1]))


def _is_header(label: str, words: Lexicon) -> bool:
    return words.key("requirements", plain_label(label)) is None


def plain_label(text: str) -> str:
    """A label without tags and emphasis marks."""
    return _MARKUP.sub("", text).strip() if "<" in text or "*" in text else text.strip()


def _label(cell: Sequence[Node]) -> Quote | None:
    para = next((node for node in cell if isinstance(node, Para) and node.text), None)
    if para is None:
        return None
    return _untagged(para)


def _untagged(para: Para) -> Quote:
    """The source of all that a paragraph shows, without the tags around it."""
    if para.inline is not None and not para.inline.tagged:
        return para.quote()
    return para.quote([piece for piece in para.pieces if piece.form != "tag"])


def _values(cell: Sequence[Node]) -> Iterator[Quote]:
    """One quote for each ``<dt>``, each line between ``<br/>``, each paragraph."""
    for node in cell:
        if isinstance(node, Para):
            yield from _lines(node)
        elif isinstance(node, DefList):
            for item in node.items:
                for para in item.terms:
                    yield from _lines(para)
                yield from _values(item.body)


def _lines(para: Para) -> Iterator[Quote]:
    if para.inline is not None and not para.inline.broken:
        if para.text:
            yield _untagged(para)
        return
    current: list[Piece] = []
    for piece in [*para.pieces, None]:
        if piece is None or piece.tag == "br":
            if plain(current):
                yield para.quote(current)
            current = []
        elif piece.form != "tag":
            current.append(piece)


def _by_value(values: Sequence[Quote]) -> str | None:
    """What a value must be, whatever its label says: a file by its extension, a namespace by its backslashes."""
    if not values:
        return None
    text = repaired(values[0].text, "header")
    name = text.split(" ")[0].lower()
    for extension, key in _FILE_KEYS.items():
        if name.endswith(extension):
            return key
    if _HEADER.match(text):
        return "header"
    for form, key in _IDENTIFIERS:
        if form.match(text):
            return key
    return "namespace" if "\\\\" in values[0].text else None


@lru_cache(maxsize=4_000)
def repaired(text: str, key: str | None) -> str:
    """A value as it was meant: markup and escapes gone, and in file rows the spaces translation put into names.

    Memoised, because few files hold all that a docset documents.
    """
    shown = plain_text(text)
    if key not in _FILES:
        return shown
    return _SPACED_EXTENSION.sub(".", joined_underscores(shown))


def file_repairs(rows: Sequence[RequirementFacts], locations: Sequence[str]) -> Iterator[Repair]:
    """File names that were put together again; ``locations`` is the frontmatter's word for them."""
    known = {text.lower() for text in locations}
    for row in rows:
        for quote, text in zip(row.values, row.repaired, strict=True):
            if row.key in _FILES and text != plain_text(quote.text):
                evidence: Evidence = "frontmatter" if text.lower() in known else "page"
                yield Repair(row.key or "", None, quote.text, text, quote.span.line, DAMAGED_FILE, evidence)
