"""The decorators of generated tests: one test for each promise, with an id that reads like the API."""

from collections.abc import Callable

import pytest

from specgen.conformance.described import ComInterface, Method, Parameter, Property, WmiClass

Promise = Method | WmiClass | ComInterface
Mark = pytest.MarkDecorator


def promised(*promises: Promise) -> Mark:
    """Runs a test for each promise, as argument ``promise``."""
    return pytest.mark.parametrize("promise", [pytest.param(one, id=identity(one)) for one in promises])


def each_parameter(method: Method, having: str = "name") -> Mark:
    """Runs a test for each parameter of ``method`` of which the page says ``having``, as argument ``parameter``.

    ``having`` is a field of Parameter, or "name" for all of them.
    """
    chosen = [one for one in method.parameters if having == "name" or says(one, having)]
    named = [pytest.param(one, id=f"{identity(method)}::{_member(method, one)}") for one in chosen]
    return pytest.mark.parametrize("parameter", named)


def each_property(owner: WmiClass, having: str = "name") -> Mark:
    """Runs a test for each property of ``owner`` of which the page says ``having``, as argument ``wanted``."""
    chosen = [one for one in owner.properties if says(one, having)]
    return pytest.mark.parametrize("wanted", [pytest.param(one, id=f"{identity(owner)}::{one.name}") for one in chosen])


_SAYS: dict[str, Callable[[Parameter | Property], bool]] = {
    "out": lambda one: isinstance(one, Parameter) and one.direction in ("out", "inout") and one.name is not None,
    "flags": lambda one: _is_sent(one) and one.flags and bool(one.values) and "mask" not in (one.name or "").lower(),
    "null": lambda one: _is_sent(one) and one.null == "forbidden",
    "reserved": lambda one: _is_sent(one) and one.reserved,
    "after": lambda one: _is_sent(one) and one.after is not None,
    "ref": lambda one: one.ref,
}


def _is_sent(one: Parameter | Property) -> bool:
    return isinstance(one, Parameter) and one.direction != "out"


def says(one: Parameter | Property, what: str) -> bool:
    """Whether the page says ``what`` of it: a field, or "out" for what comes back."""
    told = _SAYS.get(what)
    return told(one) if told else getattr(one, what) is not None


def identity(promise: Promise) -> str:
    """The part of a test's id that names what it is about: ``wmi/Class.Method``, ``com/Interface``."""
    name = promise.name if isinstance(promise, (WmiClass, ComInterface)) else f"{promise.owner}.{promise.name}"
    return f"{promise.technology}/{name}"


def _member(method: Method, parameter: Parameter) -> str:
    return parameter.name or f"#{method.parameters.index(parameter) + 1}"
