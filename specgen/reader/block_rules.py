"""The block rules of markdown-it-py, each asked only of lines that open with a mark of its own.

The library asks every rule about every line, and each rule about every line that may end a paragraph. What a line opens
with tells nearly always that none but the paragraph can apply, so the order of the rules, and which of them end what,
are written down here once more; the rules themselves are the library's. What it decides, and its tokens, are the same,
but for paragraphs and tables, which are one token each: the reader takes text from the page and not from tokens.
"""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from itertools import accumulate
from operator import add

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.ruler import Ruler
from markdown_it.rules_block import (
    StateBlock,
    blockquote,
    code,
    fence,
    heading,
    hr,
    html_block,
    lheading,
    list_block,
    reference,
    table,
)
from markdown_it.rules_block.html_block import HTML_SEQUENCES
from markdown_it.token import Token

_Rule = Callable[[StateBlock, int, int, bool], bool]
_ASK, _READ = True, False
"""How rules are called: to say whether they apply, or to read."""


@lru_cache(maxsize=2_000)
def html_form(line: str) -> tuple[bool, bool] | None:
    """What HTML a line opens: whether it may end a paragraph, and whether a blank line ends it; None if it opens none.

    The line is not indented. Memoised, because most such lines are the same few tags.
    """
    for opening, closing, ends_paragraph in HTML_SEQUENCES:
        if opening.search(line):
            return ends_paragraph, closing.search("") is not None
    return None


def _html(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001  the signature of a rule
    form = html_form(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]])
    if form is None or state.is_code_block(line):
        return False
    if silent:
        return form[0]
    if not form[1]:
        return html_block(state, line, end, _READ)
    last = line + 1
    while last < end and state.sCount[last] >= state.blkIndent and not state.isEmpty(last):
        last += 1
    state.line = last
    token = state.push("html_block", "", 0)
    token.map = [line, last]
    token.content = state.getLines(line, last, state.blkIndent, keepLastLF=True)
    return True


_LISTS: Mapping[str, tuple[_Rule, ...]] = dict.fromkeys("0123456789+", (list_block,))
_ENDS_ITEM: Mapping[str, tuple[_Rule, ...]] = {
    "`": (fence,),
    "~": (fence,),
    ">": (blockquote,),
    "*": (hr,),
    "-": (hr,),
    "_": (hr,),
}
"""What may end an item of a list, by the mark that the line opens with."""
_ENDS_QUOTE: Mapping[str, tuple[_Rule, ...]] = {
    **_ENDS_ITEM,
    **_LISTS,
    "*": (hr, list_block),
    "-": (hr, list_block),
    "<": (_html,),
    "#": (heading,),
}
"""What may end a quote or table; a paragraph too, which a table also ends."""
_OPENS: Mapping[str, tuple[_Rule, ...]] = {**_ENDS_QUOTE, "[": (reference,)}
_SEPARATOR = frozenset("|-:")
_UNDERLINE = frozenset("-=")
_TRIMMED = "\t\n\v\f\r \xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"""The spaces that Markdown takes off the ends of text."""
MOST_CELLS = 0x10000
"""The library stops a table that it had to complete by more cells; only below that are rows merely counted."""


@cache
def _parser(nesting: int) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": nesting})
    parser.block = _BlockParser()
    return parser


def block_tokens(text: str, nesting: int) -> list[Token]:
    """The block tokens of a text with LF line ends and no NUL; what is nested deeper than ``nesting`` is left out."""
    state = opened(text, nesting)
    state.md.block.tokenize(state, 0, state.lineMax)
    return state.tokens


def opened(text: str, nesting: int) -> StateBlock:
    """The library's state of such a text, of which nothing is read yet."""
    return _marked(text, _parser(nesting), [])


def block_at(state: StateBlock, line: int) -> tuple[list[Token], int]:
    """The tokens of the one block that begins at ``line`` (from 0; not blank), and the line behind it.

    No block outside of others knows what stands before it, so a page can be read block by block from any of them on.
    """
    state.line = line
    _read_block(state, line, state.lineMax)
    tokens = list(state.tokens)
    state.tokens.clear()
    return tokens, state.line


def _marked(text: str, parser: MarkdownIt, tokens: list[Token]) -> StateBlock:
    """The library's state, which says of each line where it begins and ends, and how far it is indented."""
    state = StateBlock("", parser, {}, tokens)
    state.src = text
    lines = text.split("\n")
    if not lines[-1].strip(" \t"):
        lines.pop()
    lengths = [len(line) for line in lines]
    starts = list(accumulate((length + 1 for length in lengths), initial=0))[: len(lines)]
    indents = [length - len(line.lstrip(" \t")) for line, length in zip(lines, lengths, strict=True)]
    widths = [len(line[:indent].expandtabs(4)) if indent else 0 for line, indent in zip(lines, indents, strict=True)]
    # One more line, which is none, saves the rules from asking whether there is a next.
    state.bMarks = [*starts, len(text)]
    state.eMarks = [*map(add, starts, lengths), len(text)]
    state.tShift = [*indents, 0]
    state.sCount = [*widths, 0]
    state.bsCount = [0] * (len(lines) + 1)
    state.lineMax = len(lines)
    return state


