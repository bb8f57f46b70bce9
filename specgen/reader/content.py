"""Sections of pages on which headings are not understood, told by what they hold.

Where no heading is, the names that the syntax declares say which section describes them; codes behind it are returned.
"""

from collections.abc import Collection, Iterator, Sequence

from specgen.lexicons import ENGLISH, lexicon
from specgen.reader.flow import DefList, Node, Table, flow
from specgen.reader.layouts import layout_for
from specgen.reader.listed import read_listed
from specgen.reader.requirements import read_requirements
from specgen.reader.returns import read_returns
from specgen.reader.sections import Part
from specgen.reader.terms import joined_underscores

_FILES = frozenset({"mof", "dll", "header", "library"})


def keys_by_content(parts: Sequence[Part]) -> Iterator[tuple[str, Part]]:
    """Canonical keys with the parts, which have none, that must be those sections; the first part of a key counts."""
    for part in parts:
        nodes = flow(part.blocks)
        if _has_requirements(nodes):
            yield "requirements", part
        elif any(isinstance(node, DefList) and any(item.body for item in node.items) for node in nodes):
            yield "parameters", part


def keys_of_unknown(parts: Sequence[Part], declared: Collection[str], *, called: bool) -> Iterator[tuple[str, Part]]:
    """The same for a page of which no heading at all is understood.

    ``declared`` are the names that the syntax gives to parameters or members; ``called``: of something that returns.
    """
    trees = [flow(part.blocks) for part in parts]
    at = next((at for at, nodes in enumerate(trees) if not _names(nodes).isdisjoint(declared)), None)
    if at is None:
        yield from keys_by_content(parts)
        return
    yield "parameters", parts[at]
    yield "members", parts[at]
    after = at + 1
    if called and after < len(parts) and not _has_requirements(trees[after]) and _has_codes(trees[after], parts[after]):
        yield "return-value", parts[after]
    for part, nodes in zip(parts, trees, strict=True):
        if _has_requirements(nodes):
            yield "requirements", part
        elif not called and part is not parts[at] and _lists_members(nodes):
            yield "methods", part


def _has_requirements(nodes: Sequence[Node]) -> bool:
    if not any(isinstance(node, Table) for node in nodes):
        return False
    return any(row.key in _FILES for row in read_requirements(nodes, lexicon(ENGLISH)))


def _names(nodes: Sequence[Node]) -> set[str]:
    layout = layout_for(nodes)
    terms = [entry.term for entry in layout.entries(nodes)] if layout is not None else []
    return {joined_underscores(term.name) for term in terms if term is not None}


def _has_codes(nodes: Sequence[Node], part: Part) -> bool:
    return bool(read_returns(nodes, part.first_line, lexicon(ENGLISH)).values)


def _lists_members(nodes: Sequence[Node]) -> bool:
    """Whether the first table is one of links to pages, one a row."""
    found, _ = read_listed(lambda key: nodes if key == "methods" else [], lexicon(ENGLISH))
    return any(one.target for one in found)
