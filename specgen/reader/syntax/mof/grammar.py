"""The MOF parser: made from ``mof.lark``, loaded from the table that ``python -m specgen.reader.syntax.mof`` writes."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import lark
from lark.grammar import Rule
from lark.lexer import BasicLexer, TerminalDef
from lark.parse_tree_builder import PropagatePositions
from lark.parsers.lalr_interactive_parser import InteractiveParser

GRAMMAR = "mof.lark"
TABLE = "mof_table.json"
_SHIFT = 0
"""lark's number for the step that names a state; the other one, reduce, names a rule."""


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


@cache
def _placing() -> lark.Lark:
    """The parser, whose builders of nodes note offsets alone from now on; another lark's may note what lark does."""
    made = parser()
    builders = getattr(getattr(getattr(made.parser, "parser", None), "parser", None), "callbacks", {})
    told = {rule: one for rule, one in builders.items() if isinstance(one, PropagatePositions)}
    builders.update({rule: Placed(one.node_builder) for rule, one in told.items()})
    return made


class Placed:
    """Makes the node of a rule as lark does, and says where it begins and ends, in less time.

    Of what ``PropagatePositions`` notes, the offsets: those of the node, and those of its container, which takes in
    what the node leaves out at its ends.
    """

    def __init__(self, build: Callable[[Sequence[Any]], Any]) -> None:
        self._build = build

    def __call__(self, children: Sequence[Any]) -> Any:
        """The node, or what the rule has in its place."""
        made = self._build(children)
        if not isinstance(made, lark.Tree):
            return made
        first, last = _first_placed(children), _first_placed(reversed(children))
        if first is None or last is None:
            return made
        start = first.start_pos if isinstance(first, lark.Token) else first.meta.container_start_pos
        end = last.end_pos if isinstance(last, lark.Token) else last.meta.container_end_pos
        meta: Any = made.meta
        if meta.empty:  # else it is the node of a child, which has its own place
            meta.start_pos, meta.end_pos, meta.empty = start, end, False
        meta.container_start_pos, meta.container_end_pos = start, end
        return made


def _first_placed(children: Iterable[Any]) -> Any:
    """The first child that takes up space."""
    for each in children:
        if isinstance(each, lark.Token) or not each.meta.empty:
            return each
    return None


def begin() -> InteractiveParser:
    """A parser that has read nothing yet: it takes tokens."""
    return _placing().parse_interactive("")


def tokens(text: str) -> Iterator[lark.Token]:
    """The tokens that lark's lexer finds in a text, with offsets and without lines and columns, which nobody asks for.

    The grammar has a terminal for any character, so its terminals, in the order in which lark tries them, take in the
    whole text one after another: a search for all of them at once finds the same.
    """
    pattern, lexer = _pattern(), _lexer()
    ignored, named = lexer.ignore_types, lexer.callback
    for match in pattern.finditer(text):
        kind = match.lastgroup or ""
        if kind not in ignored:
            spelled = match[0]
            kind = _kind(kind, spelled) if kind in named else kind
            yield lark.Token(kind, spelled, match.start(), end_pos=match.end())


@lru_cache(maxsize=1)
def lexed(text: str) -> tuple[lark.Token, ...]:
    """All tokens of a text; memoised for the one that is being read, which is claimed and then parsed."""
    return tuple(tokens(text))


def _lexer() -> BasicLexer:
    lexer: BasicLexer = parser().parser.lexer
    return lexer


@cache
def _pattern() -> re.Pattern[str]:
    """The search for all terminals. To ask lark for them makes it look up which words are keywords (``callback``)."""
    terminals: Iterable[TerminalDef] = _lexer().scanner.terminals
    return re.compile("|".join(f"(?P<{one.name}>{one.pattern.to_regexp()})" for one in terminals))


@lru_cache(maxsize=2_000)
def _kind(kind: str, spelled: str) -> str:
    """The terminal of a word that may be a keyword, as lark judges it."""
    found: lark.Token = _lexer().callback[kind](lark.Token(kind, spelled))
    return found.type


def compile_grammar() -> lark.Lark:
    """The parser, made from the grammar. Raises ``lark.exceptions.GrammarError`` where the grammar is wrong."""
    return lark.Lark(_text(GRAMMAR), parser="lalr", lexer="basic", propagate_positions=True, maybe_placeholders=False)


def table() -> str:
    """What belongs in the table: the compiled grammar as JSON, the same bytes on every run."""
    data, memo = compile_grammar().memo_serialize([TerminalDef, Rule])
    data["parser"]["parser"] = _renumbered(data["parser"]["parser"])
    stored = {"lark": lark.__version__, "data": data, "memo": memo}
    return json.dumps(stored, sort_keys=True, separators=(",", ":")) + "\n"


def _renumbered(table: dict[str, Any]) -> dict[str, Any]:
    """The parse table with its states counted from the start and its symbols in order.

    lark numbers both as they come out of sets, so differently in every process.
    """
    symbols = {old: new for new, old in enumerate(sorted(table["tokens"], key=table["tokens"].__getitem__))}
    numbers = {start: number for number, start in enumerate(table["start_states"].values())}
    waiting = list(numbers)
    states = {}
    for state in waiting:
        row = sorted((symbols[symbol], step) for symbol, step in table["states"][state].items())
        for _, (action, target) in row:
            if action == _SHIFT and target not in numbers:
                numbers[target] = len(numbers)
                waiting.append(target)
        states[numbers[state]] = {
            symbol: (action, numbers[target] if action == _SHIFT else target) for symbol, (action, target) in row
        }
    return table | {
        "tokens": {symbols[old]: name for old, name in table["tokens"].items()},
        "states": states,
        "start_states": {name: numbers[state] for name, state in table["start_states"].items()},
        "end_states": {name: numbers[state] for name, state in table["end_states"].items()},
    }


def _text(name: str) -> str:
    return resources.files("specgen.reader.syntax.mof").joinpath(name).read_text(encoding="utf-8")


def _with_numbers(pairs: dict[str, Any]) -> dict[str | int, Any]:
    """JSON has no numeric keys; lark's tables have little else."""
    return {int(key) if key.isdigit() else key: value for key, value in pairs.items()}
