"""A class of which instances exist has no key.

## What it does

Reports classes that are neither abstract nor singletons nor events, that have properties of their own, and of which
neither the page nor the page of any superclass marks a property as key. Of a class and its superclass only the upper
one is reported. Where a superclass has no page, the rule stays silent.

## Why it is bad

Without its keys an instance has no path: it can be neither fetched nor named in an association. WMI lets no such class
be instantiated, so a key is missing on the page, or the class is abstract and the page does not say so.

## Example

A class `Acme_Lamp` with `DeviceID` and `Power`, and `Qualifiers: Key` nowhere.

## Use instead

`Qualifiers: [**Key**]` at the property that names the instance; `[Abstract]` or `[Singleton]` on the class where that
is what it is.

## How sure

Likely: a page may say in a sentence only that its class is abstract, or that there is one instance. Classes that
are embedded in others, and those that derive from them, need no key and are left out.

Measured on the 632 classes of 3,421 English pages of Win32: 18 findings, 16 of them true; the rule was mended with
earlier verdicts in view.
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

_WITHOUT = ("singleton", "indication")
"""Marks that a derived class has too."""


def check(library: Library) -> Iterator[tuple[Page, Note]]:
    """One note for each class without a key, at its declaration."""
    pages = {page.key: page for page in library.pages}
    flat = [one for space in schema_of(library).spaces for one in space.flat]
    found = _Classes(flat, pages)
    for one in flat:
        page = pages.get((one.root, one.page or ""))
        if page is not None and found.lacks_key(one):
            message = (
                f"{one.name} is not abstract, has no key among its {len(one.properties)} properties and inherits none"
            )
            yield page, Note(CODE, place(page.facts, one.line, None), message, confidence="likely")


class _Classes:
    """Classes by name without regard to case; a page often does not say its namespace, so that of all are one."""

    def __init__(self, flat: Sequence[CimClass], pages: Mapping[tuple[str, str], Page]) -> None:
        self._pages = pages
        self._named: dict[str, list[CimClass]] = defaultdict(list)
        for one in flat:
            self._named[one.key].append(one)
        self._embedded = {name.casefold() for one in flat for name in one.embedded}

    def lacks_key(self, one: CimClass) -> bool:
        """Whether instances may exist and have no name, and this is the page to say it.

        That is the topmost concrete class of a line, and one that has properties of its own.
        """
        line = [one, *self._above(one)]
        above = {feature.name.casefold() for each in line[1:] for feature in each.properties}
        own = [feature for feature in one.properties if feature.name.casefold() not in above]
        return (
            bool(own)
            and not self._is(one, "abstract")
            and not any(each.properties and not self._is(each, "abstract") for each in line[1:])
            and _is_told(line)
            and not any(_is_named(each) or each.key in self._embedded for each in line)
            and not any(self._is(each, mark) for each in line for mark in _WITHOUT)
        )

    def _is(self, one: CimClass, mark: str) -> bool:
        """Whether the page marks the class so."""
        page = self._pages.get((one.root, one.page or ""))
        declaration = page.facts.declaration if page is not None else None
        written = declaration.qualifiers.items() if declaration is not None else ()
        return any(name.casefold() == mark and value is not False for name, value in written)

    def _above(self, one: CimClass) -> list[CimClass]:
        """The superclasses that have pages, nearest first, each in every namespace that has one of the name."""
        names = [one.key]
        found: list[CimClass] = []
        waiting = [one]
        for each in waiting:
            name = (each.superclass or each.key).casefold()
            if name not in names:
                names.append(name)
                found += self._named.get(name, ())
                waiting += self._named.get(name, ())
        return found


def _is_told(line: Sequence[CimClass]) -> bool:
    """Whether all classes of a line have pages, up to those without a superclass."""
    names = {each.key for each in line}
    return all(each.page is not None and (each.superclass or each.key).casefold() in names for each in line)


def _is_named(one: CimClass) -> bool:
    """Whether instances have a name: a key, or the references of an association."""
    return one.association or any(feature.key for feature in one.properties)
