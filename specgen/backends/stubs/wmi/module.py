"""The distribution ``wmi-stubs``: the module wmi, whose namespaces have the documented classes as attributes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from specgen.backends import Artefact, Options
from specgen.backends.stubs.hierarchy import Settled
from specgen.backends.stubs.licences import Licences
from specgen.backends.stubs.modules import Import, Layout, Module
from specgen.emit import Code, py_string, render

DISTRIBUTION = "wmi-stubs"
_PACKAGE = "wmi"
_FOLDER = f"stubs/{DISTRIBUTION}/wmi-stubs"
_DEFAULT = "root/cimv2"
_EVERYWHERE = "*"
OWN = frozenset(
    (
        *("associated_classes", "associators", "derivation", "id", "instances", "is_association", "keys", "methods"),
        *("new", "ole_object", "path", "properties", "property_map", "put", "qualifiers", "query", "references", "set"),
        *("to_csv", "watch_for", "wmi_property"),
    )
)
"""What every object or class of the module wmi has: there a documented member of such a name cannot be reached."""

OWN_OF_NAMESPACES = frozenset(
    (
        *("classes", "fetch_as_classes", "fetch_as_lists", "get", "handle", "instances", "new", "new_instance_of"),
        *("query", "subclasses_of", "watch_for", "wmi"),
    )
)
"""The same for namespaces, and classes in them."""


@dataclass(frozen=True)
class Space:
    """A namespace: its name and group, the module with its classes, and the type of what a caller may write for it."""

    name: str
    group: str
    module: Code
    literal: Code

    @property
    def default(self) -> bool:
        """Whether it is the one that is meant where none is given."""
        return self.name == _DEFAULT


@dataclass(frozen=True)
class ClassObject:
    """A class as an attribute of its namespace."""

    name: Code
    annotation: Code


class WmiModule:
    """Writes the stubs of the module wmi for the classes of ``layout``."""

    def __init__(self, layout: Layout, settled: Mapping[str, Settled], options: Options) -> None:
        self._layout = layout
        self._options = options
        self._objects = layout.class_objects(Code("WmiClass"), OWN)
        self._groups: dict[str, list[str]] = defaultdict(list)
        self._spaces: dict[str, str] = {}
        for key, one in sorted(settled.items()):
            space = key.rpartition(":")[0]
            if not space.startswith("<"):
                self._groups[one.view.group].append(key)
                self._spaces[one.view.group] = space

    def artefacts(self) -> Iterator[Artefact]:
        """All files; none where the pages say of no class which namespace it is in."""
        named = sorted(group for group, space in self._spaces.items() if space not in ("?", _EVERYWHERE))
        spaces = [
            Space(self._spaces[group], group, _module_name(group), self._literal(self._spaces[group]))
            for group in named
        ]
        if not spaces:
            return
        reached = {one.group for one in spaces} | {
            group for group, space in self._spaces.items() if space == _EVERYWHERE
        }
        objects = {path: module for path, module in self._objects.items() if path[0] in reached}
        pages = tuple(sorted({page for module in objects.values() for page in module.pages}))
        licences = Licences(self._options)
        for name in ("pyproject.toml", "README.md"):
            text = render(f"stubs/wmi_{name}.j2", options=self._options, licences=licences)
            yield Artefact(f"stubs/{DISTRIBUTION}/{name}", text, pages)
        yield from licences.artefacts(f"stubs/{DISTRIBUTION}")
        yield Artefact(f"{_FOLDER}/py.typed", "\n")
        ordered = sorted(spaces, key=lambda one: (not one.default, one.name))
        yield Artefact(f"{_FOLDER}/__init__.pyi", render("stubs/wmi_module.pyi.j2", spaces=ordered))
        everywhere = [key for group, keys in self._groups.items() if self._spaces[group] == _EVERYWHERE for key in keys]
        for one in spaces:
            yield self._namespace(one, [*self._groups[one.group], *everywhere])
        for path, module in objects.items():
            yield self._module(path, module)

    def _literal(self, space: str) -> Code:
        """The spellings of a namespace that no other one has."""
        others = {spelt for other in self._spaces.values() if other != space for spelt in _spellings(other)}
        own = [one for one in _spellings(space) if one not in others]
        return Code(f"Literal[{', '.join(py_string(one) for one in own or [space])}]")

    def _namespace(self, space: Space, keys: list[str]) -> Artefact:
        named: dict[Code, str] = {}
        for key in keys:
            if self._layout.name(key) not in OWN_OF_NAMESPACES:
                named.setdefault(self._layout.name(key), key)
        typed = {key: self._object(key) for key in named.values()}
        plain = {key for key, found in typed.items() if found is None}
        modules: dict[str, list[Code]] = defaultdict(list)
        for found in typed.values():
            if found is not None:
                modules[_dotted(found[0])].append(found[1])
        imports = [
            *(Import(module, tuple(sorted(names))) for module, names in sorted(modules.items())),
            *self._layout.imports(plain, Code("WmiNamespace"), *([Code("WmiClass")] if plain else [])),
        ]
        classes = {
            self._layout.name(key): found[1] if found is not None else Code(f"WmiClass[{self._layout.name(key)}]")
            for key, found in typed.items()
        }
        view = {"name": space.name, "imports": imports, "options": self._options}
        shown = [ClassObject(name, annotation) for name, annotation in sorted(classes.items())]
        return Artefact(
            f"{_FOLDER}/{space.module}/__init__.pyi", render("stubs/wmi_namespace.pyi.j2", classes=shown, **view)
        )

    def _object(self, key: str) -> tuple[tuple[str, ...], Code] | None:
        """The module and the name of the class object, None of a class without methods."""
        name = self._layout.object_name(key)
        path = self._layout.place(key)
        module = self._objects.get(path)
        found = module is not None and any(one.name == name for one in module.classes)
        return (path, name) if found else None

    def _module(self, path: tuple[str, ...], module: Module) -> Artefact:
        text = render("stubs/module.pyi.j2", module=module, options=self._options)
        return Artefact(f"{_FOLDER}/{'/'.join(_below(path))}.pyi", text, module.pages)


def _below(path: tuple[str, ...]) -> tuple[str, ...]:
    """A namespace is a package, even with one module; neither exists at run time."""
    group, *rest = path
    return (_module_name(group), *(rest or ["classes"]))


def _module_name(group: str) -> Code:
    """The module of a namespace: no name that the module wmi itself has."""
    return Code(f"_ns_{group}")


def _dotted(path: tuple[str, ...]) -> str:
    return ".".join((_PACKAGE, *_below(path)))


def _spellings(space: str) -> list[str]:
    """What names the namespace: with either slash, with and without root; the rest in lower case or capitals."""
    short = space.removeprefix("root/")
    cased = dict.fromkeys((short, short.upper()))
    written = [f"{prefix}{one}" for prefix in ("root/", "") for one in cased]
    every = [one.replace("/", slash) for one in written for slash in ("/", "\\")]
    return [*([""] if space == _DEFAULT else []), *dict.fromkeys(every)]
