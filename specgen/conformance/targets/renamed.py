"""Documented names to a target's own: for implementations that call things otherwise.

The file (``--specgen-map``) is TOML; what it does not name keeps its name. The
target's names are known whatever their case, as CIM has it::

    [namespaces]
    "root/cimv2" = "root/test"

    [owners]                                  # classes and interfaces
    Sample_Printer = "ACME_Printer"

    [members]                                 # methods and properties, by documented class or interface
    "Sample_Printer.Reset" = "reset"

    [parameters]
    "Sample_Printer.Reset::Reason" = "reason"
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from specgen.conformance.described import ComInterface, Method, Parameter, Property, WmiClass
from specgen.conformance.target import Call, Capability, Instance, Outcome, Reply, Target

_FORMS = {
    "namespaces": re.compile(r".+"),
    "owners": re.compile(r"[^.:]+"),
    "members": re.compile(r"[^.:]+\.[^.:]+"),
    "parameters": re.compile(r"[^.:]+\.[^.:]+::[^.:]+"),
}
_TABLES = tuple(_FORMS)

Names = Mapping[str, str]


class NameMapError(ValueError):
    """The file cannot be read, or says something that it may not say; the message names the file."""


@dataclass(frozen=True)
class NameMap:
    """The target's names by documented ones, in the file's tables."""

    namespaces: Names = field(default_factory=dict)
    owners: Names = field(default_factory=dict)
    members: Names = field(default_factory=dict)
    parameters: Names = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> "NameMap":
        """The file's tables. Raises NameMapError."""
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise NameMapError(f"name map {path}: {error}") from error
        for table, names in data.items():
            texts = isinstance(names, dict) and all(isinstance(one, str) for one in names.values())
            if table not in _TABLES or not texts:
                raise NameMapError(f"name map {path}: there are the tables {', '.join(_TABLES)}, of names to names")
            misspelled = next((one for one in names if not _FORMS[table].fullmatch(one)), None)
            if misspelled is not None:
                raise NameMapError(f"name map {path}: {misspelled!r} is no name for the table {table}")
        return cls(**data)

    def namespace(self, documented: str | None) -> str | None:
        """The target's namespace."""
        return self.namespaces.get(documented, documented) if documented is not None else None

    def owner(self, documented: str) -> str:
        """The target's class or interface."""
        return self.owners.get(documented, documented)

    def member(self, owner: str, documented: str) -> str:
        """The target's method or property; ``owner`` is the documented one."""
        return self.members.get(f"{owner}.{documented}", documented)

    def parameter(self, owner: str, method: str, documented: str) -> str:
        """The target's parameter; ``owner`` and ``method`` are the documented ones."""
        return self.parameters.get(f"{owner}.{method}::{documented}", documented)


