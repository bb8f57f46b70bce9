"""What the pages of Win32_VirtualDesktopSession say, shown on the provider in rdms.py.

Pages: C = win32-virtualdesktopsession.md, the class; L, D and S = its methods Logoff, Disconnect and SendMessage; E =
terminal-services-wmi-provider-error-codes.md, all in English; F = the French seed page of Logoff. A number is a line.
"Decided" means that no page says it; NOTES.md gives the reason.
"""

# tests assert

from __future__ import annotations

import pytest
from pywbem import (
    CIM_ERR_INVALID_PARAMETER,
    CIM_ERR_METHOD_NOT_FOUND,
    CIM_ERR_NOT_FOUND,
    CIM_ERR_NOT_SUPPORTED,
    CIMError,
    CIMInstance,
    CIMInstanceName,
    CIMParameter,
    Uint32,
)
from pywbem_mock import FakedWBEMConnection

from tests.reference.rdms import (
    CLASS_NAME,
    NAMESPACE,
    ConnectState,
    Message,
    Session,
    Sessions,
    WmiCode,
    path_of,
    server,
)


def ann() -> Session:
    """A session with a client on it."""
    return Session("HV1", 1, "VM1", "ann", "CORP", "Pool", "PC1")


def bob() -> Session:
    """A session with the same number on another host."""
    return Session("HV2", 1, "VM2", "bob", "CORP", "Pool", "PC2")


def call(connection: FakedWBEMConnection, method: str, session: Session, **params: object) -> int:
    """The return value of a method."""
    value, outputs = connection.InvokeMethod(method, path_of(session), **params)
    assert not outputs  # L:37, D:37, S:31-32: nothing is [out]
    assert isinstance(value, Uint32)  # L:30, D:30, S:30: a uint32 comes back
    return int(value)


def users(connection: FakedWBEMConnection) -> list[str]:
    """Whose sessions a client sees."""
    return sorted(instance["UserName"] for instance in connection.EnumerateInstances(CLASS_NAME))


def refused(code: int, method: str, target: CIMInstanceName | str, **params: object) -> None:
    """Check that the server refuses a call before any method runs."""
    connection = server([ann()])
    with pytest.raises(CIMError) as caught:
        connection.InvokeMethod(method, target, **params)
    assert caught.value.status_code == code
    assert users(connection) == ["ann"]


def test_the_class_has_the_properties_of_its_page() -> None:
    """C:41-48 lists names and types; each entry says read-only (first at C:87)."""
    properties = server().GetClass(CLASS_NAME).properties
    assert {name: declared.type for name, declared in properties.items()} == {
        "VMHostName": "string",
        "SessionId": "uint32",
        "VMName": "string",
        "ConnectState": "uint32",
        "UserName": "string",
        "DomainName": "string",
        "CollectionId": "string",
        "ClientMachineName": "string",
    }
    assert all(declared.qualifiers["Read"].value for declared in properties.values())
    assert not any("Write" in declared.qualifiers for declared in properties.values())


def test_host_and_number_are_the_keys() -> None:
    """C:142 and C:171 mark SessionId and VMHostName as keys, and no entry marks another property."""
    properties = server().GetClass(CLASS_NAME).properties
    keys = {name for name, declared in properties.items() if "Key" in declared.qualifiers}
    assert keys == {"VMHostName", "SessionId"}


def test_the_class_has_the_methods_of_its_page() -> None:
    """C:67-69 lists three methods; L:30, D:30 and S:30-33 give what they take and return."""
    methods = server().GetClass(CLASS_NAME).methods
    assert {name: method.return_type for name, method in methods.items()} == dict.fromkeys(
        ("Disconnect", "Logoff", "SendMessage"), "uint32"
    )
    assert not methods["Disconnect"].parameters  # D:37: it takes nothing
    assert not methods["Logoff"].parameters  # L:37 and F:42: it takes nothing
    parameters = methods["SendMessage"].parameters
    assert [(name, parameter.type) for name, parameter in parameters.items()] == [
        ("Title", "string"),  # S:31
        ("Message", "string"),  # S:32
    ]
    assert all(parameter.qualifiers["In"].value for parameter in parameters.values())  # S:42, S:49: both go in
    assert not any("Out" in parameter.qualifiers for parameter in parameters.values())


