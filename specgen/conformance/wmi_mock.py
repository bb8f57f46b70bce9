"""The default WMI target: pywbem's mock server with the generated MOF in it.

The MOF is compiled by pywbem, so the classes are what an independent CIM implementation understood, and a method
provider answers every call with the documented success. What the mock checks, and what this target therefore
proves: unknown class, unknown method, undeclared argument, argument of the wrong type or arrayness, an instance
method called on a class. It does not reject a missing argument.
"""

import warnings
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from specgen.conformance.described import Access, ComInterface, Direction, Method, Parameter, Property, WmiClass
from specgen.conformance.documented import REMEDY, MissingDataError, read_model, success
from specgen.conformance.target import Call, Capability, Outcome, Reply
from specgen.model.entities import WmiMethod

UNKNOWN = "root/undocumented"
"""The namespace of the mock that stands for "the documentation does not say"."""


def is_installed() -> bool:
    """Whether pywbem (the extra ``wbem``) is there."""
    return find_spec("pywbem") is not None and find_spec("pywbem_mock") is not None


class WmiMock:
    """A mock server per suite; a namespace is compiled when the first class of it is asked for."""

    name = "pywbem mock"
    live = False
    allow_exec = False
    capabilities = frozenset(Capability) - {Capability.INTERFACES, Capability.IIDS, Capability.SLOTS}

    def __init__(self, namespaces: Mapping[str | None, Path], methods: Iterable[WmiMethod]) -> None:
        self._files = dict(namespaces)
        self._answers = {(one.namespace, str(one.owner).lower(), one.name.lower()): one for one in methods}
        self._server: Any = None
        self._compiled: dict[str | None, str] = {}
        self._reparented: set[str] = set()

    @classmethod
    def read(cls, namespaces: Mapping[str | None, Path], model: Path, locale: str | None = None) -> "WmiMock":
        """A mock for the MOF files of ``namespaces``, answering as the model files in ``model`` say.

        Raises MissingDataError where none of the files is there, ValueError where a model file is damaged.
        """
        if not any(path.is_file() for path in namespaces.values()):
            raise MissingDataError(f"no MOF at {', '.join(map(str, namespaces.values()))}: {REMEDY}")
        entities = read_model(model, locale).values()
        return cls(namespaces, [one for one in entities if isinstance(one, WmiMethod)])

    def describe_class(self, namespace: str | None, name: str) -> Reply[WmiClass]:
        """The class as the mock holds it after compilation, inherited elements included."""
        trouble = self._compile(namespace)
        if trouble:
            return Reply("error", detail=trouble)
        found = self._class(namespace, name)
        if found is None:
            return Reply("absent", detail=f"no class {name} in {namespace or 'the MOF without a namespace'}")
        return Reply("ok", _described(found, namespace, self._reparented))

    def describe_interface(self, name: str) -> Reply[ComInterface]:  # noqa: ARG002  the protocol's
        """There are no COM interfaces here."""
        return Reply("unsupported", detail="this is a WMI target")

    def invoke(self, call: Call) -> Reply[Outcome]:
        """InvokeMethod on an instance made for the purpose, or on the class where the method is static."""
        trouble = self._compile(call.namespace)
        found = None if trouble else self._class(call.namespace, call.owner)
        method = found.methods.get(call.method) if found is not None else None
        if method is None:
            return Reply("error" if trouble else "absent", detail=trouble or f"no {call.owner}.{call.method}")
        pywbem = import_module("pywbem")
        try:
            where = self._class_path(call) if _flag(method, "Static") else self._instance(found, call)
            sent = [_argument(method, name, value) for name, value in call.arguments.items()]
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", pywbem.MissingKeybindingsWarning)
                code, outs = self._server.InvokeMethod(call.method, where, sent)
        except (pywbem.Error, TypeError, ValueError) as error:
            return Reply("error", detail=f"{type(error).__name__}: {error}")
        return Reply("ok", Outcome(_plain(code), {name: _plain(value) for name, value in outs.items()}))

    def connection(self) -> Any:
        """The server as client code sees it (``pywbem_mock.FakedWBEMConnection``), every namespace compiled.

        Each class that is not abstract, or has methods, has an instance with made-up keys to call them on; where the
        pages mark no key its path has none. Raises ValueError where the MOF of a namespace does not compile.
        """
        pywbem = import_module("pywbem")
        for namespace in self._files:
            trouble = self._compile(namespace)
            if trouble:
                raise ValueError(trouble)
            for name in self._server.EnumerateClassNames(namespace=_space(namespace), DeepInheritance=True):
                found = self._class(namespace, name)
                if found.methods or not _flag(found, "Abstract"):
                    with warnings.catch_warnings():
                        warnings.simplefilter("ignore", pywbem.MissingKeybindingsWarning)
                        self._instance(found, Call(name, "", namespace))
        return self._server

    def close(self) -> None:
        """Forgets the server."""
        self._server = None

    def _class(self, namespace: str | None, name: str) -> Any:
        pywbem = import_module("pywbem")
        try:
            return self._server.GetClass(name, namespace=_space(namespace), LocalOnly=False, IncludeQualifiers=True)
        except pywbem.CIMError as error:
            if error.status_code in (pywbem.CIM_ERR_NOT_FOUND, pywbem.CIM_ERR_INVALID_NAMESPACE):
                return None
            raise

    def _compile(self, namespace: str | None) -> str:
        """Compiles the namespace's MOF; the trouble, if there was any, in words."""
        if namespace not in self._compiled:
            self._compiled[namespace] = self._load(namespace)
        return self._compiled[namespace]

    def _load(self, namespace: str | None) -> str:
        if self._server is None:
            self._server = import_module("pywbem_mock").FakedWBEMConnection(default_namespace=UNKNOWN)
        path = self._files.get(namespace)
        if path is None:
            return ""
        if not path.is_file():
            return f"no MOF at {path}: {REMEDY}"
        pywbem = import_module("pywbem")
        space = _space(namespace)
        if space not in self._server.cimrepository.namespaces:
            self._server.add_namespace(space)
        try:
            self._server.compile_mof_file(str(path), namespace=space)
        except pywbem.Error as error:
            return f"{path.name} does not compile: {error}"
        _tell_embedded(self._server, space)
        self._register(namespace, space)
        self._reparented.update(_reparented(path.read_text("utf-8")))
        return ""

    def _register(self, namespace: str | None, space: str) -> None:
        owners = {owner for place, owner, _ in self._answers if place == namespace}
        declared = {
            heir
            for name in self._server.EnumerateClassNames(namespace=space, DeepInheritance=True)
            if name.lower() in owners
            for heir in (name, *self._server.EnumerateClassNames(space, name, DeepInheritance=True))
        }
        if declared:
            self._server.register_provider(self._provider(namespace, sorted(declared)), namespaces=space)

    def _provider(self, namespace: str | None, classes: list[str]) -> Any:
        base: Any = import_module("pywbem_mock").MethodProvider
        answer = self._answer

        class DocumentedProvider(base):  # type: ignore[misc]
            """Answers every call with the documented success."""

            provider_classnames = classes

            def InvokeMethod(self, methodname: str, localobject: Any, params: Any) -> Any:  # noqa: N802
                return answer(namespace, localobject.classname, methodname, params)

        return DocumentedProvider(self._server.cimrepository)

    def _answer(self, namespace: str | None, owner: str, name: str, sent: Mapping[str, Any]) -> tuple[Any, list[Any]]:
        pywbem = import_module("pywbem")
        entity = self._documented(namespace, owner, name)
        if entity is None:
            raise pywbem.CIMError(pywbem.CIM_ERR_METHOD_NOT_AVAILABLE, f"no page documents {owner}.{name}")
        declared = self._class(namespace, owner).methods[name]
        code = success(entity)
        value = None if code is None else pywbem.cimvalue(code, declared.return_type)
        given = {str(one.name) for one in entity.parameters if one.direction in ("out", "inout")}
        outs = [
            _parameter(declared.parameters[one], sent[one].value if one in sent else None)
            for one in declared.parameters
            if one in given
        ]
        return value, outs

    def _documented(self, namespace: str | None, owner: str | None, name: str) -> WmiMethod | None:
        """What the pages say of a method: of the class itself, else of the nearest superclass that has a page of it."""
        while owner is not None:
            entity = self._answers.get((namespace, owner.lower(), name.lower()))
            if entity is not None:
                return entity
            owner = self._class(namespace, owner).superclass
        return None

    def _class_path(self, call: Call) -> Any:
        return import_module("pywbem").CIMClassName(call.owner, namespace=_space(call.namespace))

    def _instance(self, found: Any, call: Call) -> Any:
        pywbem = import_module("pywbem")
        keys = {one.name: _key(one, call.keys) for one in found.properties.values() if _flag(one, "Key")}
        path = pywbem.CIMInstanceName(found.classname, keybindings=keys, namespace=_space(call.namespace))
        types = {one.name: one.type for one in found.properties.values()}
        held = {
            name: pywbem.CIMProperty(name, value, type=types[name]) for name, value in keys.items() if value is not None
        }
        instance = pywbem.CIMInstance(found.classname, properties=held, path=path)
        store = self._server.cimrepository.get_instance_store(_space(call.namespace))
        if not store.object_exists(path):
            store.create(path, instance)
        return path


