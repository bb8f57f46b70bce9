"""WMI classes as Python classes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from specgen.backends.stubs.annotations import RESERVED, RESERVED_CLASSES, Annotation, Returned, Tuple
from specgen.backends.stubs.docs import Docs, joined_pages
from specgen.backends.stubs.values import ValueLists
from specgen.backends.stubs.views import Argument, Attribute, ClassView, Doc, Member, Method
from specgen.backends.stubs.wmi import cim_types
from specgen.backends.stubs.wmi.values import WmiValues, class_key
from specgen.emit import Code, python_identifier, python_identifiers
from specgen.model.entities import Parameter, Property, WmiClass, WmiMethod

_SPACES = {"?": "unknown", "*": "all_namespaces"}


class WmiViews:
    """Builds the views of all WMI classes of a library."""

    def __init__(
        self, classes: Sequence[WmiClass], methods: Sequence[WmiMethod], docs: Docs, values: ValueLists
    ) -> None:
        self._docs = docs
        self._classes: dict[str, WmiClass] = {}
        self._methods: dict[str, list[WmiMethod]] = defaultdict(list)
        self._spelled: dict[str, tuple[str, str]] = {}
        for one in classes:
            key = class_key(one.namespace, one.name)
            self._classes.setdefault(key, one)
            self._spelled.setdefault(key, (one.namespace or "?", one.name))
        for method in methods:
            key = class_key(method.namespace, method.owner or "?")
            self._methods[key].append(method)
            self._spelled.setdefault(key, (method.namespace or "?", method.owner or "?"))
        self._undocumented: dict[str, str] = {}
        self._groups = _groups({space for space, _ in self._spelled.values()})
        self.listed = WmiValues(self._classes, self._called(), self._superclass, self._groups, values)

    def views(self) -> list[ClassView]:
        """Every class: documented, known by its methods, or merely named as a base."""
        names = self._names()
        made = [self._view(key, names[key], self._groups[space]) for key, (space, _) in sorted(self._spelled.items())]
        bare = sorted(self._undocumented.items())
        identifiers = python_identifiers((name for _, name in bare), RESERVED_CLASSES)
        return made + [
            ClassView(key, python, "undocumented", None, (), Doc(None, (), ("No page describes this class.",)), ())
            for (key, _), python in zip(bare, identifiers, strict=True)
        ]

    def _called(self) -> Iterator[WmiMethod]:
        return (method for methods in self._methods.values() for method in methods)

    def _names(self) -> dict[str, Code]:
        """Python names, unique in each namespace."""
        spaces: dict[str, list[str]] = defaultdict(list)
        for key, (space, _) in sorted(self._spelled.items()):
            spaces[space].append(key)
        names: dict[str, Code] = {}
        for keys in spaces.values():
            names.update(
                zip(keys, python_identifiers((self._spelled[key][1] for key in keys), RESERVED_CLASSES), strict=True)
            )
        return names

    def _view(self, key: str, name: Code, group: str) -> ClassView:
        source = self._classes.get(key)
        methods = self._methods.get(key, [])
        pages = [one.page for one in methods]
        if source is None:
            doc, base = Doc(None, (), ("No page describes this class, only methods of it.",)), None
        else:
            doc, base = self._docs.of_class(source), self._base(source)
            pages.append(source.page)
        return ClassView(key, name, group, base, self._members(source, methods), doc, joined_pages(pages))

    def _superclass(self, source: WmiClass) -> str | None:
        return self._find(source.namespace, source.superclass) if source.superclass else None

    def _base(self, source: WmiClass) -> str | None:
        if not source.superclass:
            return None
        found = self._superclass(source)
        if found is None:
            found = f"<undocumented>:{source.superclass.casefold()}"
            self._undocumented.setdefault(found, source.superclass)
        return found

    def _find(self, space: str | None, name: str) -> str | None:
        """The class of this name in the namespace, else in all namespaces."""
        candidates = (class_key(space, name), class_key("*", name))
        return next((key for key in candidates if key in self._spelled), None)

    def _members(self, source: WmiClass | None, methods: list[WmiMethod]) -> tuple[Member, ...]:
        properties = {} if source is None else {one.name.casefold(): one for one in reversed(source.properties)}
        held = list(reversed(properties.values()))
        called = list({one.name.casefold(): one for one in methods}.values())
        names = python_identifiers([*(one.name for one in called), *(one.name for one in held)], RESERVED)
        space = source.namespace if source is not None else None
        owner = class_key(space, source.name) if source is not None else ""
        attributes = (self._attribute(*pair, space, owner) for pair in zip(names[len(called) :], held, strict=True))
        return (*attributes, *(self._method(*pair) for pair in zip(names, called, strict=False)))

    def _attribute(self, name: Code, one: Property, space: str | None, owner: str) -> Attribute:
        choice = self.listed.held(owner, one)
        annotation = cim_types.held(one, partial(self._find, space), choice)
        writable = one.access in ("write", "readwrite")
        return Attribute(name, annotation, writable, plain=writable, doc=self._docs.of_property(one))

    def _method(self, name: Code, one: WmiMethod) -> Method:
        given = [parameter for parameter in one.parameters if parameter.direction != "out"]
        names = python_identifiers((parameter.name or "unnamed" for parameter in given), RESERVED)
        arguments = tuple(self._argument(one, *pair) for pair in zip(names, given, strict=True))
        return Method(name, arguments, self._returned(one), one.static, self._docs.of_method(one))

    def _argument(self, method: WmiMethod, name: Code, one: Parameter) -> Argument:
        omittable = cim_types.omittable(one)
        find = partial(self._find, method.namespace)
        return Argument(
            name, cim_types.given(one, find, self.listed.given(method, one), omittable=omittable), omittable
        )

    def _returned(self, method: WmiMethod) -> Returned:
        """Out-parameters and ReturnValue in alphabetical order without regard to case, as ``wmi`` has them."""
        rows: dict[str, Annotation] = {}
        for one in method.parameters:
            if one.direction in ("out", "inout"):
                key = (one.name or "").casefold()
                choice = self.listed.returned(method, one)
                rows[key] = cim_types.returned(one, partial(self._find, method.namespace), choice)
        if (method.returns.type or "").casefold() != "void":
            rows["returnvalue"] = cim_types.element(method.returns.type or "uint32", lambda _: None)
        return Tuple(tuple(rows[key] for key in sorted(rows)))


def _groups(spaces: Iterable[str]) -> dict[str, str]:
    """A module name for each namespace."""
    ordered = sorted(spaces)
    taken = ("undocumented", "base", "con", "prn", "aux", "nul")  # the last four are no file names on Windows
    names = python_identifiers((_SPACES.get(space, python_identifier(space).lower()) for space in ordered), taken)
    return dict(zip(ordered, names, strict=True))
