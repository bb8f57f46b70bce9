"""A small RDMS provider: virtual desktop sessions in a Python model, served through pywbem_mock.

Written from the documentation pages alone; NOTES.md names the pages and lists what had to be decided.

The sessions live in a ``Sessions`` model. The mock server holds no copies of them: its instance store asks the
model each time, so what a client reads is what the model holds.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pywbem import (
    CIM_ERR_METHOD_NOT_FOUND,
    CIM_ERR_NOT_FOUND,
    CIM_ERR_NOT_SUPPORTED,
    CIMError,
    CIMInstance,
    CIMInstanceName,
    CIMParameter,
    CIMProperty,
    Uint32,
)
from pywbem_mock import BaseObjectStore, FakedWBEMConnection, InMemoryRepository, MethodProvider

NAMESPACE: Final = "root/cimv2/rdms"
CLASS_NAME: Final = "Win32_VirtualDesktopSession"

#: Properties in the order of the class page's syntax block.
MOF: Final = """
Qualifier Amendment : boolean = false, Scope(class);
Qualifier Dynamic : boolean = false, Scope(class);
Qualifier Provider : string = null, Scope(class);
Qualifier Key : boolean = false, Scope(property), Flavor(DisableOverride, ToSubclass);
Qualifier Read : boolean = true, Scope(property);
Qualifier In : boolean = true, Scope(parameter), Flavor(DisableOverride, ToSubclass);

[Dynamic, Provider("Win32_RDManagement_Prov"), Amendment]
class Win32_VirtualDesktopSession
{
    [Read, Key] string VMHostName;
    [Read, Key] uint32 SessionId;
    [Read] string VMName;
    [Read] uint32 ConnectState;
    [Read] string UserName;
    [Read] string DomainName;
    [Read] string CollectionId;
    [Read] string ClientMachineName;
    uint32 Disconnect();
    uint32 Logoff();
    uint32 SendMessage([In] string Title, [In] string Message);
};
"""

#: A session is named by its host and its number: the two keys of the class.
Key = tuple[str, int]


class WmiCode(enum.IntEnum):
    """The return values used here: success and two of the provider's documented errors."""

    SUCCESS = 0
    NOT_FOUND = 0x80041002
    INVALID_METHOD_PARAMETERS = 0x8004102F


class ConnectState(enum.IntEnum):
    """The two states a session has here; the pages give the property no values (see NOTES.md)."""

    ACTIVE = 0
    DISCONNECTED = 4


@dataclass(frozen=True)
class Message:
    """One message that was sent to a session's user."""

    title: str
    text: str


@dataclass
class Session:
    """One virtual desktop session."""

    vm_host_name: str
    session_id: int
    vm_name: str = ""
    user_name: str = ""
    domain_name: str = ""
    collection_id: str = ""
    client_machine_name: str | None = None
    connect_state: ConnectState = ConnectState.ACTIVE
    messages: list[Message] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Refuse a session number that is no uint32."""
        Uint32(self.session_id)

    @property
    def key(self) -> Key:
        """What the session is found by."""
        return (self.vm_host_name, self.session_id)


class Sessions:
    """The model: the sessions that are open, and the keys of those that have ended."""

    def __init__(self, sessions: Iterable[Session] = ()) -> None:
        self._open: dict[Key, Session] = {}
        self._ended: set[Key] = set()
        for session in sessions:
            self.log_on(session)

    def __iter__(self) -> Iterator[Session]:
        return iter(tuple(self._open.values()))

    def __len__(self) -> int:
        return len(self._open)

    def log_on(self, session: Session) -> None:
        """Open a session; a key that an ended session had may be used again."""
        if session.key in self._open:
            raise ValueError(f"two open sessions with the key {session.key}")
        self._open[session.key] = session
        self._ended.discard(session.key)

    def get(self, key: Key) -> Session | None:
        """The open session with this key."""
        return self._open.get(key)

    def has_ended(self, key: Key) -> bool:
        """Whether a session with this key was here and is gone."""
        return key in self._ended

    def logoff(self, key: Key) -> WmiCode:
        """End a session."""
        if self._open.pop(key, None) is None:
            return WmiCode.NOT_FOUND
        self._ended.add(key)
        return WmiCode.SUCCESS

    def disconnect(self, key: Key) -> WmiCode:
        """Take the client off a session and keep the session, whether or not a client was on it."""
        session = self._open.get(key)
        if session is None:
            return WmiCode.NOT_FOUND
        session.connect_state = ConnectState.DISCONNECTED
        session.client_machine_name = None
        return WmiCode.SUCCESS

    def send_message(self, key: Key, title: object, text: object) -> WmiCode:
        """Keep a message for a session's user; title and text must both be strings."""
        session = self._open.get(key)
        if session is None:
            return WmiCode.NOT_FOUND
        if not isinstance(title, str) or not isinstance(text, str):
            return WmiCode.INVALID_METHOD_PARAMETERS
        session.messages.append(Message(title, text))
        return WmiCode.SUCCESS


