import json
import re
from importlib import resources

import lark
import pytest

from specgen.reader.syntax.mof import grammar


def test_the_shipped_table_is_what_the_grammar_makes() -> None:
    shipped = resources.files("specgen.reader.syntax.mof").joinpath(grammar.TABLE).read_text(encoding="utf-8")
    assert _but_for_widths(shipped) == _but_for_widths(grammar.table()), "run python -m specgen.reader.syntax.mof"


def _but_for_widths(table: str) -> str:
    """How wide "any number" is differs between releases of Python, and means nothing."""
    return re.sub(r'("_width":\[\d+,)\d{9,}\]', r"\1many]", table)


def test_the_table_parses_as_the_grammar_does() -> None:
    text = '[Key, ValueMap{"a"}] class X : Y { string A[] = {1}; uint32 M([in] X REF b = c d); };'
    assert grammar.parser().parse(text) == grammar.compile_grammar().parse(text)


def test_a_table_of_another_lark_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    monkeypatch.setattr(lark, "__version__", "0.0.0")
    monkeypatch.setattr(grammar, "compile_grammar", lambda: made.append(1))
    grammar.parser.__wrapped__()
    assert made == [1]


def test_the_table_is_data() -> None:
    shipped = json.loads(
        resources.files("specgen.reader.syntax.mof").joinpath(grammar.TABLE).read_text(encoding="utf-8")
    )
    assert set(shipped) == {"data", "lark", "memo"}
    assert shipped["data"]["options"]["parser"] == "lalr"
