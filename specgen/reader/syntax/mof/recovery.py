"""Parsing MOF that has mistakes in it: one damaged item must not cost the others.

The grammar parses as far as it can. Where a token does not fit, three repairs are tried in this order:
a separator or bracket that is plainly missing is put in; text behind an item that is complete is skipped;
and an item that is neither is taken off the parser's stack and replaced by DAMAGED, as yacc does with ``error``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lark import Token, Tree, UnexpectedToken

from specgen.reader.syntax.mof.grammar import begin, lexed
from specgen.reader.syntax.mof.tree import MofTree

_OPENERS = {"_LPAREN": "_RPAREN", "_LBRACE": "_RBRACE", "_LBRACKET": "_RBRACKET"}
_CLOSERS = {closer: opener for opener, closer in _OPENERS.items()}
_SEPARATORS = frozenset({"_COMMA", "_SEMICOLON"})
_ENDS = _SEPARATORS | _CLOSERS.keys()
_SPELLING = {"_RPAREN": ")", "_RBRACE": "}", "_RBRACKET": "]", "_COMMA": ",", "_SEMICOLON": ";"}
_AT_ONE_TOKEN = 4
"""Repairs tried at one token before it is skipped; a block may end inside this many open brackets."""
_IN_ONE_TEXT = 200
"""Repairs after which the whole text is left out: what needs more is no MOF."""


@dataclass(frozen=True)
class Missing:
    """Something that had to be put in, and the token (empty at the end of the text) that it stands before."""

    offset: int
    end: int
    spelling: str

    @property
    def message(self) -> str:
        """What is wrong, without the place."""
        where = "before the next item" if self.end > self.offset else "at the end"
        return f"{self.spelling!r} is missing {where}"


@dataclass
class Reading:
    """What the parser made of a text. ``unread`` are offsets, the end exclusive, in the order of the text."""

    tree: MofTree
    tokens: Sequence[Token]
    unread: list[tuple[int, int]] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)


def read(text: str) -> Reading:
    """Parse ``text``, whatever it holds."""
    reading = _Run(text).read()
    reading.unread = _merged(reading.unread)
    reading.missing = [each for each in reading.missing if not any(a <= each.offset < b for a, b in reading.unread)]
    return reading


def _merged(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches in the order of the text, overlapping ones made one: a damaged item takes in its parts."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


@dataclass
class _Level:
    """The item that is being read between two brackets: its first token and the height of the stack below it."""

    opener: str
    first: int | None = None
    height: int = 0


class _Run:
    def __init__(self, text: str) -> None:
        self._text = text
        self._state = begin()
        self._tokens = lexed(text)
        end = Token("$END", "", len(text), end_pos=len(text))
        self._stream = [*self._tokens, end]
        self._at = 0
        self._levels = [_Level("")]
        self._reading = Reading(Tree("start", []), self._tokens)
        self._repaired_at = (-1, 0)
        self._repairs = 0
        self._fitting: set[str] = set()

    def read(self) -> Reading:
        while True:
            token = self._stream[self._at]
            try:
                result = self._state.feed_token(token)
            except UnexpectedToken:
                if not self._repair(token):
                    return self._reading
                continue
            if token.type == "$END":
                self._reading.tree = result
                return self._reading
            self._note_level(token.type)
            self._at += 1

    def _note_level(self, kind: str) -> None:
        """Keep track of where the current item began, so that it can be taken off the stack."""
        level = self._levels[-1]
        if level.first is None:
            level.first, level.height = self._at, len(self._state.parser_state.state_stack) - 1
        if kind in _OPENERS:
            self._levels.append(_Level(kind))
        elif kind in _CLOSERS:
            if len(self._levels) > 1:
                self._levels.pop()
            if kind != "_RBRACKET" and len(self._levels) == 1:
                self._levels[-1].first = None  # the body of a class or the parameters of a method: the end of the item
        elif kind in _SEPARATORS or kind == "PRAGMA":
            level.first = None

    def _repair(self, token: Token) -> bool:
        """Change the state or move on, so that parsing can continue; False where nothing is left to try."""
        where, count = self._repaired_at
        count = count if where == self._at else 0
        self._repaired_at = (self._at, count + 1)
        self._repairs += 1
        if self._repairs > _IN_ONE_TEXT:
            return self._give_up()
        if count >= _AT_ONE_TOKEN:
            return self._skip_token(token)
        self._fitting = self._accepted()
        return self._insert(token) or self._skip_tail() or self._replace_item() or self._skip_token(token)

    def _accepted(self) -> set[str]:
        """The tokens that fit here (``choices`` would promise too much: its look-ahead knows no context)."""
        accepted: set[str] = self._state.accepts()  # type: ignore[no-untyped-call]
        return accepted

    def _insert(self, token: Token) -> bool:
        kind = self._missing_before(token)
        if kind is None:
            return False
        self._state.feed_token(Token(kind, _SPELLING[kind], token.start_pos, end_pos=token.start_pos))
        self._note_level(kind)
        if token.type != "$END" or kind != "_SEMICOLON":
            self._reading.missing.append(Missing(token.start_pos or 0, token.end_pos or 0, _SPELLING[kind]))
        return True

    def _missing_before(self, token: Token) -> str | None:
        if token.type == "$END":
            wanted = ["_RBRACE", "_RPAREN", "_RBRACKET", "_SEMICOLON"]
        elif token.type in ("_RBRACE", "_SEMICOLON"):
            wanted = ["_RPAREN", "_RBRACKET"] + ["_SEMICOLON"] * (token.type == "_RBRACE")
        elif self._levels[-1].opener == "_LBRACKET" and token.type in ("WORD", "REF"):
            wanted = ["_COMMA" if self._bracket_closes() else "_RBRACKET"]
        elif self._levels[-1].first is not None and (token.type == "_LBRACKET" or self._first_on_line(self._at)):
            wanted = ["_SEMICOLON", "_COMMA"]
        else:
            return None
        return next((kind for kind in wanted if kind in self._fitting), None)

    def _first_on_line(self, index: int) -> bool:
        return index > 0 and "\n" in self._text[self._tokens[index - 1].end_pos : self._tokens[index].start_pos]

    def _bracket_closes(self) -> bool:
        """Whether the list of qualifiers that is open goes on to its own ``]``."""
        for token in self._stream[self._at :]:
            if token.type in _ENDS or token.type in _OPENERS:
                return token.type in ("_RBRACKET", "_COMMA") and not self._spans_lines(token)
        return False

    def _spans_lines(self, token: Token) -> bool:
        return "\n" in self._text[self._tokens[self._at].start_pos : token.start_pos]

    def _skip_tail(self) -> bool:
        """The item is complete here: leave out what stands between it and its separator."""
        if self._fitting.isdisjoint(_ENDS) or self._at >= len(self._tokens):
            return False
        self._leave_out(self._at, self._synchronise(self._at))
        return True

    def _replace_item(self) -> bool:
        """Take the current item (or the first one around it that can be damaged) off the stack; put DAMAGED there."""
        stacks = self._state.parser_state
        while self._levels:
            level = self._levels[-1]
            first = self._at if level.first is None else level.first
            if level.first is not None:
                del stacks.state_stack[level.height :]
                del stacks.value_stack[level.height - 1 :]
            if first < len(self._tokens) and "DAMAGED" in self._accepted():
                return self._feed_damaged(first)
            if len(self._levels) == 1:
                return False
            self._levels.pop()
        return False

    def _feed_damaged(self, first: int) -> bool:
        start = self._tokens[first].start_pos
        self._levels[-1].first = None
        self._state.feed_token(Token("DAMAGED", "", start, end_pos=start))
        self._levels[-1].first = first
        self._levels[-1].height = len(self._state.parser_state.state_stack) - 1
        self._leave_out(first, self._synchronise(max(first, self._at)))
        return True

    def _synchronise(self, start: int) -> int:
        """Index of the next token, outside brackets opened on the way, that ends the current item."""
        fitting = self._fitting = self._accepted()
        opened = dict.fromkeys(_OPENERS, 0)
        for index in range(start, len(self._tokens)):
            kind = self._tokens[index].type
            inside = any(opened.values())
            if index > start and self._begins_item(index, inside=inside):
                return index
            if kind in _OPENERS:
                opened[kind] += 1
            elif kind in _CLOSERS and opened[_CLOSERS[kind]]:
                opened[_CLOSERS[kind]] -= 1
            elif kind in fitting and kind in _ENDS and not (opened["_LBRACE"] if kind == "_SEMICOLON" else inside):
                return index
        return len(self._tokens)

    def _begins_item(self, index: int, *, inside: bool) -> bool:
        """Whether a line begins here that opens with qualifiers, or with a class where nothing can be around it."""
        kind = self._tokens[index].type
        opens = (kind == "_LBRACKET" and not inside) or (kind == "CLASS" and len(self._levels) == 1)
        return opens and self._first_on_line(index)

    def _skip_token(self, token: Token) -> bool:
        if token.type == "$END":
            return False
        self._leave_out(self._at, self._at + 1)
        return True

    def _give_up(self) -> bool:
        """Leave out the whole text, what was parsed of it as well."""
        self._reading.unread = [(0, len(self._text))]
        return False

    def _leave_out(self, first: int, stop: int) -> None:
        if stop > first:
            self._reading.unread.append((self._tokens[first].start_pos or 0, self._tokens[stop - 1].end_pos or 0))
        self._at = max(stop, self._at)