def test_the_class_is_in_its_namespace() -> None:
    """C:199 (L:51, D:51, S:70) put it in the rdms namespace below cimv2; F:56 has lost the last part."""
    connection = server()
    assert connection.default_namespace.lower() == NAMESPACE
    assert connection.EnumerateClassNames(namespace="Root/CIMv2/rdms") == [CLASS_NAME]


def test_sessions_are_told_apart_by_both_keys() -> None:
    """C:142 and C:171: one number on two hosts is two sessions."""
    connection = server([ann(), bob()])
    assert connection.GetInstance(path_of(bob()))["VMName"] == "VM2"
    assert call(connection, "Logoff", ann()) == 0
    assert users(connection) == ["bob"]


def test_an_instance_shows_its_session() -> None:
    """C:90-187 says what each property tells."""
    instance = server([ann()]).GetInstance(path_of(ann()))
    assert dict(instance) == {
        "VMHostName": "HV1",
        "SessionId": 1,
        "VMName": "VM1",
        "ConnectState": ConnectState.ACTIVE,
        "UserName": "ann",
        "DomainName": "CORP",
        "CollectionId": "Pool",
        "ClientMachineName": "PC1",
    }


def test_logoff_ends_the_session_and_returns_zero() -> None:
    """L:24 and F:29: the user is logged off; L:41 and F:46: 0 stands for success."""
    sessions = Sessions([ann(), bob()])
    connection = server(sessions)
    assert call(connection, "Logoff", ann()) == 0
    assert [session.user_name for session in sessions] == ["bob"]
    assert users(connection) == ["bob"]
    with pytest.raises(CIMError) as caught:
        connection.GetInstance(path_of(ann()))
    assert caught.value.status_code == CIM_ERR_NOT_FOUND


@pytest.mark.parametrize("params", [{}, {"Title": "T", "Message": "M"}])
def test_an_ended_session_gives_a_wmi_error_code(params: dict[str, str]) -> None:
    """L:41, D:41, S:58 and F:46: failure gives a WMI error code; E:59-67: this one is for what is not found."""
    connection = server([ann()])
    assert call(connection, "Logoff", ann()) == 0
    methods = ("SendMessage",) if params else ("Logoff", "Disconnect")
    assert [call(connection, method, ann(), **params) for method in methods] == [0x80041002] * len(methods)


def test_a_key_can_be_used_again() -> None:
    """Decided: C:145 calls the number the session's, and says nothing of numbers of sessions that have ended."""
    sessions = Sessions([ann()])
    connection = server(sessions)
    assert call(connection, "Logoff", ann()) == 0
    sessions.log_on(ann())
    assert call(connection, "Logoff", ann()) == 0


def test_disconnect_keeps_the_session_and_changes_its_state() -> None:
    """D:24: the session is disconnected, where L:24 logs the user off; C:116: the state is that of the connection."""
    connection = server([ann(), bob()])
    assert call(connection, "Disconnect", ann()) == 0  # D:41
    instance = connection.GetInstance(path_of(ann()))
    assert instance["UserName"] == "ann"
    assert instance["ConnectState"] != ConnectState.ACTIVE  # Decided: the number that it is
    assert instance["ClientMachineName"] is None  # C:90: the property names a machine that is connected
    assert connection.GetInstance(path_of(bob()))["ConnectState"] == ConnectState.ACTIVE


def test_disconnect_can_be_repeated_and_followed_by_a_logoff() -> None:
    """Decided: no page says what Disconnect does to a session without a client; D:41 counts reaching it as success."""
    connection = server([ann()])
    assert [call(connection, name, ann()) for name in ("Disconnect", "Disconnect", "Logoff")] == [0, 0, 0]


def test_send_message_keeps_title_and_text() -> None:
    """S:24: a message goes to the session's user; S:45 and S:52: it has a title and a content; S:58: 0 is success."""
    session, other = ann(), bob()
    connection = server([session, other])
    assert call(connection, "SendMessage", session, Title="Tonight", Message="Save your work") == 0
    assert call(connection, "SendMessage", session, Title="", Message="") == 0  # Decided: no page asks for any text
    assert session.messages == [Message("Tonight", "Save your work"), Message("", "")]
    assert not other.messages


