"""What the syntax block declares and what the page describes, where both stand in the common form."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from benches.injection.page import Folder, Page, Token, token

_MEMBER = re.compile(
    r"""^[ \t]*
    (?:(?P<tags>\[[^\]\n]*\]|_[A-Z][a-z]\w*_(?:\([^)\n]*\))?)[ \t]+)?
    (?P<type>[A-Za-z_]\w*(?:[ \t]+(?:\w+)(?=[ \t*&]))*[ \t]*(?:(?:\*|&|FAR\b|const\b)[ \t]*)*)(?<=[ \t*&])
    (?P<name>[A-Za-z_]\w*)
    (?P<array>\[\w*\])?
    (?P<default>[ \t]*=[ \t]*[^,;\n]*[^,;\s])?
    [ \t]*(?P<end>[,;]?)[ \t]*$""",
    re.VERBOSE,
)
_CALL = re.compile(
    r"^(?P<lead>[\w \t*]*?)(?P<name>[A-Za-z_]\w*)[ \t]*\([ \t]*\n(?P<body>.*?)^[ \t]*\)", re.MULTILINE | re.DOTALL
)
_CLASS = re.compile(r"^class (?P<name>\w+)(?: *: *\w+)?\s*\n\{\n(?P<body>.*?)^\}", re.MULTILINE | re.DOTALL)
_STRUCT = re.compile(r"^(?:typedef )?struct (?P<name>\w+)\s*\n?\{\n(?P<body>.*?)^\}", re.MULTILINE | re.DOTALL)
_TERM = re.compile(
    r"^\*(?P<name>[^*\n]+)\*(?: \\\[(?P<tag>[^\n\\]*)\\\])?[ ]*\n</dt> <dd>[ ]*\n(?P<body>)", re.MULTILINE
)
_QUOTED = re.compile(
    r"^ ?(?:_(?P<name>[^\s*]+?)_|\*\*(?P<bold>\w+)\*\*)[ ]*\n[ ]*\n(?P<body>>[ ]*(?:\[(?P<tag>[^\]\n]*)\])?)",
    re.MULTILINE,
)
_PROPERTY = re.compile(
    r"^\*\*(?P<name>[^*\n]+)\*\*[ ]*\n</dt> <dd> <dl> <dt>\n\n"
    r"(?P<label>[^:\n]*:) \*\*(?P<type>\w+)\*\*(?P<array> array)?[ ]*\n</dt>",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Declared:
    """A parameter or property of the syntax block: its whole line, and what the line says."""

    line: Token
    tags: Token | None
    type: Token
    name: Token
    array: Token | None
    default: Token | None


@dataclass(frozen=True)
class Syntax:
    """What the syntax block declares: "method" (of a WMI class), "class" (WMI), "call" (C and COM) or "struct"."""

    kind: str
    name: Token
    members: tuple[Declared, ...]


@dataclass(frozen=True)
class Described:
    """A described item.

    ``block`` is all that changes places when the item does, ``cut`` what goes when it goes, ``body`` where its text
    starts; ``tag`` is its direction, ``type`` and ``array`` its data type row.
    """

    block: Token
    cut: Token
    name: Token
    tag: Token | None
    body: int
    type: Token | None = None
    array: Token | None = None


@lru_cache(maxsize=20_000)
def syntax_of(page: Page) -> Syntax | None:
    """What the page's syntax block declares; None where it is not one declaration with one member a line."""
    if not page.syntax:
        return None
    language = page.syntax.body.text.replace("\N{NO-BREAK SPACE}", " ")
    for kind, pattern in (("class", _CLASS), ("struct", _STRUCT), ("call", _CALL)):
        found = list(pattern.finditer(language))
        if len(found) == 1:
            method = kind == "call" and page.syntax.language == "mof"
            return _declaration(page, found[0], "method" if method else kind)
        if found:
            return None
    return None


def _declaration(page: Page, found: re.Match[str], kind: str) -> Syntax | None:
    assert page.syntax
    offset = page.syntax.body.start
    members, at = [], found.start("body") + offset
    for line in found["body"].splitlines(keepends=True):
        member = _MEMBER.match(line.rstrip("\n"))
        if line.strip() and not member:
            return None
        if member:
            members.append(_declared(member, line, at))
        at += len(line)
    return Syntax(kind, token(found, "name", offset), tuple(members))


def _declared(member: re.Match[str], line: str, at: int) -> Declared:
    def part(name: str) -> Token | None:
        return token(member, name, at) if member[name] else None

    spelled = member["type"].rstrip()
    kind = Token(spelled, at + member.start("type"), at + member.start("type") + len(spelled))
    whole = Token(line, at, at + len(line))
    return Declared(whole, part("tags"), kind, token(member, "name", at), part("array"), part("default"))


