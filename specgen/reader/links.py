"""Links: those of inline Markdown, and ``<a href>`` in HTML, which pages hold as well."""

import html
import itertools
import re
import string
from operator import attrgetter

from specgen.reader.inline import destination, pieces_of, plain

Linked = tuple[str, str, int, int, tuple[int, int] | None]
"""The text of a link, its target, where the text stands, and where the target is spelled if that can be found."""

_TARGET = attrgetter("target")
_ANCHOR_TAG = re.compile(r"""<a\s[^<>]*?\bhref\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')""", re.IGNORECASE)
_PLAIN_LINK = re.compile(
    rf"""
    (?<![!\\])\[
    (?P<mark>\*\*?|)
    (?P<shown>(?:[^\n\\`*_\[\]<&\0]++|\\[{re.escape(string.punctuation)}]|(?<=[^\W_])_(?=[^\W_]))+)
    (?P=mark)
    \]\((?P<target>(?!//)[A-Za-z0-9_./#-]+)\)
    """,
    re.VERBOSE,
)
"""A link to another page, whose text is all plain, bold or italic."""
_ESCAPE = re.compile(r"\\(.)")
_LONGEST = 20_000
"""Characters of a text whose links are told at sight."""


def links_in(text: str) -> tuple[Linked, ...]:
    """The links of Markdown in a passage, in order."""
    if "](" not in text:
        return ()
    links = _plain_links(text) if len(text) <= _LONGEST else None
    return tuple(_links_of_pieces(text) if links is None else links)


def hrefs_in(text: str) -> list[Linked]:
    """The links of HTML in a text, which show nothing: where they stand is where the target is spelled."""
    if "href" not in text:
        return []
    matches = [(match, 1 if match[1] is not None else 2) for match in _ANCHOR_TAG.finditer(text)]
    return [
        ("", html.unescape(match[group]).strip(), *match.span(group), match.span(group))
        for match, group in matches
        if match[group].strip()
    ]


def _plain_links(text: str) -> list[Linked] | None:
    """What ``_links_of_pieces`` finds where every bracket is one of a plain link; None where that takes the pieces.

    Nothing but code and tags binds tighter than a link, so emphasis and escapes around it need not be looked at.
    """
    if "`" in text or text.count("<") != text.count("<br/>"):
        return None
    found: list[Linked] = []
    at = 0
    for match in _PLAIN_LINK.finditer(text):
        shown, target = match["shown"], match["target"]
        if match["mark"] and (shown[0].isspace() or shown[-1].isspace()):
            return None
        if found and found[-1][1] == target and not text[at : match.start()].strip("*_"):
            # With nothing between them they count as one.
            return None
        at = match.end()
        if "\\" in shown:
            shown = _ESCAPE.sub(r"\1", shown)
        found.append((" ".join(shown.split()), target, *match.span("shown"), match.span("target")))
    return found if len(found) == text.count("[") == text.count("]") else None


def _links_of_pieces(text: str) -> list[Linked]:
    found: list[Linked] = []
    for target, linked in itertools.groupby(pieces_of(text), key=_TARGET):
        shown = [piece for piece in linked if piece.form in ("text", "code")] if target else []
        if target and shown:
            spelled = destination(text, shown[-1].end, target)
            found.append((plain(shown), target, shown[0].start, shown[-1].end, spelled))
    return found
