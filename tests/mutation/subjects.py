"""What is judged: a class or an interface of a target, as it is and with each of its mutants."""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any, Protocol

from specgen.conformance.described import ComInterface
from specgen.conformance.target import Target
from specgen.conformance.targets.com_objects import ComObjects
from specgen.conformance.targets.headers import Headers
from specgen.conformance.targets.mock import UNKNOWN, WmiMock
from specgen.conformance.targets.replay import Replay
from specgen.conformance.targets.wbem import Wbem
from tests.mutation import drawing
from tests.mutation.drawing import Places, Unlike
from tests.mutation.hosting import Told
from tests.mutation.operators import behaviour, declarations, headers, objects
from tests.mutation.operators.behaviour import Strict
from tests.mutation.operators.cim import CimDeclared, changed, store_change
from tests.mutation.operators.reply import Json, ReplyDeclared, recorded
from tests.mutation.promises import (
    Callable,
    PromisedClass,
    PromisedInterface,
    entities,
    promised_classes,
    promised_interfaces,
)
from tests.mutation.sites import Mutant, Technology

HEADERS = ("mapidefs.h", "mapix.h", "mapiform.h", "mapispi.h", "mapiutil.h", "mapihook.h")
"""The headers of MAPI that declare interfaces."""
_CAPABLE = ("qualifiers", "superclass", "parameter-order", "namespaces")
_HELLO: Json = {
    "probe": "specgen-wmi",
    "version": 1,
    "system": "the mock's classes",
    "allow_exec": False,
    "capabilities": list(_CAPABLE),
}


@dataclass(frozen=True)
class Folders:
    """The folders: what was generated for WMI and for COM, MinGW's headers, and one to write in."""

    wmi: Path
    com: Path
    headers: Path
    scratch: Path


class Subject(Protocol):
    """A class or an interface of a target."""

    module: Path
    """Its module of the suite."""
    left: list[Places]
    """Places where nothing was changed, because the target differs there already."""

    def plain(self) -> Target:
        """The target as it is."""

    def mutants(self, unlike: Unlike) -> Iterator[Mutant]:
        """The mutants to judge."""

    @contextmanager
    def mutated(self, mutant: Mutant) -> Iterator[Target]:
        """The target with a mutant, inside ``with``."""


class World:
    """What all subjects stand on, made when it is first asked for; one in each process."""

    def __init__(self, folders: Folders) -> None:
        self.folders = folders

    @cached_property
    def classes(self) -> dict[str, PromisedClass]:
        """The WMI classes with a page, by module."""
        return {str(one.module): one for one in promised_classes(entities(self.folders.wmi / "model"))}

    @cached_property
    def interfaces(self) -> dict[str, PromisedInterface]:
        """The COM interfaces with a page that MAPI's headers have too, by module."""
        pages = promised_interfaces(entities(self.folders.com / "model"))
        return {str(one.module): one for one in pages if one.page.name in self.texts}

    @cached_property
    def texts(self) -> dict[str, Path]:
        """The header that declares an interface."""
        found: dict[str, Path] = {}
        for name in HEADERS:
            path = self.folders.headers / name
            for interface in headers.interfaces(path.read_text("utf-8")):
                found.setdefault(interface, path)
        return found

    @cached_property
    def mock(self) -> WmiMock:
        """The mock with all namespaces that pages name."""
        spaces = {one.page.namespace for one in self.classes.values()}
        folder = self.folders.wmi / "mof" / "namespaces"
        files = {one: folder / f"{one.replace('/', '_') if one else 'unknown'}.mof" for one in spaces}
        return WmiMock.read(files, self.folders.wmi / "model")

    @cached_property
    def server(self) -> Any:
        """The mock's server, all classes compiled."""
        return self.mock.connection()

    @cached_property
    def com(self) -> ComObjects:
        """The stand-in objects."""
        return ComObjects.read(self.folders.com / "model")

    def reader(self) -> Target:
        """Another client of that server, which has read nothing yet: the mock remembers classes."""
        return Wbem.of_connection(self.server, lambda: self.server)

    def tells_superclass(self, page: PromisedClass) -> bool:
        """Whether the MOF could keep the documented superclass: if not, the mock does not tell what it has instead."""
        found = self.mock.describe_class(page.page.namespace, page.page.name).data
        return found is not None and found.superclass is not None

    def store(self, namespace: str | None) -> Any:
        """The mock's classes in a namespace."""
        return self.server.cimrepository.get_class_store(UNKNOWN if namespace is None else namespace)


