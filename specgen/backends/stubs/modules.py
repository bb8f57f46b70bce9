"""From settled classes to modules: who goes where, and who imports whom."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from specgen.backends.stubs.annotations import BUILTINS, Annotation, Scope
from specgen.backends.stubs.hierarchy import Settled
from specgen.backends.stubs.signatures import head
from specgen.backends.stubs.values import Alias, Enumeration, ValueList, ValueLists
from specgen.backends.stubs.views import Doc, Member, Method
from specgen.emit import Code

MODULE_SIZE = 50
"""Classes a module: type checkers give up on modules with thousands."""

_Held = TypeVar("_Held")

Path = tuple[str, ...]
"""The dotted path of a module below its package."""


@dataclass(frozen=True)
class Import:
    """``from module import names``."""

    module: str
    names: tuple[Code, ...]


@dataclass(frozen=True)
class Function:
    """A method in source: for each form the lines of its head, without the colon."""

    forms: tuple[tuple[Code, ...], ...]
    static: bool
    doc: Doc
    is_method = True


@dataclass(frozen=True)
class Variable:
    """A property in source."""

    name: Code
    annotation: Code
    writable: bool
    plain: bool
    doc: Doc
    is_method = False


@dataclass(frozen=True)
class Definition:
    """A class in source."""

    name: Code
    base: Code
    doc: Doc
    members: tuple[Function | Variable, ...]
    protocol: bool


@dataclass(frozen=True)
class Module:
    """A module: its dotted path below the package, and what its stub and its source say."""

    path: Path
    imports: tuple[Import, ...]
    base_imports: tuple[Import, ...]
    typing: tuple[str, ...]
    builtins: bool
    aliases: tuple[Code, ...]
    classes: tuple[Definition, ...]
    pages: tuple[str, ...]


@dataclass(frozen=True)
class ValueModule:
    """A module of documented values."""

    path: Path
    enumerations: tuple[Enumeration, ...]
    aliases: tuple[Alias, ...]
    pages: tuple[str, ...]

    @property
    def bases(self) -> tuple[Code, ...]:
        """What the enumerations derive from, sorted."""
        return tuple(sorted({one.base for one in self.enumerations}))

    @property
    def partly(self) -> bool:
        """Whether some member of an enumeration has no number."""
        return any(one.partly for one in self.enumerations)


@dataclass(frozen=True)
class Package:
    """A module that only gathers the names of others."""

    path: Path
    imports: tuple[Import, ...]

    @property
    def names(self) -> tuple[Code, ...]:
        """All names, sorted."""
        return tuple(sorted(name for one in self.imports for name in one.names))


class Layout:
    """Lays out the classes of one distribution, and the documented values that they name."""

    def __init__(
        self,
        package: str,
        settled: Mapping[str, Settled],
        given: Mapping[str, Code],
        root: str,
        values: ValueLists,
        structures: Mapping[str, tuple[Path, Code]] = MappingProxyType({}),
    ) -> None:
        """``given`` are the classes of the module ``base`` by key, ``root`` is the key of the one that is above all.

        ``structures`` are classes in modules of another kind: where each is, and its name there.
        """
        self._package = package
        self._settled = settled
        self._root = root
        self._values = values
        classes = {key: one.view.name for key, one in settled.items()}
        elsewhere = {key: name for key, (_, name) in structures.items()}
        self._elsewhere = frozenset(elsewhere.values())
        self._taken = frozenset((*given.values(), *classes.values(), *self._elsewhere))
        self._names = {**given, **classes, **elsewhere, **values.names(self._taken_by_group())}
        self._chunks, self._lists = self._cut()
        self._place = {key: path for path, keys in self._chunks.items() for key in keys}
        self._place.update(dict.fromkeys(given, ("base",)))
        self._place.update({key: path for key, (path, _) in structures.items()})
        self._place.update({key: path for path, lists in self._lists.items() for key in self._keys(lists)})

    def _taken_by_group(self) -> dict[str, frozenset[str]]:
        groups: dict[str, set[str]] = defaultdict(set)
        for one in self._settled.values():
            groups[one.view.group].add(one.view.name)
        return {group: frozenset(names) | self._elsewhere for group, names in groups.items()}

    def _keys(self, lists: Iterable[ValueList]) -> Iterator[str]:
        """The keys of the enumerations and aliases of these lists."""
        return (key for one in lists for key in (one.key, one.alias) if key in self._names)

    def modules(self) -> list[Module]:
        """Every module with classes, by path."""
        return [self._module(path, keys) for path, keys in sorted(self._chunks.items())]

    def value_modules(self) -> list[ValueModule]:
        """Every module with documented values, by path."""
        return [self._value_module(path, lists) for path, lists in sorted(self._lists.items())]

    def _value_module(self, path: Path, lists: list[ValueList]) -> ValueModule:
        named = self._names
        return ValueModule(
            path,
            tuple(self._values.enumeration(one, named[one.key]) for one in lists if one.key in named),
            tuple(self._values.alias(one, named[one.alias]) for one in lists if one.alias in named),
            tuple(sorted({one.place.page for one in lists})),
        )

    def class_objects(self, generic: Code, taken: Container[str]) -> dict[Path, Module]:
        """What a class is besides its instances: ``generic`` of it, with its methods but for those called as ``taken``.

        A module for each of those with classes, by its path; classes without methods are left out.
        """
        made = {path: self._object_module(path, keys, generic, taken) for path, keys in sorted(self._chunks.items())}
        return {path: module for path, module in made.items() if module.classes}

    def place(self, key: str) -> Path:
        """The path of the module that a class is in."""
        return self._place[key]

    def name(self, key: str) -> Code:
        """The name of a class."""
        return self._names[key]

    def imports(self, keys: set[str], *extra: Code) -> tuple[Import, ...]:
        """The imports of these classes, and of ``extra`` names of the module ``base``, for a module elsewhere."""
        return self._imports((), keys, extra)

    def _object_module(self, path: Path, keys: list[str], generic: Code, taken: Container[str]) -> Module:
        made = {key: self._object(self._settled[key], generic, taken) for key in keys}
        kept = {key: one for key, one in made.items() if one.definition.members}
        used = {name for one in kept.values() for name in one.used}
        return self._filled(path, list(kept.values()), self.imports({*kept, *used}, generic), (), list(kept))

    def _object(self, one: Settled, generic: Code, taken: Container[str]) -> "_Defined":
        methods = [member for member in one.all.values() if isinstance(member, Method) and member.name not in taken]
        name = self._names[one.view.key]
        return self._defined(self.object_name(one.view.key), Code(f"{generic}[{name}]"), one.view.doc, methods)

    def object_name(self, key: str) -> Code:
        """The name of what a class is besides its instances; no class has it."""
        name = Code(f"{self._names[key]}_class")
        while name in self._taken:
            name = Code(f"{name}_")
        return name

    def packages(self) -> list[Package]:
        """The groups that are packages, by path."""
        groups: dict[str, list[Path]] = defaultdict(list)
        for path in sorted((*self._chunks, *self._lists)):
            if len(path) > 1:
                groups[path[0]].append(path)
        return [Package((group,), tuple(self._gather(path) for path in paths)) for group, paths in groups.items()]

    def gathered(self, group: str, of_base: Sequence[str]) -> Package:
        """The package itself, giving the names of one group, and these of the module ``base``."""
        paths = (path for path in sorted((*self._chunks, *self._lists)) if path[0] == group)
        base = Import(self._dotted(("base",)), tuple(Code(name) for name in of_base))
        return Package((), (base, *(self._gather(path) for path in paths)))

    def _gather(self, path: Path) -> Import:
        keys = self._chunks[path] if path in self._chunks else self._keys(self._lists[path])
        return Import(self._dotted(path), tuple(sorted(self._names[key] for key in keys)))

    def _cut(self) -> tuple[dict[Path, list[str]], dict[Path, list[ValueList]]]:
        """Classes and value lists by module; of classes bases first, so that no module needs a later one."""
        groups: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self._settled, key=lambda key: (self._settled[key].depth, key)):
            groups[self._settled[key].view.group].append(key)
        lists = self._values.groups()
        classes: dict[Path, list[str]] = {}
        for group, keys in groups.items():
            if group not in lists and len(keys) <= MODULE_SIZE:
                classes[group,] = keys
            else:
                classes.update(_numbered(group, "classes", keys))
        return classes, {path: some for group in lists for path, some in _numbered(group, "values", lists[group])}

    def _module(self, path: Path, keys: list[str]) -> Module:
        made = [self._define(self._settled[key]) for key in keys]
        used = {name for definition in made for name in definition.used}
        bases = {self._settled[key].base or self._root for key in keys}
        extra = (Code("Pointer"),) if any(definition.pointers for definition in made) else ()
        return self._filled(path, made, self._imports(path, used | bases, extra), self._imports(path, bases), keys)

    def _filled(
        self,
        path: Path,
        made: list["_Defined"],
        imports: tuple[Import, ...],
        base_imports: tuple[Import, ...],
        keys: list[str],
    ) -> Module:
        overloads = any(len(one.forms) > 1 for d in made for one in d.definition.members if isinstance(one, Function))
        aliases = tuple(sorted({name for definition in made for name in definition.aliases}))
        needed = {
            "Literal": any(one.literals for one in made),
            "Protocol": any(one.definition.protocol for one in made),
            "TypeAlias": bool(aliases),
            "overload": overloads,
        }
        return Module(
            path,
            imports,
            base_imports,
            tuple(name for name, used in needed.items() if used),
            any(definition.builtins for definition in made),
            aliases,
            tuple(definition.definition for definition in made),
            tuple(sorted({page for key in keys for page in self._settled[key].view.pages})),
        )

    def _imports(self, path: Path, keys: set[str], extra: tuple[Code, ...] = ()) -> tuple[Import, ...]:
        modules: dict[Path, list[Code]] = defaultdict(list)
        if extra:
            modules["base",].extend(extra)
        for key in keys:
            if self._place[key] != path:
                modules[self._place[key]].append(self._names[key])
        return tuple(Import(self._dotted(place), tuple(sorted(set(names)))) for place, names in sorted(modules.items()))

    def _dotted(self, path: Path) -> str:
        return ".".join((self._package, *path))

    def _define(self, one: Settled) -> "_Defined":
        above = self._names[one.base or self._root]
        return self._defined(one.view.name, above, one.view.doc, one.own, protocol=one.view.protocol)

    def _defined(
        self, name: Code, base: Code, doc: Doc, members: Sequence[Member], *, protocol: bool = False
    ) -> "_Defined":
        hidden = frozenset(member.name for member in members)
        scope = Scope(self._names, hidden)
        annotations = [annotation for member in members for annotation in member.annotations()]
        used = frozenset(key for annotation in annotations for key in annotation.named())
        sources = tuple(_source(member, scope) for member in members)
        definition = Definition(name, base, doc, sources, protocol)
        return _Defined(
            definition,
            used,
            tuple(self._names[key] for key in used if self._names[key] in hidden),
            bool(hidden & BUILTINS),
            any("Pointer" in annotation.wraps for annotation in annotations),
            any(_spells_zero(annotation) for annotation in annotations),
        )


@dataclass(frozen=True)
class _Defined:
    definition: Definition
    used: frozenset[str]
    aliases: tuple[Code, ...]
    builtins: bool
    pointers: bool
    literals: bool


def _spells_zero(annotation: Annotation) -> bool:
    return annotation.choice is not None and annotation.choice.zero and not annotation.choice.plain


def _numbered(group: str, called: str, several: list[_Held]) -> Iterator[tuple[Path, list[_Held]]]:
    """Modules of so many of these."""
    for number, start in enumerate(range(0, len(several), MODULE_SIZE), 1):
        yield (group, f"{called}_{number:02}"), several[start : start + MODULE_SIZE]


def _source(member: Member, scope: Scope) -> Function | Variable:
    if not isinstance(member, Method):
        annotation = scope.spell(member.annotation)
        return Variable(member.name, annotation, member.writable, member.plain, member.doc)
    receiver = () if member.static else (Code("self"),)
    returns = scope.spell(member.returns)
    forms = tuple(head(member.name, (*receiver, *form), returns) for form in member.forms(scope))
    return Function(forms, member.static, member.doc)
