"""The default COM target: plain Python objects that behave as documented, made from the model file."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from specgen.conformance.described import ComInterface, Method, Parameter
from specgen.conformance.judgement.codes import COM_CODES
from specgen.conformance.target import BaseTarget, Call, Capability, Outcome, Reply
from specgen.conformance.targets.documented import objection, read_model, success
from specgen.model import entities as model
from specgen.model.machine import BASIC_STRING, TEXTS


class Memory:
    """What calls gave, by ``Interface::Method``: the values that later calls may bring back."""

    def __init__(self) -> None:
        self._given: dict[str, list[object]] = defaultdict(list)
        self._last = 0x100000

    def give(self, method: str) -> int:
        """A number that was not given before."""
        self._last += 1
        self._given[method].append(self._last)
        return self._last

    def take(self, method: str, value: object) -> bool:
        """Whether the method gave this value; it is given back."""
        if value not in self._given[method]:
            return False
        self._given[method].remove(value)
        return True


class DocumentedMethod:
    """A method of a documented object: takes its in-parameters by position or by name, answers its success."""

    def __init__(self, entity: model.ComMethod) -> None:
        self.entity = entity
        named = [(one.name or f"#{at}", one.direction) for at, one in enumerate(entity.parameters, 1)]
        self.taken = [name for name, direction in named if direction != "out"]
        self.given = [name for name, direction in named if direction in ("out", "inout")]

    def __call__(self, memory: Memory, *args: object, **kwargs: object) -> Outcome:
        """The documented success, and each out-parameter by name; a failure for arguments that the pages forbid.

        Raises TypeError as any Python function does for arguments that it does not take.
        """
        if len(args) > len(self.taken):
            raise TypeError(f"{self.entity.name} takes {len(self.taken)} arguments, {len(args)} were given")
        bound = dict(zip(self.taken, args, strict=False))
        for name, value in kwargs.items():
            if name in bound or name not in self.taken:
                raise TypeError(f"{self.entity.name} takes no other argument {name!r}")
            bound[name] = value
        missing = [name for name in self.taken if name not in bound]
        if missing:
            raise TypeError(f"{self.entity.name} misses {', '.join(missing)}")
        wrong = objection(self.entity, bound) or self._out_of_order(memory, bound)
        if wrong:
            return Outcome(COM_CODES["E_INVALIDARG"], detail=wrong)
        return Outcome(success(self.entity), {name: self._back(memory, name, bound.get(name)) for name in self.given})

    def _out_of_order(self, memory: Memory, bound: Mapping[str, object]) -> str | None:
        for one in self.entity.parameters:
            after = next((told.value for told in one.constraints if told.kind == "only-after-call"), None)
            name = one.name or ""
            if after is not None and name in bound and not memory.take(self._full(str(after)), bound[name]):
                return f"{one.name} comes from no call of {after}"
        return None

    def _back(self, memory: Memory, name: str, came: object) -> object:
        """What comes back: what came in, a documented value, a text, or a number that was never given before."""
        if came is not None:
            return came
        one = next(each for at, each in enumerate(self.entity.parameters, 1) if name in (each.name, f"#{at}"))
        listed = [each.value for each in one.values if isinstance(each.value, int)]
        if listed:
            return listed[0]
        if one.type in TEXTS or one.type == BASIC_STRING:
            return "x"
        return memory.give(self._full(self.entity.name))

    def _full(self, name: str) -> str:
        return name if "::" in name else f"{self.entity.owner}::{name}"

    def described(self) -> Method:
        """The method as a report."""
        returns = self.entity.returns
        return Method(
            self.entity.name,
            self.entity.owner or "",
            returns=returns.type,
            returns_pointer=returns.pointer,
            parameters=tuple(_described(one) for one in self.entity.parameters),
            slot=self.entity.slot,
        )


def _described(one: model.Parameter) -> Parameter:
    return Parameter(one.name, one.type, one.direction, one.array is not None, one.ref, one.pointer)


class DocumentedObject:
    """An object that offers one interface. Its methods are found by name, in the order of the vtable or the page."""

    def __init__(self, name: str, page: model.ComInterface | None, methods: list[model.ComMethod]) -> None:
        self.name = name
        self.page = page
        self.methods = [DocumentedMethod(one) for one in methods]

    def method(self, name: str, arguments: Mapping[str, object]) -> DocumentedMethod | None:
        """The method called ``name``; of several, the one that takes these arguments."""
        named = [one for one in self.methods if one.entity.name == name]
        return next((one for one in named if set(arguments) == set(one.taken)), named[0] if named else None)

    def described(self) -> ComInterface:
        """The interface as a report: the methods that have a page, then those that are only listed."""
        own = [one.described() for one in self.methods]
        names = {one.name for one in own}
        slots = self.page.methods if self.page else ()
        listed = [Method(one.name, self.name, slot=one.slot) for one in slots if one.name and one.name not in names]
        base, iid = (self.page.base, self.page.iid) if self.page else (None, None)
        return ComInterface(self.name, base, iid, (*own, *listed))


class ComObjects(BaseTarget):
    """The documented objects as a target."""

    name = "documented COM objects"
    disposable = True
    allow_exec = True
    capabilities = frozenset(Capability) - {
        *(Capability.CLASSES, Capability.NAMESPACES, Capability.QUALIFIERS, Capability.INSTANCES),
        *(Capability.KEYS, Capability.ACCESS),
    }

    def __init__(self, objects: Mapping[str, DocumentedObject]) -> None:
        self._objects = dict(objects)
        self._memory = Memory()

    @classmethod
    def read(cls, folder: Path, locale: str | None = None) -> "ComObjects":
        """One object for each interface of the model files in ``folder``.

        Raises MissingDataError where there are none, ValueError where one is damaged.
        """
        entities = read_model(folder, locale).values()
        pages = {one.name: one for one in entities if isinstance(one, model.ComInterface)}
        methods: dict[str, list[model.ComMethod]] = defaultdict(list)
        for one in entities:
            if isinstance(one, model.ComMethod) and one.owner:
                methods[one.owner].append(one)
        return cls({name: DocumentedObject(name, pages.get(name), methods[name]) for name in {*pages, *methods}})

    def describe_interface(self, name: str) -> Reply[ComInterface]:
        """The object's own account of itself."""
        found = self._objects.get(name)
        return Reply("ok", found.described()) if found else Reply("absent", detail=f"no object offers {name}")

    def invoke(self, call: Call) -> Reply[Outcome]:
        """Calls the method of the object, by keyword."""
        found = self._objects.get(call.owner)
        method = found.method(call.method, call.arguments) if found else None
        if method is None:
            return Reply("absent", detail=f"no object has {call.owner}.{call.method}")
        try:
            return Reply("ok", method(self._memory, **call.arguments))
        except TypeError as error:
            return Reply("error", detail=str(error))

    def reset(self) -> None:
        """Forgets what was given."""
        self._memory = Memory()
