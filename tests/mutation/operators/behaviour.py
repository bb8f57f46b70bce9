"""The operators on what a call does, and the strict target that they make careless.

A stand-in may take whatever comes, so that nothing could be made worse in it. ``Strict`` refuses what the pages forbid,
as a reading of the model that shares nothing with the generator of suites; each mutant forgets one of its rules, or
answers one call otherwise. What a forgotten rule forbids is taken for what it should have been, because the stand-in
may have the rule as well.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random

from specgen.conformance.described import ComInterface, WmiClass
from specgen.conformance.target import Call, Capability, Instance, Outcome, Reply, Target
from specgen.model.entities import ComMethod, Parameter, Value, WmiMethod
from tests.mutation.promises import PRIVATE, documents, parameter_name
from tests.mutation.sites import Site

Method = WmiMethod | ComMethod
Key = tuple[str, str]
"""Owner and method, in lower case."""

SURE = 0.8
"""How sure a constraint must be to be a rule; others are left to what is inside the strict target."""
_CODED = ("uint8", "sint8", "uint16", "sint16", "uint32", "sint32", "HRESULT", "ULONG", "LONG", "DWORD", "SCODE")
_CAPABLE = frozenset({Capability.INVOKE, Capability.SUCCEEDS})


@dataclass(frozen=True)
class Carelessness:
    """What a strict target does wrong: the rule that it forgets at ``site``, or what it answers there instead."""

    site: Site
    forgets: str | None = None
    code: int | None = None
    unset: str | None = None


@dataclass(frozen=True)
class BehaviourOperator:
    """An operator: the places in a method where it applies, and how it makes the target careless."""

    name: str
    sites: Callable[[Method], Iterator[Site]]
    change: Callable[[Method, Site, Random], Carelessness]
    needs: frozenset[Capability]


class Strict:
    """A target that refuses what the pages forbid, and else does what ``inner`` does."""

    disposable = True
    allow_exec = True

    def __init__(self, inner: Target, methods: Mapping[Key, Method], careless: Carelessness | None = None) -> None:
        self._inner = inner
        self._methods = methods
        self._careless = careless
        self.name = f"strict {inner.name}"
        self.capabilities = inner.capabilities | {Capability.REFUSES}

    def describe_class(self, namespace: str | None, name: str) -> Reply[WmiClass]:
        """As the inner target has it."""
        return self._inner.describe_class(namespace, name)

    def describe_interface(self, name: str) -> Reply[ComInterface]:
        """As the inner target has it."""
        return self._inner.describe_interface(name)

    def instances(self, namespace: str | None, name: str) -> Reply[tuple[Instance, ...]]:
        """As the inner target has it."""
        return self._inner.instances(namespace, name)

    def resolves(self, namespace: str | None, reference: str) -> Reply[bool]:
        """As the inner target has it."""
        return self._inner.resolves(namespace, reference)

    def invoke(self, call: Call) -> Reply[Outcome]:
        """A refusal, if an argument breaks a rule that is not forgotten, else what the inner target answers."""
        method = self._methods.get((call.owner.lower(), call.method.lower()))
        if method is None:
            return self._inner.invoke(call)
        careless = self._careless if self._careless is not None and self._is_there(call) else None
        forgiven: dict[str, object] = {}
        for parameter in method.parameters:
            name = parameter_name(method, parameter)
            for rule in broken(parameter, call.arguments[name]) if name in call.arguments else ():
                if careless is None or (careless.forgets, careless.site.parameter) != (rule, name):
                    return Reply("ok", refusal(method, rule, name))
                forgiven[name] = meant(parameter, rule, call.arguments[name])
        if None in forgiven.values() and careless is not None and careless.forgets == "not-null":
            return Reply("ok", accepted(method, call))
        reply = self._inner.invoke(replace(call, arguments={**call.arguments, **forgiven}))
        return reply if careless is None else _worse(reply, careless)

    def reset(self) -> None:
        """As the inner target does."""
        self._inner.reset()

    def close(self) -> None:
        """Nothing: the inner target serves others too."""

    def _is_there(self, call: Call) -> bool:
        site = self._careless.site if self._careless else Site("")
        return (site.owner.lower(), str(site.method).lower()) == (call.owner.lower(), call.method.lower())


def broken(parameter: Parameter, value: object) -> Iterator[str]:
    """The rules that a value breaks: kinds of constraints."""
    for kind in rules(parameter):
        if kind == "not-null" and value is None:
            yield kind
        if kind == "reserved-zero" and value not in (0, None, False, "", b""):
            yield kind
        if kind == "bitmask" and isinstance(value, int) and value & 0xFFFFFFFF & ~_bits(parameter):
            yield kind


def rules(parameter: Parameter) -> list[str]:
    """The kinds of constraints of an in-parameter that a call can break."""
    if parameter.direction == "out":
        return []
    kinds = {one.kind for one in parameter.constraints if one.confidence >= SURE}
    if parameter.pointer or not _has_bits(parameter):
        kinds.discard("bitmask")
    if "may-be-null" in kinds:
        kinds.discard("not-null")
    return sorted(kinds & {"reserved-zero", "not-null", "bitmask"})


def refusal(method: Method, rule: str, name: str) -> Outcome:
    """How a method refuses: the documented failure that fits best, else with no code at all."""
    words = ("flag",) if rule == "bitmask" else ()
    for word in (*words, "param", "arg", ""):
        for one in method.returns.values:
            told = f"{one.symbol or ''} {one.label or ''}".lower()
            if one.success is False and one.range == "single" and word in told:
                return Outcome(one.value if one.value is not None else one.symbol)
    return Outcome(None, refused=True, detail=f"{name} must not be so ({rule})")


def meant(parameter: Parameter, rule: str, value: object) -> object:
    """The value that would have kept the rule; None for one that must not be NULL, because it could be any."""
    if rule == "bitmask" and isinstance(value, int):
        return value & _bits(parameter)
    return 0 if rule == "reserved-zero" and isinstance(value, int) else None


def accepted(method: Method, call: Call) -> Outcome:
    """The documented success, with every out-parameter."""
    successes = [one for one in method.returns.values if one.success and one.range == "single"]
    code = next((one.symbol if one.value is None else one.value for one in successes), 0)
    names = [parameter_name(method, one) for one in method.parameters if one.direction in ("out", "inout")]
    return Outcome(code, {name: call.arguments.get(name) for name in names})


def _worse(reply: Reply[Outcome], careless: Carelessness) -> Reply[Outcome]:
    if reply.status != "ok" or reply.data is None:
        return reply
    outcome = reply.data
    if careless.code is not None:
        outcome = replace(outcome, code=careless.code)
    if careless.unset is not None:
        unset = careless.unset.lower()
        outcome = replace(outcome, outs={name: one for name, one in outcome.outs.items() if name.lower() != unset})
    return replace(reply, data=outcome)


def _has_bits(parameter: Parameter) -> bool:
    return bool(parameter.values) and all(_is_bit(one) for one in parameter.values) and _bits(parameter) < 0xFFFFFFFF


def _is_bit(one: Value) -> bool:
    return one.range == "single" and isinstance(one.value, int)


def _bits(parameter: Parameter) -> int:
    bits = 0
    for one in parameter.values:
        bits |= one.value & 0xFFFFFFFF if isinstance(one.value, int) else 0
    return bits


def _answering(method: Method) -> Iterator[Site]:
    """A method whose page lists codes, as numbers or names, and leaves no others open."""
    returns = method.returns
    listed = returns.values and returns.type in _CODED and not returns.pointer and returns.others in PRIVATE
    if listed and all(one.range != "rest" for one in returns.values):
        yield Site(str(method.owner), method=method.name)


def _ruled(rule: str) -> Callable[[Method], Iterator[Site]]:
    def places(method: Method) -> Iterator[Site]:
        for one in method.parameters:
            if rule in rules(one):
                yield Site(str(method.owner), method=method.name, parameter=parameter_name(method, one))

    return places


def _given(method: Method) -> Iterator[Site]:
    for one in method.parameters:
        if one.direction in ("out", "inout"):
            yield Site(str(method.owner), method=method.name, parameter=parameter_name(method, one))


def _undocumented(method: Method, site: Site, chance: Random) -> Carelessness:
    """A code of the method's own kind: WMI's are small numbers, COM's own failures have the facility ITF."""
    if isinstance(method, WmiMethod):
        most = 0x7F if method.returns.type in ("uint8", "sint8") else 0xFFF
        codes = [code for code in range(1, most) if not documents(method.returns.values, code)]
    else:
        codes = [code for code in range(0x8004F000, 0x80050000) if not documents(method.returns.values, code)]
    return Carelessness(site, code=chance.choice(codes))


def _forgetting(rule: str) -> Callable[[Method, Site, Random], Carelessness]:
    return lambda _, site, __: Carelessness(site, forgets=rule)


def _unset(_: Method, site: Site, __: Random) -> Carelessness:
    return Carelessness(site, unset=site.parameter)


_REFUSING = frozenset({Capability.INVOKE, Capability.REFUSES})

OPERATORS: tuple[BehaviourOperator, ...] = (
    BehaviourOperator("answer undocumented code", _answering, _undocumented, _CAPABLE),
    BehaviourOperator("ignore reserved parameter", _ruled("reserved-zero"), _forgetting("reserved-zero"), _REFUSING),
    BehaviourOperator("ignore unknown flag", _ruled("bitmask"), _forgetting("bitmask"), _REFUSING),
    BehaviourOperator("accept NULL", _ruled("not-null"), _forgetting("not-null"), _REFUSING),
    BehaviourOperator("leave out-parameter", _given, _unset, frozenset({*_CAPABLE, Capability.OUT_PARAMETERS})),
)
