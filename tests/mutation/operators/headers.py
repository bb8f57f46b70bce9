"""The operators on the text of MAPI headers, as MinGW writes them.

An interface is ``DECLARE_MAPI_INTERFACE_(IMAPISession,IUnknown) {...};``. Its methods stand in macros of its own,
``MAPI_IMAPISESSION_METHODS``, each ``MAPIMETHOD(Logoff) (THIS_ ULONG ulFlags) IPURE;``, or ``MAPIMETHOD_(ULONG,Name)``
where it does not return an HRESULT. An interface repeats the macros of its bases, so that its base can be changed
without any slot moving.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from specgen.conformance.target import Capability
from specgen.model.entities import ComMethod
from tests.mutation.promises import PromisedInterface, parameter_name
from tests.mutation.sites import Site

FOREIGN = "SpecgenMutant"
_INTERFACE = re.compile(
    r"^[ \t]*DECLARE_MAPI_INTERFACE_\((?P<name>\w+),(?P<base>\w+)\)\s*\{(?P<body>[^}]*)\};", re.MULTILINE
)
_MACRO = re.compile(r"^#define (?P<name>MAPI_\w+_METHODS\d*)\(IPURE\)(?P<text>(?:[^\n]|\\\n)*)", re.MULTILINE)
_METHOD = re.compile(
    r"(?:STD|MAPI)METHOD(?:_\(\s*(?P<type>\w+)\s*,\s*|\(\s*)(?P<name>\w+)\s*\)\s*\((?P<this>THIS_?)(?P<taken>[^()]*)\)"
    r"\s*IPURE;"
)
_NAMED = re.compile(r"(?P<type>.*?)(?P<name>\w+)\s*$", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """Part of a text, from ``start`` to ``end`` (exclusive)."""

    start: int
    end: int


@dataclass(frozen=True)
class HeaderParameter:
    """A parameter: ``piece`` is its declaration, ``name`` None where the header gives none."""

    piece: Piece
    text: str
    name: str | None

    @property
    def type(self) -> str:
        """What stands before the name."""
        return self.text if self.name is None else self.text[: self.text.rindex(self.name)].rstrip(" ")


@dataclass(frozen=True)
class HeaderMethod:
    """A method: the pieces of its declaration without the semicolon's blanks, of its name and of its parameters."""

    name: str
    returns: str
    piece: Piece
    head: Piece
    named: Piece
    taken: Piece
    parameters: tuple[HeaderParameter, ...]


@dataclass(frozen=True)
class HeaderInterface:
    """An interface of a header, with the methods of its own macros in order."""

    name: str
    base: str
    piece: Piece
    named: Piece
    based: Piece
    methods: tuple[HeaderMethod, ...]


@dataclass(frozen=True)
class HeaderOperator:
    """An operator: where it applies, given the page and the header, and the text that it makes."""

    name: str
    sites: Callable[[PromisedInterface, HeaderInterface], Iterator[tuple[Site, ...]]]
    change: Callable[[str, HeaderInterface, tuple[Site, ...], Random], str]
    needs: frozenset[Capability]
    gone: bool = False


def interfaces(text: str) -> Mapping[str, HeaderInterface]:
    """The interfaces that a header declares in the MAPI way, by name."""
    macros: dict[str, list[HeaderMethod]] = {}
    for macro in _MACRO.finditer(text):
        found = [_method(one) for one in _METHOD.finditer(text, macro.start("text"), macro.end("text"))]
        macros.setdefault(macro["name"], found)
    return {
        one["name"]: HeaderInterface(
            one["name"],
            one["base"],
            Piece(one.start(), one.end()),
            Piece(one.start("name"), one.end("name")),
            Piece(one.start("base"), one.end("base")),
            tuple(method for name in _own(one["name"], one["body"]) for method in macros.get(name, ())),
        )
        for one in _INTERFACE.finditer(text)
    }


def _own(name: str, body: str) -> list[str]:
    return re.findall(rf"\b(MAPI_{name.upper()}_METHODS\d*)\(PURE\)", body)


def _method(found: re.Match[str]) -> HeaderMethod:
    return HeaderMethod(
        found["name"],
        found["type"] or "HRESULT",
        Piece(found.start(), found.end()),
        Piece(found.start(), found.start("this") - 1),
        Piece(found.start("name"), found.end("name")),
        Piece(found.start("this"), found.end("taken")),
        tuple(_parameters(found["taken"], found.start("taken"))),
    )


