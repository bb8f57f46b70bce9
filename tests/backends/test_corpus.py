"""What the backends make of real pages, read by real compilers and checkers."""

import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from mypy import api as mypy
from pywbem_mock import FakedWBEMConnection

from specgen.backends import Options, mof, stubs
from specgen.cim import schema
from specgen.cim.departures import departures
from specgen.conformance.targets.documented import success
from specgen.conformance.targets.mock import UNKNOWN, WmiMock
from specgen.files import write_tree
from specgen.model.entities import AnyEntity, WmiClass, WmiMethod
from specgen.model.library import Library
from tests.backends.mof import loop
from tests.corpus.census import take
from tests.corpus.test_parity import edited, referring, syntax

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

_PRAGMA = re.compile(r"^#pragma.*\n", re.MULTILINE)
_CLASS = re.compile(r"^class (\w+)", re.MULTILINE)


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
            loaded[space] = _loaded(tmp_path, space)
        name = entity.name if isinstance(entity, WmiClass) else entity.owner
        found = loaded[space].GetClass(name, namespace=space or UNKNOWN, LocalOnly=False)
        if isinstance(entity, WmiClass):
            assert {one.name.casefold() for one in entity.properties} <= {one.casefold() for one in found.properties}
        else:
            assert list(found.methods[entity.name].parameters) == [one.name for one in entity.parameters]


@pytest.mark.parametrize("tree", ["win32/en-us", "win32/fr-fr", "win32/de-de"])
def test_what_compilers_hold_is_what_the_pages_say(
    compiled: Callable[[str], Library], tree: str, tmp_path: Path
) -> None:
    """The closed loop: every fact comes back, or a named departure of its kind is the reason, at that place."""
    library = compiled(tree)
    write_tree(tmp_path, list(mof.generate(library, Options())))
    connections: dict[str | None, FakedWBEMConnection] = {}
    reasons: dict[tuple[str, str], set[str]] = defaultdict(set)
    counted: Counter[str] = Counter()
    for one in departures(schema(library.primaries(), descriptions=True)):
        reasons[one.page, (one.member or "").lower()].add(one.applied.departure.name)
        counted[one.applied.departure.name] += 1
    facts, explained, unexplained = 0, 0, []
    for entity in _wmi(library):
        assert isinstance(entity, WmiClass | WmiMethod)
        if entity.namespace not in connections:
            connections[entity.namespace] = _loaded(tmp_path, entity.namespace)
        documented, held, inherited = _both_sides(entity, connections[entity.namespace])
        facts += len(documented)
        for place, what, mine, theirs in loop.differences(documented, held, inherited):
            member = place.parameter or (place.member if isinstance(entity, WmiClass) else "")
            given = reasons[entity.page, member] | reasons[entity.page, ""]
            if any(loop.explains(name, what) for name in given):
                explained += 1
            else:
                unexplained.append((entity.page, place, what, mine, theirs))
    print(f"{tree}: {facts} facts, {explained} differ for a reason; {dict(counted.most_common())}")  # noqa: T201
    assert unexplained == []
    assert explained <= facts / 100


def test_every_method_answers_with_a_documented_success(compiled: Callable[[str], Library], tmp_path: Path) -> None:
    """Those that a class inherits too, wherever the mock has an instance; each code is one that the page documents.

    Methods that are listed and documented nowhere are not asked for: the mock is not told of classes' pages here.
    """
    library = compiled("win32/en-us")
    write_tree(tmp_path, list(mof.generate(library, Options())))
    methods = [one for one in library.primaries() if isinstance(one, WmiMethod)]
    codes = {(one.namespace, str(one.owner).lower(), one.name.lower()): success(one) for one in methods}
    called = 0
    for space in dict.fromkeys(one.namespace for one in methods):
        connection = _loaded(tmp_path, space, methods)
        there = space or UNKNOWN
        for found in connection.EnumerateClasses(namespace=there, DeepInheritance=True, LocalOnly=False):
            paths = connection.EnumerateInstanceNames(found.classname, namespace=there) if found.methods else []
            for name, method in found.methods.items():
                static = "Static" in method.qualifiers
                where = found.path if static else next(one for one in paths if one.classname == found.classname)
                code, _ = connection.InvokeMethod(name, where)
                own = codes.get((space, found.classname.lower(), name.lower()))
                assert own in (None, code), (found.classname, name, own, code)
                called += 1
    assert called >= len(methods)