@pytest.mark.parametrize("params", [{}, {"Title": "T"}, {"Message": "M"}])
def test_send_message_needs_both_strings(params: dict[str, str]) -> None:
    """S:31-32 declares two inputs and calls neither optional; E:319-327: this code is for unfit parameters."""
    session = ann()
    assert call(server([session]), "SendMessage", session, **params) == 0x8004102F
    assert not session.messages


def test_send_message_needs_values() -> None:
    """Decided: a NULL is taken for a parameter that was left out."""
    session = ann()
    params = [CIMParameter("Title", "string", value=None), CIMParameter("Message", "string", value="M")]
    value, _ = server([session]).InvokeMethod("SendMessage", path_of(session), params)
    assert value == WmiCode.INVALID_METHOD_PARAMETERS
    assert not session.messages


def test_a_method_without_parameters_takes_none() -> None:
    """L:37, F:42 and D:37: these two have no parameters."""
    for method in ("Logoff", "Disconnect"):
        refused(CIM_ERR_INVALID_PARAMETER, method, path_of(ann()), Force=True)


def test_undeclared_parameters_and_wrong_types_are_refused() -> None:
    """S:31-32: there are two parameters, and they are strings."""
    refused(CIM_ERR_INVALID_PARAMETER, "SendMessage", path_of(ann()), Title="T", Message="M", Style=Uint32(1))
    refused(CIM_ERR_INVALID_PARAMETER, "SendMessage", path_of(ann()), Title="T", Message=Uint32(1))
    refused(CIM_ERR_INVALID_PARAMETER, "SendMessage", path_of(ann()), Title=["T"], Message="M")


def test_methods_need_a_session_that_was_ever_here() -> None:
    """Decided: a path that never named a session reaches no method, so that it is the server that answers."""
    refused(CIM_ERR_NOT_FOUND, "Logoff", path_of(bob()))
    half = CIMInstanceName(CLASS_NAME, keybindings={"SessionId": Uint32(1)}, namespace=NAMESPACE)
    refused(CIM_ERR_NOT_FOUND, "Logoff", half)  # C:142 and C:171: a path has two keys
    refused(CIM_ERR_INVALID_PARAMETER, "Logoff", CLASS_NAME)  # L:24: it is about one session, and not static
    refused(CIM_ERR_METHOD_NOT_FOUND, "Reset", path_of(ann()))  # C:67-69: there is no such method


def test_clients_cannot_write_sessions() -> None:
    """C:87 and on: all access is read-only; C:67-69: none of the three methods creates a session."""
    connection = server([ann()])
    instance = connection.GetInstance(path_of(ann()))
    instance["UserName"] = "eve"
    new = CIMInstance(CLASS_NAME, properties={"VMHostName": "HV9", "SessionId": Uint32(9)})
    for write, what in (
        (connection.ModifyInstance, instance),
        (connection.DeleteInstance, path_of(ann())),
        (connection.CreateInstance, new),
    ):
        with pytest.raises(CIMError) as caught:
            write(what)
        assert caught.value.status_code == CIM_ERR_NOT_SUPPORTED
    assert users(connection) == ["ann"]
    assert call(connection, "Logoff", ann()) == 0
    with pytest.raises(CIMError) as caught:
        connection.DeleteInstance(path_of(ann()))
    assert caught.value.status_code == CIM_ERR_NOT_FOUND  # Decided: what is gone cannot be refused


def test_the_model_is_what_clients_see() -> None:
    """C:31: the class is there to manage sessions, so a logon shows without a new server."""
    sessions = Sessions()
    connection = server(sessions)
    sessions.log_on(ann())
    assert users(connection) == ["ann"]
    assert connection.EnumerateInstanceNames(CLASS_NAME) == [path_of(ann())]


def test_the_model_refuses_what_no_session_can_be() -> None:
    """C:142 and C:171: keys are unique; C:136: the number is a uint32."""
    with pytest.raises(ValueError, match="two open sessions"):
        Sessions([ann(), ann()])
    with pytest.raises(ValueError, match="4294967296"):
        Session("HV1", 1 << 32)
