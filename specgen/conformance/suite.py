"""One run of generated suites: which targets, with which switches. What ``conftest.py`` builds its fixtures from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from specgen.conformance.calls.permission import Permission
from specgen.conformance.calls.trials import Effort
from specgen.conformance.results.shown import shown_target
from specgen.conformance.sides.com import Com
from specgen.conformance.sides.wmi import Wmi
from specgen.conformance.target import Target
from specgen.conformance.targets.opening import MOCK, Opening, TargetError, open_target
from specgen.conformance.text import visible


@dataclass(frozen=True)
class Settings:
    """What the command line says: the target's place (None for stand-ins), and how it may be used."""

    permission: Permission = field(default_factory=Permission)
    effort: Effort = field(default_factory=Effort)
    target: str | None = None
    opening: Opening = field(default_factory=Opening)


class Suite:
    """One test run: the user's target, or a stand-in for each technology."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._target: Target | None = None
        self._opened: list[Target] = []

    def wmi(self, namespaces: Mapping[str | None, Path], model: Path, locale: str | None) -> Wmi:
        """The WMI side. Without a target: pywbem's mock with the MOF of ``namespaces``.

        Raises TargetError if the user's target cannot be opened.
        """
        from specgen.conformance.targets import stand_ins  # noqa: PLC0415  only where there is no other target

        return Wmi(*self._terms(lambda: stand_ins.wmi(namespaces, model, locale)))

    def com(self, model: Path, locale: str | None) -> Com:
        """The COM side. Without a target: objects made from the files in ``model``. Raises TargetError as above."""
        from specgen.conformance.targets import stand_ins  # noqa: PLC0415  as above

        return Com(*self._terms(lambda: stand_ins.com(model, locale)))

    def close(self) -> None:
        """Closes every target that was opened."""
        while self._opened:
            close = getattr(self._opened.pop(), "close", None)
            if close is not None:
                close()

    def _terms(self, stand_in: Callable[[], Target]) -> tuple[Target, Permission, Effort]:
        own = self._own()
        permission, effort = self._settings.permission, self._settings.effort
        if own is not None:
            return own, permission, effort.of(stand_in=False)
        return self._kept(stand_in()), permission.for_stand_ins(), effort.of(stand_in=True)

    def _own(self) -> Target | None:
        place = self._settings.target
        if place in (None, MOCK):
            return None
        if self._target is None:
            self._target = self._kept(self._open(str(place)))
        return self._target

    def _open(self, place: str) -> Target:
        try:
            return open_target(place, self._settings.opening)
        except TargetError as error:
            said = str(error)
        except (Exception, SystemExit) as error:  # noqa: BLE001  a factory is the user's own and may raise anything
            said = f"no target from {shown_target(place)}: {type(error).__name__}: {error}"
        raise TargetError(visible(" ".join(said.split())))

    def _kept(self, target: Target) -> Target:
        self._opened.append(target)
        return target
