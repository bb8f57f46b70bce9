"""What several rules ask of the same objects is found out once, and forgotten with them.

Objects are told apart by identity: pages are large, and to compare two of them costs as much as many a rule.
"""

import weakref
from collections.abc import Callable
from typing import Any, Generic, ParamSpec, TypeVar

KEPT = 64
"""Answers that a function keeps: all rules look at one page before the next, so few are asked for again."""

Subjects = ParamSpec("Subjects")
Found = TypeVar("Found")


class Once(Generic[Subjects, Found]):
    """A function of a library, a page, or a page and its original, that is computed once while they live.

    What was not asked for since many others were is computed again. ``small``: what it gives takes no room worth
    naming, and stays when the others are told to ``forget``.
    """

    def __init__(self, function: Callable[Subjects, Found], *, small: bool = False) -> None:
        self._function = function
        self.small = small
        self._found: dict[tuple[int, ...], Found] = {}
        self._alive: dict[tuple[int, ...], list[weakref.ref[Any]]] = {}
        _ALL.add(self)

    def __call__(self, *subjects: Subjects.args, **named: Subjects.kwargs) -> Found:
        """What the function says of these. What it gives may not hold any of them."""
        key = tuple(map(id, subjects))
        # Other threads may ask, forget and make room meanwhile.
        try:
            return self._found[key]
        except KeyError:
            found = self._function(*subjects, **named)
        if len(self._found) >= KEPT:
            for oldest in list(self._found)[:1]:
                self._drop(oldest)
        self._found[key] = found
        self._alive[key] = [weakref.ref(one, lambda _: self._drop(key)) for one in subjects]
        return found

    def _drop(self, key: tuple[int, ...]) -> None:
        self._found.pop(key, None)
        self._alive.pop(key, None)

    def forget(self, subject: object) -> None:
        """Forget what was said of a subject, which lives on: it is computed again for whoever asks."""
        if self.small:
            return
        # Meanwhile another thread may ask, and what dies takes its answers with it.
        for key in list(self._found):
            if id(subject) in key:
                self._drop(key)


_ALL: "weakref.WeakSet[Once[..., Any]]" = weakref.WeakSet()


def forget(subject: object) -> None:
    """Forget what every such function said of a subject that nobody is expected to ask about again."""
    for one in _ALL:
        one.forget(subject)
