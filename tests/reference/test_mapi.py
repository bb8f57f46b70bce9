"""What the pages of MAPI sessions say, shown on the subsystem in mapi.py.

Pages, all in docs/outlook/mapi: L = imapisession-logoff.md (English), P = the Portuguese seed page of it,
I = imapisessioniunknown.md, X = mapilogonex.md, A = imapisession-advise.md, U = imapisession-unadvise.md,
G = imapisession-getlasterror.md, Q = imapisession-queryidentity.md, E = ending-a-mapi-session.md,
K = implementing-the-iunknown-interface.md, M = imapisupport-makeinvalid.md, R = mapi-return-value-documentation.md,
N = registering-for-a-notification.md, S = mapi-sessions.md, O = logging-on-to-mapi.md, T = extended_notification.md. A
number is a line. "Decided" means that no page says it; NOTES.md gives the reason.
"""

# ruff: noqa: N802, N803  # the pages' names; tests assert

from __future__ import annotations

import inspect
from collections.abc import Sequence

import pytest

from tests.reference import mapi
from tests.reference.mapi import (
    FNEV_CRITICAL_ERROR,
    FNEV_EXTENDED,
    MAPI_E_INTERFACE_NOT_SUPPORTED,
    MAPI_E_INVALID_OBJECT,
    MAPI_E_INVALID_PARAMETER,
    MAPI_E_LOGON_FAILED,
    MAPI_E_NO_SUPPORT,
    MAPI_E_UNKNOWN_FLAGS,
    MAPI_E_USER_CANCEL,
    MAPI_LOGOFF_SHARED,
    MAPI_LOGOFF_UI,
    MAPI_UNICODE,
    MAPI_W_NO_SERVICE,
    S_OK,
    LogonError,
    Notification,
    Session,
    Subsystem,
)


class Sink:
    """An advise sink that keeps the events it was told of."""

    def __init__(self) -> None:
        self.events: list[int] = []

    def OnNotify(self, cNotif: int, lpNotifications: Sequence[Notification]) -> int:
        """Keep the events."""
        assert cNotif == len(lpNotifications)
        self.events += [notification.ulEventType for notification in lpNotifications]
        return S_OK


class LeavingSink(Sink):
    """An advise sink of a client that does as it is told: it logs off."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.results: list[int] = []

    def OnNotify(self, cNotif: int, lpNotifications: Sequence[Notification]) -> int:
        """Log off, passing the flag on."""
        self.results.append(self.session.Logoff(0, MAPI_LOGOFF_SHARED, 0))
        return super().OnNotify(cNotif, lpNotifications)


def listen(session: Session, mask: int = 0) -> Sink:
    """Register a sink for a session's own events."""
    sink = Sink()
    result, connection = session.Advise(0, None, mask, sink)
    assert result == S_OK
    assert connection != 0  # A:91: a nonzero number
    return sink


def alive(session: Session) -> bool:
    """Whether a session still takes calls."""
    return session.QueryIdentity()[0] != MAPI_E_INVALID_OBJECT


def test_flags_and_results_are_those_of_the_headers() -> None:
    """I:27 and R:36 name the headers Mapix.h and MAPICODE.H; an HRESULT is a signed number of 32 bits."""
    assert (MAPI_LOGOFF_SHARED, MAPI_LOGOFF_UI) == (1, 2)
    errors = (MAPI_E_INVALID_PARAMETER, MAPI_E_UNKNOWN_FLAGS, MAPI_E_INVALID_OBJECT)
    assert [error & 0xFFFFFFFF for error in errors] == [0x80070057, 0x80040106, 0x80040108]
    assert all(-(1 << 31) <= error < 0 for error in errors)


def test_methods_have_the_order_of_the_page() -> None:
    """I:34-56 lists the vtable; K:22 says that every object has IUnknown's three as well."""
    assert len(mapi.VTABLE) == 3 + 19
    public = [name for name, member in vars(Session).items() if name[0].isupper() and inspect.isfunction(member)]
    assert public == [name for name in mapi.VTABLE if name in public]
    assert {"QueryInterface", "AddRef", "Release", "Logoff"} <= set(public)


def test_logoff_has_the_parameters_of_the_page() -> None:
    """L:26-30 and P:31-35: three parameters, in this order."""
    assert list(inspect.signature(Session.Logoff).parameters) == ["self", "ulUIParam", "ulFlags", "ulReserved"]


def test_logoff_ends_the_session() -> None:
    """L:23 and P:28: it ends a session; L:57-59 and P:62-64: success is S_OK."""
    session = Subsystem().logon("Ann")
    assert alive(session)
    assert session.Logoff(0, 0, 0) == S_OK
    assert not alive(session)


