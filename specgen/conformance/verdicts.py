"""How a test of a promise ends other than well: broken, or not testable here. What reports count."""

from enum import StrEnum

from _pytest.outcomes import Failed, Skipped

from specgen.conformance.text import visible


class Why(StrEnum):
    """Why a promise was not tested. No reason makes it a kept one."""

    TARGET = "target"
    """The target cannot tell or do it."""
    PAGE = "page"
    """The page does not say enough."""
    MEMBER = "member"
    """What it is about is not there, or not as documented: that has a test of its own."""
    OWNER = "owner"
    """The class or interface is not there: one result stands for all its members."""
    TIER = "tier"
    """Nobody asked: the switches for it are off."""


def place(page: str | None, line: int | None) -> str:
    """Where a promise stands, for messages."""
    return f"{page or 'the documentation'}, line {line}" if line else page or "the documentation"


class Broken(Failed):
    """The target has something else than the page promises. ``difference`` says both, ``page`` and ``line`` where.

    ``seen``: what was met in this run and may be another thing in the next. ``absent``: the class or interface itself
    is not there, and so many documented members with it.
    """

    def __init__(
        self, difference: str, page: str | None, line: int | None, *, seen: str | None = None, absent: int | None = None
    ) -> None:
        difference, seen = visible(difference), visible(seen) if seen else None
        shown = f"{difference}: {seen}" if seen else difference
        super().__init__(f"{place(page, line)}: {shown}", pytrace=False)
        self.difference = difference
        self.seen = seen
        self.absent = absent
        self.page = page
        self.line = line


class NotTestable(Skipped):
    """The promise could not be tested: ``reason`` in words, ``why`` as a kind."""

    def __init__(self, reason: str, why: Why) -> None:
        super().__init__(visible(reason))
        self.reason = visible(reason)
        self.why = why