def _parameters(taken: str, start: int) -> Iterator[HeaderParameter]:
    for part in taken.split(",") if taken.strip() else ():
        text = part.strip()
        at = start + part.index(text)
        found = _NAMED.match(text)
        named = found is not None and found["type"].strip() not in ("", "const", "struct", "unsigned")
        yield HeaderParameter(Piece(at, at + len(text)), text, found["name"] if found is not None and named else None)
        start += len(part) + 1


def replaced(text: str, *edits: tuple[Piece, str]) -> str:
    """``text`` with pieces replaced, which may not overlap."""
    for piece, new in sorted(edits, key=lambda one: one[0].start, reverse=True):
        text = text[: piece.start] + new + text[piece.end :]
    return text


def _whole(page: PromisedInterface, _: HeaderInterface) -> Iterator[tuple[Site, ...]]:
    yield (Site(page.page.name),)


def _based(page: PromisedInterface, header: HeaderInterface) -> Iterator[tuple[Site, ...]]:
    if page.page.base == header.base:
        yield (Site(header.name),)


def _documented(page: PromisedInterface, header: HeaderInterface) -> Iterator[tuple[Site, ComMethod, HeaderMethod]]:
    """The methods that have a page of this interface, and the header declares once."""
    names = [one.name for one in header.methods]
    for one in header.methods:
        promised = page.methods.get(one.name)
        if promised is not None and names.count(one.name) == 1:
            yield Site(header.name, method=one.name), promised, one


def _methods(page: PromisedInterface, header: HeaderInterface) -> Iterator[tuple[Site, ...]]:
    for site, _, _ in _documented(page, header):
        yield (site,)


def _last(page: PromisedInterface, header: HeaderInterface) -> Iterator[tuple[Site, ...]]:
    """The last method alone: without any other one, those after it would change slots."""
    for site, _, one in _documented(page, header):
        if one is header.methods[-1]:
            yield (site,)


def _returning(page: PromisedInterface, header: HeaderInterface) -> Iterator[tuple[Site, ...]]:
    for site, promised, one in _documented(page, header):
        if promised.returns.type == one.returns and not promised.returns.pointer:
            yield (site,)


def _taken(page: PromisedInterface, header: HeaderInterface) -> Iterator[tuple[Site, HeaderMethod, int]]:
    """The parameters that page and header name alike, of methods that take as many in both."""
    for _, promised, one in _documented(page, header):
        if len(promised.parameters) != len(one.parameters):
            continue
        for at, parameter in enumerate(promised.parameters):
            if parameter.name is not None and parameter.name == one.parameters[at].name and parameter.type:
                yield Site(header.name, method=one.name, parameter=parameter_name(promised, parameter)), one, at


def _each_taken(page: PromisedInterface, header: HeaderInterface) -> Iterator[tuple[Site, ...]]:
    for site, _, _ in _taken(page, header):
        yield (site,)


def _two_taken(page: PromisedInterface, header: HeaderInterface) -> Iterator[tuple[Site, ...]]:
    sites = [site for site, _, _ in _taken(page, header)]
    yield from ((one, other) for at, one in enumerate(sites) for other in sites[at + 1 :] if one.method == other.method)


def _two_slots(page: PromisedInterface, header: HeaderInterface) -> Iterator[tuple[Site, ...]]:
    sites = [site for site, promised, _ in _documented(page, header) if promised.slot is not None]
    yield from ((one, other) for at, one in enumerate(sites) for other in sites[at + 1 :])


def _find(header: HeaderInterface, site: Site) -> HeaderMethod:
    return next(one for one in header.methods if one.name == site.method)


def _find_parameter(header: HeaderInterface, site: Site) -> HeaderParameter:
    return next(one for one in _find(header, site).parameters if one.name == site.parameter)


def _cut(text: str, piece: Piece) -> str:
    return text[piece.start : piece.end]


def _drop_interface(text: str, header: HeaderInterface, _: tuple[Site, ...], __: Random) -> str:
    return replaced(text, (header.piece, ""))


def _rename_interface(text: str, header: HeaderInterface, _: tuple[Site, ...], __: Random) -> str:
    return replaced(text, (header.named, f"I{FOREIGN}"))