@lru_cache(maxsize=20_000)
def described_in(page: Page) -> tuple[Described, ...]:
    """The items of the sections "Parameters" (methods, functions) or "Members" (structures, classes), in order."""
    syntax = syntax_of(page)
    if not syntax:
        return ()
    if syntax.kind == "class":
        return _items(page, _PROPERTY, "members", last="\n</dd> </dl>")
    section = "members" if syntax.kind == "struct" else "parameters"
    return _items(page, _TERM, section, last="\n</dd> </dl>") or _quoted(page, syntax, section)


def _items(page: Page, pattern: re.Pattern[str], section: str, *, last: str) -> tuple[Described, ...]:
    """Items of a definition list: each begins after ``<dt>`` and ends before the ``</dd>`` that precedes the next."""
    within = page.sections.get(section)
    if not within:
        return ()
    heads = list(pattern.finditer(page.prose, within.start, within.end))
    found: list[Described] = []
    for index, head in enumerate(heads):
        follower = heads[index + 1].start() if index + 1 < len(heads) else None
        end = (
            page.prose.rfind("\n</dd>", head.end(), follower) if follower else _closing(page, head.end(), within, last)
        )
        if end < 0:
            return ()
        cut = (head.start(), follower) if follower else (found[-1].block.end if found else head.start(), end)
        found.append(_described(page, head, end, cut))
    return tuple(found)


def _closing(page: Page, start: int, within: Token, last: str) -> int:
    """Where the last item ends: at the last closing of the section, unless another heading comes first."""
    stop = page.prose.find("\n### ", start, within.end)
    return page.prose.rfind(last, start, stop if stop >= 0 else within.end)


def _quoted(page: Page, syntax: Syntax, section: str) -> tuple[Described, ...]:
    """Items that are a name on a line and a quotation under it; only names that the syntax declares are items."""
    within = page.sections.get(section)
    if not within:
        return ()
    names = {member.name.text for member in syntax.members}
    heads = [head for head in _QUOTED.finditer(page.prose, within.start, within.end) if _called(head) in names]
    ends = [*(head.start() for head in heads[1:]), within.end][: len(heads)]
    return tuple(_described(page, head, end, (head.start(), end)) for head, end in zip(heads, ends, strict=True))


def _called(head: re.Match[str]) -> str:
    groups = head.groupdict()
    return groups["name"] or groups.get("bold") or ""


def _described(page: Page, head: re.Match[str], end: int, cut: tuple[int, int]) -> Described:
    groups = head.groupdict()

    def part(name: str) -> Token | None:
        return token(head, name) if groups.get(name) else None

    name = part("name") or part("bold")
    assert name
    block = Token(page.text[head.start() : end], head.start(), end)
    body = head.end("body") if "body" in groups else head.end()
    return Described(block, Token(page.text[slice(*cut)], *cut), name, part("tag"), body, part("type"), part("array"))


@lru_cache(maxsize=200)
def _syntaxes(folder: Folder, directory: str) -> tuple[tuple[Page, Syntax], ...]:
    found = ((page, syntax_of(page)) for page in folder.pages() if page.path.rpartition("/")[0] == directory)
    return tuple((page, syntax) for page, syntax in found if syntax)


def neighbours(page: Page, syntax: Syntax) -> list[tuple[Page, Syntax]]:
    """The other pages of the page's directory that declare the same kind of thing, in order of path."""
    beside = _syntaxes(page.folder, page.path.rpartition("/")[0])
    return [(one, other) for one, other in beside if other.kind == syntax.kind and one.path != page.path]


def members_agree(page: Page) -> bool:
    """Whether the page is clean for its injectors: each declared name is described once; parameters in order."""
    syntax = syntax_of(page)
    if not syntax or not syntax.members:
        return False
    declared = [member.name.text for member in syntax.members]
    described = [item.name.text for item in described_in(page)]
    return sorted(declared) == sorted(described) if syntax.kind == "class" else declared == described


def pairs_of(page: Page) -> Sequence[tuple[Declared, Described]]:
    """Each declared member with its description, in the order of the syntax; empty where they do not agree."""
    syntax = syntax_of(page)
    if not syntax or not members_agree(page):
        return ()
    items = {item.name.text: item for item in described_in(page)}
    if len(items) != len(syntax.members):
        return ()
    return [(member, items[member.name.text]) for member in syntax.members]