class _BlockParser(ParserBlock):
    def __init__(self) -> None:
        super().__init__()
        self.ruler = Ruler[_Rule]()
        # The library's rules look here for what ends their blocks, and whether indented code is a block.
        self.ruler.push("code", code)
        self.ruler.push("paragraph", _ends_paragraph, {"alt": ["paragraph", "reference"]})
        self.ruler.push("blockquote", _ends_quote, {"alt": ["blockquote"]})
        self.ruler.push("list", _ends_item, {"alt": ["list"]})

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803  the library's names
        """The library's loop, with rules chosen by the first character of a line."""
        line = startLine
        nesting = state.md.options["maxNesting"]
        after_empty = False
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            if state.level >= nesting:
                state.line = endLine
                break
            _read_block(state, line, endLine)
            state.tight = not after_empty
            line = state.line
            after_empty = after_empty or (line <= endLine and state.isEmpty(line - 1))
            if line < endLine and state.isEmpty(line):
                after_empty = True
                line += 1
                state.line = line


def _read_block(state: StateBlock, line: int, end: int) -> None:
    if _may_be_table(state, line, end) and _read_table(state, line, end):
        return
    if state.is_code_block(line):
        code(state, line, end, _READ)
        return
    for rule in _OPENS.get(state.src[state.bMarks[line] + state.tShift[line]], ()):
        if rule(state, line, end, _READ):
            return
    if not (_may_be_underlined(state, line, end) and lheading(state, line, end, _READ)):
        _read_paragraph(state, line)


def _first(state: StateBlock, line: int) -> str:
    """The first character of a line behind its indentation; empty at the end of the text."""
    at = state.bMarks[line] + state.tShift[line]
    return state.src[at : at + 1]


def _asked(rules: Mapping[str, tuple[_Rule, ...]], state: StateBlock, line: int, end: int) -> bool:
    return any(rule(state, line, end, _ASK) for rule in rules.get(_first(state, line), ()))


def _ends_item(state: StateBlock, line: int, end: int, _silent: object) -> bool:
    return _asked(_ENDS_ITEM, state, line, end)


def _ends_quote(state: StateBlock, line: int, end: int, _silent: object) -> bool:
    return _asked(_ENDS_QUOTE, state, line, end)


def _ends_paragraph(state: StateBlock, line: int, end: int, _silent: object) -> bool:
    if _asked(_ENDS_QUOTE, state, line, end):
        return True
    return _may_be_table(state, line, end) and table(state, line, end, _ASK)


def _may_be_table(state: StateBlock, line: int, end: int) -> bool:
    if line + 2 > end or _first(state, line + 1) not in _SEPARATOR:
        return False
    return state.src.find("|", state.bMarks[line], state.eMarks[line]) >= 0


def _read_table(state: StateBlock, line: int, end: int) -> bool:
    if not table(state, line, end, _ASK):
        return False
    before, state.parentType = state.parentType, "table"
    last = line + 2
    while last < end and _is_row(state, last, end):
        last += 1
    state.parentType = before
    columns = state.src.count("|", state.bMarks[line], state.eMarks[line]) + 1
    if columns * (last - line) > MOST_CELLS:
        last = _library_end(state, line, end)
    state.push("table", "table", 0).map = [line, last]
    state.line = last
    return True


def _is_row(state: StateBlock, line: int, end: int) -> bool:
    if state.sCount[line] < state.blkIndent or state.isEmpty(line) or state.is_code_block(line):
        return False
    return not _asked(_ENDS_QUOTE, state, line, end) and not _is_blank(state, line)


def _is_blank(state: StateBlock, line: int) -> bool:
    """Whether the line shows nothing, though it may hold spaces that are none to Markdown (no-break ones)."""
    return not state.src[state.bMarks[line] : state.eMarks[line]].strip(_TRIMMED)


def _library_end(state: StateBlock, line: int, end: int) -> int:
    """The line at which the library itself ends the table."""
    made = len(state.tokens)
    table(state, line, end, _READ)
    del state.tokens[made:]
    return state.line


def _may_be_underlined(state: StateBlock, line: int, end: int) -> bool:
    """Whether a line that could underline follows before the paragraph ends.

    Looking no further keeps the time linear: what comes behind is looked at again from the next item of a list.
    """
    before, state.parentType = state.parentType, "paragraph"
    at = line + 1
    while at < end and not state.isEmpty(at) and _first(state, at) not in _UNDERLINE:
        if 0 <= state.sCount[at] <= state.blkIndent + 3 and _asked(_ENDS_QUOTE, state, at, end):
            at = end
        at += 1
    state.parentType = before
    return at < end and not state.isEmpty(at)


def _read_paragraph(state: StateBlock, line: int) -> None:
    # So the rule for underlined headings leaves it where it finds none, and lists go by it.
    state.parentType = "paragraph"
    last = line + 1
    while last < state.lineMax and not state.isEmpty(last):
        if 0 <= state.sCount[last] <= state.blkIndent + 3 and _ends_paragraph(state, last, state.lineMax, _ASK):
            break
        last += 1
    state.line = last
    token = state.push("paragraph", "p", 0)
    token.map = [line, last]
    if last == line + 1 and not state.blkIndent:
        content = state.src[state.bMarks[line] : state.eMarks[line]]
    else:
        content = state.getLines(line, last, state.blkIndent, keepLastLF=False)
    token.content = content.strip(_TRIMMED)
