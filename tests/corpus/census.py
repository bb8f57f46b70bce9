"""One pass over a tree of real pages: what each says, and whatever went wrong in saying it.

The pass is made once a run: the first worker that needs a tree writes its census for the others.
"""

import hashlib
import json
import os
import pickle
import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from specgen.link import link
from specgen.model.facts import PageFacts
from specgen.model.library import Library, Page
from specgen.model.serial import jsonl, pack_facts, unpack_facts
from specgen.reader import read_page
from specgen.reader.source import Source
from tests.reader.pages import quotes

LONGEST_WAIT = 600
"""Seconds after which a worker no longer believes that another is still reading."""


@dataclass
class Census:
    """The pages of one tree. ``packed``: the facts of each page as bytes, by relative path.

    Each list names the pages of which something does not hold; ``digests`` are those of the library, made of the facts
    as they were read and as they came back from bytes.
    """

    folder: str
    locale: str
    packed: dict[str, bytes] = field(default_factory=dict)
    raised: dict[str, str] = field(default_factory=dict)
    misquoted: dict[str, str] = field(default_factory=dict)
    lossy: list[str] = field(default_factory=list)
    digests: tuple[str, str] = ("", "")

    @cached_property
    def facts(self) -> dict[str, PageFacts]:
        return {path: unpack_facts(data) for path, data in self.packed.items()}

    @cached_property
    def library(self) -> Library:
        return _library(self.locale, self.facts.values())

    def text(self, path: str) -> str:
        """A page as it lies on disk, with LF line ends."""
        return Source.decode(path, (Path(self.folder) / path).read_bytes()).text


def take(folder: Path) -> Census:
    """Read every page of ``folder``, whose name is the locale."""
    census = Census(str(folder), folder.name)
    direct: list[PageFacts] = []
    for file in sorted(folder.rglob("*.md")):
        path = file.relative_to(folder).as_posix()
        data = file.read_bytes()
        try:
            facts = read_page(path, data, census.locale)
        except Exception:  # noqa: BLE001 - whatever it is, it is what this test looks for
            census.raised[path] = traceback.format_exc(limit=-3)
            continue
        direct.append(facts)
        census.packed[path] = pack_facts(facts)
        _judge(census, facts, data)
    again = (unpack_facts(data) for data in census.packed.values())
    census.digests = (_digest(census.locale, direct), _digest(census.locale, again))
    return census


def _judge(census: Census, facts: PageFacts, data: bytes) -> None:
    if unpack_facts(census.packed[facts.path]) != facts:
        census.lossy.append(facts.path)
    source = Source.decode(facts.path, data)
    wrong = next((quote for quote in quotes(facts) if source.slice(quote.span) != quote.text), None)
    if wrong is not None:
        census.misquoted[facts.path] = repr(wrong)


def _library(locale: str, facts: Iterable[PageFacts]) -> Library:
    return link(Page(one, locale, one.locale) for one in facts)


def _digest(locale: str, facts: Iterable[PageFacts]) -> str:
    library = _library(locale, facts)
    digest = hashlib.sha256(jsonl(library.entities))
    for page in library.pages:
        digest.update(pack_facts(page.facts))
    return digest.hexdigest()


def shared(store: Path, folder: Path, make: Callable[[Path], Census] = take) -> Census:
    """The census of ``folder``, made by whoever comes first and kept in ``store``, a folder of this run."""
    name = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    kept, claimed = store / f"census-{name}", store / f"census-{name}.claimed"
    try:
        os.close(os.open(claimed, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return _awaited(kept)
    made = make(folder)
    half = kept.with_suffix(".half")
    half.write_bytes(pickle.dumps(made))
    half.replace(kept)
    return made


def _awaited(kept: Path) -> Census:
    deadline = time.monotonic() + LONGEST_WAIT
    while not kept.exists():
        if time.monotonic() > deadline:
            raise TimeoutError(f"nobody wrote {kept}")
        time.sleep(0.2)
    census: Census = pickle.loads(kept.read_bytes())
    return census


def shown(pages: dict[str, str] | list[str]) -> str:
    """The first few of a list of pages, for a failure."""
    few = list(pages.items())[:5] if isinstance(pages, dict) else pages[:5]
    return f"{len(pages)} pages, as {json.dumps(few, indent=1)}"
