"""A CIM server as a target, through pywbem: a live one (``wbem:URL``), or a connection that somebody made.

Certificates are verified. Who connects is said by the environment: SPECGEN_WBEM_USER and SPECGEN_WBEM_PASSWORD;
SPECGEN_WBEM_CA names a file or folder of certificates to trust.
"""

import os
import warnings
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from specgen.conformance.described import WmiClass
from specgen.conformance.target import BaseTarget, Call, Capability, Instance, Outcome, Reply, Status, elsewhere
from specgen.conformance.targets.cim import argument, described_class, is_set, plain
from specgen.conformance.targets.documented import MissingDataError

_TIMEOUT = 30
_MOST_INSTANCES = 100
_HAS_NONE = ("CIM_ERR_NOT_FOUND", "CIM_ERR_INVALID_NAMESPACE", "CIM_ERR_INVALID_CLASS")
_CANNOT = ("CIM_ERR_NOT_SUPPORTED", "CIM_ERR_METHOD_NOT_AVAILABLE", "CIM_ERR_ACCESS_DENIED")

_NOT_WMI = frozenset({Capability.INTERFACES, Capability.IIDS, Capability.SLOTS})


class _CannotCallError(Exception):
    """A call cannot be made; the message says why."""

    def __init__(self, status: Status, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class Wbem(BaseTarget):
    """A CIM server. Asking changes nothing; instances are read up to a hundred of a class."""

    capabilities = frozenset(Capability) - _NOT_WMI - {Capability.SUCCEEDS}

    def __init__(
        self,
        connection: Any,
        name: str,
        *,
        allow_exec: bool = False,
        disposable: bool = False,
        make: Callable[[], Any] | None = None,
    ) -> None:
        self._connection = connection
        self._make = make
        self._classes: dict[tuple[str | None, str], Any] = {}
        self.name = name
        self.allow_exec = allow_exec
        self.disposable = disposable

    @classmethod
    def connect(cls, url: str, *, allow_exec: bool, timeout: float = _TIMEOUT) -> "Wbem":
        """A server at a URL (``https://host:5989``). Nothing is sent yet. Raises MissingDataError.

        ``timeout``: seconds for a request.
        """
        if find_spec("pywbem") is None:
            raise MissingDataError("wbem needs pywbem: pip install specgen[conformance]")
        host = _host(url)
        user = os.environ.get("SPECGEN_WBEM_USER")
        credentials = (user, os.environ.get("SPECGEN_WBEM_PASSWORD", "")) if user else None
        trusted = os.environ.get("SPECGEN_WBEM_CA") or None
        try:
            connection = import_module("pywbem").WBEMConnection(
                url, credentials, ca_certs=trusted, no_verification=False, timeout=timeout
            )
        except OSError as error:
            raise MissingDataError(f"SPECGEN_WBEM_CA: {error}") from error
        return cls(connection, f"CIM server {host}", allow_exec=allow_exec)

    @classmethod
    def of_connection(cls, made: Any, make: Callable[[], Any], *, allow_exec: bool = False) -> "Wbem":
        """What a factory made. A simulated server lives in this process alone: it is disposable, and made anew."""
        simulated = any(one.__module__.startswith("pywbem_mock") for one in type(made).__mro__)
        name = f"{'simulated ' if simulated else ''}CIM server of {getattr(make, '__module__', '?')}"
        return cls(
            made, name, allow_exec=allow_exec or simulated, disposable=simulated, make=make if simulated else None
        )

    def describe_class(self, namespace: str | None, name: str) -> Reply[WmiClass]:
        """GetClass, inherited members and qualifiers included."""
        found = self._asked(lambda: self._class(namespace, name), f"no class {name} in {namespace or 'its namespace'}")
        if found.status != "ok":
            reply: Reply[WmiClass] = Reply(found.status, detail=found.detail)
            return reply if self.disposable else elsewhere(reply, namespace, name)
        return Reply("ok", described_class(found.data, namespace, self._reparented))

    def instances(self, namespace: str | None, name: str) -> Reply[tuple[Instance, ...]]:
        """EnumerateInstances, subclasses included."""

        def enumerate_() -> tuple[Instance, ...]:
            found = self._connection.EnumerateInstances(
                name, namespace=self._space(namespace), LocalOnly=False, DeepInheritance=True
            )
            return tuple(_instance(one) for one in found[:_MOST_INSTANCES])

        return self._asked(enumerate_, f"no class {name}")

    def resolves(self, namespace: str | None, reference: str) -> Reply[bool]:
        """GetInstance of a path in WBEM URI form."""
        pywbem = import_module("pywbem")
        try:
            path = pywbem.CIMInstanceName.from_wbem_uri(reference)
        except ValueError as error:
            return Reply("error", detail=f"{reference} is no object path: {error}")
        path.namespace = path.namespace or self._space(namespace)
        found = self._asked(lambda: self._connection.GetInstance(path) is not None, "")
        return Reply("ok", data=False) if found.status == "absent" else found

    def invoke(self, call: Call) -> Reply[Outcome]:
        """InvokeMethod on the class where the method is static, else on an instance.

        The instance with the keys of the call; on a simulated server without keys the first one that it lists. Nothing
        is sent by a target that was not started with ``allow_exec``.
        """
        if not self.allow_exec:
            return Reply("unsupported", detail=f"{self.name} was not started so that it allows calls")
        found = self._asked(lambda: self._class(call.namespace, call.owner), f"no class {call.owner}")
        if found.status != "ok" or found.data is None:
            return Reply(found.status, detail=found.detail)
        method = found.data.methods.get(call.method)
        if method is None:
            return Reply("absent", detail=f"no {call.owner}.{call.method}")
        prepared = self._asked(lambda: self._prepared(found.data, method, call), "")
        if prepared.status != "ok" or prepared.data is None:
            return Reply(prepared.status, detail=prepared.detail)
        where, sent = prepared.data
        return self._asked(lambda: self._outcome(call.method, where, sent), "")

    def _prepared(self, found: Any, method: Any, call: Call) -> tuple[Any, list[Any]]:
        """What to call the method on, and its arguments. Raises _CannotCallError."""
        try:
            sent = [argument(method, name, value) for name, value in call.arguments.items()]
            return self._place(found, method, call), sent
        except (TypeError, ValueError) as error:
            raise _CannotCallError("error", f"{type(error).__name__}: {error}") from error

    def _outcome(self, name: str, where: Any, sent: list[Any]) -> Outcome:
        """What InvokeMethod gives; a CIM error is a refusal, unless it says that there is no such thing as calls."""
        pywbem = import_module("pywbem")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", pywbem.MissingKeybindingsWarning)
                code, outs = self._connection.InvokeMethod(name, where, sent)
        except pywbem.CIMError as error:
            if error.status_code_name in _CANNOT:
                raise
            return Outcome(error.status_code_name, refused=True, detail=_told(error))
        return Outcome(plain(code), {key: plain(value) for key, value in outs.items()})

    def reset(self) -> None:
        """Makes a simulated server anew."""
        if self._make is not None:
            self._connection = self._make()

    def close(self) -> None:
        """Lets go of the connection."""
        close = getattr(self._connection, "close", None)
        if close is not None:
            close()

    @property
    def _reparented(self) -> frozenset[str] | set[str]:
        return frozenset()

    def _space(self, namespace: str | None) -> str | None:
        """The namespace to ask in; the connection's own where the pages do not say, or mean all."""
        return None if namespace in (None, "*") else namespace

    def _class(self, namespace: str | None, name: str) -> Any:
        """The class; a server is asked for each once, since declarations do not change under a test."""
        key = (self._space(namespace), name.lower())
        if key not in self._classes:
            self._classes[key] = self._connection.GetClass(name, key[0], LocalOnly=False, IncludeQualifiers=True)
        return self._classes[key]

    def _place(self, found: Any, method: Any, call: Call) -> Any:
        """What to call the method on. Raises _CannotCallError where there is nothing."""
        pywbem = import_module("pywbem")
        space = self._space(call.namespace)
        if is_set(method, "Static"):
            return pywbem.CIMClassName(call.owner, namespace=space)
        if call.keys:
            types = {one.name.lower(): one.type for one in found.properties.values()}
            keys = {name: _key(value, types.get(name.lower())) for name, value in call.keys.items()}
            return pywbem.CIMInstanceName(call.owner, keybindings=keys, namespace=space)
        if not self.disposable:
            # Which instance it is must not be left to the order in which the server lists them.
            raise _CannotCallError(
                "unsupported", f"{call.owner}.{call.method} needs the keys of an instance to call it on"
            )
        paths = self._connection.EnumerateInstanceNames(call.owner, namespace=space)
        if not paths:
            raise _CannotCallError(
                "unsupported", f"{self.name} has no instance of {call.owner} to call {call.method} on"
            )
        return paths[0]

    def _asked(self, ask: Callable[[], Any], absent: str) -> Reply[Any]:
        """A reply from a question: what CIM says of its failure, in the protocol's words."""
        pywbem = import_module("pywbem")
        try:
            return Reply("ok", ask())
        except _CannotCallError as error:
            return Reply(error.status, detail=str(error))
        except pywbem.CIMError as error:
            if error.status_code_name in _HAS_NONE:
                return Reply("absent", detail=absent or _told(error))
            return Reply("unsupported" if error.status_code_name in _CANNOT else "error", detail=_told(error))
        except pywbem.TimeoutError as error:
            return Reply("timeout", detail=str(error))
        except pywbem.Error as error:
            # With urllib3 2 pywbem calls most time-outs errors of the connection.
            late = isinstance(error, pywbem.ConnectionError) and "timed out" in str(error)
            return Reply("timeout" if late else "error", detail=f"{type(error).__name__}: {error}")


def _host(url: str) -> str:
    """The server that a URL names. Raises MissingDataError where it names none, or who connects."""
    try:
        parts = urlsplit(url)
        named = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        named = False
    if not named:
        # What stands ahead of an @ may be a password.
        raise MissingDataError(f"wbem:{url.rpartition('@')[2]} names no server: it is wbem:https://HOST:PORT")
    if "@" in parts.netloc:
        raise MissingDataError(
            "wbem: put who connects into SPECGEN_WBEM_USER and SPECGEN_WBEM_PASSWORD, not in the URL"
        )
    return str(parts.hostname)


def _instance(found: Any) -> Instance:
    path = found.path.to_wbem_uri() if found.path is not None else None
    return Instance(path, {name: plain(one.value) for name, one in found.properties.items()})


def _key(value: object, kind: str | None) -> Any:
    return value if kind in (None, "reference") else import_module("pywbem").cimvalue(value, kind)


def _told(error: Any) -> str:
    return f"{error.status_code_name}: {error.status_description}"
