"""A small MAPI subsystem: logging on, sessions, notifications of a logoff, logging off, releasing.

Written from the documentation pages alone; NOTES.md names the pages and lists what had to be decided.

Methods and parameters have the names of the pages. A method returns its HRESULT as a signed 32 bit number; one with
output parameters returns a tuple, with the HRESULT first and the outputs after it in the page's order.
"""

# ruff: noqa: N802, N803, N815  # names of methods, parameters and members are those of the pages

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol


def hresult(bits: int) -> int:
    """The signed number that a 32 bit pattern stands for."""
    return bits - (1 << 32) if bits & 0x80000000 else bits


S_OK: Final = 0
MAPI_W_NO_SERVICE: Final = 0x00040203
MAPI_E_INTERFACE_NOT_SUPPORTED: Final = hresult(0x80004002)
MAPI_E_NO_SUPPORT: Final = hresult(0x80040102)
MAPI_E_UNKNOWN_FLAGS: Final = hresult(0x80040106)
MAPI_E_INVALID_OBJECT: Final = hresult(0x80040108)
MAPI_E_LOGON_FAILED: Final = hresult(0x80040111)
MAPI_E_USER_CANCEL: Final = hresult(0x80040113)
MAPI_E_INVALID_PARAMETER: Final = hresult(0x80070057)

MAPI_LOGOFF_SHARED: Final = 1
MAPI_LOGOFF_UI: Final = 2
MAPI_UNICODE: Final = 0x80000000

FNEV_CRITICAL_ERROR: Final = 0x00000001
FNEV_EXTENDED: Final = 0x80000000

IID_IUNKNOWN: Final = "00000000-0000-0000-C000-000000000046"
IID_IMAPISESSION: Final = "00020300-0000-0000-C000-000000000046"

#: The limit of the page of MAPILogonEx on a profile's name.
PROFILE_NAME_LIMIT: Final = 64
#: What QueryIdentity points to when the session has no primary identity.
NO_IDENTITY: Final = b"\0" * 4

#: All methods in vtable order: IUnknown's, then those of the interface's page. Those that ``Session`` does not define
#: are no part of this implementation.
VTABLE: Final = (
    "QueryInterface",
    "AddRef",
    "Release",
    "GetLastError",
    "GetMsgStoresTable",
    "OpenMsgStore",
    "OpenAddressBook",
    "OpenProfileSection",
    "GetStatusTable",
    "OpenEntry",
    "CompareEntryIDs",
    "Advise",
    "Unadvise",
    "MessageOptions",
    "QueryDefaultMessageOpt",
    "EnumAdrTypes",
    "QueryIdentity",
    "Logoff",
    "SetDefaultStore",
    "AdminServices",
    "ShowForm",
    "PrepareForm",
)

_ERROR_TEXTS: Final = {
    MAPI_E_INTERFACE_NOT_SUPPORTED: "The object does not have this interface.",
    MAPI_E_NO_SUPPORT: "Events on single objects are not supported.",
    MAPI_E_UNKNOWN_FLAGS: "A flag is set that the method does not have.",
    MAPI_E_USER_CANCEL: "The user did not confirm.",
    MAPI_E_INVALID_PARAMETER: "A parameter has a value that is not allowed.",
}


@dataclass(frozen=True)
class MapiError:
    """A MAPIERROR structure."""

    ulVersion: int
    lpszError: str
    lpszComponent: str
    ulLowLevelError: int
    ulContext: int


@dataclass(frozen=True)
class Notification:
    """A NOTIFICATION structure, as far as a session sends one: only the kind of event."""

    ulEventType: int


class AdviseSink(Protocol):
    """What a client registers with ``Advise``: an IMAPIAdviseSink."""

    def OnNotify(self, cNotif: int, lpNotifications: Sequence[Notification]) -> int:
        """Take notice of one or more events."""


#: Asks the user to confirm a logoff, over the window whose handle is given.
Ask = Callable[[int], bool]


class LogonError(Exception):
    """A logon that failed, with its HRESULT."""

    def __init__(self, result: int) -> None:
        super().__init__(f"logon failed: 0x{result & 0xFFFFFFFF:08X}")
        self.result = result


@dataclass
class _Link:
    """What the clients of one session have in common; an individual session has one client."""

    profile: str
    identity: bytes | None
    shared: bool
    clients: list[Session] = field(default_factory=list)
    closing: bool = False

    def notify(self, event: int, *, without: Session | None = None) -> None:
        """Send an event to the clients, or to all but one."""
        for client in tuple(self.clients):
            if client is not without:
                client.notify(event)

    def announce_logoff(self, sender: Session) -> None:
        """Tell the other clients that they should log off; once, however many ask for it."""
        if self.shared and not self.closing:
            self.closing = True
            self.notify(FNEV_CRITICAL_ERROR, without=sender)

    def leave(self, client: Session) -> None:
        """Take a client off the session."""
        if client in self.clients:
            self.clients.remove(client)