def _tell_embedded(server: Any, space: str) -> None:
    """Which parameters are embedded objects: pywbem's server asks for it, and its MOF compiler does not say it."""
    forms = {"EmbeddedInstance": "instance", "EmbeddedObject": "object"}
    for declared in server.cimrepository.get_class_store(space).iter_values(copy=False):
        for method in declared.methods.values():
            for one in method.parameters.values():
                told = [form for qualifier, form in forms.items() if qualifier in one.qualifiers]
                one.embedded_object = told[0] if told else one.embedded_object


def _space(namespace: str | None) -> str:
    return UNKNOWN if namespace is None else namespace


def _flag(element: Any, qualifier: str) -> bool:
    held = element.qualifiers.get(qualifier)
    return bool(held is not None and held.value)


def _reparented(mof: str) -> Iterator[str]:
    """The classes whose documented superclass the MOF could not keep: it says so in a comment ahead of each.

    Of these the mock does not tell the superclass, because what it holds is no reading of the page.
    """
    said = False
    for line in mof.splitlines():
        said = said or line.startswith("// superclass-")
        if said and line.startswith("class "):
            yield line.split()[1]
            said = False


def _described(found: Any, namespace: str | None, reparented: AbstractSet[str]) -> WmiClass:
    return WmiClass(
        found.classname,
        namespace,
        None if found.classname in reparented else found.superclass or "",
        tuple(_property(one) for one in found.properties.values()),
        tuple(_method(one, found.classname, namespace) for one in found.methods.values()),
    )


