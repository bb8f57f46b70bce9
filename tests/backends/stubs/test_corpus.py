"""What the stubs of real pages say: all that the pages say, and nothing of it where no text is wanted."""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

import pytest

from specgen.backends import Artefact, Options, stubs
from specgen.emit import visible
from specgen.model.entities import AnyEntity, ComInterface, ComMethod, Parameter, Property, Value, WmiClass, WmiMethod
from specgen.model.library import Library

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

Compiled = Callable[[str], Library]
Report = Callable[[str, object], None]

TREES = ["win32/en-us", "win32/fr-fr", "office/en-us", "office/pt-br"]
_SHORTEST_SENTENCE = 5
_WORD = re.compile(r"[^\W_]+")


def _flat(text: str) -> str:
    return " ".join(visible(" ".join(text.split())).split())


def _stubs(artefacts: list[Artefact]) -> Iterator[tuple[str, ast.Module]]:
    return ((one.path, ast.parse(one.text)) for one in artefacts if one.path.endswith(".pyi"))


class Docstrings:
    """The docstrings of all classes and functions of some modules, by the page and line that each names."""

    def __init__(self, artefacts: list[Artefact], distribution: str) -> None:
        self.by_source: dict[str, list[str]] = defaultdict(list)
        self.members: dict[str, str] = defaultdict(str)
        self.bases: dict[str, set[str]] = defaultdict(set)
        for path, module in _stubs(artefacts):
            if f"/{distribution}/" in path:
                for node in ast.walk(module):
                    self._add(node)

    def _add(self, node: ast.AST) -> None:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            text = _flat(ast.get_docstring(node) or "")
            for page, line in re.findall(r"Page: (.+?), line (\d+)(?: |$)", text):
                self.by_source[f"{page}:{line}"].append(text)
        if isinstance(node, ast.ClassDef):
            texts = (
                one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)
            )
            self.members[node.name] += " ".join(_flat(text) for text in texts)
            self.bases[node.name] |= {ast.unparse(one) for one in node.bases}

    def of_members(self, name: str) -> str:
        """What a class says of its members, and what it has from its bases."""
        return self.members[name] + "".join(self.of_members(base) for base in self.bases[name] - {name})


def _described(one: AnyEntity) -> tuple[Parameter | Property, ...]:
    if isinstance(one, WmiMethod | ComMethod):
        return one.parameters
    return one.properties if isinstance(one, WmiClass) else ()


@pytest.mark.parametrize("tree", TREES)
def test_every_docstring_says_what_the_page_says(compiled: Compiled, tree: str, record_property: Report) -> None:
    library = compiled(tree)
    artefacts = list(stubs.generate(library, Options()))
    wmi, com = Docstrings(artefacts, "specgen-wmi-classes"), Docstrings(artefacts, "specgen-com-interfaces")
    counted: Counter[str] = Counter()
    missing: list[str] = []
    for one in library.primaries():
        if isinstance(one, WmiClass | WmiMethod | ComInterface | ComMethod):
            told = wmi if isinstance(one, WmiClass | WmiMethod) else com
            missing += _missing(one, told, counted)
    for name, number in sorted(counted.items()):
        record_property(f"docstrings of {tree}, {name}", number)
    assert missing[:20] == []
    assert counted["entities"] > counted["entities without text"] * 20


def _missing(one: AnyEntity, told: Docstrings, counted: Counter[str]) -> Iterator[str]:
    counted["entities"] += 1
    counted["entities without text"] += one.summary is None
    texts = told.by_source.get(f"{one.page}:{one.line}", [])
    if not any(_flat(one.summary or "") in text for text in texts):
        yield f"{one.id}: summary"
    held = told.of_members(_python(one)) if isinstance(one, WmiClass) else " ".join(texts)
    for item in _described(one):
        counted["items"] += 1
        counted["items without text"] += item.description is None
        if item.description is not None and _flat(item.description) not in held:
            yield f"{one.id}: {item.name}"


def _python(one: WmiClass) -> str:
    bare = one.name.lstrip("_")
    return bare + "_" * (len(one.name) - len(bare))


