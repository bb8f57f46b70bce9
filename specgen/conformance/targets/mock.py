"""The default WMI target: pywbem's mock server with the generated MOF in it.

The MOF is compiled by pywbem, so the classes are what an independent CIM implementation understood, and a method
provider answers every call with the documented success, and what the pages forbid with an error. What the mock itself
checks, and what this target therefore proves: unknown class, unknown method, undeclared argument, argument of the wrong
type or arrayness, an instance method called on a class. It does not reject a missing argument.

A method that a class page lists without a page of its own has no signature, so MOF cannot declare it: the mock has it
as CIM servers have methods that no provider implements, declared, and every call refused.
"""

import warnings
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from specgen.conformance import described
from specgen.conformance.target import Call, Capability, Outcome, Reply
from specgen.conformance.targets.cim import is_set, made_up, parameter
from specgen.conformance.targets.documented import REMEDY, MissingDataError, objection, read_model, success
from specgen.conformance.targets.wbem import Wbem
from specgen.model.entities import AnyEntity, Parameter, WmiClass, WmiMethod

UNKNOWN = "root/undocumented"
"""The namespace of the mock that stands for "the documentation does not say"."""


def is_installed() -> bool:
    """Whether pywbem (the extra ``wbem``) is there."""
    return find_spec("pywbem") is not None and find_spec("pywbem_mock") is not None