def test_after_logoff_only_release_can_be_called() -> None:
    """L:63 and P:68: no method but Release; M:63: the others of an object made invalid give this error."""
    session = Subsystem().logon("Ann")
    connection = session.Advise(0, None, 0, Sink())[1]
    assert session.Logoff(0, 0, 0) == S_OK
    assert session.QueryInterface(mapi.IID_IUNKNOWN) == (MAPI_E_INVALID_OBJECT, None)
    assert session.GetLastError(S_OK, 0) == (MAPI_E_INVALID_OBJECT, None)
    assert session.Advise(0, None, 0, Sink()) == (MAPI_E_INVALID_OBJECT, 0)
    assert session.Unadvise(connection) == MAPI_E_INVALID_OBJECT
    assert session.QueryIdentity() == (MAPI_E_INVALID_OBJECT, 0, None)
    assert session.Logoff(0, 0, 0) == MAPI_E_INVALID_OBJECT
    assert session.Logoff(0, 4, 1) == MAPI_E_INVALID_OBJECT  # Decided: an object that is over looks at nothing else
    assert session.AddRef() == 1  # Decided: it has no HRESULT to give, so that it does nothing
    assert session.Release() == 0  # L:67 and P:72: it is what the caller does next


def test_references_are_counted() -> None:
    """K:26: AddRef counts up and Release down, and the memory goes when the count is 0."""
    session = Subsystem().logon("Ann")
    assert (session.AddRef(), session.Release()) == (2, 1)
    assert alive(session)
    assert session.Release() == 0
    assert not alive(session)
    assert session.Release() == 0  # Decided: in C this would be a call on freed memory


def test_release_counts_after_a_logoff_too() -> None:
    """L:67 and P:72: the object is released when Logoff has returned; M:63: Release goes on as before."""
    session = Subsystem().logon("Ann")
    session.AddRef()
    assert session.Logoff(0, 0, 0) == S_OK
    assert (session.Release(), session.Release()) == (1, 0)


def test_query_interface_knows_the_interfaces_of_a_session() -> None:
    """K:22: it gives the interface, or an error for one that is not supported; K:24: it adds a reference."""
    session = Subsystem().logon("Ann")
    assert session.QueryInterface(mapi.IID_IMAPISESSION) == (S_OK, session)  # I:31
    assert session.QueryInterface(mapi.IID_IUNKNOWN.lower()) == (S_OK, session)  # I:17: derived from IUnknown
    assert session.Release() == 2
    other = "00020303-0000-0000-C000-000000000046"
    assert session.QueryInterface(other) == (MAPI_E_INTERFACE_NOT_SUPPORTED, None)
    assert session.Release() == 1


@pytest.mark.parametrize("reserved", [1, 0xFFFFFFFF])
def test_the_reserved_parameter_must_be_zero(reserved: int) -> None:
    """L:53 and P:58: it must be 0; R:27: this error is for a parameter that is not valid."""
    session = Subsystem().logon("Ann")
    assert session.Logoff(0, 0, reserved) == MAPI_E_INVALID_PARAMETER
    assert alive(session)  # Decided: what fails changes nothing


@pytest.mark.parametrize("flags", [4, 0x80000000, MAPI_LOGOFF_UI | 8, MAPI_LOGOFF_SHARED | 0x10])
def test_flags_the_page_does_not_name_are_refused(flags: int) -> None:
    """L:41-49 and P:46-54 name two flags; R:28: this error is for flags that are not valid."""
    session = Subsystem().logon("Ann")
    assert session.Logoff(0, flags, 0) == MAPI_E_UNKNOWN_FLAGS
    assert alive(session)


@pytest.mark.parametrize("flags", [0, 1, 2, 3])
def test_flags_can_be_combined(flags: int) -> None:
    """L:41 and P:46: the parameter is a bitmask."""
    assert Subsystem().logon("Ann").Logoff(0, flags, 0) == S_OK


def test_the_window_counts_only_with_the_ui_flag() -> None:
    """L:37 and P:42: it is the parent of what is shown, and is ignored without the flag."""
    windows: list[int] = []

    def ask(window: int) -> bool:
        windows.append(window)
        return True

    assert Subsystem().logon("Ann", ask=ask).Logoff(77, 0, 0) == S_OK
    assert not windows
    assert Subsystem().logon("Ann", ask=ask).Logoff(78, MAPI_LOGOFF_UI, 0) == S_OK  # L:49, P:54: it may show a dialog
    assert windows == [78]


def test_a_user_who_says_no_keeps_the_session() -> None:
    """L:49 and P:54: the user may be asked to confirm. Decided: the error, which X:134-136 has for a logon's dialog."""
    session = Subsystem().logon("Ann", ask=lambda _window: False)
    assert session.Logoff(0, MAPI_LOGOFF_UI, 0) == MAPI_E_USER_CANCEL
    assert alive(session)
    assert session.Logoff(0, 0, 0) == S_OK


