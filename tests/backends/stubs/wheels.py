"""Wheels of generated stubs in an environment that has nothing else, and what type checkers say of them there.

The checkers are those of the environment that runs the tests: what is installed is what is proven, and an environment
that held them as well would lend the stubs the packages that mypy needs.
"""

import ast
import fcntl
import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
import tokenize
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mypy import api

CHECKOUT = Path(__file__).parents[3]
LOOSE = frozenset({"Any", "AnyStr", "Incomplete", "object", "no_type_check"})
"""Names that stand for no type, or for any."""

_SILENCED = re.compile(r"#\s*(type:|pyright:|mypy:|noqa|ruff:)")
_MYPY_LINE = re.compile(r"(?P<file>[^:\n]+):(?P<line>\d+): error: (?P<text>.*)")


@dataclass(frozen=True)
class Mistake:
    """An error that a checker reports: the file, the line (from 1) and the message."""

    file: str
    line: int
    text: str


@dataclass(frozen=True)
class Completeness:
    """What ``pyright --verifytypes`` says of a package."""

    score: float
    symbols: frozenset[str]
    doubtful: dict[str, list[str]]
    complaints: list[str]


@dataclass
class Installed:
    """Distributions installed in ``folder/venv``; ``seconds`` each step took."""

    folder: Path
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def python(self) -> Path:
        """The interpreter of the environment."""
        return self.folder / "venv/bin/python"

    @property
    def packages(self) -> Path:
        """The folder of installed packages."""
        (found,) = self.folder.glob("venv/lib/python3*/site-packages")
        return found

    @property
    def names(self) -> list[str]:
        """The installed packages as their folders are called; no folder but theirs is there."""
        folders = [path.name for path in self.packages.iterdir() if path.is_dir()]
        return sorted(name for name in folders if not name.endswith(".dist-info"))

    @property
    def modules(self) -> list[Path]:
        """Every file that is Python."""
        return sorted(path for name in self.names for path in (self.packages / name).rglob("*.py*") if _is_python(path))

    @property
    def stubs(self) -> list[Path]:
        """The files that checkers read: stubs, and modules that have none beside them."""
        return [path for path in self.modules if path.suffix == ".pyi" or not path.with_suffix(".pyi").exists()]

    def mypy(self, *arguments: str) -> tuple[list[Mistake], str]:
        """Errors of ``mypy --strict``, and its last line."""
        options = ["--strict", "--config-file=", "--no-incremental", "--python-executable", str(self.python)]
        out, err, _ = api.run([*options, *arguments])
        assert not err, err
        found = [_MYPY_LINE.match(line) for line in out.splitlines()]
        return [Mistake(one["file"], int(one["line"]), one["text"]) for one in found if one], out.splitlines()[-1]

    def mypy_packages(self) -> tuple[list[Mistake], str]:
        """The same of every installed package."""
        return self.mypy(*(word for name in self.names for word in ("-p", name.removesuffix("-stubs"))))

    def pyright(self, include: Sequence[str], **settings: Any) -> tuple[list[Mistake], int]:
        """Errors and warnings of pyright's strict mode on paths below the folder, and how many files it read."""
        shared = {"typeCheckingMode": "strict", "venvPath": ".", "venv": "venv", "exclude": ["**/__pycache__"]}
        # A file of its own: other workers check other files of the same environment meanwhile.
        configuration = self.folder / f"{include[0].replace('/', '-')}.json"
        configuration.write_text(json.dumps({**shared, "include": list(include), **settings}), encoding="utf-8")
        said = self.run_pyright("-p", str(configuration), "--outputjson")
        found = [
            Mistake(one["file"], one["range"]["start"]["line"] + 1, one["message"])
            for one in said["generalDiagnostics"]
            if one["severity"] != "information"
        ]
        return found, said["summary"]["filesAnalyzed"]

    def pyright_packages(self) -> tuple[list[Mistake], int]:
        """The same of every installed package, in its place: what is included is reported, even there."""
        return self.pyright([str((self.packages / name).relative_to(self.folder)) for name in self.names])

    def verify_types(self, name: str) -> Completeness:
        """How complete the types of a package are; a stub package goes by the name of its folder.

        Without --ignoreexternal, which would take for external, and known, all that other packages and private
        modules have. The verifier knows nothing of --pythonpath: it asks the first ``python`` of the path.
        """
        said = self.run_pyright("--verifytypes", name, "--outputjson")
        told = said["typeCompleteness"]
        doubtful = [one for one in told["symbols"] if one["isTypeAmbiguous"] or not one["isTypeKnown"]]
        return Completeness(
            told["completenessScore"],
            frozenset(one["name"] for one in told["symbols"]),
            {one["name"]: [said["message"] for said in one["diagnostics"]] for one in doubtful},
            [one["message"] for one in said["generalDiagnostics"]],
        )

    def run_pyright(self, *arguments: str) -> Any:
        """What pyright prints, read from JSON."""
        program = pyright()
        assert program is not None
        done = subprocess.run(
            [program, *arguments], cwd=self.folder, env=self.environment(), capture_output=True, text=True, check=False
        )
        assert done.stdout.startswith("{"), done.stdout + done.stderr
        return json.loads(done.stdout)

    def environment(self) -> dict[str, str]:
        """Variables for a checker: the environment's Python comes first."""
        return {**os.environ, "PATH": f"{self.python.parent}{os.pathsep}{os.environ['PATH']}"}


