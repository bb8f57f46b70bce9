"""The IDL of MAPI's interfaces, compiled by widl, against the headers of mingw-w64: every slot and every signature.

A difference has a cause in mapi_differences.toml, with the evidence of a second source; one that no longer differs has
none there.
"""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from specgen.backends import Options, idl
from specgen.files import write_tree
from specgen.headers import HeaderInterfaces, read_interfaces
from specgen.headers.comparison import Difference, differences
from specgen.model.entities import ComInterface
from specgen.model.library import Library
from specgen.model.serial import entity_from_line
from tests.backends.idl.widl import compiled, missing

pytestmark = [pytest.mark.corpus, pytest.mark.slow, pytest.mark.real_target]

MINGW = Path("/usr/share/mingw-w64/include")
HEADERS = ("mapix.h", "mapiutil.h", "mapispi.h", "mapiform.h", "mapihook.h")
CAUSES = Path(__file__).with_name("mapi_differences.toml")
_CALLED = re.compile(r"(\w+)\(")


def _read(folder: Path, name: str, headers: list[str]) -> HeaderInterfaces:
    file = folder / name
    file.write_text("".join(f"#include <{one}>\n" for one in headers), encoding="utf-8")
    return read_interfaces(file, (folder, MINGW))


def _member(one: Difference) -> str:
    """``IMAPIProp.CopyTo``: the method in the slot on our side, else on the other."""
    found = _CALLED.search(one.mine) or _CALLED.search(one.theirs)
    assert found is not None, one
    return f"{one.interface}.{found[1]}"


def test_slots_and_signatures_are_those_of_an_independent_header(
    corpus: Path, command: Callable[..., Any], tmp_path: Path
) -> None:
    reason = missing() or (None if (MINGW / HEADERS[0]).exists() else "mapix.h is missing (mingw-w64-common)")
    if reason:
        pytest.skip(reason)
    lines = command("model", corpus / "office/en-us/docs/outlook/mapi").out.splitlines()
    library = Library(entities=tuple(entity_from_line(line) for line in lines))
    write_tree(tmp_path, list(idl.generate(library, Options())))
    folder = tmp_path / "idl"
    made = sorted(name for name in compiled(folder) if name.endswith(".h"))
    mine = _read(folder, "all_of_ours.h", made)
    theirs = _read(folder, "all_of_mingw.h", [one for one in HEADERS if (MINGW / one).exists()])
    documented = {one.name for one in library.entities if isinstance(one, ComInterface)}
    common = documented & mine.interfaces.keys() & theirs.interfaces.keys()
    assert len(common) >= 39
    differing = {_member(one): str(one) for one in differences(mine, theirs) if one.interface in common}
    places = [place for cause in tomllib.loads(CAUSES.read_text("utf-8"))["cause"] for place in cause["where"]]
    assert len(places) == len(set(places))
    told = set(places)
    unexplained = [text for key, text in differing.items() if not {key, key.partition(".")[0]} & told]
    assert unexplained == []
    assert told <= differing.keys() | {key.partition(".")[0] for key in differing}
    equal = sum(len(mine.interfaces[name].methods) for name in common) - len(differing)
    print(f"{len(common)} interfaces in both, {equal} methods the same, {len(differing)} differ")  # noqa: T201
