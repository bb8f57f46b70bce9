"""Which tree a document belongs to: a workspace for each root, opened when the first of its pages is."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from specgen.cache.folder import default_folder
from specgen.checks import Selection, UnknownRuleError
from specgen.pipeline import Request
from specgen.pipeline.workspace import Workspace, WorkspaceError
from specgen.project import Configuration, ConfigurationError, configuration_for


@dataclass(frozen=True)
class Settings:
    """What an editor's settings say; each wins over the configuration of the tree.

    ``documentation`` is the address of a folder with the documentation of rules.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    preview: bool = False
    reference: str | None = None
    documentation: str | None = None


class SettingsError(ValueError):
    """Settings that are none; the message says which."""


def settings_of(given: Any) -> Settings:
    """Settings as JSON has them. Raises SettingsError for an unknown key, or a value that is not of its type."""
    if given is None:
        return Settings()
    if not isinstance(given, Mapping):
        raise SettingsError("the settings of specgen are no object")
    read: dict[str, Any] = {}
    for key, value in given.items():
        if key in ("select", "ignore") and isinstance(value, list) and all(isinstance(one, str) for one in value):
            read[key] = tuple(value)
        elif (key == "preview" and isinstance(value, bool)) or (
            key in ("reference", "documentation") and (value is None or isinstance(value, str))
        ):
            read[key] = value or None if key != "preview" else value
        else:
            raise SettingsError(f"the setting specgen.{key} is unknown, or not of its type")
    return Settings(**read)


class Trees:
    """The workspaces, by what they were opened for.

    ``folders`` are those that the editor has open; there are none where it has files alone.
    """

    def __init__(self) -> None:
        self.settings = Settings()
        self.folders: tuple[Path, ...] = ()
        self._open: dict[tuple[str, ...], Workspace] = {}

    def of(self, file: Path) -> Workspace:
        """The workspace of a file. Raises WorkspaceError where its configuration cannot be used."""
        request = self._request(file)
        name = (str(request.configuration.root), *request.paths)
        if name not in self._open:
            with _explained():
                self._open[name] = Workspace(request, self._selection(request.configuration))
        return self._open[name]

    def is_inside(self, file: Path) -> bool:
        """Whether a file lies in a folder that the editor has open; every file does where it has none."""
        return not self.folders or any(file.is_relative_to(folder) for folder in self.folders)

    @property
    def every(self) -> Iterable[Workspace]:
        """The workspaces that are open."""
        return tuple(self._open.values())

    def reopen(self, workspace: Workspace) -> None:
        """Have a workspace read everything anew, with the configuration as it is now. Raises WorkspaceError."""
        request = workspace.request
        place = request.configuration.root or (Path(request.paths[0]) if request.paths else None)
        made = self._made(_configuration(place), request.paths) if place is not None else request
        with _explained():
            workspace.reconfigure(made, self._selection(made.configuration))

    def forget(self) -> None:
        """Close every workspace: folders or settings are others."""
        self._open.clear()

    def _selection(self, configuration: Configuration) -> Selection:
        settings = self.settings
        return Selection(
            settings.select or configuration.select,
            settings.ignore or configuration.ignore,
            settings.preview or configuration.preview,
            configuration.per_file_ignores,
        )

    def _request(self, file: Path) -> Request:
        """What is compiled for a file: the tree of its configuration, else the editor's folder, else itself."""
        folder = next((one for one in self.folders if file.is_relative_to(one)), None)
        if self.folders and folder is None:
            # Nobody asked for the tree that a file from elsewhere lies in.
            return self._made(Configuration(), (str(file),))
        configuration = _configuration(file)
        if configuration.root is not None:
            return self._made(configuration, ())
        return self._made(configuration, (str(folder or file),))

    def _made(self, configuration: Configuration, paths: tuple[str, ...]) -> Request:
        reference = self.settings.reference or (str(configuration.reference) if configuration.reference else None)
        return Request(
            paths,
            configuration,
            reference,
            configuration.locale,
            configuration.jobs,
            tuple(map(str, configuration.constants)),
            tuple(map(str, configuration.overlays)),
            default_folder(),
        )


def _configuration(place: Path) -> Configuration:
    with _explained():
        return configuration_for((place,))


@contextmanager
def _explained() -> Iterator[None]:
    """What is wrong with a configuration is wrong with the workspace."""
    try:
        yield
    except (ConfigurationError, UnknownRuleError) as error:
        raise WorkspaceError(str(error)) from None


def depends(workspace: Workspace, file: Path) -> bool:
    """Whether a tree is understood with a file that is none of its pages."""
    request = workspace.request
    beside = (*request.overlays, *request.constants, *([request.reference] if request.reference is not None else ()))
    return any(file.is_relative_to(Path(one).absolute()) for one in beside)
