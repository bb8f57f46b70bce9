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
_TAG = re.compile(r"\b(?:struct|union|enum)\s+(\w+)\s*\{")
_TYPEDEF = re.compile(r"\btypedef\s+(?:\[[^\]]*\]\s*)?(?:struct|union|enum)\s+(\w+)\s+(\w+)\s*;")
_COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
_LIBRARY = """[object, local] interface IProbe : IUnknown {{ HRESULT Probe([in] {} *probe); }};
[version(1.0)] library Probe {{ importlib("stdole2.tlb"); interface IProbe; }};"""

KINDS = {
    "types": ("typedef {} probe_type;", True),
    "interfaces": ("[object, local] interface IProbeType : {} {{ }};", True),
    "unwritable": (_LIBRARY, False),
    "struct": ("struct {} {{ int probe; }};", False),
    "union": ("union {} {{ int probe; }};", False),
    "enum": ("enum {} {{ probe_constant }};", False),
}
"""For each kind: IDL with the word in it, and whether widl takes it where the word is one of that kind."""


def texts() -> list[str]:
    """The root and all that it imports, without comments."""
    waiting, seen, found = [ROOT], set(), []
    while waiting:
        name = waiting.pop()
        if name in seen or not (WINDOWS / name).is_file():
            continue
        seen.add(name)
        found.append((WINDOWS / name).read_text("latin-1"))
        waiting += _FILE.findall(found[-1])
    return [_COMMENT.sub("", text) for text in found]


def words(found: Iterable[str]) -> list[str]:
    return sorted({word for text in found for word in _WORD.findall(text)} - NAMELESS)


def named(found: Iterable[str], types: Iterable[str]) -> dict[str, str]:
    """The type that each tag's own typedef gives a name to, without stars: behind the closing brace, or alone."""
    known = set(types)
    names = {tag: name for text in found for tag, name in _TYPEDEF.findall(text) if name in known}
    for text in found:
        for match in _TAG.finditer(text):
            after, depth = match.end(), 1
            while depth and after < len(text):
                depth += {"{": 1, "}": -1}.get(text[after], 0)
                after += 1
            behind = text[after : text.find(";", after)].split(",")
            plain = [name.strip() for name in behind if name.strip() in known]
            if plain and re.search(r"\btypedef\b[^;{}]*$", text[: match.start()]):
                names.setdefault(match[1], plain[0])
    return names


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
    sources = texts()
    candidates = words(sources)
    found = {"types": chosen("types", candidates)}
    found |= {kind: chosen(kind, found["types"]) for kind in ("interfaces", "unwritable")}
    tags = sorted({word for keyword in ("struct", "union", "enum") for word in chosen(keyword, candidates)})
    names = named(sources, found["types"])
    sys.stdout.write(f"# What {ROOT} and the files that it imports declare, by kind; facts about Wine's base IDL.\n")
    sys.stdout.write("# Derived by tests/backends/idl/derive_windows.py, not edited by hand.\n")
    for kind, listed in found.items():
        sys.stdout.write(f"\n{kind} = [\n" + "".join(f'  "{name}",\n' for name in listed) + "]\n")
    sys.stdout.write("\n# Tags, with the type that is the same; nothing where only the tag names it.\n[tags]\n")
    sys.stdout.write("".join(f'{tag} = "{names.get(tag, "")}"\n' for tag in tags))


if __name__ == "__main__":
    main()
