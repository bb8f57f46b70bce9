"""The IDL of MAPI's interfaces, compiled by widl, against the headers of mingw-w64: every slot and every signature.

The known defects of the pages are mended by an overlay. A difference that is left has a cause in mapi_differences.toml,
with the evidence of a second source; one that no longer differs has none there.
"""

import json
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from specgen.backends import Options, idl
from specgen.conformance.targets.headers import Headers
from specgen.files import write_tree
from specgen.headers import HeaderInterfaces, read_interfaces
from specgen.headers.comparison import Difference, differences, signature
from specgen.model.entities import ComInterface
from specgen.model.library import Library
from specgen.model.serial import entity_from_line
from specgen.project import read_overlays
from tests.backends.idl.widl import compiled, missing

pytestmark = [pytest.mark.corpus, pytest.mark.slow, pytest.mark.real_target]

MINGW = Path("/usr/share/mingw-w64/include")
HEADERS = ("mapix.h", "mapiutil.h", "mapispi.h", "mapiform.h", "mapihook.h")
CAUSES = Path(__file__).with_name("mapi_differences.toml")
OVERLAY = Path(__file__).parents[3] / "overlays" / "outlook-mapi.toml"
PAGES = "office/en-us/docs/outlook/mapi"


def _read(folder: Path, name: str, headers: list[str]) -> HeaderInterfaces:
    file = folder / name
    file.write_text("".join(f"#include <{one}>\n" for one in headers), encoding="utf-8")
    return read_interfaces(file, (folder, MINGW))


class _Compared:
    """The headers that widl makes of the IDL of some pages, beside those of mingw-w64."""

    def __init__(self, lines: list[bytes], folder: Path) -> None:
        library = Library(entities=tuple(entity_from_line(line) for line in lines))
        write_tree(folder, list(idl.generate(library, Options())))
        made = sorted(name for name in compiled(folder / "idl") if name.endswith(".h"))
        self.mine = _read(folder / "idl", "all_of_ours.h", made)
        self.theirs = _read(folder / "idl", "all_of_mingw.h", [one for one in HEADERS if (MINGW / one).exists()])
        documented = {one.name for one in library.entities if isinstance(one, ComInterface)}
        self.common = documented & self.mine.interfaces.keys() & self.theirs.interfaces.keys()

    def places(self) -> dict[str, str]:
        """Where the two differ, ``IMAPIProp.CopyTo.ulUIParam`` or ``IAddrBook.RecipOptions``, with what differs."""
        found = differences(self.mine, self.theirs)
        return {place: str(one) for one in found if one.interface in self.common for place in self._places(one)}

    def _places(self, one: Difference) -> Iterator[str]:
        assert one.slot is not None, one
        vtables = self.mine.vtable(one.interface), self.theirs.vtable(one.interface)
        mine, theirs = (vtable[one.slot] if one.slot < len(vtable) else None for vtable in vtables)
        method = mine or theirs
        assert method is not None
        if mine is None or theirs is None or mine.name != theirs.name or len(mine.parameters) != len(theirs.parameters):
            yield f"{one.interface}.{method.name}"
            return
        names = ("", "returns", *(parameter.name for parameter in mine.parameters))
        for name, ours, other in zip(names, signature(mine), signature(theirs), strict=True):
            if ours != other:
                yield f"{one.interface}.{mine.name}.{name}"


def test_slots_and_signatures_are_those_of_an_independent_header(
    corpus: Path, command: Callable[..., Any], tmp_path: Path
) -> None:
    reason = missing() or (None if (MINGW / HEADERS[0]).exists() else "mapix.h is missing (mingw-w64-common)")
    if reason:
        pytest.skip(reason)
    plain = command("model", corpus / PAGES).out.splitlines()
    mended = command(
        "model", corpus / PAGES, "--overlay", OVERLAY, "--constants", MINGW / "mapiguid.h"
    ).out.splitlines()
    read = _Compared(plain, tmp_path / "read").places()
    compared = _Compared(mended, tmp_path / "mended")
    left = compared.places()
    assert len(compared.common) >= 39
    assert all(compared.mine.interfaces[name].iid for name in compared.common)
    causes = tomllib.loads(CAUSES.read_text("utf-8"))["cause"]
    told = [place for cause in causes for place in cause["where"]]
    assert len(told) == len(set(told))
    assert {place: text for place, text in left.items() if place not in told} == {}
    assert set(told) <= left.keys()
    overlaid = {one.id.removeprefix("com:").partition("::")[0] for one in read_overlays([str(OVERLAY)])}
    assert {place for place in read.keys() - left.keys() if place.partition(".")[0] not in overlaid} == set()
    count = sum(len(compared.mine.interfaces[name].methods) for name in compared.common)
    methods = {place.rpartition(".")[0] if place.count(".") > 1 else place for place in left}
    print(f"{len(compared.common)} interfaces in both, {count - len(methods)} methods the same, {len(methods)} differ")  # noqa: T201


def test_the_slots_of_the_pages_are_those_of_the_headers_target(corpus: Path, command: Callable[..., Any]) -> None:
    """Straight from the model, without IDL: the target's methods by slot, those of the bases included."""
    if not (MINGW / HEADERS[0]).exists():
        pytest.skip("mapix.h is missing (mingw-w64-common)")
    lines = command("model", corpus / PAGES, "--overlay", OVERLAY).out.splitlines()
    found = [one for one in map(entity_from_line, lines) if isinstance(one, ComInterface) and one.order == "vtable"]
    target = Headers.read(MINGW, *(one for one in HEADERS if (MINGW / one).exists()))
    compared = 0
    for one in found:
        reply = target.describe_interface(one.name)
        assert reply.status in ("ok", "absent"), reply
        if reply.data is not None:
            compared += 1
            told = {method.slot: method.name for method in reply.data.methods}
            assert {slot.slot: slot.name for slot in one.methods} == {
                slot.slot: told[slot.slot] for slot in one.methods
            }
    assert compared >= 35


def test_every_known_defect_is_a_finding(corpus: Path, command: Callable[..., Any]) -> None:
    chosen = ("--overlay", OVERLAY, "--preview", "--select", "SG906", "--output-format", "jsonl", "--exit-zero")
    lines = command("check", corpus / PAGES, *chosen).out.splitlines()
    said = [json.loads(line)["message"] for line in lines]
    known = read_overlays([str(OVERLAY)])
    assert len(said) == len(known)
    assert [one.place for one in known if not any(f"{one.reason} ({one.link})" in text for text in said)] == []
