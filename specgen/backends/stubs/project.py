"""The files of one distribution."""

from collections.abc import Iterator
from dataclasses import dataclass

from specgen.backends import Artefact, Options
from specgen.backends.stubs.licences import Licences
from specgen.backends.stubs.modules import Layout, Module, Package, ValueModule
from specgen.emit import render

_OF_BASE = ("Guid", "IDispatch", "IUnknown", "Pointer", "fill")
"""What a package that gives the names of its classes gives of its module ``base``."""


@dataclass(frozen=True)
class Project:
    """A distribution of stubs: its name, its package, and which of the base modules it has (``wmi`` or ``com``)."""

    distribution: str
    package: str
    technology: str
    options: Options

    def artefacts(self, layout: Layout, gathered: str | None) -> Iterator[Artefact]:
        """All files; ``gathered`` names the group whose classes the package itself gives."""
        modules, values = layout.modules(), layout.value_modules()
        told = [one.pages for one in modules] + [one.pages for one in values]
        pages = tuple(sorted({page for several in told for page in several}))
        licences = Licences(self.options)
        for name in ("pyproject.toml", "README.md"):
            text = render(f"stubs/{name}.j2", project=self, options=self.options, licences=licences)
            yield Artefact(self._path((), name), text, pages)
        yield from licences.artefacts(f"stubs/{self.distribution}")
        yield Artefact(self._path((self.package,), "py.typed"), "\n", ())
        yield from self._base()
        yield from self._gathering(Package((), ()) if gathered is None else layout.gathered(gathered, _OF_BASE))
        for package in layout.packages():
            yield from self._gathering(package)
        for module in modules:
            yield from self._module(module, "module")
        for listed in values:
            yield from self._module(listed, "values")

    def _path(self, folders: tuple[str, ...], name: str) -> str:
        return "/".join(("stubs", self.distribution, *folders, name))

    def _base(self) -> Iterator[Artefact]:
        for suffix in ("py", "pyi"):
            text = render(f"stubs/{self.technology}_base.{suffix}.j2")
            yield Artefact(self._path((self.package,), f"base.{suffix}"), text)
            text = render(f"stubs/enumerations.{suffix}.j2")
            yield Artefact(self._path((self.package,), f"enumerations.{suffix}"), text)

    def _gathering(self, package: Package) -> Iterator[Artefact]:
        for suffix in ("py", "pyi"):
            text = render("stubs/package.py.j2", package=package, project=self)
            yield Artefact(self._path((self.package, *package.path), f"__init__.{suffix}"), text)

    def _module(self, module: Module | ValueModule, template: str) -> Iterator[Artefact]:
        folders = (self.package, *module.path[:-1])
        for suffix in ("py", "pyi"):
            text = render(f"stubs/{template}.{suffix}.j2", module=module, options=self.options, project=self)
            yield Artefact(self._path(folders, f"{module.path[-1]}.{suffix}"), text, module.pages)