@pytest.mark.parametrize("tree", ["win32/en-us", "office/en-us"])
def test_no_parameter_with_documented_values_is_a_bare_number(
    compiled: Compiled, tree: str, record_property: Report
) -> None:
    library = compiled(tree)
    taken = {f"{name}.{method.name}": method for name, method in _functions(list(stubs.generate(library, Options())))}
    seen, bare = 0, []
    for one in library.primaries():
        for item in one.parameters if isinstance(one, WmiMethod | ComMethod) else ():
            function = taken.get(f"{one.owner}.{one.name}")
            numbered = any(isinstance(value.value, int) or value.symbol for value in item.values)
            if function is None or not numbered or item.type == "boolean" or item.name is None:
                continue
            spelt = [
                ast.unparse(each.annotation)
                for each in _parameters(function)
                if each.arg == item.name and each.annotation
            ]
            seen += len(spelt)
            bare += [f"{one.id}: {item.name}: {told}" for told in spelt if re.fullmatch(_BARE, told)]
    record_property(f"parameters of {tree} with documented numbers", seen)
    assert bare == []
    assert seen > 150


_BARE = r"(?:list\[|Pointer\[)*int(?: \| None)?\]*(?: \| None)?"


def _functions(artefacts: list[Artefact]) -> Iterator[tuple[str, ast.FunctionDef]]:
    for path, module in _stubs(artefacts):
        if "/wmi_classes/" in path or "/com_interfaces/interfaces/" in path:
            for node in (each for each in module.body if isinstance(each, ast.ClassDef)):
                yield from ((node.name, each) for each in node.body if isinstance(each, ast.FunctionDef))


def _parameters(function: ast.FunctionDef) -> list[ast.arg]:
    return [*function.args.args, *function.args.kwonlyargs]


@pytest.mark.parametrize("tree", TREES)
def test_without_descriptions_there_is_no_sentence_of_a_page(compiled: Compiled, tree: str) -> None:
    library = compiled(tree)
    said = _words("\n".join(one.text for one in stubs.generate(library, Options(descriptions=False))))
    held = _values(library)
    found = [text for text in _sentences(library) if _words(text) in said and _words(text) not in held]
    assert found[:20] == []


def _values(library: Library) -> set[str]:
    """What members may hold, which is a fact however many words it has."""
    return {_words(str(value.value)) for one in library.entities for item in _described(one) for value in item.values}


def _words(text: str) -> str:
    """The words alone, so that no way to wrap, quote or escape hides a sentence."""
    return f" {' '.join(_WORD.findall(text))} "


def _sentences(library: Library) -> Iterator[str]:
    """Every sentence of some length that the pages have."""
    for one in library.entities:
        texts = [one.summary]
        for item in _described(one):
            texts += [item.description, *_of_values(item.values)]
        if isinstance(one, WmiMethod | ComMethod):
            texts += _of_values(one.returns.values)
        for text in texts:
            for sentence in re.split(r"(?<=[.!?:;])\s+|\n", text or ""):
                if sum(map(_has_letters, sentence.split())) >= _SHORTEST_SENTENCE:
                    yield sentence


def _has_letters(word: str) -> bool:
    return any(map(str.isalpha, word))


def _of_values(values: Iterable[Value]) -> list[str | None]:
    return [text for value in values for text in (value.label, value.description)]


def test_a_translation_differs_in_prose_alone(compiled: Compiled) -> None:
    """The interface of the Portuguese seed, from all pages of either language, neither read with the other."""
    english, portuguese = (_class(compiled(tree), "IMAPISession") for tree in ("office/en-us", "office/pt-br"))
    assert ast.unparse(english) != ast.unparse(portuguese)
    assert ast.unparse(_without_prose(english)) == ast.unparse(_without_prose(portuguese))
    assert len(english.body) > 15


def _class(library: Library, name: str) -> ast.ClassDef:
    modules: Mapping[str, ast.Module] = dict(_stubs(list(stubs.generate(library, Options()))))
    found = [
        node
        for path, module in modules.items()
        if "/com_interfaces/interfaces/" in path
        for node in module.body
        if isinstance(node, ast.ClassDef) and node.name == name
    ]
    assert len(found) == 1
    return found[0]


def _without_prose(node: ast.ClassDef) -> ast.ClassDef:
    for one in ast.walk(node):
        if isinstance(one, ast.ClassDef | ast.FunctionDef) and ast.get_docstring(one) is not None:
            one.body[0] = ast.Expr(ast.Constant("prose"))
    return node
