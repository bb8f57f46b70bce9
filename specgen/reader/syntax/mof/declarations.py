"""From the tree of a MOF block to its declarations."""

from collections.abc import Iterator

from lark import Token

from specgen.model.facts import Declaration, Declarator, Note, Place, Remedy
from specgen.model.spans import Quote
from specgen.model.types import Dimension
from specgen.reader.numbers import whole
from specgen.reader.syntax.mof.cim_types import normal_type
from specgen.reader.syntax.mof.qualifiers import direction, holds, read_qualifiers
from specgen.reader.syntax.mof.tree import MofTree, Remarks, child, tokens, trees

LANGUAGE = "mof"


def declares(item: MofTree | Token) -> bool:
    """Whether an item at the top of the tree is a declaration (and not damage, or a stray semicolon)."""
    if isinstance(item, Token):
        return item.type == "PRAGMA"
    return item.data in ("class_declaration", "method", "instance_declaration", "sample")


def declare(item: MofTree | Token, remarks: Remarks) -> Declaration:
    """What an item at the top of the tree declares; ``remarks`` holds what recovery left out of it."""
    if isinstance(item, Token):
        return other(remarks, item.start_pos or 0, item.end_pos)
    if item.data == "class_declaration":
        return _class(item, remarks)
    if item.data == "method":
        return _method(item, remarks, remarks)
    return other(remarks, item.meta.start_pos, item.meta.end_pos)


def other(remarks: Remarks, start: int, end: int | None) -> Declaration:
    """MOF that is neither class nor method: instances, pragmas, samples."""
    quote = remarks.block.quote(start, end)
    return Declaration(LANGUAGE, "other", quote, unread=remarks.left_out(), notes=remarks.all_notes())


def _class(item: MofTree, remarks: Remarks) -> Declaration:
    base = child(item, "superclass")
    members = tuple(_declarator(each, remarks) for each in trees(item) if each.data == "property")
    _note_duplicates(members, remarks)
    return Declaration(
        LANGUAGE,
        "class",
        remarks.quote(item),
        name=_name(item, remarks),
        base=None if base is None else _name(base, remarks),
        members=members,
        methods=tuple(_method(each, remarks, None) for each in trees(item) if each.data == "method"),
        qualifiers=read_qualifiers(item, remarks),
        unread=remarks.left_out(),
        notes=remarks.all_notes(),
    )


def _method(item: MofTree, remarks: Remarks, own: Remarks | None) -> Declaration:
    """A method. Inside a class it keeps no remarks of its own (``own`` is None): those of the class have them."""
    qualifiers = read_qualifiers(item, remarks)
    if any(each.type == "STATIC" for each in tokens(item)):
        qualifiers["Static"] = True
    name = _name(item, remarks)
    parameters = tuple(_parameters(item, remarks))
    _note_duplicates(parameters, remarks)
    return Declaration(
        LANGUAGE,
        "method",
        remarks.quote(item),
        name=name,
        returns=_returned(item, name, remarks),
        parameters=parameters,
        qualifiers=qualifiers,
        unread=() if own is None else own.left_out(),
        notes=() if own is None else own.all_notes(),
    )


def _returned(item: MofTree, name: Quote | None, remarks: Remarks) -> Declarator | None:
    written = child(item, "type")
    if written is None:
        return None
    kind, quote = _type(written, None if name is None else name.text, remarks)
    return Declarator(None, None, kind, quote, remarks.quote(written), array=_dimensions(written))


def _parameters(item: MofTree, remarks: Remarks) -> Iterator[Declarator]:
    listed = child(item, "parameters")
    for each in [] if listed is None else trees(listed):
        if each.data == "parameter":
            yield _declarator(each, remarks)
        elif not _is_void(each):
            yield _untyped(each, remarks)


def _is_void(lone: MofTree) -> bool:
    return "".join(tokens(lone)).lower() == "void"


def _declarator(item: MofTree, remarks: Remarks) -> Declarator:
    qualifiers = read_qualifiers(item, remarks)
    name = _name(item, remarks)
    kind: str | None = None
    spelling: Quote | None = None
    dimensions = _dimensions(item)
    written = child(item, "type")
    if written is not None:
        kind, spelling = _type(written, None if name is None else name.text, remarks)
        dimensions = dimensions or _dimensions(written)
    marks = [each.type for each in tokens(child(item, "mark"))]
    return Declarator(
        None if name is None else name.text,
        name,
        kind,
        spelling,
        remarks.quote(item),
        array=dimensions,
        ref="REF" in marks or "AMPERSAND" in marks or holds(qualifiers, "ref"),
        pointer=marks.count("STAR"),
        direction=direction(qualifiers),
        optional=holds(qualifiers, "optional"),
        default=_default(item, remarks),
        qualifiers=qualifiers,
    )


def _untyped(item: MofTree, remarks: Remarks) -> Declarator:
    """A parameter of which the page gives only the name."""
    qualifiers = read_qualifiers(item, remarks)
    word = next(tokens(item))
    return Declarator(
        str(word),
        remarks.block.quote(word.start_pos or 0, word.end_pos),
        None,
        None,
        remarks.quote(item),
        ref=holds(qualifiers, "ref"),
        direction=direction(qualifiers),
        optional=holds(qualifiers, "optional"),
        qualifiers=qualifiers,
    )


def _type(item: MofTree, member: str | None, remarks: Remarks) -> tuple[str, Quote]:
    """A type and its spelling; a misspelt one is noted."""
    words = [each for each in tokens(item) if each.type != "DIMENSION"]
    quote = remarks.block.quote(words[0].start_pos or 0, words[-1].end_pos)
    kind, misspelt = normal_type("".join(words))
    if misspelt:
        message = f"the syntax block says {quote.text!r} on line {quote.span.line}, which was read as {kind!r}"
        slip = Note("SG203", quote.span, message, member, quote.text, kind, (), "likely", Remedy(kind, safe=True))
        remarks.notes.append(slip)
    return kind, quote


def _dimensions(item: MofTree) -> tuple[Dimension, ...] | None:
    written = [each.strip("[]").strip() for each in tokens(item) if each.type == "DIMENSION"]
    return tuple(whole(each) if each.isdecimal() else None for each in written) or None


def _default(item: MofTree, remarks: Remarks) -> str | None:
    written = child(item, "default")
    if written is None:
        return None
    return remarks.quote(written).text.removeprefix("=").strip()


def _name(item: MofTree, remarks: Remarks) -> Quote | None:
    named = child(item, "name")
    return None if named is None else remarks.quote(named)


def _note_duplicates(members: tuple[Declarator, ...], remarks: Remarks) -> None:
    """Note every member whose name (case does not count in MOF) an earlier one has."""
    seen: dict[str, Quote] = {}
    for member in members:
        quote = member.name_quote
        if quote is None:
            continue
        first = seen.setdefault(quote.text.lower(), quote)
        if first is quote:
            continue
        lines = f"{first.text!r} on line {first.span.line} and again {quote.text!r} on line {quote.span.line}"
        related = (Place(first.span, "declared here first"),)
        note = Note("SG105", quote.span, f"the syntax block declares {lines}", member.name, quote.text, related=related)
        remarks.notes.append(note)
