"""The IDL that is generated, compiled by widl to headers and type libraries."""

import shutil
import subprocess
from pathlib import Path

import pytest

from specgen.backends import Options, idl
from specgen.backends.idl.windows import declared
from specgen.files import write_tree
from specgen.model.library import Library
from tests.backends.idl.derive_windows import KINDS, accepted
from tests.backends.idl.samples import HOSTILE, MENDED, PLAIN, REPAIRED
from tests.backends.idl.widl import WINDOWS, compiled, missing

pytestmark = pytest.mark.real_target


@pytest.fixture(autouse=True)
def _installed() -> None:
    if reason := missing():
        pytest.skip(reason)


def generated(folder: Path, source: Library) -> Path:
    write_tree(folder, list(idl.generate(source, Options())))
    return folder / "idl"


@pytest.mark.parametrize("name", REPAIRED)
def test_each_repaired_form_compiles(tmp_path: Path, name: str) -> None:
    made = compiled(generated(tmp_path, REPAIRED[name]))
    assert "types.h" in made and len(made) > 1


@pytest.mark.parametrize("name", MENDED)
def test_each_mended_form_compiles(tmp_path: Path, name: str) -> None:
    assert len(compiled(generated(tmp_path, MENDED[name][0]))) > 1


@pytest.mark.parametrize("source", [PLAIN, HOSTILE], ids=["plain", "hostile"])
def test_every_interface_has_header_and_type_library(tmp_path: Path, source: Library) -> None:
    folder = generated(tmp_path, source)
    made = compiled(folder)
    headers = {name for name in made if name.endswith(".h")}
    libraries = {name for name in made if name.endswith(".tlb")}
    assert len(headers) == len(libraries) + 1
    assert len(libraries) == 4


def test_the_vtable_of_the_header_is_that_of_the_page(tmp_path: Path) -> None:
    folder = generated(tmp_path, PLAIN)
    compiled(folder)
    header = (folder / "igrinder.h").read_text()
    table = header[header.index("IGrinderVtbl {") : header.index("} IGrinderVtbl;")]
    slots = ["QueryInterface", "AddRef", "Release", "Grind", "Slot4_undocumented", "Stop"]
    places = [table.index(f"STDMETHODCALLTYPE *{name})") for name in slots]
    assert places == sorted(places)
    assert table.count("STDMETHODCALLTYPE") == len(slots)


def test_widl_does_refuse(tmp_path: Path) -> None:
    folder = generated(tmp_path, PLAIN)
    broken = folder / "ihopper.idl"
    broken.write_text(broken.read_text().replace("HRESULT Fill", "NOSUCHTYPE Fill"))
    with pytest.raises(subprocess.CalledProcessError):
        compiled(folder)


@pytest.mark.parametrize("kind", ["types", "interfaces"])
def test_windows_declares_what_the_data_says(kind: str) -> None:
    """All names in one file, each form of which widl must take."""
    names = sorted(declared().types if kind == "types" else declared().interfaces)
    form = KINDS[kind][0].replace("probe_type", "probe_{}").replace("IProbeType", "IProbe{}")
    assert accepted(
        "\n".join(
            form.format(*([name, number] if kind == "types" else [number, name])) for number, name in enumerate(names)
        )
    )


C_SOURCES = {"plain": PLAIN} | {name: MENDED[name][0] for name in MENDED if name.startswith(("tag-", "pointer"))}


@pytest.mark.parametrize("name", C_SOURCES)
@pytest.mark.parametrize("compiler", ["gcc", "g++"])
def test_the_headers_are_c_and_cpp(tmp_path: Path, compiler: str, name: str) -> None:
    if shutil.which(compiler) is None:
        pytest.skip(f"{compiler} is not installed")
    folder = generated(tmp_path, C_SOURCES[name])
    headers = sorted(name for name in compiled(folder) if name.endswith(".h"))
    source = folder / f"every.{'c' if compiler == 'gcc' else 'cpp'}"
    source.write_text("#include <windows.h>\n" + "".join(f'#include "{name}"\n' for name in headers))
    system = [f"-I{folder}", f"-I{WINDOWS}", f"-I{WINDOWS.parent / 'msvcrt'}"]
    subprocess.run([compiler, "-fsyntax-only", "-w", *system, str(source)], check=True, capture_output=True)
