"""Anchors: the names by which links reach a place on the page."""

import re
from collections.abc import Iterable
from urllib.parse import unquote

from specgen.reader.blocks import Block
from specgen.reader.sections import Headings, read_heading, slug

_NAMED = re.compile(r"""<[A-Za-z][^<>]*?\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
_MARKS = re.compile(r"^\s*#+\s*|\s*#*\s*$")


def read_anchors(blocks: Iterable[Block], text: str, headings: Headings) -> tuple[str, ...]:
    """The page's anchors in lower case, sorted. ``headings`` are those that were read already.

    Of each heading its explicit anchor and the slug of its text (docfx leaves HTML in slugs, other sites do not, so
    both count), with a number from the second of a name on; of HTML every ``id`` and ``name``.
    """
    found = {(unquote(name) if "%" in name else name).lower() for name in _named(text)}
    taken: dict[str, int] = {}
    for name in _slugs(blocks, headings):
        before = taken.get(name, 0)
        found.add(f"{name}-{before}" if before else name)
        taken[name] = before + 1
    found.discard("")
    return tuple(sorted(found))


def _named(text: str) -> list[str]:
    if "id=" not in text and "name=" not in text:
        return []
    return [double or single or bare for double, single, bare in _NAMED.findall(text)]


def _slugs(blocks: Iterable[Block], headings: Headings) -> list[str]:
    found: list[str] = []
    for block in blocks:
        if block.form == "heading":
            heading = headings.get(block.first_line) or read_heading(block)
            if not heading.anchored and "<" not in block.extract.text:
                found.append(heading.slug)  # of its text
                continue
            names = {heading.slug.lower(), slug(heading.plain)}
            if "<" in block.extract.text:
                names.add(slug(_MARKS.sub("", block.extract.text)))
            found += names
        elif block.children:
            found += _slugs(block.children, headings)
    return found
