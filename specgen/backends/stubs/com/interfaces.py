"""COM interfaces as Python classes."""

from collections import defaultdict
from collections.abc import Sequence

from specgen.backends.stubs.annotations import RESERVED, RESERVED_CLASSES, Annotation
from specgen.backends.stubs.com import c_types
from specgen.backends.stubs.com.storage import StoredTypes
from specgen.backends.stubs.com.values import ComValues
from specgen.backends.stubs.docs import Docs, joined_pages
from specgen.backends.stubs.views import Argument, ClassView, Doc, Method
from specgen.emit import Code, python_identifiers
from specgen.model.com import METHODS
from specgen.model.entities import ComInterface, ComMethod, Parameter

_GIVEN = frozenset(name.casefold() for name in METHODS)
_INHERITED = frozenset(method.casefold() for methods in METHODS.values() for method in methods)
"""What IUnknown and IDispatch declare stands in the module ``base``, whoever lists it again."""


class ComViews:
    """Builds the views of all COM interfaces of a library."""

    def __init__(
        self,
        interfaces: Sequence[ComInterface],
        methods: Sequence[ComMethod],
        docs: Docs,
        values: ComValues,
        types: StoredTypes,
    ) -> None:
        self._docs = docs
        self._types = types
        self._values = values
        self._interfaces: dict[str, ComInterface] = {}
        self._methods: dict[str, list[ComMethod]] = defaultdict(list)
        self._spelled: dict[str, str] = {}
        self._opaque: dict[str, str] = {}
        for one in interfaces:
            if one.name.casefold() in _GIVEN:
                continue
            self._interfaces.setdefault(one.name.casefold(), one)
            self._spelled.setdefault(one.name.casefold(), one.name)
        for method in methods:
            owner = method.owner or "?"
            if owner.casefold() in _GIVEN or method.name.casefold() in _INHERITED:
                continue
            self._methods[owner.casefold()].append(method)
            self._spelled.setdefault(owner.casefold(), owner)

    def views(self) -> list[ClassView]:
        """Every interface, and a class for every base and every type that has no page."""
        bases = {one.base.casefold(): one.base for one in self._interfaces.values() if one.base}
        bare = {key: name for key, name in sorted(bases.items()) if key not in self._spelled and key not in _GIVEN}
        known = {**self._spelled, **bare}
        self._known = frozenset((*known, *_GIVEN))
        members = {key: self._members(key) for key in sorted(self._spelled)}
        opaque = dict(sorted(self._opaque.items()))
        keys = [*sorted(self._spelled), *sorted(bare), *opaque]
        names = python_identifiers(({**known, **opaque}[key] for key in keys), RESERVED_CLASSES)
        python = dict(zip(keys, names, strict=True))
        documented = [self._view(key, python[key], members[key]) for key in sorted(self._spelled)]
        nothing = Doc(None, (), ("No page describes this type.",))
        return [
            *documented,
            *(
                ClassView(key, python[key], "undocumented", None, (), nothing, (), protocol=True)
                for key in sorted(bare)
            ),
            *(ClassView(key, python[key], "types", c_types.OPAQUE, (), nothing, ()) for key in opaque),
        ]

    def _view(self, key: str, name: Code, members: tuple[Method, ...]) -> ClassView:
        source = self._interfaces.get(key)
        pages = [one.page for one in self._methods.get(key, [])]
        if source is None:
            doc = Doc(None, (), ("No page describes this interface, only methods of it.",))
            return ClassView(key, name, "interfaces", None, members, doc, joined_pages(pages), protocol=True)
        base = source.base.casefold() if source.base else None
        doc, told = self._docs.of_class(source), joined_pages([*pages, source.page])
        return ClassView(key, name, "interfaces", base, members, doc, told, protocol=True)

    def _members(self, key: str) -> tuple[Method, ...]:
        """The methods in vtable order, then those that the interface's page does not list."""
        source = self._interfaces.get(key)
        listed = [slot.name.casefold() for slot in source.methods if slot.name] if source is not None else []
        place = {name: number for number, name in reversed(list(enumerate(listed)))}
        methods = sorted(self._methods.get(key, []), key=lambda one: place.get(one.name.casefold(), len(place)))
        names = python_identifiers((called(one) for one in methods), RESERVED)
        return tuple(self._method(name, one) for name, one in zip(names, methods, strict=True))

    def _method(self, name: Code, one: ComMethod) -> Method:
        names = python_identifiers((parameter.name or "unnamed" for parameter in one.parameters), RESERVED)
        pairs = zip(names, one.parameters, strict=True)
        arguments = tuple(Argument(python, self._argument(one, parameter)) for python, parameter in pairs)
        returns = c_types.result(one.returns.type, one.returns.pointer, self._find)
        return Method(name, arguments, returns, static=False, doc=self._docs.of_method(one))

    def _argument(self, method: ComMethod, one: Parameter) -> Annotation:
        annotation = self._values.enumerated(one) or self._stored(one)
        return self._values.narrowed(annotation, method, one)

    def _stored(self, one: Parameter) -> Annotation:
        return c_types.argument(one, self._find, self._opaque_key, self._types)

    def _find(self, name: str) -> str | None:
        return name.casefold() if name.casefold() in self._known else None

    def _opaque_key(self, name: str) -> str:
        key = f"<type>:{name}"
        self._opaque.setdefault(key, name)
        return key


def called(one: ComMethod) -> str:
    """The method's name; an accessor's with what it does, as headers have it."""
    if one.accessor is None or one.name.startswith(f"{one.accessor}_"):
        return one.name
    return f"{one.accessor}_{one.name}"