class WmiMock(Wbem):
    """A mock server per suite; a namespace is compiled when the first class of it is asked for."""

    capabilities = (Wbem.capabilities | {Capability.SUCCEEDS}) - {Capability.INSTANCES}

    def __init__(self, namespaces: Mapping[str | None, Path], documented: Iterable[AnyEntity]) -> None:
        """A mock for the MOF files of ``namespaces``; it answers and lists what ``documented`` says of WMI."""
        super().__init__(None, "pywbem mock", allow_exec=True, disposable=True)
        self._files = dict(namespaces)
        pages = [one for one in documented if isinstance(one, (WmiClass, WmiMethod))]
        methods = [one for one in pages if isinstance(one, WmiMethod)]
        self._answers = {(one.namespace, str(one.owner).lower(), one.name.lower()): one for one in methods}
        self._listed = {
            (one.namespace, one.name.lower()): [row.name for row in one.methods if row.page is None]
            for one in pages
            if isinstance(one, WmiClass) and any(row.page is None for row in one.methods)
        }
        self._compiled: dict[str | None, str] = {}
        self._kept_apart: set[str] = set()

    @classmethod
    def read(cls, namespaces: Mapping[str | None, Path], model: Path, locale: str | None = None) -> "WmiMock":
        """A mock for the MOF files of ``namespaces``, answering as the model files in ``model`` say.

        Raises MissingDataError where none of the files is there, ValueError where a model file is damaged.
        """
        if not any(path.is_file() for path in namespaces.values()):
            raise MissingDataError(f"no MOF at {', '.join(map(str, namespaces.values()))}: {REMEDY}")
        return cls(namespaces, read_model(model, locale).values())

    @classmethod
    def of_file(cls, path: Path) -> Wbem:
        """A mock with the classes of one MOF file, which are found in whatever namespace they are asked for.

        Raises MissingDataError where the file is not there or does not compile.
        """
        return MofFile.read(path)

    def describe_class(self, namespace: str | None, name: str) -> Reply[described.WmiClass]:
        """GetClass, with what the MOF could not say as documented left out."""
        trouble = self._compile(namespace)
        return Reply("error", detail=trouble) if trouble else super().describe_class(namespace, name)

    def invoke(self, call: Call) -> Reply[Outcome]:
        """InvokeMethod on an instance made for the purpose, or on the class where the method is static."""
        trouble = self._compile(call.namespace)
        return Reply("error", detail=trouble) if trouble else super().invoke(call)

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
            for name in self._connection.EnumerateClassNames(namespace=_space(namespace), DeepInheritance=True):
                found = self._class(namespace, name)
                if found.methods or not is_set(found, "Abstract"):
                    with warnings.catch_warnings():
                        warnings.simplefilter("ignore", pywbem.MissingKeybindingsWarning)
                        self._instance(found, Call(name, "", namespace))
        return self._connection

    def reset(self) -> None:
        """Nothing to undo: a call changes nothing."""

    def close(self) -> None:
        """Forgets the server."""
        self._connection = None
        self._compiled.clear()

    @property
    def _reparented(self) -> set[str]:
        return self._kept_apart

    def _space(self, namespace: str | None) -> str:
        return _space(namespace)

    def _place(self, found: Any, method: Any, call: Call) -> Any:
        if is_set(method, "Static"):
            return import_module("pywbem").CIMClassName(call.owner, namespace=_space(call.namespace))
        return self._instance(found, call)

    def _compile(self, namespace: str | None) -> str:
        """Compiles the namespace's MOF; the trouble, if there was any, in words."""
        if namespace not in self._compiled:
            self._compiled[namespace] = self._load(namespace)
        return self._compiled[namespace]

    def _load(self, namespace: str | None) -> str:
        if self._connection is None:
            self._connection = import_module("pywbem_mock").FakedWBEMConnection(default_namespace=UNKNOWN)
        path = self._files.get(namespace)
        if path is None:
            return ""
        if not path.is_file():
            return f"no MOF at {path}: {REMEDY}"
        pywbem = import_module("pywbem")
        space = _space(namespace)
        if space not in self._connection.cimrepository.namespaces:
            self._connection.add_namespace(space)
        try:
            self._connection.compile_mof_file(str(path), namespace=space)
        except pywbem.Error as error:
            return f"{path.name} does not compile: {error}"
        _tell_embedded(self._connection, space)
        self._declare_listed(namespace, space)
        self._register(namespace, space)
        self._kept_apart.update(_reparented(path.read_text("utf-8")))
        return ""

    def _declare_listed(self, namespace: str | None, space: str) -> None:
        """Methods of which only the class's page knows, for the class and its subclasses."""
        pywbem = import_module("pywbem")
        store = self._connection.cimrepository.get_class_store(space)
        for name in self._connection.EnumerateClassNames(namespace=space, DeepInheritance=True):
            for listed in self._listed.get((namespace, name.lower()), ()):
                for heir in (name, *self._connection.EnumerateClassNames(space, name, DeepInheritance=True)):
                    methods = store.get(heir, copy=False).methods
                    if listed not in methods:
                        methods[listed] = pywbem.CIMMethod(listed, "uint32", class_origin=name, propagated=heir != name)

    def _register(self, namespace: str | None, space: str) -> None:
        owners = {owner for place, owner, _ in self._answers if place == namespace}
        owners |= {owner for place, owner in self._listed if place == namespace}
        declared = {
            heir
            for name in self._connection.EnumerateClassNames(namespace=space, DeepInheritance=True)
            if name.lower() in owners
            for heir in (name, *self._connection.EnumerateClassNames(space, name, DeepInheritance=True))
        }
        if declared:
            self._connection.register_provider(self._provider(namespace, sorted(declared)), namespaces=space)

    def _provider(self, namespace: str | None, classes: list[str]) -> Any:
        base: Any = import_module("pywbem_mock").MethodProvider
        answer = self._answer

        class DocumentedProvider(base):  # type: ignore[misc]
            """Answers every call with the documented success."""

            provider_classnames = classes

            def InvokeMethod(self, methodname: str, localobject: Any, params: Any) -> Any:  # noqa: N802
                return answer(namespace, localobject.classname, methodname, params)

        return DocumentedProvider(self._connection.cimrepository)

    def _answer(self, namespace: str | None, owner: str, name: str, sent: Mapping[str, Any]) -> tuple[Any, list[Any]]:
        pywbem = import_module("pywbem")
        entity = self._documented(namespace, owner, name)
        if entity is None:
            raise pywbem.CIMError(pywbem.CIM_ERR_METHOD_NOT_AVAILABLE, f"no page documents {owner}.{name}")
        declared = self._class(namespace, owner).methods[name]
        wrong = objection(entity, {key: one.value for key, one in sent.items()})
        if wrong:
            raise pywbem.CIMError(pywbem.CIM_ERR_INVALID_PARAMETER, wrong)
        code = success(entity)
        value = None if code is None else pywbem.cimvalue(code, declared.return_type)
        given = {str(one.name): one for one in entity.parameters if one.direction in ("out", "inout")}
        outs = [
            parameter(declared.parameters[one], self._given(declared.parameters[one], given[one], sent, namespace))
            for one in declared.parameters
            if one in given
        ]
        return value, outs

    def _given(self, declared: Any, documented: Parameter, sent: Mapping[str, Any], namespace: str | None) -> Any:
        """What comes back in an out-parameter: what came in, a documented value, or one that is made up."""
        if declared.name in sent and sent[declared.name].value is not None:
            return sent[declared.name].value
        numbers = [one.value for one in documented.values if one.value is not None and one.range == "single"]
        if numbers and not declared.is_array and not documented.embedded and not documented.ref:
            return numbers[0]
        return made_up(declared, _space(namespace))

    def _documented(self, namespace: str | None, owner: str | None, name: str) -> WmiMethod | None:
        """What the pages say of a method: of the class itself, else of the nearest superclass that has a page of it."""
        while owner is not None:
            entity = self._answers.get((namespace, owner.lower(), name.lower()))
            if entity is not None:
                return entity
            owner = self._class(namespace, owner).superclass
        return None

    def _instance(self, found: Any, call: Call) -> Any:
        pywbem = import_module("pywbem")
        keys = {one.name: _key(one, call.keys) for one in found.properties.values() if is_set(one, "Key")}
        path = pywbem.CIMInstanceName(found.classname, keybindings=keys, namespace=_space(call.namespace))
        types = {one.name: one.type for one in found.properties.values()}
        held = {
            name: pywbem.CIMProperty(name, value, type=types[name]) for name, value in keys.items() if value is not None
        }
        instance = pywbem.CIMInstance(found.classname, properties=held, path=path)
        store = self._connection.cimrepository.get_instance_store(_space(call.namespace))
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


