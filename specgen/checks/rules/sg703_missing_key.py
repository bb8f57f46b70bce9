"""A class of which instances exist has no key.

## What it does

Reports classes that are neither abstract nor singletons nor events, whose properties are listed, and of which neither
the page nor the page of any superclass marks a property as key. Where a superclass has no page, the rule stays
silent.

## Why it is bad

Without its keys an instance has no path: it can be neither fetched nor named in an association. WMI lets no such class
be instantiated, so a key is missing on the page, or the class is abstract and the page does not say so.

## Example

A class `Acme_Lamp` with `DeviceID` and `Power`, and `Qualifiers: Key` nowhere.

## Use instead

`Qualifiers: [**Key**]` at the property that names the instance; `[Abstract]` or `[Singleton]` on the class where that
is what it is.

## How sure

Likely: objects that are only embedded in others need no key.

Measured on the 632 classes of 3,421 English pages of Win32: 78 findings, a third of them pages of one family of
classes; no verdicts yet.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from specgen.checks.schema import place, schema_of
from specgen.cim import CimClass
from specgen.model.facts import Note
from specgen.model.library import Library, Page
from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG703"
NAME = "missing-key"
SEVERITY: Severity = "info"
SCOPE: Scope = "library"
PREVIEW = True

_WITHOUT = frozenset({"abstract", "singleton", "indication"})


def check(library: Library) -> Iterator[tuple[Page, Note]]:
    """One note for each class without a key, at its declaration."""
    pages = {page.key: page for page in library.pages}
    flat = [one for space in schema_of(library).spaces for one in space.flat]
    # A page often does not say its namespace: a superclass is looked for in all of them.
    classes: dict[str, list[CimClass]] = defaultdict(list)
    for one in flat:
        classes[one.key].append(one)
    embedded = {name.casefold() for one in flat for name in one.embedded}
    for one in flat:
        page = pages.get((one.root, one.page or ""))
        if page is not None and one.key not in embedded and one.properties and _lacks_key(one, classes):
            message = f"{one.name} has no key among its {len(one.properties)} properties, and inherits none"
            yield page, Note(CODE, place(page.facts, one.line, None), message, confidence="likely")


def _lacks_key(one: CimClass, classes: Mapping[str, Sequence[CimClass]]) -> bool:
    """Whether neither the class nor a superclass has a key, all of them have pages, and instances may exist."""
    if _WITHOUT & {qualifier.casefold() for qualifier in one.qualifiers}:
        return False
    seen: set[str] = set()
    line: Sequence[CimClass] = (one,)
    while line:
        current = line[0]
        if any(_is_named(each) for each in line) or current.page is None or current.key in seen:
            return False
        if current.superclass is None:
            return True
        seen.add(current.key)
        line = classes.get(current.superclass.casefold(), ())
    return False


def _is_named(one: CimClass) -> bool:
    """Whether instances have a name: a key, or the references of an association."""
    return one.association or any(feature.key for feature in one.properties)