class MockSubject:
    """A class of the mock."""

    def __init__(self, world: World, module: str) -> None:
        self._world = world
        self._page = world.classes[module]
        self._tells_superclass = world.tells_superclass(self._page)
        self.module = world.folders.wmi / "conformance" / module
        self.left: list[Places] = []

    def plain(self) -> Target:
        """The mock."""
        return Told(self._world.reader(), superclasses=self._tells_superclass)

    def mutants(self, unlike: Unlike) -> Iterator[Mutant]:
        """Those of a declaration."""
        found = CimDeclared(self._store().get(self._page.page.name))
        yield from drawing.class_mutants("mock", self._page, found, unlike)

    @contextmanager
    def mutated(self, mutant: Mutant) -> Iterator[Target]:
        """The mock with another class in its repository."""
        with changed(self._store(), self._page.page.name) as declared:
            operator = next(one for one in declarations.OPERATORS if one.name == mutant.operator)
            operator.change(declared, mutant.sites, Random(mutant.seed))
            store_change(self._store(), self._page.page.name, declared)
            yield self.plain()

    def _store(self) -> Any:
        return self._world.store(self._page.page.namespace)


class RepliesSubject:
    """A class in a recording."""

    def __init__(self, world: World, module: str) -> None:
        self._page = world.classes[module]
        self._space = self._page.page.namespace or UNKNOWN
        self._place = world.folders.scratch / f"{module.replace('/', '_')}.jsonl"
        self._hello = dict(_HELLO)
        if not world.tells_superclass(self._page):
            self._hello["capabilities"] = [one for one in _CAPABLE if one != "superclass"]
        self._data = recorded(world.store(self._page.page.namespace).get(self._page.page.name))
        self.module = world.folders.wmi / "conformance" / module
        self.left: list[Places] = []

    def plain(self) -> Target:
        """The recording of the mock's class."""
        return self._replay(ReplyDeclared(self._data))

    def mutants(self, unlike: Unlike) -> Iterator[Mutant]:
        """Those of a declaration."""
        yield from drawing.class_mutants("replies", self._page, ReplyDeclared(deepcopy(self._data)), unlike)

    @contextmanager
    def mutated(self, mutant: Mutant) -> Iterator[Target]:
        """Another recording."""
        declared = ReplyDeclared(deepcopy(self._data))
        operator = next(one for one in declarations.OPERATORS if one.name == mutant.operator)
        operator.change(declared, mutant.sites, Random(mutant.seed))
        yield self._replay(declared)

    def _replay(self, declared: ReplyDeclared) -> Target:
        asked = self._page.page.name
        lines: list[Json] = [self._hello]
        if declared.dropped or declared.name.lower() != asked.lower():
            lines.append(self._line(asked, {"status": "absent", "detail": f"no class {asked}"}))
        if not declared.dropped:
            lines.append(
                self._line(declared.name, {"status": "ok", "data": {**declared.data, "namespace": self._space}})
            )
        self._place.write_text("".join(f"{json.dumps(one, default=str)}\n" for one in lines), "utf-8")
        return Told(Replay.read(self._place))

    def _line(self, name: str, reply: Json) -> Json:
        return {"request": {"op": "class", "namespace": self._space, "name": name}, "reply": reply}