@contextmanager
def timed(seconds: dict[str, float], step: str) -> Iterator[None]:
    """Note what a step takes."""
    started = time.monotonic()
    yield
    seconds[step] = round(time.monotonic() - started, 1)


def missing() -> str | None:
    """What is not installed of pyright and of what builds wheels, None where all is."""
    if pyright() is None:
        return "pyright is not installed (requirements-pyright.lock)"
    wanted = ("build", "hatchling", "pip")
    return next((f"{name} is not installed" for name in wanted if importlib.util.find_spec(name) is None), None)


def pyright(name: str = "pyright") -> str | None:
    """Pyright, or a program that comes with it: of this environment if it is there."""
    return shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)


def installed(pages: Sequence[Path], folder: Path) -> Installed:
    """Generate stubs of ``pages`` with the command line, build their wheels, and install these alone below ``folder``.

    Dependencies among the wheels are followed, and no index is asked.
    """
    made = Installed(folder)
    out = folder / "out"
    with timed(made.seconds, "generate"):
        _run("-m", "specgen", "generate", *map(str, pages), "--backend", "stubs", "--out", str(out), "--quiet")
    projects = sorted((out / "stubs").iterdir())
    with timed(made.seconds, "build"):
        for project in projects:
            _run("-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder / "wheels"), str(project))
    with timed(made.seconds, "install"):
        _run("-m", "venv", "--without-pip", str(folder / "venv"))
        offline = ("--no-index", "--find-links", str(folder / "wheels"), "--disable-pip-version-check")
        _run("-m", "pip", "--python", str(made.python), "install", *offline, *(one.name for one in projects))
    return made


def shared(store: Path, make: Callable[[Path], Installed]) -> Installed:
    """What ``make`` installs in a folder of ``store``, once for all workers that run side by side."""
    folder, kept = store / "stub-wheels", store / "stub-wheels.json"
    with (store / "stub-wheels.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            folder.mkdir(exist_ok=True)
            kept.write_text(json.dumps(make(folder).seconds), encoding="utf-8")
    return Installed(folder, json.loads(kept.read_text("utf-8")))


def _run(*arguments: str) -> None:
    done = subprocess.run([sys.executable, *arguments], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _is_python(path: Path) -> bool:
    return path.suffix in (".py", ".pyi")


def silenced(packages: Path, paths: Sequence[Path]) -> list[str]:
    """Comments that keep a checker quiet, each with its place."""
    return [
        f"{path.relative_to(packages)}:{token.start[0]} {token.string}"
        for path in paths
        for token in tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline)
        if token.type == tokenize.COMMENT and _SILENCED.match(token.string)
    ]


def loose(packages: Path, paths: Sequence[Path]) -> set[str]:
    """Dotted names of all that is annotated with a name of LOOSE, however it is imported."""
    return {f"{_dotted(packages, path)}{name}" for path in paths for name in _loose_in(path)}


def declared(packages: Path, paths: Sequence[Path]) -> set[str]:
    """Dotted names of all classes and of their members."""
    return {
        f"{_dotted(packages, path)}{'.'.join(name)}"
        for path in paths
        for name, node in _members(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef) or len(name) > 1
    }


def _dotted(packages: Path, path: Path) -> str:
    parts = path.relative_to(packages).with_suffix("").parts
    return "".join(f"{part.removesuffix('-stubs')}." for part in parts if part != "__init__")


def _loose_in(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    imports = [one for one in tree.body if isinstance(one, ast.ImportFrom)]
    aliases: Mapping[str, str] = {name.asname: name.name for one in imports for name in one.names if name.asname}
    for name, node in _members(tree):
        inner = [*node.bases, *node.keywords, *node.decorator_list] if isinstance(node, ast.ClassDef) else [node]
        words = {_word(each) for one in inner for each in ast.walk(one)}
        if LOOSE & {aliases.get(word, word) for word in words}:
            yield ".".join(name)


def _word(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _members(tree: ast.Module | ast.ClassDef, *outer: str) -> Iterator[tuple[tuple[str, ...], ast.stmt]]:
    """What a module declares and what its classes do, with the names that lead there; no imports."""
    for node in tree.body:
        name = (*outer, *_names(node))
        if len(name) > len(outer):
            yield name, node
        if isinstance(node, ast.ClassDef):
            yield from _members(node, *name)


def _names(node: ast.stmt) -> tuple[str, ...]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return (node.name,)
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return tuple(one.id for one in targets if isinstance(one, ast.Name))[:1]
