"""The two reference implementations as ``--specgen-target python:...`` finds them: fresh ones at each call."""

from typing import Any

from tests.reference import mapi, rdms


def sessions() -> Any:
    """A simulated CIM server with two virtual desktop sessions."""
    return rdms.server(
        [
            rdms.Session("host-1", 1, vm_name="vm-1", user_name="first", domain_name="sample", collection_id="c1"),
            rdms.Session("host-1", 2, vm_name="vm-2", user_name="second", domain_name="sample", collection_id="c1"),
        ]
    )


def mapi_session() -> mapi.Session:
    """A client's session, logged on to a subsystem of its own."""
    return mapi.Subsystem().logon("profile")


mapi_session.disposable = True  # type: ignore[attr-defined]