class HeadersSubject:
    """An interface of MinGW's headers."""

    def __init__(self, world: World, module: str) -> None:
        self._page = world.interfaces[module]
        original = world.texts[self._page.page.name]
        folder = world.folders.scratch / self._page.page.name
        folder.mkdir(exist_ok=True)
        self._place = Path(shutil.copy(original, folder / original.name))
        self._include = (original.parent,)
        self._text = original.read_text("utf-8")
        self._header = headers.interfaces(self._text)[self._page.page.name]
        self.module = world.folders.com / "conformance" / module
        self.left: list[Places] = []

    def plain(self) -> Target:
        """The header as it is."""
        self._place.write_text(self._text, "utf-8")
        return self._target()

    def mutants(self, unlike: Unlike) -> Iterator[Mutant]:
        """Those of a header."""
        yield from drawing.interface_mutants(self._page, self._header, unlike, self.left)

    @contextmanager
    def mutated(self, mutant: Mutant) -> Iterator[Target]:
        """The header with another text."""
        operator = next(one for one in headers.OPERATORS if one.name == mutant.operator)
        text = operator.change(self._text, self._header, mutant.sites, Random(mutant.seed))
        self._place.write_text(text, "utf-8")
        yield self._target()

    def _target(self) -> Target:
        return Told(Headers.read(self._place, include=self._include))


class ObjectsSubject:
    """An interface of the stand-in objects."""

    def __init__(self, world: World, module: str) -> None:
        self._page = world.interfaces[module]
        self._com = world.com
        self.module = world.folders.com / "conformance" / module
        self.left: list[Places] = []

    def plain(self) -> Target:
        """The objects as they are."""
        return Told(self._com)

    def mutants(self, unlike: Unlike) -> Iterator[Mutant]:
        """Those of a report."""
        yield from drawing.object_mutants(self._page, self._report(), unlike)

    @contextmanager
    def mutated(self, mutant: Mutant) -> Iterator[Target]:
        """The objects with another report."""
        operator = next(one for one in objects.OPERATORS if one.name == mutant.operator)
        report = operator.change(self._report(), mutant.sites, Random(mutant.seed))
        told = {self._page.page.name: report}
        if report is not None and report.name != self._page.page.name:
            told = {self._page.page.name: None, report.name: report}
        yield Told(self._com, told)

    def _report(self) -> ComInterface:
        report = self._com.describe_interface(self._page.page.name).data
        if report is None:
            raise LookupError(f"the stand-ins have no {self._page.page.name}")
        return report


class BehaviourSubject:
    """What the methods of a class or an interface do, in a stand-in made strict."""

    def __init__(self, world: World, module: str) -> None:
        self.left: list[Places] = []
        self._methods: Mapping[str, Callable]
        self._technology: Technology
        self._namespace: str | None = None
        self._inner: Target
        if module in world.classes:
            page = world.classes[module]
            self._technology, self._inner, self._namespace = "wmi", world.mock, page.page.namespace
            self._methods = {name: one for name, one in page.methods.items() if self._returns_so(one)}
            self.module = world.folders.wmi / "conformance" / module
        else:
            self._methods, self._technology, self._inner = world.interfaces[module].methods, "com", world.com
            self.module = world.folders.com / "conformance" / module

    def plain(self) -> Target:
        """The strict stand-in."""
        return Strict(self._inner, self._keyed())

    def mutants(self, unlike: Unlike) -> Iterator[Mutant]:
        """Those of behaviour."""
        target = "strict mock" if self._technology == "wmi" else "strict objects"
        yield from drawing.behaviour_mutants(target, self._technology, self._namespace, self._methods, unlike)

    @contextmanager
    def mutated(self, mutant: Mutant) -> Iterator[Target]:
        """The stand-in that is careless once."""
        operator = next(one for one in behaviour.OPERATORS if one.name == mutant.operator)
        site = mutant.sites[0]
        method = self._keyed()[site.owner.lower(), str(site.method).lower()]
        yield Strict(self._inner, self._keyed(), operator.change(method, site, Random(mutant.seed)))

    def _returns_so(self, method: Callable) -> bool:
        """Whether the mock's method returns what the page says: MOF has no method that returns nothing."""
        report = self._inner.describe_class(self._namespace, str(method.owner)).data
        told = {one.name.lower(): one.returns or "" for one in (report.methods if report else ())}
        return told.get(method.name.lower(), "").lower() == (method.returns.type or "").lower()

    def _keyed(self) -> dict[behaviour.Key, Callable]:
        return {(str(one.owner).lower(), one.name.lower()): one for one in self._methods.values()}
