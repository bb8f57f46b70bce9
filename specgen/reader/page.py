"""The page step: bytes of one page to its facts. A pure function; nothing it is given makes it raise."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from specgen.lexicons import ENGLISH, Lexicon, language_of, lexicon
from specgen.model.change import changed
from specgen.model.digest import digest
from specgen.model.facts import (
    Declaration,
    FrontMatter,
    Heading,
    Note,
    PageFacts,
    RequirementFacts,
    ReturnFacts,
    Section,
    Witness,
)
from specgen.model.folded import Folded
from specgen.model.spans import Span
from specgen.model.types import ENTITY_KINDS, State
from specgen.reader.accessors import read_accessors
from specgen.reader.anchors import read_anchors
from specgen.reader.blocks import read_blocks
from specgen.reader.constants import read_constants
from specgen.reader.content import keys_by_content, keys_of_unknown
from specgen.reader.fences import declared_in, fences
from specgen.reader.flow import Headed, Node, Para, flow
from specgen.reader.foreign import foreign_kind
from specgen.reader.frontmatter import read_frontmatter
from specgen.reader.identity import Identity, Shape, identify, titled
from specgen.reader.listed import read_listed
from specgen.reader.mapi_property import read_property
from specgen.reader.members import Members, read_members, value_repairs
from specgen.reader.mentions import read_divided, read_mentions
from specgen.reader.requirements import file_repairs, read_requirements
from specgen.reader.returns import read_returns
from specgen.reader.running_text import read_running_text
from specgen.reader.scripts import narrow
from specgen.reader.sections import Part, read_headings, split_sections
from specgen.reader.source import Source
from specgen.reader.strays import read_strays
from specgen.reader.suppressions import read_suppressions

MAX_BYTES = 8_000_000
COMPILED_KINDS = frozenset(ENTITY_KINDS)
NO_PAGE, PARTLY, UNREADABLE = "SG901", "SG902", "SG904"
_BODY_FORMS = frozenset(
    {
        "method",
        "class",
        "call",
        "callback",
        "struct",
        "union",
        "enum",
        "macro",
        "typedef",
        "interface",
        "message",
        "define",
    }
)
_MANY_NAMES = 50
_REFERENCE_SECTIONS = ("parameters", "return-value", "property-value")
_MEMBER_SECTIONS = frozenset({"parameters", "members", "fields", "constants"})
_ITEM_SECTIONS = _MEMBER_SECTIONS | {"return-value", "property-value"}
_OWNED = frozenset({"wmi-method", "com-method", "com-property"})
_WITHOUT_SYNTAX = frozenset(
    {"com-interface", "mapi-property", "constants", "property-key", "message", "notification", "event"}
)
_NO_MEMBER = "the section of parameters or members, in which none that the syntax declares was found"
_EXAMPLE_SECTIONS = frozenset({"remarks", "examples", "see-also", "notes-to-callers", "notes-to-implementers"})


def read_page(path: str, data: bytes, locale: str | None = None) -> PageFacts:
    """The facts of the page at ``path`` (relative, with /).

    ``locale`` ("fr-fr") is what the page's folders say; the frontmatter's ms.contentlocale overrules it.
    """
    if len(data) > MAX_BYTES:
        message = f"the page has {len(data):,} bytes; pages over {MAX_BYTES:,} are not read"
        note = Note(UNREADABLE, Span(1, 1, 1, 1), message)
        return PageFacts(
            path, "article", "not_understood", message, digest(data), locale=locale or ENGLISH, notes=(note,)
        )
    source = Source.decode(path, data)
    front, notes = read_frontmatter(source)
    chosen = front.content_locale or locale or ENGLISH
    return _Page(source, front, chosen, digest(data), [*_encoding_notes(source), *notes]).facts()


def _encoding_notes(source: Source) -> Iterator[Note]:
    if not source.damaged:
        return
    line = next((at for at, text in enumerate(source.lines, 1) if "\ufffd" in text), 1)
    column = source.lines[line - 1].find("\ufffd") + 1
    message = f"line {line} has bytes that are not UTF-8; they were read as U+FFFD"
    yield Note(UNREADABLE, Span(line, max(1, column), line, max(1, column) + 1), message)


@dataclass
class _Page:
    source: Source
    front: FrontMatter
    locale: str
    digest: str
    notes: list[Note] = field(default_factory=list)
    unread: bool = False

    def facts(self) -> PageFacts:
        """What the page says; the steps are those of the room, in order."""
        blocks = read_blocks(self.source, self.front.end_line + 1)
        headings = read_headings(blocks)
        language = language_of((one.plain for one in headings.values()), self.locale)
        words = lexicon(language)
        heading, parts = split_sections(blocks, headings, words, len(self.source.lines))
        declarations, placed = _declarations(parts)
        declaration = _main(declarations)
        sections = _Sections(parts, declaration)
        keys = {part.key for part in parts}
        shape = Shape(not keys.isdisjoint(_REFERENCE_SECTIONS) and placed, "requirements" in keys, placed)
        identity = identify(self.source.path, self.front, heading, declaration, shape)
        identity = titled(changed(identity, kind=_checked_kind(identity, declaration, sections, words)), heading)
        spoken = {block.info for part in parts if part.key == "syntax" for block in fences(part.blocks)}
        foreign = foreign_kind(self.source.path, self.front, heading, spoken if declaration is None else None)
        if foreign is not None:
            identity = changed(identity, kind=foreign)
        bare = changed(
            self._bare(identity, heading),
            language=language,
            suppressions=read_suppressions(self.source, self.front.end_line + 1, blocks),
            anchors=Folded.of(str, read_anchors(blocks, self.source.text, headings)),
            **_running_text(parts),
        )
        if identity.kind not in COMPILED_KINDS:
            return self._uncompiled(changed(bare, mentions=read_divided(blocks)))
        described = changed(
            bare,
            base=identity.base,
            declaration=declaration,
            mentions=read_mentions(blocks),
            strays=read_strays(self.source, parts, declaration),
            summary=_summary(sections.nodes("abstract")),
        )
        return self._compiled(described, declarations, sections, words)

    def _bare(self, identity: Identity, heading: Heading | None) -> PageFacts:
        """The facts that every page has: who it is about."""
        return PageFacts(
            self.source.path,
            identity.kind,
            "skipped",
            digest=self.digest,
            locale=self.locale,
            front=self.front,
            heading=heading,
            name=identity.name,
            owner=identity.owner,
            witnesses=Folded.of(Witness, identity.witnesses),
        )

    def _uncompiled(self, bare: PageFacts) -> PageFacts:
        state: State = "skipped"
        reason = "not a reference page" if bare.kind == "article" else f"pages of kind {bare.kind} are not compiled"
        if bare.kind == "other" and len(bare.front.api_names) > _MANY_NAMES:
            return changed(
                bare, kind="article", reason="the page lists names, and documents none", notes=tuple(self.notes)
            )
        if bare.kind == "other":
            state = "not_understood"
            reason = "the page names an API, and has neither a syntax block nor a title of a known kind"
            self.notes.append(Note(NO_PAGE, _title_span(bare), reason))
        return changed(bare, state=state, reason=reason, notes=tuple(self.notes))

    def _compiled(
        self, facts: PageFacts, declarations: Sequence[Declaration], sections: "_Sections", words: Lexicon
    ) -> PageFacts:
        if facts.kind == "mapi-property":
            found = (read_property(nodes, facts.name, words) for nodes in sections.all_nodes())
            return self._judged(changed(facts, mapi_property=next(filter(None, found), None)))
        declaration = facts.declaration
        returns = _returns(sections, words)
        listed, order = read_listed(sections.nodes, words)
        self.notes.extend(declaration.notes if declaration else ())
        requirements = _requirements(sections, words)
        facts, members = _with_members(facts, declarations, sections, words)
        self.unread = members.unread
        repairs = [
            *members.repairs,
            *value_repairs(None, (*facts.values, *(returns.values if returns else ()))),
            *file_repairs(requirements, [quote.text for quote in facts.front.api_locations]),
        ]
        read = changed(
            facts,
            returns=returns,
            requirements=Folded.of(RequirementFacts, requirements),
            listed=listed,
            listed_order=order,
            repairs=tuple(repairs),
        )
        return self._judged(read)

    def _judged(self, read: PageFacts) -> PageFacts:
        state, reason = self._state(read)
        return changed(read, state=state, reason=reason, notes=tuple(self.notes))

    def _state(self, facts: PageFacts) -> tuple[State, str | None]:
        reason = _missing(facts)
        if reason is not None:
            self.notes.append(Note(NO_PAGE, _title_span(facts), reason))
            return "not_understood", reason
        left = "; ".join([*_left_over(facts), *([_NO_MEMBER] if self.unread else [])])
        if self.unread:
            # What else is left over, other notes and rules tell one by one.
            said = f"not everything on the page was read: {left}"
            self.notes.append(Note(PARTLY, _title_span(facts), said))
        return ("partial", left) if left else ("compiled", None)


def _returns(sections: "_Sections", words: Lexicon) -> ReturnFacts | None:
    """The return section; on pages that have none, the one on error codes."""
    key = next((key for key in ("return-value", "error-codes") if sections.line(key)), None)
    return read_returns(sections.nodes(key), sections.line(key), words) if key else None


def _with_members(
    facts: PageFacts, declarations: Sequence[Declaration], sections: "_Sections", words: Lexicon
) -> tuple[PageFacts, Members]:
    """The facts with the members that the kind has, and what reading them left over."""
    if facts.kind == "com-property":
        accessors, left = read_accessors(declarations, sections.nodes, words)
        return changed(facts, accessors=accessors, undeclared=left), Members()
    if facts.kind == "constants":
        return changed(facts, values=read_constants(declarations, sections.all_nodes())), Members()
    members = read_members(facts.kind, facts.declaration, sections.nodes, words)
    found: dict[str, Any] = {members.field: members.found, "undeclared": members.undeclared}
    return changed(facts, **found), members


def _title_span(facts: PageFacts) -> Span:
    return facts.heading.quote.span if facts.heading else Span(1, 1, 1, 1)


def _missing(facts: PageFacts) -> str | None:
    """What keeps the page from being understood at all, or None."""
    if facts.kind == "mapi-property" and facts.mapi_property is None:
        return "no table says what this property is"
    if facts.declaration is None and facts.kind not in _WITHOUT_SYNTAX:
        return f"no syntax block was found for this {facts.kind}"
    if facts.name is None or (facts.kind in _OWNED and facts.owner is None):
        return "nothing on the page says what the entity, or its owner, is called"
    return None


def _checked_kind(identity: Identity, declaration: Declaration | None, sections: "_Sections", words: Lexicon) -> str:
    """The kind, where sections tell more than the title.

    A page with a vtable is an interface's; a class page without a MOF block, whose requirements name no MOF file or
    namespace, is a COM class's.
    """
    if identity.kind == "other" and sections.line("vtable-order"):
        return "com-interface"
    if identity.kind in ("other", "com-property") and declaration is None:
        return _kind_by_content(identity.kind, sections, words)
    if identity.kind == "article" and sections.may_hold_table("abstract"):
        of_property = read_property(sections.nodes("abstract"), None, words, typed=True)
        return "mapi-property" if of_property else "article"
    if identity.kind != "wmi-class" or declaration is not None:
        return identity.kind
    rows = read_requirements(sections.nodes("requirements"), words)
    return "wmi-class" if any(row.key in ("mof", "namespace") for row in rows) else "com-class"


def _kind_by_content(kind: str, sections: "_Sections", words: Lexicon) -> str:
    """The kind of an API page without a syntax block: what its tables and lists are of."""
    if any(read_property(nodes, None, words, typed=True) for nodes in sections.all_nodes()):
        return "mapi-property"
    return "constants" if len(read_constants((), sections.all_nodes())) > 1 else kind


def _left_over(facts: PageFacts) -> Iterator[str]:
    """What is on the page and not in the model."""
    unread = facts.declaration.unread if facts.declaration else ()
    if unread:
        yield f"{len(unread)} stretches of the syntax block (line {unread[0].span.line})"
    if facts.undeclared:
        line = facts.undeclared[0].quote.span.line
        yield f"{len(facts.undeclared)} described items that match no declared name that is left (line {line})"


class _Sections:
    """The sections by key, their trees made when they are asked for."""

    def __init__(self, parts: Sequence[Part], declaration: Declaration | None = None) -> None:
        self._all = parts
        self._parts: dict[str, Part] = {}
        self._under: dict[str, list[Part]] = {}
        for at, part in enumerate(parts):
            if part.key is not None and part.key not in self._parts:
                self._parts[part.key] = part
                self._under[part.key] = list(_under(part, parts[at + 1 :]))
        self._nameless = [part for part in parts if part.key is None]
        self._unknown = all(part.key is None or part.heading is None for part in parts)
        self._declaration = declaration
        self._nodes: dict[str, list[Node]] = {}

    def _part(self, key: str) -> Part | None:
        """The section of that key; where no heading is known by it, the first nameless one that holds what it must."""
        if key not in self._parts and self._nameless:
            for found, part in self._told_by_content():
                self._parts.setdefault(found, part)
            self._nameless = []
        return self._parts.get(key)

    def _told_by_content(self) -> Iterator[tuple[str, Part]]:
        made = self._declaration
        if made is None or not self._unknown:
            return keys_by_content(self._nameless)
        declared = frozenset(one.name for one in (*made.parameters, *made.members) if one.name)
        return keys_of_unknown(self._nameless, declared, called=made.returns is not None)

    def nodes(self, key: str) -> list[Node]:
        """The section's tree; empty where the page has no such section."""
        if key not in self._nodes:
            part = self._part(key)
            under: list[Node] = [node for one in self._under.get(key, ()) for node in _headed(key, one)]
            self._nodes[key] = [*flow(part.blocks), *under] if part else []
        return self._nodes[key]

    def may_hold_table(self, key: str) -> bool:
        """False for a section without a table block, and without the word, so that no tag makes one either."""
        part = self._part(key)
        return part is not None and any(
            block.form == "table" or "table" in block.extract.text.lower() for block in part.blocks
        )

    def all_nodes(self) -> Iterator[list[Node]]:
        """The trees of all sections, in the order of the page."""
        return (flow(part.blocks) for part in self._all)

    def line(self, key: str) -> int:
        """The line of the section's heading, 0 where the page has no such section."""
        part = self._part(key)
        return part.first_line if part else 0


