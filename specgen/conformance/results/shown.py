"""The target of a run, as headers, reports and files name it: without what a URL says of who connects."""

import re

_WHO = re.compile(r"(wbem(?:\+exec)?:(?:https?://)?|.*?://)(?P<who>.*@)", re.IGNORECASE | re.DOTALL)


def shown_target(text: str) -> str:
    """What ``--specgen-target`` says, without user and password.

    A password may hold any character, so all that stands ahead of the last @ goes.
    """
    return _WHO.sub(r"\1", text, count=1) if names_user(text) else text


def names_user(text: str) -> bool:
    """Whether a URL says who connects."""
    return _WHO.match(text) is not None