def path_of(session: Session) -> CIMInstanceName:
    """The instance path a client reaches a session by."""
    keys = {"VMHostName": session.vm_host_name, "SessionId": Uint32(session.session_id)}
    return CIMInstanceName(CLASS_NAME, keybindings=keys, namespace=NAMESPACE)


def instance_of(session: Session) -> CIMInstance:
    """A session as a client sees it."""
    values: dict[str, tuple[str, object]] = {
        "VMHostName": ("string", session.vm_host_name),
        "SessionId": ("uint32", session.session_id),
        "VMName": ("string", session.vm_name),
        "ConnectState": ("uint32", int(session.connect_state)),
        "UserName": ("string", session.user_name),
        "DomainName": ("string", session.domain_name),
        "CollectionId": ("string", session.collection_id),
        "ClientMachineName": ("string", session.client_machine_name),
    }
    properties = [CIMProperty(name, value, type=cim_type) for name, (cim_type, value) in values.items()]
    return CIMInstance(CLASS_NAME, properties=properties, path=path_of(session))


def key_of(path: CIMInstanceName) -> Key | None:
    """The key that an instance path names, or None if it cannot name a session."""
    if path.classname.lower() != CLASS_NAME.lower() or len(path.keybindings) != 2:
        return None
    host, number = path.keybindings.get("VMHostName"), path.keybindings.get("SessionId")
    if not isinstance(host, str) or not isinstance(number, int):
        return None
    return (host, int(number))


class SessionStore(BaseObjectStore):  # type: ignore[misc]  # pywbem_mock ships no types
    """The namespace's instances, read from the model; clients cannot write them."""

    def __init__(self, sessions: Sessions) -> None:
        super().__init__(CIMInstance)
        self._sessions = sessions

    def object_exists(self, name: CIMInstanceName) -> bool:
        """Whether a session with this path is or was here.

        A session that has ended still counts, because the mock server asks this before it calls a method, and it
        is the method that answers for an ended session. ``get`` and the enumerations do not show it.
        """
        key = key_of(name)
        return key is not None and (self._sessions.get(key) is not None or self._sessions.has_ended(key))

    def get(self, name: CIMInstanceName, copy: bool | None = True) -> CIMInstance:
        """The session as an instance of its own, so that there is nothing to copy."""
        key = key_of(name)
        session = None if key is None else self._sessions.get(key)
        if session is None:
            raise CIMError(CIM_ERR_NOT_FOUND, f"No open session: {name}")
        return instance_of(session)

    def create(self, name: CIMInstanceName, cim_object: CIMInstance) -> None:
        """Refuse: a session begins when a user logs on."""
        raise CIMError(CIM_ERR_NOT_SUPPORTED, f"A session cannot be created: {name}")

    def update(self, name: CIMInstanceName, cim_object: CIMInstance) -> None:
        """Refuse: every property is read-only."""
        raise CIMError(CIM_ERR_NOT_SUPPORTED, f"A session's properties are read-only: {name}")

    def delete(self, name: CIMInstanceName) -> None:
        """Refuse: a session ends by its Logoff method."""
        self.get(name)
        raise CIMError(CIM_ERR_NOT_SUPPORTED, f"A session cannot be deleted, only logged off: {name}")

    def iter_names(self) -> Iterator[CIMInstanceName]:
        """The paths of the open sessions."""
        return (path_of(session) for session in self._sessions)

    def iter_values(self, copy: bool | None = True) -> Iterator[CIMInstance]:
        """The open sessions."""
        return (instance_of(session) for session in self._sessions)

    def len(self) -> int:
        """How many sessions are open."""
        return len(self._sessions)