def _headed(key: str, part: Part) -> Iterator[Node]:
    """What a part under a section adds to it: an item in sections of members; elsewhere merely its content."""
    if key in _MEMBER_SECTIONS and part.title is not None:
        yield Headed(part.title, flow(part.blocks))
    else:
        yield from flow(part.blocks)


def _under(part: Part, following: Sequence[Part]) -> Iterator[Part]:
    """The parts of deeper level that follow ``part`` and that no words or anchors make sections of their own."""
    level = part.heading.level if part.heading else 0
    if part.key not in _ITEM_SECTIONS:
        return
    for one in following:
        if one.heading is None or one.heading.level <= level or one.key is not None:
            return
        yield one


def _running_text(parts: Sequence[Part]) -> dict[str, Folded[Any]]:
    """What a page says of itself whatever its kind, by the names of the facts."""
    said = read_running_text(parts)
    return {
        "sections": Folded.of(Section, _sections(parts)),
        "passages": said.passages,
        "names": said.names,
        "links": said.links,
    }


def _requirements(sections: _Sections, words: Lexicon) -> tuple[RequirementFacts, ...]:
    return read_requirements(sections.nodes("requirements"), words) or read_requirements(
        sections.nodes("abstract"), words
    )


def _sections(parts: Iterable[Part]) -> Iterator[Section]:
    for part in parts:
        if part.heading is not None:
            yield Section(part.key, part.heading, part.found_by, part.first_line, part.last_line)


