"""The direction tag of a parameter was translated, lost its brackets, or cannot be read.

## What it does

Reports the tags of described parameters that had to be recovered to be understood, and those that were not understood.

## Why it is bad

Where the syntax block carries no directions (MAPI), the tag is the only place that says who fills the parameter.

## Example

`> no A handle to the parent window.`

## Use instead

`> [in] A handle to the parent window.`

## How sure

Proven that the tag is none of the known ones. What it was read as is proven where the syntax block says it, and likely
where the words of other parameters or of the locale do.
"""

from collections.abc import Iterator

from specgen.checks.wording import cite
from specgen.model.facts import Declarator, DescribedItem, Note, Place, Remedy, Repair
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.types import Confidence, Severity

CODE = "SG503"
NAME = "direction-tag-damaged"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = False
HEEDS_LINKING = True

_WORDS = {"inout": ("in", "out")}
# Attributes of MIDL that may stand in a tag alone and are no directions.
_OTHER_ATTRIBUTES = frozenset({"ref", "unique", "ptr", "string", "defaultvalue", "range", "lcid", "stream", "reserved"})


def check(page: Page) -> Iterator[Note]:
    """One note for each recovered tag, and for each that says nothing where the syntax is silent too."""
    facts = page.facts
    recovered = {repair.member: repair for repair in facts.repairs if repair.field == "direction"}
    for member in facts.parameters:
        if member.described is None:
            continue
        repair = recovered.get(member.declared.name)
        if repair is not None:
            yield _recovered(member.declared, member.described, repair)
        elif _unread(member.described):
            yield _not_understood(member.declared, member.described)


def _unread(item: DescribedItem) -> bool:
    if item.tag is None or item.direction is not None or item.optional or item.qualifiers:
        return False
    words = item.tag.text.casefold().replace(",", " ").split()
    return not all(word in _OTHER_ATTRIBUTES for word in words) or not words


def _recovered(declared: Declarator, item: DescribedItem, repair: Repair) -> Note:
    quote = item.tag or item.quote
    name = cite(declared.name or item.name)
    meant = _meant(declared, item, repair)
    message = f"line {quote.span.line} tags {name} {cite(repair.read)}, read as {meant} (by {repair.evidence})"
    sure: Confidence = "proven" if repair.evidence == "syntax" else "likely"
    place = Place(declared.quote.span, f"the syntax declares {name} here")
    remedy = _tag(declared, item, repair) if item.tag is not None and item.tag.text else None
    return Note(CODE, quote.span, message, declared.name, repair.read, meant, (place,), sure, remedy)


def _tag(declared: Declarator, item: DescribedItem, repair: Repair) -> Remedy:
    """What should stand between the brackets, and the brackets where they are lost."""
    tag = _meant(declared, item, repair)
    return Remedy(f"[{tag}]" if item.bare else tag, safe=repair.evidence == "syntax")


def _meant(declared: Declarator, item: DescribedItem, repair: Repair) -> str:
    words = [*_WORDS.get(repair.value, (repair.value,)), *(["optional"] if item.optional or declared.optional else [])]
    return ", ".join(words)


def _not_understood(declared: Declarator, item: DescribedItem) -> Note:
    quote = item.tag or item.quote
    name = cite(declared.name or item.name)
    said = f"tags {name} {cite(quote.text)}, which is no direction" if quote.text else f"gives {name} an empty tag"
    message = f"line {quote.span.line} {said}"
    place = Place(declared.quote.span, f"the syntax declares {name} here")
    return Note(CODE, quote.span, message, declared.name, quote.text, declared.direction, (place,))
