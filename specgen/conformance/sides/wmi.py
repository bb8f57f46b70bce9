"""The WMI side: classes and properties, and what instances hold."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from specgen.conformance.calls.permission import Permission
from specgen.conformance.calls.trials import Effort
from specgen.conformance.described import Method, Property, WmiClass
from specgen.conformance.judgement import declarations
from specgen.conformance.judgement.values import GAVE, misfit
from specgen.conformance.sides.side import Side
from specgen.conformance.target import Capability, Instance, Reply, Target
from specgen.conformance.verdicts import Broken, NotTestable, Why

_REFERENCES = 5
"""How many references of a property are followed."""


class Wmi(Side):
    """The WMI side of a target."""

    same = staticmethod(declarations.same_cim)
    cim: ClassVar[bool] = True

    def __init__(self, target: Target, permission: Permission, effort: Effort) -> None:
        super().__init__(target, permission, effort)
        self._classes: dict[tuple[str | None, str], Reply[WmiClass]] = {}
        self._read: dict[tuple[str | None, str], Reply[tuple[Instance, ...]]] = {}
        self._unread: set[tuple[str | None, str]] = set()

    # Declarations

    def has_class(self, promised: WmiClass) -> None:
        """The target has the class in the documented namespace."""
        __tracebackhide__ = True
        where = f" in {promised.namespace}" if promised.namespace else ""
        self._is_there(promised, self._reply(promised.namespace, promised.name), f"class {promised.name}{where}")

    def is_in_namespace(self, promised: WmiClass) -> None:
        """The class is in the documented namespace, on a target that tells one from another."""
        __tracebackhide__ = True
        reported = self._class(promised).namespace
        self._need(Capability.NAMESPACES)
        if reported is None:
            raise NotTestable(f"the target does not tell the namespace of {promised.name}", Why.TARGET)
        if not self.same(promised.namespace or "", reported):
            said = f"{promised.name} is in {promised.namespace}; in the target in {reported}"
            self._break(promised, promised.line, said)

    def has_superclass(self, promised: WmiClass) -> None:
        """The class derives from the documented superclass."""
        __tracebackhide__ = True
        reported = self._class(promised).superclass
        self._need(Capability.SUPERCLASSES)
        if reported is None:
            raise NotTestable(f"the target does not tell the superclass of {promised.name}", Why.TARGET)
        if not self.same(promised.superclass or "", reported):
            said = f"from {reported}" if reported else "from nothing"
            self._break(
                promised, promised.line, f"{promised.name} derives from {promised.superclass}; in the target {said}"
            )

    def has_qualifiers(self, promised: WmiClass) -> None:
        """The class has the documented qualifiers, with their values."""
        __tracebackhide__ = True
        reported = self._class(promised).qualifiers
        self._need(Capability.QUALIFIERS)
        if reported is None:
            raise NotTestable(f"the target does not tell the qualifiers of {promised.name}", Why.TARGET)
        wrong = declarations.qualifiers_differ(promised.qualifiers or {}, reported, self.same)
        self._judge(promised, promised.line, "; ".join(wrong))

    def has_property(self, promised: WmiClass, wanted: Property) -> None:
        """The class has the property."""
        __tracebackhide__ = True
        if self._property(promised, wanted) is None:
            self._break(promised, wanted.line, f"{promised.name} has {wanted.name}; the target has no such property")

    def property_has_type(self, promised: WmiClass, wanted: Property) -> None:
        """The property has the documented type."""
        __tracebackhide__ = True
        reported = self._reported(promised, wanted)
        self._need(Capability.TYPES)
        self._judge(promised, wanted.line, self._told(lambda: declarations.type_differs(wanted, reported, self.same)))

    def property_has_access(self, promised: WmiClass, wanted: Property) -> None:
        """The property is read-only, write-only or both as documented."""
        __tracebackhide__ = True
        reported = self._reported(promised, wanted)
        self._need(Capability.ACCESS)
        self._judge(promised, wanted.line, self._told(lambda: declarations.access_differs(wanted, reported)))

    def property_is_key(self, promised: WmiClass, wanted: Property) -> None:
        """The property is a key, or is none, as documented."""
        __tracebackhide__ = True
        reported = self._reported(promised, wanted)
        self._need(Capability.KEYS)
        if reported.key is None:
            raise NotTestable(f"the target does not tell whether {wanted.name} is a key", Why.TARGET)
        if reported.key != wanted.key:
            words = ("a key", "none") if wanted.key else ("no key", "one")
            self._break(promised, wanted.line, f"{wanted.name} is {words[0]}; in the target it is {words[1]}")

    # Instances

    def values_fit(self, promised: WmiClass, wanted: Property) -> None:
        """In every instance the property's value has its type and format, and is one of the documented ones."""
        __tracebackhide__ = True
        wrong: dict[str, str] = {}
        for one, value in self._values(promised, wanted):
            found = misfit(value, wanted)
            if found:
                promise, _, given = found.partition(GAVE)
                said = f"{promise}{GAVE}another value" if given else found
                place = one.path or "an instance"
                wrong.setdefault(said, f"{given}, in {place}" if given else place)
        if wrong:
            told = sorted(wrong)
            seen = "; ".join(wrong[one] for one in told)
            raise Broken("; ".join(told), promised.page, wanted.line, seen=seen)

    def keys_are_unique(self, promised: WmiClass) -> None:
        """No two instances have the same keys, and no key is NULL."""
        __tracebackhide__ = True
        keys = [one for one in promised.properties if one.key]
        for key in keys:
            self._reported(promised, key)
        seen: dict[tuple[object, ...], Instance] = {}
        for one in self._instances(promised):
            held = tuple(_held(one, key.name, self.same) for key in keys)
            for key, (_, value) in zip(keys, held, strict=True):
                if value is None:
                    said = f"{key.name} is a key; in the target it is NULL in an instance"
                    raise Broken(said, promised.page, key.line, seen=one.path)
            values = tuple(value.casefold() if isinstance(value, str) else repr(value) for _, value in held)
            if values in seen:
                shown = ", ".join(f"{key.name}={value!r}" for key, (_, value) in zip(keys, held, strict=True))
                said = "keys tell instances apart; the target has two with the same"
                raise Broken(said, promised.page, keys[0].line, seen=shown)
            seen[values] = one

    def references_resolve(self, promised: WmiClass, wanted: Property) -> None:
        """What the property refers to is there."""
        __tracebackhide__ = True
        paths = [value for _, value in self._values(promised, wanted) if isinstance(value, str)]
        if not paths:
            raise NotTestable(f"no instance of {promised.name} has a {wanted.name}", Why.TARGET)
        for path in list(dict.fromkeys(paths))[:_REFERENCES]:
            found = self._data(self.target.resolves(promised.namespace, path), f"{path} could not be looked for")
            if not found:
                said = f"{wanted.name} refers to an object; the target has none there"
                raise Broken(said, promised.page, wanted.line, seen=path)

    def _instances(self, promised: WmiClass) -> tuple[Instance, ...]:
        __tracebackhide__ = True
        self._class(promised)
        self._need(Capability.INSTANCES)
        refusal = self.permission.reading_refused(self.target)
        if refusal:
            raise NotTestable(refusal, Why.TIER)
        key = (promised.namespace, promised.name)
        if key not in self._read:
            self._read[key] = self.target.instances(*key)
        if self._read[key].status in ("error", "timeout"):
            if key in self._unread:
                raise NotTestable(f"instances of {promised.name} could not be read, as another test says", Why.MEMBER)
            self._unread.add(key)
        found = self._data(self._read[key], f"instances of {promised.name} could not be read")
        if not found:
            raise NotTestable(f"the target has no instance of {promised.name}", Why.TARGET)
        return found

    def _values(self, promised: WmiClass, wanted: Property) -> Iterable[tuple[Instance, object]]:
        """Each instance's value of the property. NotTestable where none tells it."""
        __tracebackhide__ = True
        self._reported(promised, wanted)
        instances = self._instances(promised)
        held = [(one, *_held(one, wanted.name, self.same)) for one in instances]
        told = [(one, value) for one, is_told, value in held if is_told]
        if wanted.null != "forbidden" and not any(value is not None for _, value in told):
            raise NotTestable(f"{wanted.name} is NULL in every instance of {promised.name}", Why.TARGET)
        return told

    # What the target reports

    def _reply(self, namespace: str | None, name: str) -> Reply[WmiClass]:
        __tracebackhide__ = True
        self._need(Capability.CLASSES)
        key = (namespace, name)
        if key not in self._classes:
            self._classes[key] = self.target.describe_class(namespace, name)
        return self._classes[key]

    def _class(self, promised: WmiClass | Method) -> WmiClass:
        __tracebackhide__ = True
        name = promised.owner if isinstance(promised, Method) else promised.name
        reply = self._reply(promised.namespace, name)
        if reply.status == "unsupported":
            raise NotTestable(f"{self.target.name}: {reply.detail or 'unsupported'}", Why.TARGET)
        if reply.status != "ok" or reply.data is None:
            raise NotTestable(f"the target has no class {name}: {reply.detail or reply.status}", Why.OWNER)
        return reply.data

    def _methods(self, promised: Method) -> tuple[Method, ...]:
        __tracebackhide__ = True
        return self._class(promised).methods

    def _property(self, promised: WmiClass, wanted: Property) -> Property | None:
        __tracebackhide__ = True
        reported = self._class(promised).properties
        return next((one for one in reported if self.same(one.name, wanted.name)), None)

    def _reported(self, promised: WmiClass, wanted: Property) -> Property:
        __tracebackhide__ = True
        found = self._property(promised, wanted)
        if found is None:
            raise NotTestable(f"the target's {promised.name} has no property {wanted.name}", Why.MEMBER)
        return found


def _held(one: Instance, name: str, same: Callable[[str, str], bool]) -> tuple[bool, object]:
    """Whether the instance has the property, and its value."""
    return next(((True, value) for key, value in one.values.items() if same(key, name)), (False, None))
