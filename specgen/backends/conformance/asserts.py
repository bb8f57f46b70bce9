"""What a compiler can hold against C++ headers: a file of ``static_assert`` for each COM interface.

It compiles, as C++14, where the headers declare every method as its page does, and names the method where they do not.
C++17 makes ``noexcept`` part of a function's type, and some headers add it. The order of slots is none of its business.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from specgen.backends.conformance.layout import Group
from specgen.emit import Code, cim_identifier
from specgen.model.entities import ComInterface, ComMethod, Parameter

_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\.h", re.ASCII)


@dataclass(frozen=True)
class Assertion:
    """A method and its type as the page has it: ``returns`` and ``parameters`` are C++ types."""

    name: Code
    returns: Code
    parameters: Code
    page: str
    line: int


@dataclass(frozen=True)
class Asserts:
    """The file of an interface; ``left_out`` are methods whose types no page gives."""

    interface: Code
    base: Code | None
    headers: tuple[Code, ...]
    page: str | None
    assertions: tuple[Assertion, ...]
    left_out: tuple[Code, ...]


def asserts(group: Group) -> Asserts | None:
    """The file of an interface; None where there is nothing to assert, or no header to assert it of."""
    name = cim_identifier(group.name)
    methods = [one for one in group.methods if isinstance(one, ComMethod)]
    headers = _headers(group, methods)
    page = group.page if isinstance(group.page, ComInterface) else None
    if name is None or not headers:
        return None
    found = {one.name: _assertion(one) for one in methods}
    several = {one for one, count in Counter(one.name for one in methods).items() if count > 1}
    kept = tuple(one for method, one in found.items() if one is not None and method not in several)
    left = tuple(Code(str(cim_identifier(one))) for one, held in found.items() if held is None or one in several)
    base = cim_identifier(page.base) if page and page.base else None
    return Asserts(name, base, headers, page.page if page else None, kept, left) if kept or base else None


def _headers(group: Group, methods: Iterable[ComMethod]) -> tuple[Code, ...]:
    """The headers that the interface's page names, else those of its methods' pages; in lower case, as files are."""
    sources = [group.page] if isinstance(group.page, ComInterface) else []
    for one in (sources, list(methods)):
        named = [header for source in one for header in source.requirements.header]
        whole = [header.lower() for header in named if _HEADER.fullmatch(header)]
        if whole:
            return tuple(Code(header) for header in dict.fromkeys(whole))
    return ()


def _assertion(one: ComMethod) -> Assertion | None:
    name, returns = cim_identifier(one.name), cim_identifier(one.returns.type)
    parameters = [_type(each) for each in one.parameters]
    if name is None or returns is None or any(each is None for each in parameters):
        return None
    stars = "*" * one.returns.pointer
    return Assertion(
        name, Code(f"{returns}{' ' if stars else ''}{stars}"), Code(", ".join(map(str, parameters))), one.page, one.line
    )


def _type(one: Parameter) -> Code | None:
    """A parameter's type in a function's type: an array is a pointer there, and a constant value is a value."""
    kind = cim_identifier(one.type)
    if kind is None:
        return None
    stars = one.pointer + (one.array is not None)
    return Code(f"{'const ' if one.const and stars else ''}{kind}{' ' if stars else ''}{'*' * stars}")
