"""What windows and controls exchange (messages, notification codes), events, and keys of the property system."""

from collections.abc import Iterator

from specgen.link.entities import Linked, shared
from specgen.link.parts import called
from specgen.model.entities import AnyEntity, Event, Message, Notification, PropertyKey

_CALLED: dict[str, type[Message | Notification | Event]] = {
    "message": Message,
    "notification": Notification,
    "event": Event,
}
KINDS = frozenset({*_CALLED, "property-key"})


def identifier(linked: Linked) -> str:
    """``msg:WM_X``, ``key:PKEY_X``; an event is a member of its object."""
    if linked.kind == "property-key":
        return f"key:{linked.name}"
    if linked.kind == "event":
        return f"com:{linked.owner}::{linked.name}" if linked.owner else f"c:{linked.name}"
    return f"msg:{linked.name}"


def entities(linked: Linked) -> Iterator[AnyEntity]:
    """The message, event or key."""
    if linked.kind == "property-key":
        yield PropertyKey(**shared(linked))
        return
    yield _CALLED[linked.kind](**shared(linked), **called(linked.facts, "c", linked.facts.language, linked.directions))