def test_a_shared_logoff_notifies_the_other_clients() -> None:
    """L:45 and P:50: all clients of the shared session are notified; E:30: all others, by an error notification."""
    subsystem = Subsystem()
    ann, bob, cid = (subsystem.logon("Office", shared=True) for _ in range(3))
    own, sinks = listen(ann), [listen(bob), listen(cid)]
    assert bob.profile == "Office"
    assert ann.Logoff(0, MAPI_LOGOFF_SHARED, 0) == S_OK
    assert [sink.events for sink in sinks] == [[FNEV_CRITICAL_ERROR]] * 2
    assert not own.events
    assert not alive(ann)
    assert alive(bob)  # L:45 and P:50: the clients should log off, which is theirs to do
    assert bob.Logoff(0, 0, 0) == S_OK


def test_any_client_can_set_the_shared_flag() -> None:
    """L:45 and P:50: any client of the shared session can; E:30 would have it be the one that owns it."""
    subsystem = Subsystem()
    owner, guest = subsystem.logon("Office", shared=True), subsystem.logon(None, shared=True)
    sink = listen(owner)
    assert guest.Logoff(0, MAPI_LOGOFF_SHARED, 0) == S_OK
    assert sink.events == [FNEV_CRITICAL_ERROR]


def test_the_shared_flag_is_ignored_for_an_individual_session() -> None:
    """L:45 and P:50: without a shared session the flag has no effect."""
    subsystem = Subsystem()
    session, same, shared = subsystem.logon("A"), subsystem.logon("A"), subsystem.logon("A", shared=True)
    sinks = [listen(same, FNEV_EXTENDED), listen(shared, FNEV_EXTENDED)]
    assert session.Logoff(0, MAPI_LOGOFF_SHARED, 0) == S_OK
    assert not any(sink.events for sink in sinks)
    assert alive(same)
    assert alive(shared)


def test_without_the_flag_the_others_are_left_alone() -> None:
    """L:45 makes telling them what the flag does. N:48 would tell them at each logoff; decided for L."""
    subsystem = Subsystem()
    ann, bob = subsystem.logon("Office", shared=True), subsystem.logon("Office", shared=True)
    sink = listen(bob)
    assert ann.Logoff(0, 0, 0) == S_OK
    assert not sink.events
    assert alive(bob)


def test_clients_that_leave_when_told_do_not_go_round_in_circles() -> None:
    """L:45: the others should log off. Decided: one announcement is enough, whoever repeats it."""
    subsystem = Subsystem()
    ann, bob, cid = (subsystem.logon("Office", shared=True) for _ in range(3))
    leaving = LeavingSink(bob)
    bob.Advise(0, None, 0, leaving)
    sink = listen(cid)
    assert ann.Logoff(0, MAPI_LOGOFF_SHARED, 0) == S_OK
    assert leaving.results == [S_OK]
    assert sink.events == [FNEV_CRITICAL_ERROR]


def test_a_logoff_sends_an_extended_event_to_who_asked_for_it() -> None:
    """A:123 and T:59: a client's logoff gives an extended event to who registered with no entry identifier."""
    subsystem = Subsystem()
    ann, bob = subsystem.logon("Office", shared=True), subsystem.logon("Office", shared=True)
    own, other = listen(ann, FNEV_EXTENDED), listen(bob, FNEV_EXTENDED)
    assert ann.Logoff(0, 0, 0) == S_OK
    assert (own.events, other.events) == ([FNEV_EXTENDED], [FNEV_EXTENDED])


def test_a_sink_finds_its_own_session_ended() -> None:
    """Decided: the session takes no calls once its logoff is told, though L:63 speaks of the time after the return."""
    session = Subsystem().logon("Ann")
    leaving = LeavingSink(session)
    session.Advise(0, None, FNEV_EXTENDED, leaving)
    assert session.Logoff(0, 0, 0) == S_OK
    assert leaving.results == [MAPI_E_INVALID_OBJECT]


def test_unadvise_ends_the_notifications() -> None:
    """U:44: it cancels a registration; U:34: the number is one that Advise gave."""
    subsystem = Subsystem()
    ann, bob = subsystem.logon("Office", shared=True), subsystem.logon("Office", shared=True)
    sink = Sink()
    connection = bob.Advise(0, None, 0, sink)[1]
    assert bob.Unadvise(connection) == S_OK  # U:38-40
    assert bob.Unadvise(connection) == MAPI_E_INVALID_PARAMETER  # R:27, for a number that is no longer one
    assert ann.Logoff(0, MAPI_LOGOFF_SHARED, 0) == S_OK
    assert not sink.events


