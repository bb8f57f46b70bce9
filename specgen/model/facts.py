"""What one page says: the result of the page step.

``PageFacts`` holds no text that is not on the page (except normalised forms beside their raw spelling),
knows no other page, and survives a trip through bytes (``serial``). The syntax block's side is
``Declaration`` and ``Declarator``; the prose side is ``DescribedItem``; ``MemberFacts`` is a pair of both.
"""

from collections.abc import Iterable, Iterator

import msgspec

from specgen.model.folded import Folded
from specgen.model.spans import Quote, Span
from specgen.model.types import (
    Access,
    Alignment,
    Confidence,
    Dimension,
    Direction,
    Evidence,
    Others,
    QualifierValue,
    Range,
    State,
)


class Place(msgspec.Struct, frozen=True, gc=False):
    """A second place on the same page that a note refers to."""

    span: Span
    message: str


class Remedy(msgspec.Struct, frozen=True, gc=False):
    """Source text that mends a note when it replaces what stands at its span.

    ``safe``: proven, so that the page means afterwards what it was read as before. ``also``: further places of the
    page, each with its new text, that are mended together with it.
    """

    text: str
    safe: bool
    also: tuple[tuple[Span, str], ...] = ()


class Note(msgspec.Struct, frozen=True, gc=False):
    """Something the reader noticed. The rule that owns ``code`` turns it into a finding."""

    code: str
    span: Span
    message: str
    member: str | None = None
    found: str | None = None
    expected: str | None = None
    related: tuple[Place, ...] = ()
    confidence: Confidence = "proven"
    remedy: Remedy | None = None


class Repair(msgspec.Struct, frozen=True, gc=False):
    """A damaged spelling that was read as something else, and what proves it."""

    field: str
    member: str | None
    read: str
    value: str
    line: int
    code: str
    evidence: Evidence


class FrontMatter(msgspec.Struct, frozen=True, gc=False):
    """The identity that a page declares about itself; ``end_line`` is its last line (0: there is none).

    ``keys`` are the names of its top-level keys, in order.
    """

    end_line: int = 0
    title: Quote | None = None
    description: str | None = None
    api_names: tuple[Quote, ...] = ()
    api_types: tuple[str, ...] = ()
    api_locations: tuple[Quote, ...] = ()
    assetid: str | None = None
    content_locale: str | None = None
    recovered: bool = False
    keys: Folded[Quote] = Folded.of(Quote, ())


class Heading(msgspec.Struct, frozen=True, gc=False):
    """A heading: its text without the anchor tag, and the English slug (the anchor, else computed)."""

    level: int
    quote: Quote
    plain: str
    slug: str
    anchored: bool


class Section(msgspec.Struct, frozen=True, gc=False):
    """A section by its canonical key ("parameters", ...; None: not one that is compiled)."""

    key: str | None
    heading: Heading
    found_by: str
    first_line: int
    last_line: int


class Declarator(msgspec.Struct, frozen=True, gc=False):
    """One parameter, property or member as the syntax block declares it.

    ``type`` is normalised as the contract says (no stars, qualifiers or FAR; CIM intrinsics repaired and in
    lower case); ``type_quote`` is its spelling. ``direction`` is None where the syntax is silent. ``quote``
    is the whole declarator.

    Of a structure written in place ``kind`` is "struct" or "union" and ``members`` are its own; ``bits`` is the width
    of a bit field. Of a constant of an enumeration ``expression`` is what stands after ``=`` (None: it follows from the
    one before) and ``value`` what it comes to (None: it names constants that the block does not define).
    """

    name: str | None
    name_quote: Quote | None
    type: str | None
    type_quote: Quote | None
    quote: Quote
    array: tuple[Dimension, ...] | None = None
    ref: bool = False
    pointer: int = 0
    const: bool = False
    direction: Direction | None = None
    optional: bool = False
    default: str | None = None
    qualifiers: dict[str, QualifierValue] = {}
    kind: str | None = None
    members: tuple["Declarator", ...] = ()
    bits: int | None = None
    expression: str | None = None
    value: int | None = None


class Alias(msgspec.Struct, frozen=True, gc=False):
    """A further name that a typedef gives: ``*PFOO`` has one star."""

    name: Quote
    pointer: int = 0


class Declaration(msgspec.Struct, frozen=True, gc=False):
    """What one syntax block declares.

    ``form`` is method (a MOF method), class (a MOF class), call (a C function or method), callback (a pointer to
    a function that a typedef names), macro (parameters have no types), struct, union, enum (``members`` are its members
    or constants), typedef (``returns`` is the type that ``name`` stands for), define (``#define NAME value``),
    message (a name, and what its parameters hold), interface, or other.
    ``name`` is what the declaration is known by: what a typedef makes without stars, else the tag. ``tag`` is the
    spelling after struct, union or enum; ``aliases`` is every name that a typedef makes.
    ``unread`` holds every stretch of the block that is not in the declaration.
    """

    language: str
    form: str
    quote: Quote
    name: Quote | None = None
    owner: Quote | None = None
    base: Quote | None = None
    returns: Declarator | None = None
    parameters: tuple[Declarator, ...] = ()
    members: tuple[Declarator, ...] = ()
    methods: tuple["Declaration", ...] = ()
    qualifiers: dict[str, QualifierValue] = {}
    unread: tuple[Quote, ...] = ()
    notes: tuple[Note, ...] = ()
    tag: Quote | None = None
    aliases: tuple[Alias, ...] = ()


