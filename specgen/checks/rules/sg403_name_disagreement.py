"""The frontmatter, the syntax block, the heading and the file name do not agree on what the page documents.

## What it does

Takes the four witnesses of a page's name (and owner), lets most of them win, and reports those that dissent: the
`api_name`, the syntax block, and the first heading where it is written as headings with a name are (`A::B method`,
`Dim method of the Acme_Lamp class`, one word alone).

## Why it is bad

Links, indexes and stubs go by one of the four. A dissenter sends readers to the wrong function, or documents a function
under a name that does not exist.

## Example

`api_name: Acme_Lamp.Dim`, a heading and a file that say `Flash`, and `uint32 Flash();` in the syntax block.

## Use instead

Correct the witness that dissents; it was usually copied from another page.

## How sure

Proven that they disagree. Which is right is a vote: on a tie, what the class or interface page lists, then the syntax
block. A heading in words of a language names nothing and is not judged; a name that the heading holds in damaged
spelling is SG501 or SG502. A structure's page that shows the syntax of another structure and has a link to that one's
page above the block is about an alias of it.

Measured on 5,752 English pages: 43 findings, all true.
"""

import re
from collections.abc import Iterator

from specgen.checks.identifiers import promised_by_heading, proof
from specgen.checks.vocabulary import letters
from specgen.checks.wording import cite
from specgen.model.entities import AnyEntity
from specgen.model.facts import Heading, Note, PageFacts
from specgen.model.library import Library, Page
from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG403"
NAME = "name-disagreement"
SEVERITY: Severity = "warning"
SCOPE: Scope = "library"
PREVIEW = False

_QUALIFIED = re.compile(r"(?P<owner>[A-Za-z_]\w*)::(?P<member>~?[A-Za-z_]\w*)(?:\s+[a-z]+)*", re.ASCII)
_OF_OWNER = re.compile(r"(?P<member>[A-Za-z_]\w*)\s+[a-z]+\s+of the\s+(?P<owner>[A-Za-z_]\w*)\s+[a-z]+", re.ASCII)
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_ALONE = re.compile(r"(?P<member>[A-Za-z_]\w*)(?:\s+[a-z]+){0,2}", re.ASCII)


def check(library: Library) -> Iterator[tuple[Page, Note]]:
    """One note for each first heading that names something else than its page documents, at the heading."""
    for page in library.pages:
        heading, entities = page.facts.heading, library.by_page.get(page.key, ())
        if heading is not None and entities and _is_spelt(page.facts):
            yield from ((page, note) for note in _dissent(page.facts, heading, entities))


def _is_spelt(facts: PageFacts) -> bool:
    """Whether anything but the heading gives the page a name."""
    return any(one.source in ("api_name", "syntax") for one in facts.witnesses)


def _dissent(facts: PageFacts, heading: Heading, entities: tuple[AnyEntity, ...]) -> Iterator[Note]:
    """The heading's name, or its owner's, that nothing else on the page has."""
    match = _named(heading)
    if match is None:
        return
    said = {"member": match["member"], "owner": match.groupdict().get("owner")}
    main = entities[0]
    for word, true in (("member", main.name), ("owner", main.owner)):
        found = said[word]
        # Most headings say what the entity is called, which is known whatever else is.
        if found is None or true is None or letters(found) == letters(true):
            continue
        if true not in promised_by_heading(facts, heading) and letters(found) not in _known(facts, entities):
            yield _note(facts, heading, found, true)
            return


def _named(heading: Heading) -> re.Match[str] | None:
    shown = _IN_BRACKETS.sub("", heading.plain.replace("\\", "").strip())
    forms = (form.fullmatch(shown) for form in (_QUALIFIED, _OF_OWNER, _ALONE))
    return next((match for match in forms if match is not None), None)


def _known(facts: PageFacts, entities: tuple[AnyEntity, ...]) -> frozenset[str]:
    """Everything that the page's other witnesses call it."""
    names = {name for one in entities for name in (one.name, one.owner)}
    names.update(part for quote in facts.front.api_names for part in quote.text.split("."))
    declaration = facts.declaration
    if declaration is not None:
        spelt = (declaration.name, declaration.owner, declaration.tag, *(alias.name for alias in declaration.aliases))
        names.update(quote.text for quote in spelt if quote is not None)
    return frozenset(letters(name) for name in names if name)


def _note(facts: PageFacts, heading: Heading, found: str, true: str) -> Note:
    places = proof(facts, (true,))
    line = heading.quote.span.line
    message = f"heading line {line} calls this {cite(found)}, the page is about {cite(true)}"
    return Note(CODE, heading.quote.span, message, true, found, true, places)
