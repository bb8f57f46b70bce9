"""What a run looked at: as long as all of it is the same, the run says the same."""

import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import specgen
from specgen.cache.runs import Ground
from specgen.pipeline.assembly import Run
from specgen.project import consulted

_OF_PYTHON = ("stdlib", "platstdlib", "purelib", "platlib")


def ground(run: Run, made: Mapping[str, str] | None = None, files: Iterable[Path] = ()) -> Ground | None:
    """What ``run`` looked at, with other ``files`` that its command read, and the digests of what it ``made``, by path.

    None where nobody can tell: pages that could not be read, headers, which include others.
    """
    if run.errors or run.unread_context or run.request.constants:
        return None
    paths = [Path(path) for path in run.request.paths]
    configured = list(dict.fromkeys(place for path in paths for place in consulted(path.absolute())))
    others = [place for place in configured if place.is_file()]
    places = [place for place in configured if not place.is_file()]
    looked = [*others, *map(Path, run.request.overlays), *files, *_foreign_code()]
    digests = {str(file): told for file, told in run.read}
    folders = [folder for one in run.searched for folder in one.folders]
    links = [*(top for one in run.searched for top in one.tops), *map(str, run.links_outside)]
    return Ground({**digests, **(made or {})}, [*map(str, looked)], folders, [*map(str, places)], links)


def _foreign_code() -> Iterator[Path]:
    """Code that ran and that no version tells: rules, backends and the like that lie in a folder of somebody's."""
    told = [Path(specgen.__file__).parent]
    told += [Path(path) for name in _OF_PYTHON if (path := sysconfig.get_path(name))]
    inside = [folder.resolve() for folder in told]
    for module in list(sys.modules.values()):
        name = getattr(module, "__file__", None)
        file = Path(name) if isinstance(name, str) else None
        if file is not None and file.is_file() and not any(map(file.resolve().is_relative_to, inside)):
            yield file
