"""What the backend makes of real pages, compiled by widl."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from specgen.backends import Options, idl
from specgen.files import write_tree
from specgen.model.entities import ComInterface
from specgen.model.library import Library
from specgen.model.serial import entity_from_line
from tests.backends.idl.widl import compiled, missing

pytestmark = [pytest.mark.corpus, pytest.mark.slow, pytest.mark.real_target]


@pytest.mark.parametrize(("tree", "order"), [("office/en-us/docs/outlook/mapi", "vtable"), ("win32/en-us", "listed")])
def test_every_interface_has_header_and_type_library(
    corpus: Path, command: Callable[..., Any], tmp_path: Path, tree: str, order: str
) -> None:
    if reason := missing():
        pytest.skip(reason)
    lines = command("model", corpus / tree).out.splitlines()
    library = Library(entities=tuple(entity_from_line(line) for line in lines))
    write_tree(tmp_path, list(idl.generate(library, Options())))
    made = compiled(tmp_path / "idl")
    interfaces = [one for one in library.primaries() if isinstance(one, ComInterface) and one.order == order]
    assert len(interfaces) > 40
    for one in interfaces:
        assert {f"{one.name.lower()}.h", f"{one.name.lower()}.typelib.tlb"} <= made, one.name
