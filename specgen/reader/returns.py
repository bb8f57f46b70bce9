"""Return sections: codes in lists, tables, MAPI lines or prose, and what is said of codes that are not listed."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from specgen.lexicons import Lexicon, fold
from specgen.model.change import changed
from specgen.model.facts import ReturnFacts, ValueFacts
from specgen.model.spans import Quote
from specgen.model.types import Others
from specgen.reader.flow import DefList, Inline, Node, Para, Quoted, Table, paragraphs
from specgen.reader.inline import plain, runs
from specgen.reader.items import read_type_line
from specgen.reader.layouts import layout_for
from specgen.reader.pieces import Piece
from specgen.reader.scripts import SPACED, blanked, mentions, parts_words
from specgen.reader.terms import LOOSE_UNDERSCORE, grouped, joined_underscores
from specgen.reader.values import NOWHERE, item_values, read_value, succeeds

_UNDECIDED = frozenset({"tbd", "tbd."})
_ORDINAL = "\u7b2c"
"""What Chinese and Japanese write before an ordinal number."""
_PROSE_NUMBER = re.compile(rf"(?<!{SPACED})(?<![.:#{_ORDINAL}-])(?<!{_ORDINAL}\s)(\d{{1,10}})(?!{SPACED}|[%:]|[.,]\d)")
_STATUS = re.compile(
    r"\b(?:[SE]_[A-Z0-9_]+|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_[ESWI]_[A-Z0-9_]+|(?:ERROR|STATUS)_[A-Z0-9_]+|NOERROR)\b",
    re.ASCII,
)
_DAMAGED = re.compile(r"(?:[^\W_]+_)*[ESWI]_[\w ]*\w", re.IGNORECASE)
"""A status code some of whose words are translated: what tells how grave it is still stands between underscores."""
_PLAIN = re.compile(r"(?<![\w.])(?:[A-Za-z][A-Za-z0-9]*_)+[ESWI]_[A-Z0-9_]*[A-Z0-9]\b", re.ASCII)
"""A status code in running text whose first word alone lost its capitals."""
_CLAUSE_END = re.compile(r"[,;.](?:\s|$)|\s\(|[\u3001\u3002\uff01\uff08\uff0c\uff1a\uff1b\uff1f\uff61\uff64]")
_PRODUCT = re.compile(r"(?:windows|server|vista|version|xp|sp|service pack)\s*$", re.IGNORECASE)
_PROSE_LIMIT = 600
_LONGEST_CODE = 120


def read_returns(nodes: Sequence[Node], line: int, words: Lexicon) -> ReturnFacts:
    """The return section whose heading stands at ``line``."""
    type_quote, rest = _type(nodes, words)
    texts = [para for para in paragraphs(_prose_nodes(rest)) if para.text]
    prose = " ".join(para.text for para in texts)
    documented = bool(rest) and prose.casefold() not in _UNDECIDED
    values = _together(_listed(rest), _from_prose(texts, words))
    others = _others(prose, words) if documented else None
    return ReturnFacts(line, documented, type_quote, values, others)


def _together(listed: Sequence[ValueFacts], prose: Sequence[ValueFacts]) -> tuple[ValueFacts, ...]:
    """The listed codes behind those that only the sentences name."""
    if not listed:
        return tuple(prose)
    known = {one.value for one in listed if one.value is not None} | {one.symbol for one in listed if one.symbol}
    return (*(one for one in prose if (one.symbol or one.value) not in known), *listed)


def _type(nodes: Sequence[Node], words: Lexicon) -> tuple[Quote | None, list[Node]]:
    for at, node in enumerate(nodes):
        if not isinstance(node, Para):
            break
        quote = read_type_line(node, words)
        if quote is not None:
            return quote, [*nodes[:at], *nodes[at + 1 :]]
    return None, list(nodes)


def _prose_nodes(nodes: Sequence[Node]) -> list[Node]:
    """Paragraphs that are not the term or text of a listed code."""
    layout = layout_for(nodes)
    if layout is None or not layout.FLAGS_BESIDE:
        return [node for node in nodes if isinstance(node, Para)]
    terms = {id(term) for entry in layout.entries(nodes) for term in entry.terms}
    return [node for node in nodes if isinstance(node, Para) and id(node) not in terms]


def _listed(nodes: Sequence[Node]) -> list[ValueFacts]:
    layout = layout_for(nodes)
    if layout is not None and layout.FLAGS_BESIDE:
        found = [read_value(entry.terms, entry.body, bare_symbols=True) for entry in layout.entries(nodes)]
        return [value for value in found if value is not None]
    direct = [node for node in nodes if isinstance(node, DefList | Table)]
    bullets = [para for node in nodes if isinstance(node, Quoted) and node.bullets for para in paragraphs(node.nodes)]
    listed = list(item_values(direct))
    found = [read_value([para], []) for para in bullets]
    return listed + [value for value in found if value is not None and (value.symbol or value.value is not None)]


def _from_prose(texts: Sequence[Para], words: Lexicon) -> list[ValueFacts]:
    """Codes that the first sentences name: by symbol, as digits, or as the locale's word for zero.

    In page order, but zero as a word first: where it stands among the others differs from language to language.
    """
    named: dict[int | str, ValueFacts] = {}
    for para in texts[:2]:
        found, zero = _said_by(para, words)
        if zero is not None and all(isinstance(key, str) for key in (*named, *found)):
            found = {0: zero, **found}
        quote = para.quote()
        named |= {key: changed(value, quote=quote) for key, value in found.items() if key not in named}
    return list(named.values())


_Codes = dict[int | str, ValueFacts]


def _said_by(para: Para, words: Lexicon) -> tuple[_Codes, ValueFacts | None]:
    """The codes that a paragraph names, without their place, and zero if it has the word for it."""
    if para.inline is not None:
        return _remembered(para.inline, words)
    return _codes_in(para.pieces, para.text, words)


@lru_cache(maxsize=2_000)
def _remembered(inline: Inline, words: Lexicon) -> tuple[_Codes, ValueFacts | None]:
    """Memoised, because return sections say much the same."""
    return _codes_in(inline.pieces, inline.text, words)


def _codes_in(pieces: Sequence[Piece], shown: str, words: Lexicon) -> tuple[_Codes, ValueFacts | None]:
    found: _Codes = {}
    text = _without_counts(joined_underscores((grouped(pieces) or shown)[:_PROSE_LIMIT]), words)
    damaged = set(_damaged(pieces, text))
    places = list(damaged)
    places += [(match.start(), match[0]) for match in (*_PROSE_NUMBER.finditer(text), *_STATUS.finditer(text))]
    for at, spelled in sorted(places):
        if (at, spelled) in damaged:
            found.setdefault(spelled, _prose_symbol(None, shown, spelled))
        elif not spelled[0].isdigit():
            found.setdefault(spelled, _prose_symbol(spelled, shown, spelled))
        elif not _is_of_product(text[:at], words):
            found.setdefault(int(spelled), _prose_value(int(spelled), _clause(text, at), shown, words))
    zero = mentions(_without_errors(pieces, words), words, "zero")
    return found, _prose_value(0, text, shown, words) if zero else None


def _without_counts(text: str, words: Lexicon) -> str:
    """The text without phrases of the locale in which digits are no code: what is not 0, how many of something."""
    return blanked(text, _counts(words))


@lru_cache(maxsize=64)
def _counts(words: Lexicon) -> tuple[str, ...]:
    phrases = [*words.words("words", "error"), *words.words("words", "one"), *words.tables["numbers"]]
    return tuple(phrase for phrase in phrases if not phrase.isdecimal() and any(map(str.isdecimal, phrase)))


def _is_of_product(before: str, words: Lexicon) -> bool:
    """Whether the number behind this text is a version of something."""
    version = words.words("requirements", "version")
    return _PRODUCT.search(before) is not None or before.rstrip().casefold().endswith(version)


def _without_errors(pieces: Sequence[Piece], words: Lexicon) -> str:
    """The text that is not set apart (``**NULL**`` is a constant), without what the locale calls an error."""
    text = "".join(piece.text for piece in pieces if piece.form == "text" and not piece.marked)
    return blanked(fold(text), _errors(words))


@lru_cache(maxsize=64)
def _errors(words: Lexicon) -> tuple[str, ...]:
    """What the locale calls an error in several words, or in a script without spaces."""
    phrases = words.words("words", "error")
    return tuple(phrase for phrase in phrases if " " in phrase or not parts_words(phrase[0]))


def _damaged(pieces: Sequence[Piece], text: str) -> Iterator[tuple[int, str]]:
    """What may be left of status codes, with its place in ``text``.

    Runs set apart that are a code but for its case, or in which an underscore stands loose; codes of the running text
    whose first word alone is damaged.
    """
    for run in runs(pieces):
        spelled = plain(run)
        label = joined_underscores(spelled).strip()
        if not run[0].marked or len(label) > _LONGEST_CODE or "_" not in label or _STATUS.fullmatch(label):
            continue
        at = text.find(label)
        if at >= 0 and (
            _DAMAGED.fullmatch(label) or (LOOSE_UNDERSCORE.search(spelled) and any(map(str.isalnum, label)))
        ):
            yield at, label
    for match in _PLAIN.finditer(text):
        if not _STATUS.fullmatch(match[0]):
            yield match.start(), match[0]


def _prose_symbol(symbol: str | None, text: str, label: str) -> ValueFacts:
    """A code that a sentence names; linking finds out what a damaged one is."""
    value = ValueFacts(None, None, "single", symbol, symbol, label, None, NOWHERE, text, mentioned=True)
    return changed(value, success=succeeds(value))


def _clause(text: str, at: int) -> str:
    """The clause that holds offset ``at``: between commas, semicolons and full stops."""
    start = max((match.end() for match in _CLAUSE_END.finditer(text, 0, at)), default=0)
    end = _CLAUSE_END.search(text, at)
    return text[start : end.start() if end else len(text)]


def _prose_value(value: int, clause: str, text: str, words: Lexicon) -> ValueFacts:
    """A code with what its own clause says of it; 0 stands for success unless the clause says error alone."""
    success: bool | None = True if _mentions(clause, words, "success") else None
    if success is None and _mentions(clause, words, "error"):
        success = False
    elif success is None and value == 0:
        success = True
    return ValueFacts(value, None, "single", None, None, None, success, NOWHERE, text, mentioned=True)


def _others(prose: str, words: Lexicon) -> Others | None:
    """What the section says of codes that it does not list: that they are errors, or nothing."""
    return "error" if prose and _mentions(prose, words, "error") else None


_mentions = lru_cache(maxsize=4_000)(mentions)
"""Memoised, because return sections say much the same."""