class Repository(InMemoryRepository):  # type: ignore[misc]  # pywbem_mock ships no types
    """A repository in memory whose instances in the RDMS namespace are the model's sessions."""

    def __init__(self, sessions: Sessions) -> None:
        super().__init__(NAMESPACE)
        self._sessions = SessionStore(sessions)

    def get_instance_store(self, namespace: str) -> BaseObjectStore:
        """The model's sessions in the RDMS namespace, and a store in memory elsewhere."""
        if namespace.strip("/").lower() == NAMESPACE:
            return self._sessions
        return super().get_instance_store(namespace)


class Connection(FakedWBEMConnection):  # type: ignore[misc]  # pywbem_mock ships no types
    """A mock connection over a repository that was made elsewhere."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        super().__init__(default_namespace=NAMESPACE)

    @property
    def cimrepository(self) -> Repository:
        """The repository that was given."""
        return self._repository


class SessionMethods(MethodProvider):  # type: ignore[misc]  # pywbem_mock ships no types
    """The three methods of the class.

    The mock server has checked the call before it comes here: the path names a session that is or was here, the
    method and its parameters are declared, and each parameter that was given has the declared type.
    """

    provider_classnames = CLASS_NAME

    def __init__(self, repository: Repository, sessions: Sessions) -> None:
        super().__init__(repository)
        self._sessions = sessions

    def InvokeMethod(  # noqa: N802  # the name is pywbem_mock's
        self, methodname: str, localobject: CIMInstanceName, params: Mapping[str, CIMParameter]
    ) -> tuple[Uint32, dict[str, Any]]:
        """Run a method and give its return value; none of them has an output parameter."""
        key = key_of(localobject)
        if key is None:
            raise CIMError(CIM_ERR_NOT_FOUND, f"Not the path of a session: {localobject}")
        return Uint32(self._run(methodname.lower(), key, params)), {}

    def _run(self, method: str, key: Key, params: Mapping[str, CIMParameter]) -> WmiCode:
        if method == "logoff":
            return self._sessions.logoff(key)
        if method == "disconnect":
            return self._sessions.disconnect(key)
        if method == "sendmessage":
            return self._sessions.send_message(key, _value(params, "Title"), _value(params, "Message"))
        raise CIMError(CIM_ERR_METHOD_NOT_FOUND, f"No such method: {method}")


def _value(params: Mapping[str, CIMParameter], name: str) -> object:
    """A parameter's value; None if it was left out."""
    parameter = params.get(name)
    return None if parameter is None else parameter.value


def server(sessions: Sessions | Iterable[Session] = ()) -> FakedWBEMConnection:
    """A mock WBEM server with these sessions; give a ``Sessions`` to log users on later."""
    model = sessions if isinstance(sessions, Sessions) else Sessions(sessions)
    repository = Repository(model)
    connection = Connection(repository)
    connection.compile_mof_string(MOF, namespace=NAMESPACE)
    connection.register_provider(SessionMethods(repository, model), namespaces=NAMESPACE)
    return connection
