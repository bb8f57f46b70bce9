"""What is fuzzed: each target is a name, what holds of its inputs, and the pieces of pages that inputs begin with."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import ModuleType

from specgen.reader.syntax import rooms
from tests.fuzzing import promises
from tests.reader.pages import PAGES

_FENCED = re.compile(rb"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_TAGGED = re.compile(rb"^<[a-zA-Z].*?(?=\n\n|\Z)", re.MULTILINE | re.DOTALL)
_SPACED = re.compile(rb"\n[ \t]*\n")
_FRONT = re.compile(rb"\A(?:\xef\xbb\xbf)?---\r?\n(.*?)\n---", re.DOTALL)

Cut = Callable[[bytes], Iterator[bytes]]


@dataclass(frozen=True)
class Target:
    """``holds`` raises where an input breaks a promise; ``inputs`` are the pieces of a page that are inputs."""

    name: str
    holds: Callable[[bytes], object]
    inputs: Cut
    longest: int = 16_000
    """Bytes of an input, at most."""

    def samples(self) -> list[bytes]:
        """The inputs that handwritten pages hold."""
        return sorted({one for text in PAGES.values() for one in self.inputs(text.encode())})


def _whole(page: bytes) -> Iterator[bytes]:
    yield page


def _found(form: re.Pattern[bytes], page: bytes) -> Iterator[bytes]:
    return (match[match.re.groups] for match in form.finditer(page))


def _claimed(room: ModuleType, page: bytes) -> Iterator[bytes]:
    """The fences that the page step hands to this room."""
    for block in _found(_FENCED, page):
        text = block.decode("utf-8", errors="replace")
        if next((each for each in rooms() if each.claims("", text)), None) is room:
            yield block


def _passages(page: bytes) -> Iterator[bytes]:
    return (one for one in _SPACED.split(page) if one.strip())


def _translated(data: bytes) -> object:
    """The page as a translation of a handwritten one that is about the same thing."""
    original = next((text for text in PAGES.values() if text[4:60].encode() in data), None)
    return promises.library(data, original.encode() if original else None)


def _grammars() -> Iterator[Target]:
    """The syntax rooms, whichever there are."""
    for room in rooms():
        yield Target(room.LANGUAGE, partial(promises.syntax, room), partial(_claimed, room), 8_000)


TARGETS: Mapping[str, Target] = {
    one.name: one
    for one in (
        Target("reader", promises.page, _whole),
        Target("library", _translated, _whole),
        *_grammars(),
        Target("frontmatter", promises.frontmatter, partial(_found, _FRONT), 8_000),
        Target("html", promises.html, partial(_found, _TAGGED), 8_000),
        Target("inline", promises.inline, _passages, 4_000),
        Target("blocks", promises.blocks, _whole, 8_000),
    )
}
"""All targets by name: the page step, linking and checking, each grammar, and the parts that read Markdown."""