class Session:
    """A session object: what one client holds of a session, individual or shared."""

    def __init__(self, link: _Link, ask: Ask | None) -> None:
        self._link = link
        self._ask = ask
        self._references = 1
        self._ended = False
        self._last_error = S_OK
        self._sinks: dict[int, tuple[int, AdviseSink]] = {}
        self._numbers = itertools.count(1)
        link.clients.append(self)

    @property
    def profile(self) -> str:
        """The name of the profile that the session was begun with."""
        return self._link.profile

    def QueryInterface(self, riid: str) -> tuple[int, Session | None]:
        """The object itself, with one more reference, for the interfaces it has."""
        if not self._usable():
            return MAPI_E_INVALID_OBJECT, None
        if riid.upper() not in {IID_IUNKNOWN, IID_IMAPISESSION}:
            return self._failed(MAPI_E_INTERFACE_NOT_SUPPORTED), None
        self.AddRef()
        return S_OK, self

    def AddRef(self) -> int:
        """Add a reference; after a logoff nothing changes."""
        if self._usable():
            self._references += 1
        return self._references

    def Release(self) -> int:
        """Take a reference back; with the last one the object is gone, and with it what it had registered."""
        if self._references:
            self._references -= 1
        if not self._references:
            self._close()
        return self._references

    def GetLastError(self, hResult: int, ulFlags: int) -> tuple[int, MapiError | None]:
        """What is known of the last error, if it is the one that is asked for."""
        if not self._usable():
            return MAPI_E_INVALID_OBJECT, None
        if ulFlags & ~MAPI_UNICODE:
            return MAPI_E_UNKNOWN_FLAGS, None
        if hResult != self._last_error or hResult not in _ERROR_TEXTS:
            return S_OK, None
        return S_OK, MapiError(0, _ERROR_TEXTS[hResult], "MAPI session", 0, 0)

    def Advise(
        self, cbEntryID: int, lpEntryID: bytes | None, ulEventMask: int, lpAdviseSink: AdviseSink
    ) -> tuple[int, int]:
        """Register for events of the session; those of single objects are not supported here."""
        if not self._usable():
            return MAPI_E_INVALID_OBJECT, 0
        if lpEntryID is not None:
            return self._failed(MAPI_E_NO_SUPPORT), 0
        if cbEntryID:
            return self._failed(MAPI_E_INVALID_PARAMETER), 0
        number = next(self._numbers)
        self._sinks[number] = (ulEventMask | FNEV_CRITICAL_ERROR, lpAdviseSink)
        return S_OK, number

    def Unadvise(self, ulConnection: int) -> int:
        """Cancel a registration."""
        if not self._usable():
            return MAPI_E_INVALID_OBJECT
        if self._sinks.pop(ulConnection, None) is None:
            return self._failed(MAPI_E_INVALID_PARAMETER)
        return S_OK

    def QueryIdentity(self) -> tuple[int, int, bytes | None]:
        """The length and bytes of the entry identifier of the user the session stands for."""
        if not self._usable():
            return MAPI_E_INVALID_OBJECT, 0, None
        if self._link.identity is None:
            return MAPI_W_NO_SERVICE, len(NO_IDENTITY), NO_IDENTITY
        return S_OK, len(self._link.identity), self._link.identity

    def Logoff(self, ulUIParam: int, ulFlags: int, ulReserved: int) -> int:
        """End this client's session, and tell the others of a shared one to end theirs if the flag for it is set."""
        if not self._usable():
            return MAPI_E_INVALID_OBJECT
        if ulFlags & ~(MAPI_LOGOFF_SHARED | MAPI_LOGOFF_UI):
            return self._failed(MAPI_E_UNKNOWN_FLAGS)
        if ulReserved:
            return self._failed(MAPI_E_INVALID_PARAMETER)
        if ulFlags & MAPI_LOGOFF_UI and not self._confirmed(ulUIParam):
            return self._failed(MAPI_E_USER_CANCEL)
        self._log_off(shared=bool(ulFlags & MAPI_LOGOFF_SHARED))
        return S_OK

    def notify(self, event: int) -> None:
        """Send an event of the session to the sinks that are registered for it."""
        for mask, sink in tuple(self._sinks.values()):
            if mask & event:
                sink.OnNotify(1, (Notification(event),))

    def _usable(self) -> bool:
        return not self._ended and self._references > 0

    def _failed(self, result: int) -> int:
        self._last_error = result
        return result

    def _confirmed(self, window: int) -> bool:
        return self._ask is None or self._ask(window)

    def _log_off(self, *, shared: bool) -> None:
        """Refuse calls first and notify then, so that a sink that answers with a call finds the session ended."""
        self._ended = True
        if shared:
            self._link.announce_logoff(self)
        self._link.notify(FNEV_EXTENDED)
        self._close()

    def _close(self) -> None:
        self._ended = True
        self._sinks = {}
        self._link.leave(self)


class Subsystem:
    """MAPI on one machine: it knows the shared session, of which there is at most one to be had."""

    def __init__(self) -> None:
        self._shared: _Link | None = None

    def logon(
        self, profile: str | None, *, shared: bool = False, identity: bytes | None = None, ask: Ask | None = None
    ) -> Session:
        """A session object of the client's own.

        With ``shared`` it belongs to the shared session, which is begun if there is none; if there is one, profile
        and identity are those it was begun with, and what is given here counts for nothing. Without, it is the only
        one of a new individual session. ``ask`` stands for the dialog box of a logoff.
        """
        if shared and self._shared is not None and self._shared.clients and not self._shared.closing:
            return Session(self._shared, ask)
        if not profile or len(profile) > PROFILE_NAME_LIMIT:
            raise LogonError(MAPI_E_LOGON_FAILED)
        link = _Link(profile, identity, shared)
        if shared:
            self._shared = link
        return Session(link, ask)


_SUBSYSTEM: Final = Subsystem()


def logon(profile: str | None, *, shared: bool = False, subsystem: Subsystem = _SUBSYSTEM) -> Session:
    """Log on to a subsystem; to the process's own unless another one is given."""
    return subsystem.logon(profile, shared=shared)
