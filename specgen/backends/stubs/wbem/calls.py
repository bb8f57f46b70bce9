"""The distribution ``specgen-wbem-calls``: documented WMI methods as typed calls through pywbem."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from specgen.backends import Artefact, Options
from specgen.backends.stubs.annotations import RESERVED, Choice
from specgen.backends.stubs.docs import Docs, joined_pages
from specgen.backends.stubs.licences import Licences
from specgen.backends.stubs.modules import Layout
from specgen.backends.stubs.views import Doc
from specgen.backends.stubs.wbem.types import Wire, Wiring, answered, distinct, given, returned
from specgen.backends.stubs.wbem.views import (
    TAKEN,
    Call,
    Definition,
    Gathering,
    InParameter,
    Module,
    OutParameter,
    OutParameters,
)
from specgen.backends.stubs.wmi.cim_types import omittable
from specgen.backends.stubs.wmi.values import WmiValues, class_key
from specgen.emit import Code, python_identifier, python_identifiers, render
from specgen.model.entities import Parameter, WmiClass, WmiMethod

DISTRIBUTION = "specgen-wbem-calls"
PACKAGE = "wbem_calls"
_FOLDER = f"stubs/{DISTRIBUTION}"
_NOWHERE = ("?", "*")
_UNPAGED = Doc(None, (), ("No page describes this class, only methods of it.",))


@dataclass(frozen=True)
class _Source:
    """A class with methods: the entities, and the name that its methods give it."""

    name: str
    namespace: str | None
    page: WmiClass | None
    methods: tuple[WmiMethod, ...]


class WbemCalls:
    """Writes the calls of all classes that have methods, each where ``wmi_classes`` has the class."""

    def __init__(
        self,
        classes: Sequence[WmiClass],
        methods: Sequence[WmiMethod],
        layout: Layout,
        values: WmiValues,
        docs: Docs,
        options: Options,
    ) -> None:
        self._layout = layout
        self._values = values
        self._docs = docs
        self._options = options
        self._sources = _sources(classes, methods)

    def artefacts(self) -> Iterator[Artefact]:
        """All files; none where no page documents a method."""
        groups = self._groups()
        if not groups:
            return
        pages = joined_pages([page for modules in groups.values() for one in modules for page in one.pages])
        licences = Licences(self._options)
        for name in ("pyproject.toml", "README.md"):
            text = render(f"stubs/wbem_{name}.j2", options=self._options, licences=licences)
            yield Artefact(f"{_FOLDER}/{name}", text, pages)
        yield from licences.artefacts(_FOLDER)
        yield Artefact(f"{_FOLDER}/{PACKAGE}/py.typed", "\n")
        yield Artefact(f"{_FOLDER}/{PACKAGE}/base.py", render("stubs/wbem_base.py.j2"))
        yield from _gathering(Gathering((), ()))
        for group, modules in groups.items():
            if len(modules[0].path) > 1:
                yield from _gathering(Gathering((group,), modules))
            for module in modules:
                yield from self._module(module)

    def _module(self, module: Module) -> Iterator[Artefact]:
        for suffix in ("py", "pyi"):
            text = render(f"stubs/wbem_module.{suffix}.j2", module=module, options=self._options)
            yield Artefact(f"{_FOLDER}/{PACKAGE}/{'/'.join(module.path)}.{suffix}", text, module.pages)

    def _groups(self) -> dict[str, tuple[Module, ...]]:
        """The modules of each group."""
        held: dict[str, list[str]] = defaultdict(list)
        for key in self._sources:
            held[self._layout.place(key)[0]].append(key)
        return {group: self._modules(held[group]) for group in sorted(held)}

    def _modules(self, keys: list[str]) -> tuple[Module, ...]:
        """The modules of one group, in all of which together a name is given once."""
        named = python_identifiers((self._layout.name(key) for key in keys), TAKEN)
        defined = [self._definition(*pair) for pair in zip(keys, named, strict=True)]
        values = {self._layout.name(key) for one in defined for call in one.calls for key in call.named}
        made = _with_outs(defined, values)
        placed: dict[tuple[str, ...], list[Definition]] = defaultdict(list)
        for key, one in zip(keys, made, strict=True):
            placed[self._layout.place(key)].append(one)
        return tuple(self._module_of(path, tuple(found)) for path, found in sorted(placed.items()))

    def _module_of(self, path: tuple[str, ...], classes: tuple[Definition, ...]) -> Module:
        narrowed = {key for one in classes for call in one.calls for key in call.named}
        return Module(path, classes, self._layout.imports(narrowed))

    def _definition(self, key: str, name: Code) -> Definition:
        source = self._sources[key]
        members = python_identifiers((one.name for one in source.methods), TAKEN)
        calls = tuple(self._call(*pair) for pair in zip(members, source.methods, strict=True))
        doc = _UNPAGED if source.page is None else self._docs.of_class(source.page)
        pages = [one.page for one in source.methods]
        pages += [] if source.page is None else [source.page.page]
        return Definition(name, source.name, source.namespace, calls, doc, joined_pages(pages))

    def _call(self, name: Code, method: WmiMethod) -> Call:
        """The call, its out-parameters not yet named."""
        wiring = Wiring(method)
        taken = distinct(one for one in method.parameters if one.direction != "out")
        names = python_identifiers((one.name or "" for one in taken), RESERVED)
        given_choices = [self._values.given(method, one) for one in taken]
        sent = tuple(
            _in(python, one, wiring.of(one), self._spelled(choice))
            for python, one, choice in zip(names, taken, given_choices, strict=True)
        )
        answers = distinct(one for one in method.parameters if one.direction in ("out", "inout"))
        back = [self._values.returned(method, one) for one in answers]
        pairs = zip(answers, back, strict=True)
        rows = tuple(_out(one, wiring.of(one), self._spelled(choice)) for one, choice in pairs)
        out = OutParameters(name, f"{method.owner or '?'}.{method.name}", rows) if rows else None
        named = tuple(key for choice in (*given_choices, *back) if choice is not None for key in choice.keys)
        return Call(name, method.name, sent, returned(wiring.returns), out, self._docs.of_method(method), named)

    def _spelled(self, choice: Choice | None) -> Code | None:
        """The type of documented values, None where there are none."""
        if choice is None or not choice.keys:
            return None
        plain = ("int",) if choice.plain else ()
        return Code(" | ".join((*(self._layout.name(key) for key in choice.keys), *plain)))


def _in(name: Code, one: Parameter, wire: Wire, chosen: Code | None) -> InParameter:
    return InParameter(name, one.name or "", wire, given(one, wire, chosen), omittable(one))


def _out(one: Parameter, wire: Wire, chosen: Code | None) -> OutParameter:
    key = one.name or ""
    identifier = python_identifier(key)
    usable = identifier if identifier == key and key not in TAKEN else None
    return OutParameter(key, usable, answered(wire, chosen), answered(wire))


def _sources(classes: Sequence[WmiClass], methods: Sequence[WmiMethod]) -> dict[str, _Source]:
    """Every class with methods by its key, sorted; of two pages of one method the first counts."""
    paged: dict[str, WmiClass] = {}
    for one in classes:
        paged.setdefault(class_key(one.namespace, one.name), one)
    held: dict[str, dict[str, WmiMethod]] = defaultdict(dict)
    for method in methods:
        held[class_key(method.namespace, method.owner or "?")].setdefault(method.name.casefold(), method)
    return {key: _source(paged.get(key), tuple(held[key].values())) for key in sorted(held)}


def _source(page: WmiClass | None, methods: tuple[WmiMethod, ...]) -> _Source:
    first = methods[0]
    name = (first.owner or "?") if page is None else page.name
    namespace = None if first.namespace in _NOWHERE else first.namespace
    return _Source(name, namespace, page, methods)


def _with_outs(classes: list[Definition], values: set[Code]) -> list[Definition]:
    """The classes, each TypedDict with a name that nothing else has."""
    wanted = [f"{one.name}_{call.name}_Out" for one in classes for call in one.calls if call.out is not None]
    members = {call.name for one in classes for call in one.calls}
    names = iter(python_identifiers(wanted, {*TAKEN, *members, *values, *(one.name for one in classes)}))
    return [replace(one, calls=tuple(_named(call, names) for call in one.calls)) for one in classes]


def _named(call: Call, names: Iterator[Code]) -> Call:
    return call if call.out is None else replace(call, out=replace(call.out, name=next(names)))


def _gathering(package: Gathering) -> Iterator[Artefact]:
    for suffix in ("py", "pyi"):
        path = "/".join((_FOLDER, PACKAGE, *package.path, f"__init__.{suffix}"))
        yield Artefact(path, render("stubs/wbem_package.py.j2", package=package))
