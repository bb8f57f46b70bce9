"""Accessors: the get and put methods that the syntax of a COM property declares, and what describes its value."""

import re
from collections.abc import Callable, Iterator, Sequence

from specgen.lexicons import Lexicon
from specgen.model.change import changed
from specgen.model.facts import AccessorFacts, Declaration, DescribedItem, MemberFacts
from specgen.reader.flow import Node, Para, paragraphs
from specgen.reader.items import read_type_line
from specgen.reader.members import align_items
from specgen.reader.values import item_values, prose

_PREFIX = re.compile(r"(?P<accessor>get|put|putref)_(?=\w)", re.ASCII | re.IGNORECASE)
_ACCESSORS = {"get": "get", "put": "put", "putref": "put"}


def read_accessors(
    declarations: Sequence[Declaration], nodes: Callable[[str], list[Node]], words: Lexicon
) -> tuple[tuple[AccessorFacts, ...], tuple[DescribedItem, ...]]:
    """The accessors in the order of the syntax, and the described items that none of them declares."""
    calls = [one for one in declarations if one.form == "call"]
    undeclared: dict[str, DescribedItem] = {}
    known = {item.name for one in calls for item in one.parameters}
    found = []
    for declaration in calls:
        members, left = align_items(declaration.parameters, nodes("parameters"), words)
        undeclared |= {item.name: item for item in left if item.name not in known}
        described = tuple(_with_value(members, nodes("property-value"), words))
        found.append(AccessorFacts(_accessor(declaration), declaration, described))
    return tuple(found), tuple(undeclared.values())


def _accessor(declaration: Declaration) -> str:
    """Whether the method reads or writes the property: by its name, else by the direction of what it hands over."""
    named = _PREFIX.match(declaration.name.text) if declaration.name else None
    if named:
        return _ACCESSORS[named["accessor"].lower()]
    value = declaration.parameters[-1] if declaration.parameters else None
    reads = value is None or value.direction == "out" or (value.direction is None and value.pointer > 0)
    return "get" if reads else "put"


def _with_value(members: Sequence[MemberFacts], nodes: Sequence[Node], words: Lexicon) -> Iterator[MemberFacts]:
    """The members; the last one, which hands over the value, described by the section on it if by nothing else."""
    for at, member in enumerate(members):
        item = _value_item(member, nodes, words) if at == len(members) - 1 and member.described is None else None
        yield changed(member, described=item, aligned_by="position") if item else member


def _value_item(member: MemberFacts, nodes: Sequence[Node], words: Lexicon) -> DescribedItem | None:
    texts = [para for para in paragraphs(nodes) if para.text]
    if not texts:
        return None
    typed = next((quote for para in texts if (quote := read_type_line(para, words)) is not None), None)
    rest = [node for node in nodes if not (isinstance(node, Para) and read_type_line(node, words))]
    return DescribedItem(
        name=member.declared.name or "",
        quote=texts[0].quote(),
        type_quote=typed,
        values=tuple(item_values(rest)),
        description=prose(rest),
    )
