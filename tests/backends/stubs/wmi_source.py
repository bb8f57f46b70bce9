"""What the source of the module wmi declares: names and signatures, read without importing it (it wants Windows).

``python -m tests.backends.stubs.wmi_source FILE`` prints the facts that ``wmi_api.json`` keeps.
"""

import ast
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

_HELPERS = ("_set", "_DEBUG")
"""Names of the module's own, of no use to anybody else."""


def facts(tree: ast.Module) -> dict[str, Any]:
    """Functions and the methods of classes, each with its parameters, and all other public names."""
    functions: dict[str, Any] = {}
    classes: dict[str, Any] = {}
    names: set[str] = set()
    for node in _statements(tree.body):
        if isinstance(node, ast.FunctionDef):
            functions[node.name] = parameters(node)
        elif isinstance(node, ast.ClassDef):
            classes[node.name] = {
                "bases": _bases(node),
                "methods": _methods(node),
                "names": sorted(_assigned(node.body)),
            }
        elif isinstance(node, ast.Assign):
            names |= set(_assigned([node]))
    public = {name: taken for name, taken in functions.items() if name not in _HELPERS}
    return {"functions": public, "classes": classes, "names": sorted(names.difference(_HELPERS))}


def parameters(node: ast.FunctionDef) -> list[str]:
    """Each parameter, ``*`` and ``**`` in front of those that take the rest, ``=`` behind those with a default."""
    given = node.args
    plain = [*given.posonlyargs, *given.args]
    bare = len(plain) - len(given.defaults)
    found = [one.arg + ("=" if place >= bare else "") for place, one in enumerate(plain)]
    found += [f"*{given.vararg.arg}"] if given.vararg else []
    found += [
        one.arg + ("=" if default else "") for one, default in zip(given.kwonlyargs, given.kw_defaults, strict=True)
    ]
    return found + ([f"**{given.kwarg.arg}"] if given.kwarg else [])


def _statements(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    yield from (one for one in body if not isinstance(one, ast.If | ast.Try))


def _bases(node: ast.ClassDef) -> list[str]:
    return [ast.unparse(one) for one in node.bases if ast.unparse(one) != "object"]


def _methods(node: ast.ClassDef) -> dict[str, list[str]]:
    """The methods that are called by name, and those of the language that say how an object is used."""
    made = [one for one in node.body if isinstance(one, ast.FunctionDef)]
    used = ("__init__", "__call__", "__getitem__", "__iter__", "__lt__")
    return {one.name: parameters(one) for one in made if not one.name.startswith("_") or one.name in used}


def _assigned(body: Iterable[ast.stmt]) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.Assign):
            yield from (one.id for one in node.targets if isinstance(one, ast.Name) and _is_public(one.id))


def _is_public(name: str) -> bool:
    return not name.startswith("_") or (name.startswith("__") and name.endswith("__"))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(facts(ast.parse(Path(sys.argv[1]).read_text(encoding="utf-8"))), indent=1) + "\n")