def _rebase(text: str, header: HeaderInterface, _: tuple[Site, ...], __: Random) -> str:
    """Another base, with the old one's methods and no more."""
    between = f"struct I{FOREIGN} : public {header.base} {{}};\n"
    start = header.piece.start
    return replaced(text, (Piece(start, start), between), (header.based, f"I{FOREIGN}"))


def _drop_method(text: str, header: HeaderInterface, sites: tuple[Site, ...], _: Random) -> str:
    return replaced(text, (_find(header, sites[0]).piece, ""))


def _rename_method(text: str, header: HeaderInterface, sites: tuple[Site, ...], _: Random) -> str:
    return replaced(text, (_find(header, sites[0]).named, FOREIGN))


def _rereturn(text: str, header: HeaderInterface, sites: tuple[Site, ...], _: Random) -> str:
    one = _find(header, sites[0])
    other = "ULONG" if one.returns == "HRESULT" else "HRESULT"
    return replaced(text, (one.head, f"MAPIMETHOD_({other},{one.name}) "))


def _swap_slots(text: str, header: HeaderInterface, sites: tuple[Site, ...], _: Random) -> str:
    first, second = (_find(header, site).piece for site in sites)
    return replaced(text, (first, _cut(text, second)), (second, _cut(text, first)))


def _drop_parameter(text: str, header: HeaderInterface, sites: tuple[Site, ...], _: Random) -> str:
    one = _find(header, sites[0])
    kept = [taken.text for taken in one.parameters if taken.name != sites[0].parameter]
    return replaced(text, (one.taken, f"THIS_ {','.join(kept)}" if kept else "THIS"))


def _rename_parameter(text: str, header: HeaderInterface, sites: tuple[Site, ...], _: Random) -> str:
    one = _find_parameter(header, sites[0])
    end = one.piece.start + one.text.rindex(str(one.name))
    return replaced(text, (Piece(end, one.piece.end), FOREIGN))


def _retype(text: str, header: HeaderInterface, sites: tuple[Site, ...], chance: Random) -> str:
    """Another type with as many stars."""
    one = _find_parameter(header, sites[0])
    stars = "*" * one.type.count("*")
    bare = one.type.replace("*", "").strip()
    other = chance.choice([name for name in ("BYTE", "ULONG", "LONGLONG", "LPSTR", "LPUNKNOWN") if name != bare])
    return replaced(text, (one.piece, f"{other} {stars}{one.name}"))


def _repoint(text: str, header: HeaderInterface, sites: tuple[Site, ...], _: Random) -> str:
    """One star more."""
    one = _find_parameter(header, sites[0])
    return replaced(text, (one.piece, f"{one.type} *{one.name}"))


def _swap_parameters(text: str, header: HeaderInterface, sites: tuple[Site, ...], _: Random) -> str:
    first, second = (_find_parameter(header, site) for site in sites)
    return replaced(text, (first.piece, second.text), (second.piece, first.text))


def _operator(
    name: str,
    sites: Callable[[PromisedInterface, HeaderInterface], Iterator[tuple[Site, ...]]],
    change: Callable[[str, HeaderInterface, tuple[Site, ...], Random], str],
    *needs: Capability,
) -> HeaderOperator:
    return HeaderOperator(name, sites, change, frozenset({Capability.INTERFACES, *needs}), gone=sites is _whole)


OPERATORS: tuple[HeaderOperator, ...] = (
    *(_operator("drop interface", _whole, _drop_interface), _operator("rename interface", _whole, _rename_interface)),
    _operator("change base", _based, _rebase, Capability.SUPERCLASSES),
    *(_operator("drop method", _last, _drop_method), _operator("rename method", _methods, _rename_method)),
    _operator("swap slots", _two_slots, _swap_slots, Capability.SLOTS),
    _operator("change return type", _returning, _rereturn, Capability.RETURN_TYPES),
    _operator("drop parameter", _each_taken, _drop_parameter, Capability.PARAMETER_NAMES),
    _operator("rename parameter", _each_taken, _rename_parameter, Capability.PARAMETER_NAMES),
    _operator("change type of parameter", _each_taken, _retype, Capability.TYPES),
    _operator("change pointer of parameter", _each_taken, _repoint, Capability.TYPES),
    _operator("swap parameters", _two_taken, _swap_parameters, Capability.PARAMETER_NAMES, Capability.PARAMETER_ORDER),
)
