"""From what ``--specgen-target`` says to a target. A target's module is loaded when its place is named.

mock                     stand-ins made from the pages: what runs without the option, too
mock:FILE.mof            pywbem's mock with the classes of a MOF file
wbem:URL                 a live CIM server (wbem+exec:URL so that it may be called)
probe                    WMI through the probe: Windows, or Wine (probe+exec so that it may be called)
probe:FILE.exe           the same, with a probe that was built before
replay:FILE.jsonl        what a probe has recorded
headers:DIR              the C++ headers in a folder, or one header
python:MODULE:FACTORY    what FACTORY() makes: a target, a WBEM connection, or objects with the documented methods
MODULE:FACTORY           the same
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from specgen.conformance.target import Target

MOCK = "mock"
_EXEC = "+exec"


class TargetError(ValueError):
    """``--specgen-target`` names no target, or none could be made; the message says why."""


@dataclass(frozen=True)
class Opening:
    """How targets are opened. ``folder``: where the run was started; its modules are found too.

    ``wine``: the program that runs Windows programs, ``denied``: classes not to ask for, ``names``: documented names
    to the target's (a file), ``timeout``: seconds a request may take.
    """

    folder: Path = field(default_factory=Path)
    wine: Path | None = None
    denied: tuple[str, ...] = ()
    names: Path | None = None
    timeout: float = 20.0


def open_target(place: str, opening: Opening) -> Target:
    """The target at ``place``. Raises TargetError."""
    from specgen.conformance.probe.failures import ProbeError  # noqa: PLC0415  only where a target is opened
    from specgen.conformance.targets.documented import MissingDataError  # noqa: PLC0415  loads the model
    from specgen.conformance.targets.replay import RecordingError  # noqa: PLC0415  as above

    scheme, _, rest = place.partition(":")
    kind, allow_exec = scheme.removesuffix(_EXEC), scheme.endswith(_EXEC)
    try:
        # What is of no kind is MODULE:FACTORY as it stands.
        target = (
            _KINDS[kind](rest, opening, allow_exec) if kind in _KINDS else _python(place, opening, allow_exec=False)
        )
    except (MissingDataError, ProbeError, RecordingError) as error:
        raise TargetError(str(error)) from error
    if opening.names is None:
        return target
    from specgen.conformance.targets.renamed import NameMap, NameMapError, Renamed  # noqa: PLC0415  rarely needed

    try:
        return Renamed(target, NameMap.read(opening.folder / opening.names))
    except NameMapError as error:
        raise TargetError(str(error)) from error


def _mock(rest: str, opening: Opening, allow_exec: bool) -> Target:  # noqa: FBT001, ARG001  one signature for all
    from specgen.conformance.targets.mock import WmiMock, is_installed  # noqa: PLC0415  it needs an extra

    if not is_installed():
        raise TargetError("mock needs pywbem: pip install specgen[conformance]")
    return WmiMock.of_file(opening.folder / rest)


def _wbem(rest: str, opening: Opening, allow_exec: bool) -> Target:  # noqa: FBT001  as above
    from specgen.conformance.targets.wbem import Wbem  # noqa: PLC0415  as above

    return Wbem.connect(rest, allow_exec=allow_exec, timeout=opening.timeout)


def _probe(rest: str, opening: Opening, allow_exec: bool) -> Target:  # noqa: FBT001  as above
    from specgen.conformance.targets.probe import Probe  # noqa: PLC0415  as above

    exe = opening.folder / rest if rest else None
    return Probe.start(exe, wine=opening.wine, denied=opening.denied, allow_exec=allow_exec, timeout=opening.timeout)


def _replay(rest: str, opening: Opening, allow_exec: bool) -> Target:  # noqa: FBT001, ARG001  as above
    from specgen.conformance.targets.replay import Replay  # noqa: PLC0415  as above

    return Replay.read(opening.folder / rest)


def _headers(rest: str, opening: Opening, allow_exec: bool) -> Target:  # noqa: FBT001, ARG001  as above
    from specgen.conformance.targets.headers import Headers  # noqa: PLC0415  as above

    return Headers.read(opening.folder / rest)


def _python(place: str, opening: Opening, allow_exec: bool) -> Target:  # noqa: FBT001  as above
    module, colon, factory = place.partition(":")
    if not (module and colon and factory):
        kinds = ", ".join(sorted(_KINDS))
        raise TargetError(f"{place!r} names no target: there are {kinds} and MODULE:FACTORY")
    # At the end, so that a file that happens to lie there shadows nothing.
    if str(opening.folder) not in sys.path:
        sys.path.append(str(opening.folder))
    try:
        make: Any = getattr(import_module(module), factory)
        made: Any = make()
    except (ImportError, AttributeError, TypeError) as error:
        raise TargetError(f"no target from {place}: {error}") from error
    return adapted(made, place, make, allow_exec=allow_exec)


def adapted(made: Any, place: str, make: Callable[[], Any], *, allow_exec: bool = False) -> Target:
    """What a factory made, as a target: itself, or an adapter for a WBEM connection or for Python objects.

    Raises TargetError where it is nothing of the kind.
    """
    if all(hasattr(made, name) for name in ("name", "capabilities", "describe_class", "invoke")):
        target: Target = made
        return target
    if hasattr(made, "InvokeMethod") and hasattr(made, "GetClass"):
        from specgen.conformance.targets.wbem import Wbem  # noqa: PLC0415  as above

        return Wbem.of_connection(made, make, allow_exec=allow_exec)
    from specgen.conformance.targets.python_objects import PythonObjects  # noqa: PLC0415  as above

    if made is None or isinstance(made, (str, bytes, int, float, list, tuple)):
        raise TargetError(f"{place} made no target: it gave {type(made).__name__}")
    return PythonObjects(made, make, place, allow_exec=allow_exec)


_KINDS: dict[str, Callable[[str, Opening, bool], Target]] = {
    MOCK: _mock,
    "wbem": _wbem,
    "probe": _probe,
    "replay": _replay,
    "headers": _headers,
    "python": _python,
}