def _key(declared: Any, chosen: Mapping[str, object]) -> Any:
    pywbem = import_module("pywbem")
    value = chosen.get(declared.name)
    if declared.type == "reference":
        return pywbem.CIMInstanceName(declared.reference_class, keybindings={"x": "x"})
    if value is None:
        value = {"string": "x", "boolean": False, "datetime": "00000000000000.000000:000"}.get(declared.type, 0)
    return pywbem.cimvalue(value, declared.type)


class MofFile(Wbem):
    """A mock with the classes of a MOF file that somebody else wrote: what they declare can be judged, not called."""

    capabilities = Wbem.capabilities - {
        *(Capability.NAMESPACES, Capability.INVOKE, Capability.OUT_PARAMETERS, Capability.INSTANCES)
    }

    @classmethod
    def read(cls, path: Path) -> "MofFile":
        """Compiles the file. Raises MissingDataError."""
        pywbem = import_module("pywbem")
        server = import_module("pywbem_mock").FakedWBEMConnection(default_namespace=UNKNOWN)
        if not path.is_file():
            raise MissingDataError(f"no MOF at {path}")
        try:
            server.compile_mof_file(str(path), namespace=UNKNOWN)
        except (pywbem.Error, OSError, UnicodeDecodeError) as error:
            raise MissingDataError(f"{path} does not compile: {error}") from error
        return cls(server, f"pywbem mock of {path.name}", disposable=True)

    def _space(self, namespace: str | None) -> str:
        del namespace
        return UNKNOWN
