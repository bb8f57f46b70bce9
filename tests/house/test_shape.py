"""The habits of this house that a parser can check."""

import ast
import pkgutil
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import specgen

LONGEST_MODULE = 500
LONGEST_FUNCTION = 60
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc"}


def _functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def _imports(tree: ast.AST) -> set[str]:
    """Top-level packages that a module imports, anywhere in it."""
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    parts = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and not node.level}
    return {name.split(".")[0] for name in plain | parts}


def test_no_module_is_too_long(modules: list[Path]) -> None:
    long = {
        str(path): lines for path in modules if (lines := len(path.read_text("utf-8").splitlines())) > LONGEST_MODULE
    }
    assert not long


def test_no_function_is_too_long(modules: list[Path]) -> None:
    long = {
        f"{path}:{function.lineno} {function.name}": length
        for path in modules
        for function in _functions(ast.parse(path.read_text("utf-8")))
        if (length := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION
    }
    assert not long


def test_every_module_says_what_it_holds(modules: list[Path]) -> None:
    named = {part for path in modules for part in (path.stem, path.parent.name)}
    assert not named & NAMELESS


def test_every_module_has_a_docstring(modules: list[Path]) -> None:
    assert not [path for path in modules if ast.get_docstring(ast.parse(path.read_text("utf-8"))) is None]


def test_the_model_imports_msgspec_and_the_standard_library(package: Path) -> None:
    allowed = {*sys.stdlib_module_names, "msgspec", "specgen"}
    for path in sorted((package / "model").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        assert _imports(tree) <= allowed, path
        own = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
        assert not [name for name in own if name.startswith("specgen") and not name.startswith("specgen.model")], path


def test_nobody_imports_relatively(modules: list[Path]) -> None:
    relative = [
        f"{path}:{node.lineno}"
        for path in modules
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert not relative


def test_only_the_command_line_prints(modules: list[Path], package: Path) -> None:
    # Scripts that developers run by hand are named __main__, and documentation.py writes the rule pages.
    prints = [
        f"{path.relative_to(package)}:{node.lineno}"
        for path in modules
        if path.relative_to(package).parts[0] != "cli" and path.stem not in ("__main__", "documentation")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not prints


def test_every_room_loads() -> None:
    names = [module.name for module in pkgutil.walk_packages(specgen.__path__, "specgen.")]
    loaded = [import_module(name) for name in names if not name.endswith("__main__")]
    assert len(loaded) > 30


def test_importing_does_no_work() -> None:
    """Importing every room writes nothing, starts no process and opens no socket."""
    script = (
        "import sys, pkgutil, importlib\n"
        "bad = ('socket.connect', 'subprocess.Popen', 'os.mkdir', 'os.remove', 'os.rename')\n"
        "seen = []\n"
        "sys.addaudithook(lambda name, arguments: seen.append(name) if name in bad else None)\n"
        "sys.dont_write_bytecode = True\n"
        "import specgen\n"
        "for one in pkgutil.walk_packages(specgen.__path__, 'specgen.'):\n"
        "    if not one.name.endswith('__main__'): importlib.import_module(one.name)\n"
        "sys.exit(repr(seen) if seen else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""


def test_rooms_are_found_and_not_listed(modules: list[Path], package: Path) -> None:
    """No module names the rule modules, backends or report formats of this package in an import of its own."""
    rooms = {
        f"specgen.{folder.replace('/', '.')}.{entry.stem}"
        for folder in ("checks/rules", "backends", "reports", "cli/commands", "reader/layouts", "reader/syntax")
        for entry in (package / folder).iterdir()
        if (entry / "__init__.py").is_file()
        or (folder != "backends" and entry.suffix == ".py" and entry.stem != "__init__")
    }
    outside: list[str] = []
    for path in modules:
        name = ".".join(("specgen", *path.relative_to(package).with_suffix("").parts)).removesuffix(".__init__")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            wanted = node.module if isinstance(node, ast.ImportFrom) else None
            hit = next((room for room in rooms if wanted == room or str(wanted).startswith(f"{room}.")), None)
            if hit and not name.startswith(hit):
                outside.append(f"{name} imports {wanted}")
    assert not outside


def test_no_pattern_holds_fast_to_a_group(modules: list[Path]) -> None:
    """Python before 3.11.5 loses matches of ``(...)*+`` and ``(?>...)`` whose inside can go back (cpython#106052)."""
    held = [str(path) for path in modules if re.search(r"\)[*+?]\+|\(\?>", path.read_text("utf-8"))]
    assert not held