def _declarations(parts: Sequence[Part]) -> tuple[list[Declaration], bool]:
    """What the syntax blocks declare: those of the syntax section, else of the abstract, else of any other section.

    With whether that is the place for a syntax block; where there is none it is too.
    """
    ranked = sorted(parts, key=lambda part: {"syntax": 0, "abstract": 1}.get(part.key or "", 2))
    for part in ranked:
        if part.key in _EXAMPLE_SECTIONS:
            continue
        found = [made for block in fences(part.blocks) for made in declared_in(block)]
        if any(one.form in _BODY_FORMS for one in found):
            return found, part.key in ("syntax", "abstract")
    return [], True


def _main(declarations: Sequence[Declaration]) -> Declaration | None:
    """The declaration that the page is about: the first one of a form that declares an entity."""
    return next((one for one in declarations if one.form in _BODY_FORMS), None)


def _summary(nodes: Sequence[Node]) -> str | None:
    """The first paragraph that is neither a label line (``**Applies to**: ...``) nor an alert."""
    for node in nodes:
        if isinstance(node, Para) and node.text and not _is_label_line(node):
            return node.text
    return None


def _is_label_line(para: Para) -> bool:
    shown = [piece for piece in para.pieces if piece.form in ("text", "code") and piece.text.strip()]
    return len(shown) > 1 and shown[0].strong and narrow(shown[1].text).lstrip().startswith(":")