def _property(one: Any) -> Property:
    kind, ref = _type(one)
    return Property(one.name, kind, bool(one.is_array), ref, _access(one), _flag(one, "Key"))


def _method(one: Any, owner: str, namespace: str | None) -> Method:
    taken = tuple(_reported(parameter) for parameter in one.parameters.values())
    return Method(one.name, owner, namespace, one.return_type, parameters=taken)


def _reported(one: Any) -> Parameter:
    kind, ref = _type(one)
    return Parameter(one.name, kind, _direction(one), bool(one.is_array), ref)


def _type(one: Any) -> tuple[str, bool]:
    """The documented way to say a type: the class of a reference or of an embedded instance, not its carrier."""
    if one.type == "reference":
        return one.reference_class, True
    embedded = one.qualifiers.get("EmbeddedInstance")
    if embedded is not None:
        return embedded.value, False
    return ("object" if _flag(one, "EmbeddedObject") else one.type), False


def _direction(one: Any) -> Direction:
    # DSP0004 has In default to true; WMI's own MOF writes [out] alone and means out alone.
    out = _flag(one, "Out")
    sent = _flag(one, "In") if one.qualifiers.get("In") is not None else not out
    return "inout" if sent and out else "out" if out else "in"


def _access(one: Any) -> Access | None:
    read, write = _flag(one, "Read"), _flag(one, "Write")
    return "readwrite" if read and write else "write" if write else "read" if read else None


def _argument(method: Any, name: str, value: object) -> Any:
    """An argument in the type that the mock's class declares; an undeclared one as it is, for the mock to refuse."""
    if name not in method.parameters:
        return (name, import_module("pywbem").Uint8(0) if value is None else value)
    return _parameter(method.parameters[name], value)


def _parameter(declared: Any, value: Any) -> Any:
    pywbem = import_module("pywbem")
    if value is not None and declared.type != "reference":
        value = pywbem.cimvalue(value, declared.type)
    return pywbem.CIMParameter(
        declared.name,
        declared.type,
        value=value,
        is_array=declared.is_array,
        reference_class=declared.reference_class,
        embedded_object=declared.embedded_object,
    )


def _key(declared: Any, chosen: Mapping[str, object]) -> Any:
    pywbem = import_module("pywbem")
    value = chosen.get(declared.name)
    if declared.type == "reference":
        return pywbem.CIMInstanceName(declared.reference_class, keybindings={"x": "x"})
    if value is None:
        value = {"string": "x", "boolean": False, "datetime": "00000000000000.000000:000"}.get(declared.type, 0)
    return pywbem.cimvalue(value, declared.type)


def _plain(value: Any) -> Any:
    """A CIM value as plain Python."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, (int, float, str)):
        return next(kind(value) for kind in (int, float, str) if isinstance(value, kind))
    return value