class ValueFacts(msgspec.Struct, frozen=True, gc=False):
    """One documented value of a parameter, property or return.

    ``symbol`` is an identifier (S_OK); ``name`` the canonical English label where the page proves it;
    ``label`` the text on the page; ``recovered`` what proves a value that the text no longer spells, ``written`` the
    number that stands there instead; ``mentioned`` is true of one that a sentence names, not an item of a list.
    """

    value: int | str | None
    last: int | None
    range: Range
    symbol: str | None
    name: str | None
    label: str | None
    success: bool | None
    quote: Quote
    description: str | None
    recovered: Evidence | None = None
    mentioned: bool = False
    written: int | None = None


class ConstraintFacts(msgspec.Struct, frozen=True, gc=False):
    """A constraint that the sentence at ``quote`` states; ``value`` and ``other`` as the contract's kinds want them."""

    kind: str
    value: int | str | None
    other: str | None
    quote: Quote
    confidence: float


class DescribedItem(msgspec.Struct, frozen=True, gc=False):
    """One item of a parameter, property or member section, as prose has it.

    ``name`` is the term's text without markup; ``tag`` the text in brackets after it (``bare``: the brackets are lost).
    ``direction``, ``type``
    and ``access`` are read from words (None where none was understood); ``labelled`` is where the rows stand that say
    type, access and qualifiers. ``proven``: the qualifiers are those of the page's original.
    """

    name: str
    quote: Quote
    tag: Quote | None = None
    direction: Direction | None = None
    optional: bool = False
    type_quote: Quote | None = None
    type: str | None = None
    type_array: bool = False
    access: Access | None = None
    key: bool = False
    qualifiers: dict[str, QualifierValue] = {}
    inherited_from: str | None = None
    values: tuple[ValueFacts, ...] = ()
    description: str | None = None
    constraints: tuple[ConstraintFacts, ...] = ()
    labelled: tuple[Quote, ...] = ()
    bare: bool = False
    proven: bool = False


class MemberFacts(msgspec.Struct, frozen=True, gc=False):
    """A declarator and what describes it (None: nothing), and how the two were matched.

    ``members``: the same of the members of a structure written in place.
    """

    declared: Declarator
    described: DescribedItem | None = None
    aligned_by: Alignment | None = None
    members: tuple["MemberFacts", ...] = ()


class AccessorFacts(msgspec.Struct, frozen=True, gc=False):
    """One of the methods behind a COM property: ``accessor`` is get or put (putref is put)."""

    accessor: str
    declaration: Declaration
    parameters: tuple[MemberFacts, ...] = ()


class ReturnFacts(msgspec.Struct, frozen=True, gc=False):
    """The return section."""

    line: int
    documented: bool
    type_quote: Quote | None = None
    values: tuple[ValueFacts, ...] = ()
    others: Others | None = None


class RequirementFacts(msgspec.Struct, frozen=True, gc=False):
    """One row of the requirements (or MAPI label) table; ``key`` is the contract's word, None if unknown."""

    key: str | None
    label: Quote
    values: tuple[Quote, ...]
    repaired: tuple[str, ...]


class PropertyFacts(msgspec.Struct, frozen=True, gc=False):
    """The label table of a canonical MAPI property: its identifier or long ID, its types, its other names."""

    tag: int | None = None
    lid: int | None = None
    types: tuple[str, ...] = ()
    associated: tuple[str, ...] = ()
    property_set: str | None = None
    area: str | None = None


class ListedMember(msgspec.Struct, frozen=True, gc=False):
    """One row of a method or vtable table."""

    name: str
    quote: Quote
    target: str | None = None
    description: str | None = None
    implemented: bool = True
    inherited_from: str | None = None


class Mention(msgspec.Struct, frozen=True, gc=False):
    """Code in prose that a translation may have damaged.

    ``form`` is "qualified" (``parts`` are the two sides of ``::``) or "file" (``parts`` are stem and extension).
    ``target`` is that of the link that a qualified name is the text of.
    """

    form: str
    quote: Quote
    parts: tuple[str, ...]
    target: str | None = None


class Token(msgspec.Struct, frozen=True, gc=False, array_like=True):
    r"""A piece of running text that has the form of code; ``text`` is its spelling, without back-ticks and emphasis.

    ``form`` is code (between back-ticks), joined (words and underscores), loose (``A \\_ B``), stray (``\\_ A``,
    ``A \\_``), spaced (``A_ B``), phrase (all in bold, where an underscore in it is loose), camel (capitals inside),
    capitals, qualified (``A::B``), divided (``A:: b``), file, guid, hex, number, path, word (a single word that is set
    apart), linked (one that is the text of a link), edge (the first or last of several words that are set apart), or
    target (of a link).
    """

    form: str
    text: str
    span: Span


