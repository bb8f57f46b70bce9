"""What the tests of backends on real pages share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from specgen.model.library import Library
from specgen.model.serial import entity_from_line

_COMPILED: dict[str, Library] = {}


@pytest.fixture
def compiled(corpus: Path, command: Callable[..., Any]) -> Callable[[str], Library]:
    """The entities of a tree ("docset/locale"), compiled once."""

    def compile_tree(tree: str) -> Library:
        if tree not in _COMPILED:
            lines = command("model", corpus / tree).out.splitlines()
            _COMPILED[tree] = Library(entities=tuple(entity_from_line(line) for line in lines))
        return _COMPILED[tree]

    return compile_tree