class Renamed:
    """A target behind a map of names: asked in documented names, it answers in them."""

    def __init__(self, target: Target, names: NameMap) -> None:
        self._target = target
        self._names = names
        self._types = {own.casefold(): documented for documented, own in names.owners.items()}

    @property
    def name(self) -> str:
        """The target's."""
        return self._target.name

    @property
    def disposable(self) -> bool:
        """The target's."""
        return getattr(self._target, "disposable", False) is True

    @property
    def allow_exec(self) -> bool:
        """The target's."""
        return getattr(self._target, "allow_exec", False) is True

    @property
    def capabilities(self) -> frozenset[Capability]:
        """The target's."""
        return self._target.capabilities

    def describe_class(self, namespace: str | None, name: str) -> Reply[WmiClass]:
        """The target's class under its documented names."""
        asked = self._names.namespace(namespace)
        reply = self._target.describe_class(asked, self._names.owner(name))
        if reply.status != "ok" or reply.data is None:
            return reply
        found = reply.data
        members = self._documented(name)
        superclass = (
            None if found.superclass is None else self._types.get(found.superclass.casefold(), found.superclass)
        )
        properties = tuple(self._property(one, members) for one in found.properties)
        methods = tuple(self._method(one, name, members) for one in found.methods)
        # One that was found elsewhere keeps the target's name for the place.
        where = namespace if found.namespace is not None and found.namespace == asked else found.namespace
        described = replace(
            found, name=name, namespace=where, superclass=superclass, properties=properties, methods=methods
        )
        return Reply("ok", described)

    def describe_interface(self, name: str) -> Reply[ComInterface]:
        """The target's interface under its documented names."""
        reply = self._target.describe_interface(self._names.owner(name))
        if reply.status != "ok" or reply.data is None:
            return reply
        found = reply.data
        members = self._documented(name)
        base = None if found.base is None else self._types.get(found.base.casefold(), found.base)
        methods = tuple(self._method(one, name, members) for one in found.methods)
        return Reply("ok", replace(found, name=name, base=base, methods=methods))

    def instances(self, namespace: str | None, name: str) -> Reply[tuple[Instance, ...]]:
        """The target's instances under documented property names."""
        reply = self._target.instances(self._names.namespace(namespace), self._names.owner(name))
        if reply.status != "ok" or reply.data is None:
            return reply
        members = self._documented(name)
        renamed = tuple(
            replace(one, values={members.get(key.casefold(), key): value for key, value in one.values.items()})
            for one in reply.data
        )
        return Reply("ok", renamed)

    def resolves(self, namespace: str | None, reference: str) -> Reply[bool]:
        """As the target; paths are the target's own."""
        return self._target.resolves(self._names.namespace(namespace), reference)

    def invoke(self, call: Call) -> Reply[Outcome]:
        """The call in the target's names, its outcome in documented ones."""
        sent = {self._names.parameter(call.owner, call.method, one): value for one, value in call.arguments.items()}
        own = Call(
            self._names.owner(call.owner),
            self._names.member(call.owner, call.method),
            self._names.namespace(call.namespace),
            sent,
            {self._names.member(call.owner, one): value for one, value in call.keys.items()},
            tuple(self._names.parameter(call.owner, call.method, one) for one in call.outs),
        )
        reply = self._target.invoke(own)
        if reply.status != "ok" or reply.data is None:
            return reply
        back = self._parameters(call.owner, call.method)
        outs = {back.get(one.casefold(), one): value for one, value in reply.data.outs.items()}
        return Reply("ok", replace(reply.data, outs=outs))

    def reset(self) -> None:
        """As the target, if it knows how."""
        getattr(self._target, "reset", _nothing)()

    def close(self) -> None:
        """As the target, if it knows how."""
        getattr(self._target, "close", _nothing)()

    def _documented(self, owner: str) -> dict[str, str]:
        """Documented members of a class or interface by the target's names."""
        own = ((key.partition("."), name) for key, name in self._names.members.items())
        return {name.casefold(): member for (of, _, member), name in own if of == owner}

    def _parameters(self, owner: str, method: str) -> dict[str, str]:
        """Documented parameters of a method by the target's names."""
        own = ((key.partition("::"), name) for key, name in self._names.parameters.items())
        return {name.casefold(): one for (of, _, one), name in own if of == f"{owner}.{method}"}

    def _property(self, one: Property, members: Mapping[str, str]) -> Property:
        return replace(one, name=members.get(one.name.casefold(), one.name), type=self._type(one.type))

    def _method(self, one: Method, owner: str, members: Mapping[str, str]) -> Method:
        name = members.get(one.name.casefold(), one.name)
        names = self._parameters(owner, name)
        parameters = tuple(self._parameter(each, names) for each in one.parameters)
        return replace(one, name=name, owner=owner, parameters=parameters)

    def _parameter(self, one: Parameter, names: Mapping[str, str]) -> Parameter:
        return replace(
            one, name=names.get(one.name.casefold(), one.name) if one.name else None, type=self._type(one.type)
        )

    def _type(self, own: str | None) -> str | None:
        return self._types.get(own.casefold(), own) if own is not None else None


def _nothing() -> None:
    """What a target does that has nothing to undo."""
