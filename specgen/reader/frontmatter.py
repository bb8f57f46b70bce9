"""Frontmatter: the identity a page declares about itself, read even where plain YAML gives up.

Values come from PyYAML's C loader; places come from the parse events, which carry marks. A block that YAML
rejects is read again line by line as ``key: value`` and ``- item``, which is all that published pages use.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import yaml

from specgen.model.facts import FrontMatter, Note
from specgen.model.folded import Folded
from specgen.model.records import Record
from specgen.model.spans import Quote, Span
from specgen.reader.source import Source

_FENCE = re.compile(r"-{3,}\s*$")
_PAIR = re.compile(r"(?P<key>[^\s:#\-][^:]*(?::[^\s:]+)?):(?:[ \t\u00a0]+(?P<value>.*))?$")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?P<value>.*)$")
_HIDDEN = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"
_BARE = r"""[\w .,;()/'’«»\u00a0"&=+*%!?@<>|\\\[\]{}$~^–…-]*"""
_VALUE = rf"""(?P<value>[^\W_]{_BARE}(?::(?=\S){_BARE})*(?<![ ]))
    |'(?P<single>[^{_HIDDEN}']*)'|"(?P<double>[^{_HIDDEN}"\\]*)\""""
_PLAIN_PAIR = re.compile(
    rf"(?P<key>[A-Za-z_][A-Za-z0-9_.-]*(?::[A-Za-z0-9_.-]+)*):(?:[ ]+(?:{_VALUE}))?[ ]*", re.VERBOSE
)
_PLAIN_ITEM = re.compile(rf"(?P<indent>[ ]*)-[ ]+(?:{_VALUE})[ ]*", re.VERBOSE)
"""Lines that YAML can only read in one way: one scalar, plain or in quotes, and nothing that has to be unescaped."""
_LONGEST_LINE = 1_000
"""Characters: longer ones cannot be keys to YAML."""
_KEYS = ("title", "description", "api_name", "api_type", "api_location", "ms.assetid", "ms.contentlocale", "ms:assetid")
_BREAKS = {0x85: " ", 0x2028: " ", 0x2029: " "}
"""What ends a line to YAML and to no page: spaces, as YAML folds them, or its lines are others than ours."""
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_DEEPEST = 100
"""Collections inside each other. The time that YAML's parser takes grows with every one that is open."""

MALFORMED = "SG905"


class _Scalar(Record, frozen=True):
    """One scalar of the frontmatter; ``line`` and ``column`` are those of its spelling, from 1."""

    key: str
    text: str
    line: int
    column: int


def read_frontmatter(source: Source) -> tuple[FrontMatter, tuple[Note, ...]]:
    """The page's frontmatter, and a note where it is not valid YAML. A page without any has an empty one."""
    end = _end_line(source)
    if end == 0:
        return FrontMatter(), ()
    lines = source.lines[1 : end - 1]
    try:
        scalars, problem = _plain_scalars(lines), None
        if scalars is None:
            scalars = list(_yaml_scalars("\n".join(lines)))
    except yaml.YAMLError as error:
        scalars, problem = list(_line_scalars(source, end)), _problem(error)
    notes = () if problem is None else (_malformed(source, end, *_where(source, end, *problem)),)
    return _front(source, end, scalars, recovered=problem is not None), notes


def _end_line(source: Source) -> int:
    """The line of the closing fence, or 0."""
    lines = source.lines
    if not _FENCE.match(lines[0]):
        return 0
    for number in range(1, len(lines)):
        if lines[number].startswith("---") and _FENCE.match(lines[number]):
            return number + 1
    return 0


def _plain_scalars(lines: Sequence[str]) -> list[_Scalar] | None:
    """What ``_yaml_scalars`` finds in lines of ``key: value`` and ``- item`` alone, and blank ones.

    None where it takes the parser.
    """
    found: list[_Scalar] = []
    key, indent, listed = "", None, False
    for number, line in enumerate(lines, 2):
        read = _plain_line(line) if len(line) <= _LONGEST_LINE else None
        if read is None:
            if line.strip(" "):
                return None
            continue
        if read.key is not None:
            key, indent, listed = read.key, None, read.opens
        elif listed and indent in (None, read.indent):
            indent = read.indent
        else:
            return None
        if read.text is not None:
            found.append(_Scalar(key, read.text, number, read.column))
    return found


class _Line(Record, frozen=True):
    """A line of one pair, or of an item (no ``key``), and its scalar if it has one. ``opens``: a list may follow."""

    key: str | None
    indent: str
    opens: bool
    text: str | None
    column: int


@lru_cache(maxsize=500)
def _plain_line(line: str) -> _Line | None:
    """What YAML can only read in one way; memoised, because every other line is one of a few that all pages have."""
    key, indent, opens = None, "", False
    match = _PLAIN_PAIR.fullmatch(line)
    if match is not None:
        key, opens = match["key"], match.end("key") + 1 == len(line.rstrip(" "))
    else:
        match = _PLAIN_ITEM.fullmatch(line)
        if match is None:
            return None
        indent = match["indent"]
    group = match.lastgroup or ""
    if group in ("single", "double") or (group == "value" and match["value"] not in _NULLS):
        return _Line(key, indent, opens, match[group], match.start(group) + 1)
    return _Line(key, indent, opens, None, 0)


def _yaml_scalars(text: str) -> Iterator[_Scalar]:
    """Top-level scalars and items of top-level lists. Aliases are refused: they expand without bound; deep nests too.

    Raises YAMLError where the block is not YAML.
    """
    depth, key, expects_key = 0, "", True
    for event in yaml.parse(text.translate(_BREAKS), Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem="an alias is not allowed here", problem_mark=event.start_mark)  # type: ignore[arg-type]
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                raise yaml.MarkedYAMLError(problem="it is nested too deeply", problem_mark=event.start_mark)  # type: ignore[arg-type]
            expects_key = depth == 1
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
            expects_key = depth == 1
            continue
        if not isinstance(event, yaml.ScalarEvent):
            continue
        if depth == 1 and expects_key:
            key, expects_key = event.value, False
            continue
        if depth in (1, 2):
            quoted = event.style in ("'", '"')
            mark = event.start_mark
            if quoted or event.value not in _NULLS:
                yield _Scalar(key, event.value, mark.line + 2, mark.column + 1 + quoted)  # type: ignore[union-attr]
        expects_key = depth == 1


def _line_scalars(source: Source, end: int) -> Iterator[_Scalar]:
    """The same, without a grammar: for pages that YAML rejects."""
    key = ""
    for number in range(2, end):
        line = source.lines[number - 1]
        item = _ITEM.match(line)
        pair = None if item else _PAIR.match(line)
        if pair:
            key = pair["key"].strip()
        match = item or pair
        if match is None or not match["value"]:
            continue
        value = match["value"].strip()
        column = match.start("value") + 1 + (len(match["value"]) - len(match["value"].lstrip()))
        if value in _NULLS:
            continue
        bare = value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else value
        yield _Scalar(key, bare, number, column + (bare != value))


def _problem(error: yaml.YAMLError) -> tuple[int, str]:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 2 if mark else 1
    return line, str(getattr(error, "problem", None) or "not valid YAML")


def _where(source: Source, end: int, line: int, problem: str) -> tuple[int, str]:
    """The line to blame, and for what: the last one up to where the parser gave up that is no YAML by itself.

    A quote or bracket that is never closed is noticed only by what follows.
    """
    for number in range(min(line, end - 1), 1, -1):
        match = _PAIR.match(source.lines[number - 1])
        if match is None or not match["value"]:
            continue
        try:
            list(_yaml_scalars(source.lines[number - 1]))
        except yaml.YAMLError as error:
            return number, _problem(error)[1]
    return line, problem


def _malformed(source: Source, end: int, line: int, problem: str) -> Note:
    place = source.line_quote(min(line, end))
    return Note(MALFORMED, place.span, f"frontmatter line {line} is not valid YAML ({problem}); read line by line")


def _front(source: Source, end: int, scalars: list[_Scalar], *, recovered: bool) -> FrontMatter:
    by_key: dict[str, list[_Scalar]] = {name: [] for name in _KEYS}
    for scalar in scalars:
        if (named := by_key.get(scalar.key)) is not None and scalar.text.strip():
            named.append(scalar)

    def first(*keys: str) -> str | None:
        return next((_clean(one.text) for key in keys for one in by_key[key]), None)

    locale = first("ms.contentlocale")
    return FrontMatter(
        end_line=end,
        title=next((_quote(source, one) for one in by_key["title"]), None),
        description=first("description"),
        api_names=tuple(_quote(source, one) for one in by_key["api_name"]),
        api_types=tuple(_clean(one.text) for one in by_key["api_type"]),
        api_locations=tuple(_quote(source, one) for one in by_key["api_location"]),
        assetid=first("ms.assetid", "ms:assetid"),
        content_locale=locale.lower() if locale else None,
        recovered=recovered,
        keys=Folded.of(Quote, _keys(source, end)),
    )


def _keys(source: Source, end: int) -> Iterator[Quote]:
    """The top-level keys: what stands before a colon at the start of a line."""
    for number, line in enumerate(source.lines[1 : end - 1], 2):
        told = _key_in if len(line) <= _LONGEST_LINE else _key_in.__wrapped__
        key = told(line) if ":" in line else None
        if key is not None:
            yield Quote(key, Span(number, 1, number, 1 + len(key)))


@lru_cache(maxsize=500)
def _key_in(line: str) -> str | None:
    """The key that opens a line; memoised as ``_plain_line`` is."""
    match = _PAIR.match(line)
    return None if match is None else match["key"].rstrip()


def _clean(text: str) -> str:
    return " ".join(text.split())


def _quote(source: Source, scalar: _Scalar) -> Quote:
    """The spelling in the page. A scalar that is folded or escaped is quoted up to the end of its first line."""
    line = source.lines[scalar.line - 1]
    start = scalar.column - 1
    is_plain = (line if line.isascii() else line.translate(_BREAKS)).startswith(scalar.text, start)
    spelled = line[start : start + len(scalar.text)] if is_plain else line[start:].rstrip()
    return Quote(spelled, Span(scalar.line, scalar.column, scalar.line, scalar.column + len(spelled)))