def test_advise_is_for_the_session_only() -> None:
    """A:103-105: this error is for a provider without notifications, here for all; A:123: 0 bytes with NULL."""
    session = Subsystem().logon("Ann")
    assert session.Advise(4, b"\1\2\3\4", 0, Sink()) == (MAPI_E_NO_SUPPORT, 0)
    assert session.Advise(4, None, 0, Sink()) == (MAPI_E_INVALID_PARAMETER, 0)


def test_clients_of_a_shared_session_share_its_profile() -> None:
    """X:90, X:142 and X:144: while it exists, the profile that is asked for is ignored; S:24: they share a profile."""
    subsystem = Subsystem()
    first, second = subsystem.logon("Office", shared=True), subsystem.logon("Other", shared=True)
    assert (first.profile, second.profile) == ("Office", "Office")
    assert first is not second  # O:64: each client's pointer is its own


def test_an_individual_session_has_the_profile_that_was_asked_for() -> None:
    """X:90 and X:144: a new session is made instead of joining the shared one; S:24: one client, one session."""
    subsystem = Subsystem()
    subsystem.logon("Office", shared=True)
    assert subsystem.logon("Other").profile == "Other"


@pytest.mark.parametrize("last_call", ["logoff", "release"])
def test_a_shared_session_lasts_until_its_last_client_leaves(last_call: str) -> None:
    """S:24 says that it is established once. Decided: it ends with its last client, so that a new one can begin."""
    subsystem = Subsystem()
    first, second = subsystem.logon("Office", shared=True), subsystem.logon(None, shared=True)
    assert first.Logoff(0, 0, 0) == S_OK
    assert subsystem.logon(None, shared=True).Release() == 0
    assert (second.Logoff(0, 0, 0) if last_call == "logoff" else second.Release()) == 0
    assert subsystem.logon("Other", shared=True).profile == "Other"


def test_a_shared_session_that_closes_is_not_given_out() -> None:
    """L:45 speaks of a logoff in progress. Decided: who comes then begins a new shared session."""
    subsystem = Subsystem()
    first, second = subsystem.logon("Office", shared=True), subsystem.logon(None, shared=True)
    assert first.Logoff(0, MAPI_LOGOFF_SHARED, 0) == S_OK
    assert subsystem.logon("Other", shared=True).profile == "Other"
    assert alive(second)


@pytest.mark.parametrize("profile", [None, "", "x" * 65])
def test_a_logon_needs_a_profile(profile: str | None) -> None:
    """X:49: a name has 64 characters at most; O:30: without a name and a way to ask, logon fails; X:126-128: so."""
    for shared in (False, True):
        with pytest.raises(LogonError) as caught:
            Subsystem().logon(profile, shared=shared)
        assert caught.value.result == MAPI_E_LOGON_FAILED
    assert Subsystem().logon("x" * 64).profile == "x" * 64


def test_the_last_error_can_be_asked_for() -> None:
    """G:24: it tells of the session's previous error; G:68: there may be nothing to tell; G:46: one flag is known."""
    session = Subsystem().logon("Ann")
    assert session.GetLastError(S_OK, 0) == (S_OK, None)
    failed = session.Logoff(0, 0, 1)
    for flags in (0, MAPI_UNICODE):
        result, error = session.GetLastError(failed, flags)
        assert result == S_OK
        assert error is not None
        assert error.ulVersion == 0  # mapierror.md
        assert error.lpszError
    assert session.GetLastError(MAPI_E_USER_CANCEL, 0) == (S_OK, None)
    assert session.GetLastError(failed, 1) == (MAPI_E_UNKNOWN_FLAGS, None)


def test_a_session_has_an_identity_or_warns() -> None:
    """Q:44-50: S_OK, or a warning if there is none; Q:70: the warning comes with a fixed identifier."""
    assert Subsystem().logon("Ann", identity=b"ann").QueryIdentity() == (S_OK, 3, b"ann")
    result, size, entry = Subsystem().logon("Ann").QueryIdentity()
    assert result == MAPI_W_NO_SERVICE
    assert result > 0  # Q:50: it counts as success
    assert entry is not None
    assert size == len(entry)


def test_the_module_logs_on_to_one_subsystem() -> None:
    """S:24: a shared session can be used by other clients, wherever in the process they log on."""
    first, second = mapi.logon("Office", shared=True), mapi.logon(None, shared=True)
    assert second.profile == "Office"
    assert [session.Logoff(0, 0, 0) for session in (first, second)] == [S_OK, S_OK]
    assert mapi.logon("Ann", subsystem=Subsystem()).profile == "Ann"
