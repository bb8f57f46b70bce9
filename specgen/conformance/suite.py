"""What ``conftest.py`` of a generated suite builds its fixtures from, and the decorators of its tests."""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from specgen.conformance.com_object import ComObjects
from specgen.conformance.described import ComInterface, Method, Parameter, WmiClass
from specgen.conformance.documented import MissingDataError
from specgen.conformance.headers_target import Headers
from specgen.conformance.permission import Permission
from specgen.conformance.session import Com, Wmi
from specgen.conformance.target import Target
from specgen.conformance.wmi_mock import WmiMock, is_installed

HEADERS = "headers"
"""What a target is called that reads C++ headers: ``headers:DIR``."""
Promise = Method | WmiClass | ComInterface
Mark = pytest.MarkDecorator


class TargetError(ValueError):
    """``--specgen-target`` names no factory, or the factory made no target; the message says which."""


def open_target(place: str, folder: Path) -> Target:
    """The target that ``MODULE:FACTORY`` makes, or ``headers:DIR`` names; modules in ``folder`` are found too.

    Raises TargetError.
    """
    module, colon, factory = place.partition(":")
    if not (module and colon and factory):
        raise TargetError(f"a target is named headers:DIR or MODULE:FACTORY, not {place!r}")
    if module == HEADERS:
        return _headers(Path(factory))
    # At the end, so that a file that happens to lie there shadows nothing.
    if str(folder) not in sys.path:
        sys.path.append(str(folder))
    try:
        made: Any = getattr(import_module(module), factory)()
    except (ImportError, AttributeError, TypeError) as error:
        raise TargetError(f"no target from {place}: {error}") from error
    missing = [name for name in ("name", "capabilities", "describe_class", "invoke") if not hasattr(made, name)]
    if missing:
        raise TargetError(f"{place} made no target: it has no {', '.join(missing)}")
    target: Target = made
    return target


def _headers(place: Path) -> Target:
    """The COM interfaces of the C++ headers in a folder, or of one header."""
    try:
        return Headers.read(place)
    except MissingDataError as error:
        raise TargetError(str(error)) from error


class Suite:
    """One test run: the user's target, or a default one for each technology."""

    def __init__(self, permission: Permission, target: str | None, folder: Path) -> None:
        self._permission = permission
        self._place = target
        self._folder = folder
        self._target: Target | None = None
        self._opened: list[Target] = []

    def wmi(self, namespaces: Mapping[str | None, Path], model: Path, locale: str | None) -> Wmi:
        """The WMI side. Without ``--specgen-target``: pywbem's mock with the MOF of ``namespaces``."""
        return Wmi(self._own() or self._default(lambda: _mock(namespaces, model, locale)), self._permission)

    def com(self, model: Path, locale: str | None) -> Com:
        """The COM side. Without ``--specgen-target``: objects made from the files in ``model``."""
        return Com(self._own() or self._default(lambda: _objects(model, locale)), self._permission)

    def close(self) -> None:
        """Closes every target that was opened."""
        while self._opened:
            close = getattr(self._opened.pop(), "close", None)
            if close is not None:
                close()

    def _own(self) -> Target | None:
        if self._place and self._target is None:
            self._target = self._default(lambda: open_target(str(self._place), self._folder))
        return self._target

    def _default(self, make: Callable[[], Target]) -> Target:
        target = make()
        self._opened.append(target)
        return target


def _mock(namespaces: Mapping[str | None, Path], model: Path, locale: str | None) -> Target:
    if not is_installed():
        pytest.skip("the default WMI target needs pywbem: pip install specgen[wbem], or give --specgen-target")
    try:
        return WmiMock.read(namespaces, model, locale)
    except MissingDataError as error:
        trouble = str(error)
    pytest.fail(trouble, pytrace=False)


def _objects(model: Path, locale: str | None) -> Target:
    try:
        return ComObjects.read(model, locale)
    except MissingDataError as error:
        trouble = str(error)
    pytest.fail(trouble, pytrace=False)


def promised(*promises: Promise) -> Mark:
    """Runs a test for each promise, as argument ``promise``."""
    return pytest.mark.parametrize("promise", [pytest.param(one, id=identity(one)) for one in promises])


def each_parameter(method: Method, having: str = "name") -> Mark:
    """Runs a test for each parameter of ``method`` of which the page says ``having``, as argument ``parameter``."""
    chosen = [one for one in method.parameters if having == "name" or getattr(one, having) is not None]
    named = [pytest.param(one, id=f"{identity(method)}::{_member(method, one)}") for one in chosen]
    return pytest.mark.parametrize("parameter", named)


def each_property(owner: WmiClass, having: str = "name") -> Mark:
    """Runs a test for each property of ``owner`` of which the page says ``having``, as argument ``wanted``."""
    chosen = [one for one in owner.properties if getattr(one, having)]
    return pytest.mark.parametrize("wanted", [pytest.param(one, id=f"{identity(owner)}::{one.name}") for one in chosen])


def identity(promise: Promise) -> str:
    """The part of a test's id that names what it is about: ``wmi/Class.Method``, ``com/Interface``."""
    name = promise.name if isinstance(promise, (WmiClass, ComInterface)) else f"{promise.owner}.{promise.name}"
    return f"{promise.technology}/{name}"


def _member(method: Method, parameter: Parameter) -> str:
    return parameter.name or f"#{method.parameters.index(parameter) + 1}"
