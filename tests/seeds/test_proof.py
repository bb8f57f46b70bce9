"""What the seeds give, proven: stubs by type checkers, MOF by pywbem's compiler, the suite by running it, also on liars."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from specgen.cli import main

STUBS = ("specgen-wmi-classes", "specgen-com-interfaces")
PACKAGES = ("wmi_classes", "com_interfaces")
MOF_METHOD = "uint32 Logoff();"


@pytest.fixture
def generated(seeds: Path, tmp_path: Path) -> Path:
    out = tmp_path / "generated"
    assert main(["generate", str(seeds), "--out", str(out), "--quiet"]) == 0
    return out


def run(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    words = [str(argument) for argument in arguments]
    return subprocess.run(words, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


def suite(generated: Path) -> subprocess.CompletedProcess[str]:
    return run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", ".", cwd=generated / "conformance")


def rewritten(path: Path, was: str, now: str) -> None:
    """Change a file of the default targets' data, and make sure that it did change."""
    before = path.read_text(encoding="utf-8")
    assert was in before
    path.write_text(before.replace(was, now), encoding="utf-8")


@pytest.mark.slow
def test_mypy_accepts_the_stubs(generated: Path, tmp_path: Path) -> None:
    paths = ":".join(str(generated / "stubs" / name) for name in STUBS)
    (tmp_path / "mypy.ini").write_text(f"[mypy]\nmypy_path = {paths}\ncache_dir = {tmp_path / 'cache'}\n")
    wanted = [word for package in PACKAGES for word in ("-p", package)]
    done = run(sys.executable, "-m", "mypy", "--strict", "--config-file", tmp_path / "mypy.ini", *wanted, cwd=tmp_path)
    assert done.stdout.startswith("Success"), done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.real_target
def test_pyright_accepts_the_stubs(generated: Path, tmp_path: Path) -> None:
    program = shutil.which("pyright") or shutil.which("pyright", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("pyright is not installed")
    settings = {"typeCheckingMode": "strict", "include": ["generated/stubs"]}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    done = run(program, "-p", tmp_path, cwd=tmp_path)
    assert "0 errors, 0 warnings" in done.stdout, done.stdout


@pytest.mark.real_target
def test_pywbem_compiles_every_mof_file(generated: Path) -> None:
    pywbem_mock = pytest.importorskip("pywbem_mock")
    files = sorted(
        path for folder in ("namespaces", "snippets") for path in (generated / "mof" / folder).rglob("*.mof")
    )
    assert files
    for path in files:
        connection = pywbem_mock.FakedWBEMConnection(default_namespace="root/test")
        connection.compile_mof_file(str(path), namespace="root/test")
        assert any(made.methods for made in connection.EnumerateClasses(DeepInheritance=True, LocalOnly=False)), path


@pytest.mark.slow
def test_the_suite_passes_on_the_default_targets(generated: Path) -> None:
    done = suite(generated)
    assert done.returncode == 0, done.stdout + done.stderr
    # Which bits of a flags parameter are free, the page alone does not say: it gives no numbers.
    assert "23 passed, 1 skipped" in done.stdout


MOF, FRENCH_MODEL, PORTUGUESE_MODEL = "mof/namespaces/unknown.mof", "model/fr-fr.jsonl", "model/pt-br.jsonl"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "was", "now", "failing"),
    [
        pytest.param(MOF, MOF_METHOD, "uint32 Other();", "test_present", id="wmi-method-dropped"),
        pytest.param(MOF, MOF_METHOD, "uint32 Logoff([In] uint32 Force);", "test_takes_no_others", id="wmi-parameter-added"),
        pytest.param(MOF, MOF_METHOD, "string Logoff();", "test_return_type", id="wmi-return-type"),
        pytest.param(FRENCH_MODEL, '"value":0,', '"value":7,', "test_answer", id="wmi-undocumented-code"),
        pytest.param(PORTUGUESE_MODEL, '"name":"Logoff"', '"name":"Stay"', "test_present", id="com-method-dropped"),
        pytest.param(PORTUGUESE_MODEL, '"ulFlags"', '"dwFlags"', "test_parameter[", id="com-parameter-renamed"),
        pytest.param(PORTUGUESE_MODEL, '"ULONG_PTR"', '"ULONG"', "test_parameter_type", id="com-parameter-type"),
        pytest.param(PORTUGUESE_MODEL, '"direction":"in"', '"direction":"out"', "direction", id="com-direction"),
        pytest.param(PORTUGUESE_MODEL, '"value":0,', '"value":2147500037,', "test_answer", id="com-undocumented-code"),
    ],
)
def test_a_target_that_departs_from_the_page_fails(
    generated: Path, file: str, was: str, now: str, failing: str
) -> None:
    """The default targets answer from these files, so a changed file is a target that does otherwise."""
    rewritten(generated / file, was, now)
    done = suite(generated)
    assert done.returncode == 1, done.stdout
    assert failing in done.stdout
