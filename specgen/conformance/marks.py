"""The decorators of generated tests: one test for each promise, with an id that reads like the API."""

from collections.abc import Iterable

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
    return _for_each(method, [one for one in method.parameters if having == "name" or getattr(one, having) is not None])


def parameters(method: Method, *keys: str) -> Mark:
    """Runs a test for each of these parameters, as argument ``parameter``; ``#1`` is a first one without a name."""
    return _for_each(method, [one for one in method.parameters if _key(method, one) in keys])


def _for_each(method: Method, chosen: Iterable[Parameter]) -> Mark:
    named = [pytest.param(one, id=f"{identity(method)}::{_key(method, one)}") for one in chosen]
    return pytest.mark.parametrize("parameter", named)


def each_property(owner: WmiClass, having: str = "name") -> Mark:
    """Runs a test for each property of ``owner`` of which the page says ``having``, as argument ``wanted``.

    ``having`` is a field of Property, by default its name, which all have.
    """
    return _for_each_of(owner, [one for one in owner.properties if getattr(one, having) is not None])


def properties(owner: WmiClass, *names: str) -> Mark:
    """Runs a test for each of these properties, as argument ``wanted``."""
    return _for_each_of(owner, [one for one in owner.properties if one.name in names])


def _for_each_of(owner: WmiClass, chosen: Iterable[Property]) -> Mark:
    return pytest.mark.parametrize("wanted", [pytest.param(one, id=f"{identity(owner)}::{one.name}") for one in chosen])


def identity(promise: Promise) -> str:
    """The part of a test's id that names what it is about: ``wmi/Class.Method``, ``com/Interface``."""
    name = promise.name if isinstance(promise, (WmiClass, ComInterface)) else f"{promise.owner}.{promise.name}"
    return f"{promise.technology}/{name}"


def _key(method: Method, parameter: Parameter) -> str:
    return parameter.name or f"#{method.parameters.index(parameter) + 1}"
