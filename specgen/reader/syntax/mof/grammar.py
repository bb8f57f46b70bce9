"""The MOF parser: made from ``mof.lark``, loaded from the table that ``python -m specgen.reader.syntax.mof`` writes."""

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

import lark
from lark.grammar import Rule
from lark.lexer import TerminalDef
from lark.parsers.lalr_interactive_parser import InteractiveParser

GRAMMAR = "mof.lark"
TABLE = "mof_table.json"


@cache
def parser() -> lark.Lark:
    """The parser, loaded on first use. Its lexer takes any text; its parser raises lark's errors.

    A table that another version of lark wrote is not trusted: the grammar itself, ten times slower to load,
    is always there.
    """
    stored = json.loads(_text(TABLE), object_hook=_with_numbers)
    if stored["lark"] != lark.__version__:
        return compile_grammar()
    return lark.Lark.load(stored)


def begin(text: str) -> tuple[InteractiveParser, Iterator[lark.Token]]:
    """A parser that has read nothing yet, and the tokens of the text to feed it with."""
    state = parser().parse_interactive(text)
    return state, state.lexer_thread.lex(state.parser_state)  # type: ignore[no-untyped-call]


def compile_grammar() -> lark.Lark:
    """The parser, made from the grammar. Raises ``lark.exceptions.GrammarError`` where the grammar is wrong."""
    return lark.Lark(_text(GRAMMAR), parser="lalr", lexer="basic", propagate_positions=True, maybe_placeholders=False)


def table() -> str:
    """What belongs in the table: the compiled grammar as JSON, the same bytes on every run."""
    data, memo = compile_grammar().memo_serialize([TerminalDef, Rule])
    stored = {"lark": lark.__version__, "data": data, "memo": memo}
    return json.dumps(stored, sort_keys=True, separators=(",", ":")) + "\n"


def _text(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _with_numbers(pairs: dict[str, Any]) -> dict[str | int, Any]:
    """JSON has no numeric keys; lark's tables have little else."""
    return {int(key) if key.isdigit() else key: value for key, value in pairs.items()}
