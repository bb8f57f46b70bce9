"""Edits of a page, and the lines that they touch."""

from collections.abc import Sequence
from dataclasses import dataclass

from benches.injection.page import Page, Token


@dataclass(frozen=True)
class Edit:
    """``text`` in place of what stands from ``start`` to ``end`` (exclusive) in the old text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Injected:
    """A damaged page: its text, the (first, last) lines touched, counted from 1 in the new text, and what is damaged.

    ``member`` is the true name of the parameter, property, method or value, ``expected`` and ``found`` the spellings
    before and after, each None where there is no such thing. ``elsewhere`` are other pages of the tree on which a
    finding about this damage may stand, when it names the member.
    """

    text: str
    lines: tuple[tuple[int, int], ...]
    member: str | None = None
    expected: str | None = None
    found: str | None = None
    elsewhere: frozenset[str] = frozenset()


def replaced(old: Token, text: str) -> Edit:
    """``text`` in place of ``old``."""
    return Edit(old.start, old.end, text)


def inserted(offset: int, text: str) -> Edit:
    """``text`` at ``offset``."""
    return Edit(offset, offset, text)


def removed(old: Token) -> Edit:
    """Nothing in place of ``old``."""
    return Edit(old.start, old.end, "")


def injected(
    page: Page,
    edits: Sequence[Edit],
    member: str | None = None,
    spellings: tuple[str | None, str | None] = (None, None),
    elsewhere: frozenset[str] = frozenset(),
) -> Injected | None:
    """``page`` with ``edits``, which may not overlap; None where they change nothing. ``spellings``: true, damaged."""
    pieces: list[str] = []
    lines: list[tuple[int, int]] = []
    at, number = 0, 1
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        kept = page.text[at : edit.start]
        pieces += [kept, edit.text]
        number += kept.count("\n")
        lines.append(_touched(page.text, edit, number))
        number += edit.text.count("\n")
        at = edit.end
    text = "".join([*pieces, page.text[at:]])
    if text == page.text:
        return None
    return Injected(text, tuple(dict.fromkeys(lines)), member, spellings[0], spellings[1], elsewhere)


def _touched(old: str, edit: Edit, first: int) -> tuple[int, int]:
    """The lines of an edit whose text begins on line ``first``; of a whole line removed, the lines that now meet."""
    newlines = edit.text.count("\n")
    if not edit.text and "\n" in old[edit.start : edit.end]:
        return max(1, first - 1), first
    whole = edit.text.endswith("\n") and (edit.start == 0 or old[edit.start - 1] == "\n")
    return first, max(first, first + newlines - whole)