class Passage(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A paragraph (``form`` p; q in a quote, b in a list), heading (h) or cell (c; r opens a row) and the code in it.

    ``section`` counts the sections of the page from 0, what stands above the first; line and column are where the
    passage begins. ``words`` and ``sentences`` count what stands there besides the tokens.
    """

    section: int
    form: str
    line: int
    column: int
    tokens: tuple[Token, ...] = ()
    words: int = 0
    sentences: int = 0


class Link(msgspec.Struct, frozen=True, gc=False):
    """A link and the key of the section it stands in; ``quote`` is the target as the page spells it.

    ``section`` is None for links written as HTML too; those have no ``text``.
    """

    text: str
    target: str
    span: Span
    section: str | None
    quote: Quote | None = None


class Stray(msgspec.Struct, frozen=True, gc=False):
    """A stretch of one line of code that holds characters which cannot be copied as code.

    ``form`` is "space" (other spaces than the plain one), "invisible" (they show nothing) or "entity" (HTML, which
    nothing decodes in code). ``meant`` is the stretch with what was meant. ``place`` is "syntax", "example" or "span".
    """

    form: str
    quote: Quote
    meant: str
    place: str


class Witness(msgspec.Struct, frozen=True, gc=False):
    """What one place on the page says the entity is called.

    ``source`` is api_name, syntax, heading or stem. The last two are folded (lower case, words joined by -),
    so they can support a spelling but never give one; ``name`` is then the whole slug.
    """

    source: str
    name: str
    owner: str | None = None
    quote: Quote | None = None


class Suppression(msgspec.Struct, frozen=True, gc=False):
    """A comment that keeps findings of these rules on these lines (from 1, inclusive) out of reports."""

    codes: tuple[str, ...]
    quote: Quote
    first_line: int
    last_line: int


class PageFacts(msgspec.Struct, frozen=True, gc=False):
    """Everything the page step found on one page. ``path`` is relative, with /.

    ``kind`` is an entity kind, or the word for a page that is none (article, ...). ``state`` and ``reason``
    are the page's line in the scoreboard. ``digest`` is that of the bytes that were read. ``locale`` is what the page
    declares, ``language`` the locale whose words its sections have. ``parameters`` are of what is called,
    ``properties`` of a WMI class, ``members`` of a structure or enumeration, ``accessors`` of a COM property,
    ``values`` of a page of constants. ``names`` are the tokens of its passages that other pages have to do with, in
    order. ``only_original`` are the lines and texts of values that nothing but the page's
    original shows to be damaged.
    """

    path: str
    kind: str
    state: State
    reason: str | None = None
    digest: str = ""
    locale: str = "en-us"
    language: str = "en-us"
    front: FrontMatter = FrontMatter()
    heading: Heading | None = None
    sections: Folded[Section] = Folded.of(Section, ())
    name: str | None = None
    owner: str | None = None
    base: str | None = None
    witnesses: Folded[Witness] = Folded.of(Witness, ())
    summary: str | None = None
    declaration: Declaration | None = None
    parameters: tuple[MemberFacts, ...] = ()
    properties: tuple[MemberFacts, ...] = ()
    members: tuple[MemberFacts, ...] = ()
    accessors: tuple[AccessorFacts, ...] = ()
    values: tuple[ValueFacts, ...] = ()
    mapi_property: PropertyFacts | None = None
    undeclared: tuple[DescribedItem, ...] = ()
    returns: ReturnFacts | None = None
    requirements: Folded[RequirementFacts] = Folded.of(RequirementFacts, ())
    listed: tuple[ListedMember, ...] = ()
    listed_order: str | None = None
    mentions: tuple[Mention, ...] = ()
    passages: Folded[Passage] = Folded.of(Passage, ())
    names: Folded[Token] = Folded.of(Token, ())
    links: Folded[Link] = Folded.of(Link, ())
    notes: tuple[Note, ...] = ()
    repairs: tuple[Repair, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    anchors: Folded[str] = Folded.of(str, ())
    strays: tuple[Stray, ...] = ()
    only_original: tuple[tuple[int, str], ...] = ()


def value_lists(facts: PageFacts) -> Iterator[tuple[str | None, tuple[ValueFacts, ...]]]:
    """Every list of documented values on the page, with the member it is of; None for the return values."""
    taken = (member for accessor in facts.accessors for member in accessor.parameters)
    for member in _nested((*facts.parameters, *facts.properties, *facts.members, *taken)):
        if member.described is not None and member.described.values:
            yield member.declared.name, member.described.values
    for values in (facts.values, facts.returns.values if facts.returns is not None else ()):
        if values:
            yield None, values


def has_values(facts: PageFacts) -> bool:
    """Whether the page documents any value: it has a list of them."""
    return next(value_lists(facts), None) is not None


def _nested(members: Iterable[MemberFacts]) -> Iterator[MemberFacts]:
    for member in members:
        yield member
        if member.members:
            yield from _nested(member.members)
