"""What the backends make of real pages, read by real compilers and checkers."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mypy import api as mypy
from pywbem_mock import FakedWBEMConnection

from specgen.backends import Options, mof, stubs
from specgen.files import write_tree
from specgen.model.entities import AnyEntity, WmiClass, WmiMethod
from specgen.model.library import Library
from specgen.model.serial import entity_from_line

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

_COMPILED: dict[str, Library] = {}
_PRAGMA = re.compile(r"^#pragma.*\n", re.MULTILINE)
_CLASS = re.compile(r"^class (\w+)", re.MULTILINE)


@pytest.fixture
def compiled(corpus: Path, command: Callable[..., Any]) -> Callable[[str], Library]:
    def compile_tree(tree: str) -> Library:
        if tree not in _COMPILED:
            lines = command("model", corpus / tree).out.splitlines()
            _COMPILED[tree] = Library(entities=tuple(entity_from_line(line) for line in lines))
        return _COMPILED[tree]

    return compile_tree


def _wmi(library: Library) -> list[AnyEntity]:
    return [one for one in library.primaries() if isinstance(one, WmiClass | WmiMethod)]


@pytest.mark.parametrize("tree", ["win32/en-us", "win32/fr-fr", "win32/de-de"])
def test_every_namespace_loads_with_nothing_lost(compiled: Callable[[str], Library], tree: str, tmp_path: Path) -> None:
    library = compiled(tree)
    write_tree(tmp_path, list(mof.generate(library, Options())))
    loaded: dict[str | None, FakedWBEMConnection] = {}
    for entity in _wmi(library):
        assert isinstance(entity, WmiClass | WmiMethod)
        space = entity.namespace
        if space not in loaded:
            loaded[space] = FakedWBEMConnection(default_namespace="root/t")
            stem = {None: "unknown", "*": "all"}.get(space) or str(space).replace("/", "_")
            loaded[space].compile_mof_file(str(tmp_path / f"mof/namespaces/{stem}.mof"))
        name = entity.name if isinstance(entity, WmiClass) else entity.owner
        found = loaded[space].GetClass(name, LocalOnly=False)
        if isinstance(entity, WmiClass):
            assert {one.name.casefold() for one in entity.properties} <= {one.casefold() for one in found.properties}
        else:
            assert list(found.methods[entity.name].parameters) == [one.name for one in entity.parameters]


@pytest.mark.parametrize("tree", ["win32/en-us", "win32/fr-fr", "win32/de-de"])
def test_every_snippet_compiles_alone(compiled: Callable[[str], Library], tree: str) -> None:
    """In one connection, which holds the qualifiers and no class between two snippets."""
    made = {one.path: one.text for one in mof.generate(compiled(tree), Options())}
    connection = FakedWBEMConnection(default_namespace="root/t")
    connection.compile_mof_string(made["mof/prelude/qualifiers.mof"])
    for path, text in made.items():
        if not path.startswith("mof/snippets/"):
            continue
        connection.compile_mof_string(_PRAGMA.sub("", text))
        for name in dict.fromkeys(reversed(_CLASS.findall(text))):
            connection.DeleteClass(name)
        assert connection.EnumerateClassNames(DeepInheritance=True) == [], path


@pytest.mark.parametrize("tree", ["win32/en-us", "office/en-us", "office/pt-br"])
def test_mypy_accepts_the_stubs(compiled: Callable[[str], Library], tree: str, tmp_path: Path) -> None:
    write_tree(tmp_path, list(stubs.generate(compiled(tree), Options())))
    packages = sorted(path.parent for path in tmp_path.glob("stubs/*/*/py.typed"))
    assert packages
    configuration = tmp_path / "mypy.ini"
    configuration.write_text(f"[mypy]\nmypy_path = {':'.join(str(path.parent) for path in packages)}\n")
    chosen = [argument for path in packages for argument in ("-p", path.name)]
    cache = str(tmp_path / "cache")
    out, err, status = mypy.run(["--strict", "--config-file", str(configuration), "--cache-dir", cache, *chosen])
    assert (status, err) == (0, ""), out
