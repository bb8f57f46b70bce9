"""What a change did: the findings on pages that changed, and those that the change raised elsewhere.

The pages as they were are read from the revision and linked with the rest of the tree, so that a page that did not
change is reported on only for what it did not say before. The reference, headers and overlays are those of today.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from specgen.model.facts import PageFacts
from specgen.model.findings import Finding
from specgen.model.library import Library, Page
from specgen.pipeline.assembly import Run, placed
from specgen.pipeline.sources import place_of
from specgen.project import SUFFIXES, Changes, place_of_file
from specgen.reader import read_page

Place = tuple[str, str]


def raised_since(
    run: Run, findings: Sequence[Finding], check: Callable[[Library], Sequence[Finding]], changes: Changes
) -> tuple[Finding, ...]:
    """The ``findings`` of ``run`` on pages that changed, and those elsewhere that the tree before did not give.

    ``check`` gives the findings of a library as the run reports them.
    """
    then = {file.resolve(): data for file, data in changes.before.items() if file.suffix.lower() in SUFFIXES}
    changed: dict[Place, PageFacts | None] = {}
    for page in run.library.pages:
        place = page.key
        file = place_of(*place).resolve()
        if file in then:
            data = then.pop(file)
            changed[place] = None if data is None else read_page(page.facts.path, data)
    gone = [lost for file, data in then.items() if data is not None and (lost := _gone(run, file, data))]
    if not changed and not gone:
        return ()
    before = {one.fingerprint for one in check(run.relinked(changed, gone))}
    return tuple(one for one in findings if (one.root, one.page) in changed or one.fingerprint not in before)


def _gone(run: Run, file: Path, data: bytes) -> Page | None:
    """A page of the tree that was deleted; None for a file that was never one of its pages."""
    place = place_of_file(file, run.request.paths, run.request.configuration)
    return placed(place, read_page(place.path, data), run.request) if place is not None else None
