"""Writes ``specgen/backends/idl/windows.toml``: what Windows' base IDL declares, asked of widl word by word.

``python tests/backends/idl/derive_windows.py > specgen/backends/idl/windows.toml`` where widl and Wine's IDL are.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from specgen.backends.idl import windows

WIDL = "x86_64-w64-mingw32-widl"
WINDOWS = Path("/usr/include/wine/wine/windows")
LIBRARIES = Path("/usr/lib/x86_64-linux-gnu/wine/x86_64-windows")
ROOT = "oaidl.idl"
NAMELESS = windows.words().reserved | {"__WIDL__"}
_FILE = re.compile(r'^\s*(?:import|#\s*include)\s+"([^"]+)"', re.MULTILINE)
_WORD = re.compile(r"\b[A-Za-z_]\w*\b")
_LIBRARY = """[object, local] interface IProbe : IUnknown {{ HRESULT Probe([in] {} *probe); }};
[version(1.0)] library Probe {{ importlib("stdole2.tlb"); interface IProbe; }};"""

KINDS = {
    "types": ("typedef {} probe_type;", True),
    "interfaces": ("[object, local] interface IProbeType : {} {{ }};", True),
    "unwritable": (_LIBRARY, False),
    "tags": ("struct {} {{ int probe; }};", False),
}
"""For each kind: IDL with the word in it, and whether widl takes it where the word is one of that kind."""


def words() -> list[str]:
    waiting, seen, found = [ROOT], set(), set()
    while waiting:
        name = waiting.pop()
        if name in seen or not (WINDOWS / name).is_file():
            continue
        seen.add(name)
        text = (WINDOWS / name).read_text("latin-1")
        waiting += _FILE.findall(text)
        found |= set(_WORD.findall(text))
    return sorted(found - NAMELESS)


def accepted(text: str) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "probe.idl"
        source.write_text(f'import "{ROOT}";\n{text}\n')
        made = ["-t", "-L", str(LIBRARIES)] if "library" in text else ["-h"]
        command = [WIDL, "--win64", "-I", str(WINDOWS), *made, "-o", str(source.with_suffix(".out")), str(source)]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0


def chosen(kind: str, candidates: Iterable[str]) -> list[str]:
    form, wanted = KINDS[kind]
    candidates = list(candidates)
    with ThreadPoolExecutor(2) as pool:
        answers = pool.map(lambda word: accepted(form.format(word)) is wanted, candidates)
        return [word for word, answer in zip(candidates, answers, strict=True) if answer]


def main() -> None:
    candidates = words()
    found = {"types": chosen("types", candidates)}
    found |= {kind: chosen(kind, found["types"]) for kind in ("interfaces", "unwritable")}
    found["tags"] = chosen("tags", candidates)
    sys.stdout.write(f"# What {ROOT} and the files that it imports declare, by kind; facts about Wine's base IDL.\n")
    sys.stdout.write("# Derived by tests/backends/idl/derive_windows.py, not edited by hand.\n")
    for kind, names in found.items():
        sys.stdout.write(f"\n{kind} = [\n" + "".join(f'  "{name}",\n' for name in names) + "]\n")


if __name__ == "__main__":
    main()
