"""Docstrings of structures: what the page says of the whole and of each member."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from specgen.backends.stubs.com.records import Record
from specgen.backends.stubs.docs import Docs
from specgen.backends.stubs.views import Doc, Item, Section
from specgen.model.entities import StructMember, Value


def of_record(one: Record, docs: Docs, *, descriptions: bool) -> Doc:
    """A structure or union; what keeps it from being laid out stands in front of where it is from."""
    opaque = (f"Opaque: nobody can tell its layout. {one.reason}",) if one.reason is not None else ()
    if one.source is None:
        return Doc(None, (), (*opaque, "It is written in place."))
    doc = docs.of_class(one.source)
    items = tuple(_items(one.source.members, descriptions=descriptions))
    sections = (Section("Members", items),) if items else ()
    return replace(doc, sections=sections, sources=(*opaque, *doc.sources))


def _items(members: Iterable[StructMember], *, descriptions: bool) -> Iterator[Item]:
    """The members that the page describes, those that are written in place among them."""
    for one in members:
        text = one.description if descriptions else None
        values = tuple(_values(one.values, descriptions=descriptions))
        if one.name is not None and (one.description or values):
            lead = f"{one.name} ({_spelled(one)})"
            yield Item(f"{lead}: {text}" if text else lead, values)
        yield from _items(one.members, descriptions=descriptions)


def _spelled(one: StructMember) -> str:
    stars = f" {'*' * one.pointer}" if one.pointer else ""
    sizes = "".join(f"[{'' if size is None else size}]" for size in one.array or ())
    bits = f", {one.bits} bits" if one.bits is not None else ""
    return f"{one.type or one.kind or '?'}{stars}{sizes}{bits}"


def _values(values: Iterable[Value], *, descriptions: bool) -> Iterator[str]:
    for one in values:
        names = [str(each) for each in (one.value, one.symbol) if each is not None]
        lead = f"{names[0]} ({names[1]})" if len(names) > 1 else "".join(names)
        said = (one.description if descriptions else None) or ""
        if lead or said:
            yield f"{lead}: {said}" if lead and said else lead or said
