"""The reference implementations know nothing of the compiler that their suites come from."""

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.parametrize("module", ["rdms.py", "mapi.py"])
def test_a_reference_implementation_imports_nothing_of_ours(module: str) -> None:
    imported = set()
    for node in ast.walk(ast.parse((HERE / module).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {one.name.partition(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            imported.add(str(node.module).partition(".")[0])
    assert imported
    assert not imported & {"specgen", "tests", "importlib", "runpy"}
    assert "__import__" not in (HERE / module).read_text("utf-8")