def _loaded(folder: Path, space: str | None, methods: Iterable[WmiMethod] = ()) -> FakedWBEMConnection:
    """What the mock target holds of the MOF of a namespace, and answers for these methods."""
    stem = {None: "unknown", "*": "all"}.get(space) or str(space).replace("/", "_")
    return WmiMock({space: folder / f"mof/namespaces/{stem}.mof"}, methods).connection()


def _both_sides(
    entity: WmiClass | WmiMethod, connection: FakedWBEMConnection
) -> tuple[loop.Facts, loop.Facts, frozenset[loop.Place]]:
    """What the page says, what the compiler holds of it, and the members that a superclass declares too."""
    owner = entity.name if isinstance(entity, WmiClass) else str(entity.owner)
    space = entity.namespace or UNKNOWN
    found = connection.GetClass(owner, namespace=space, LocalOnly=False, IncludeClassOrigin=True)
    methods = {} if isinstance(entity, WmiClass) else {entity.name: found.methods[entity.name]}
    documented = loop.documented_class(entity) if isinstance(entity, WmiClass) else loop.documented_method(entity)
    members = {place.member for place, _ in documented}
    held = {key: value for key, value in loop.loaded_class(found, methods=methods).items() if key[0].member in members}
    elements = {**found.properties, **methods}
    above = (
        name.lower()
        for name, one in elements.items()
        if one.class_origin.lower() != owner.lower() or "Override" in one.qualifiers
    )
    return documented, held, frozenset(loop.Place(owner.lower(), name) for name in above)


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


@pytest.mark.parametrize(("tree", "least"), [("win32/fr-fr", 1100), ("win32/de-de", 1000)])
def test_a_translation_with_its_original_gives_the_same_mof(corpus: Path, tree: str, least: int) -> None:
    """Snippet by snippet, prose and comments aside, wherever the syntax blocks are equal and nobody edited since."""
    english, translated = take(corpus / "win32/en-us"), take(corpus / tree)
    ours = _declared(referring(translated, english))
    edited_since = {one["page"] for one in edited().values() if one["tree"] == tree}
    same = {
        page: text
        for page, text in _declared(english.library).items()
        if page in ours and syntax(translated.facts[page]) == syntax(english.facts[page]) and page not in edited_since
    }
    assert len(same) >= least
    assert [page for page, text in same.items() if ours[page] != text] == []


def _declared(library: Library) -> dict[str, str]:
    """The snippet of each page without its comments."""
    made = mof.generate(library, Options(descriptions=False))
    snippets = [one for one in made if one.path.startswith("mof/snippets/")]
    return {one.pages[0]: re.sub(r"^\s*//.*\n", "", one.text, flags=re.MULTILINE) for one in snippets}


@pytest.mark.parametrize("tree", ["win32/en-us", "office/en-us", "office/pt-br"])
def test_mypy_accepts_the_stubs(compiled: Callable[[str], Library], tree: str, tmp_path: Path) -> None:
    write_tree(tmp_path, list(stubs.generate(compiled(tree), Options())))
    packages = sorted(path.parent for path in tmp_path.glob("stubs/*/*/py.typed"))
    assert packages
    module = tmp_path / "stubs/wmi-stubs/wmi-stubs"
    assert module.exists() is tree.startswith("win32")
    if module.exists():
        packages.append(Path(shutil.copytree(module, tmp_path / "path/wmi")))
    configuration = tmp_path / "mypy.ini"
    configuration.write_text(f"[mypy]\nmypy_path = {':'.join(str(path.parent) for path in packages)}\n")
    chosen = [argument for path in packages for argument in ("-p", path.name)]
    cache = str(tmp_path / "cache")
    out, err, status = mypy.run(["--strict", "--config-file", str(configuration), "--cache-dir", cache, *chosen])
    assert (status, err) == (0, ""), out
