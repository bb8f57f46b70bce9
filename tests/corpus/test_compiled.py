"""*Compiled* is proven, not declared: nothing that the syntax block or a section of a compiled page says is left out.

The walk over the page knows no parser of this project: it goes line by line, by tags and marks alone.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from specgen.model.facts import Declaration, PageFacts, Section
from specgen.model.spans import Quote
from tests.corpus.census import Census
from tests.reader.pages import quotes

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

Census_of = Callable[[str], Census]
TREES = ("win32/en-us", "office/en-us", "win32/fr-fr", "win32/de-de", "office/pt-br")
SECTIONS = frozenset(
    {"parameters", "return-value", "error-codes", "requirements", "members", "fields", "constants", "property-value"}
)
TERM = re.compile(r"<dt>(.*?)(?=</dt>|<dt>|<dd>|</dl>|\Z)", re.DOTALL)
UNDERLINED = re.compile(r" ?_{1,2}[^_\n]+_{1,2}\s*$|[A-Z][A-Z0-9_]+ *$")
DIVIDER = re.compile(r"[|:\-\s]+")
WORD = re.compile(r'L?"(?:[^"\\\n]|\\.)*"|0[xX][0-9A-Fa-f]+\w*|\d\w*|[^\W\d]\w*')
COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
SILENT = frozenset(
    re.findall(
        r"\w+",
        """class struct union enum typedef interface const void define static virtual stdmethod stdmethod_ stdapi pure
        this this_ in out optional ref far near huge unaligned callback winapi winapiv apientry pascal cdecl _cdecl
        __cdecl _stdcall __stdcall stdmethodcalltype stdapicalltype extern_c null true false include""",
    )
)
"""Words of C and MOF that the model says in another way than by name, and those that say nothing."""
WHOLE = frozenset({"quote", "notes", "unread", "span"})


def shown(text: str) -> str:
    """What of a stretch of source a reader sees, without marks and spaces."""
    return re.sub(r"<[^>]*>|[\s\\*_`\u00a0]", "", text)


def items(lines: Sequence[str], section: Section) -> Iterator[tuple[int, int]]:
    """First and last line of each term, table row and underlined name of a section."""
    first, last = section.first_line, section.last_line
    body = "\n".join(lines[first:last])
    for match in TERM.finditer(body):
        if shown(match[1]):
            at = first + 1 + body.count("\n", 0, match.start())
            yield at, at + match[1].count("\n")
    for at in range(first, last):
        row = lines[at].strip()
        heads = at + 1 < last and DIVIDER.fullmatch(lines[at + 1].strip() or "-head-")
        is_row = row.startswith("|") and not DIVIDER.fullmatch(row) and not heads and "<dt>" not in row
        if is_row and shown(row.strip("|").split("|")[0]):
            yield at + 1, at + 1
        follows = lines[at + 1 : min(at + 3, last)]
        if UNDERLINED.match(lines[at]) and any(line.startswith(">") for line in follows):
            yield at + 1, at + 1


def left_out(facts: PageFacts, lines: Sequence[str]) -> list[int]:
    """The lines of items of which no fact quotes anything."""
    told = [facts.parameters, facts.properties, facts.members, facts.accessors, facts.values, facts.returns]
    read: set[int] = set()
    for quote in quotes([*told, facts.requirements, facts.listed]):
        read.update(range(quote.span.line, quote.span.end_line + 1))
    sections = [one for one in facts.sections if one.key in SECTIONS]
    found = [place for section in sections for place in items(lines, section)]
    return [first for first, last in found if read.isdisjoint(range(first, last + 1))]


def told(value: Any) -> Iterator[str]:
    """Every word and number of a declaration, but for quotes of whole declarations, which hold whatever was written."""
    if isinstance(value, Quote):
        yield value.text
    elif isinstance(value, str | int) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, dict):
        yield from (one for pair in value.items() for inner in pair for one in told(inner))
    elif isinstance(value, list | tuple):
        yield from (one for inner in value for one in told(inner))
    elif fields := getattr(value, "__struct_fields__", None):
        yield from (one for name in fields if name not in WHOLE for one in told(getattr(value, name)))


def words(text: str) -> Counter[str]:
    """The words and numbers of a text in lower case; of a quoted string those inside."""
    found: Counter[str] = Counter()
    for word in WORD.findall(text):
        if word.endswith('"'):
            found += words(word[word.index('"') + 1 : -1])
        elif word.lower() not in SILENT:
            found[word.lower()] += 1
    return found


def unsaid(declaration: Declaration) -> Counter[str]:
    """The words of the syntax block that the declaration has not, or has less often."""
    return words(COMMENT.sub("", declaration.quote.text)) - sum((words(one) for one in told(declaration)), Counter())


def glued(declaration: Declaration, missing: Counter[str]) -> bool:
    """Whether what is missing is a type and a name without the space between, which a note of the page says."""
    said = {(note.found or "").lower() for note in declaration.notes}
    return set(missing) <= said


def compiled(census: Census) -> list[PageFacts]:
    return [facts for facts in census.facts.values() if facts.state == "compiled"]


@pytest.mark.parametrize("tree", TREES)
def test_no_item_of_a_compiled_page_is_left_out(tree: str, census_of: Census_of) -> None:
    census = census_of(tree)
    found = {facts.path: left_out(facts, census.text(facts.path).split("\n")) for facts in compiled(census)}
    assert len(found) > 500
    bad = {path: lines[:5] for path, lines in found.items() if lines}
    assert not bad, f"{len(bad)} pages: {dict(list(bad.items())[:10])}"


@pytest.mark.parametrize("tree", TREES)
def test_no_word_of_a_compiled_syntax_block_is_left_out(tree: str, census_of: Census_of) -> None:
    bad = {}
    for facts in compiled(census_of(tree)):
        own = [facts.declaration] if facts.declaration is not None else []
        for declaration in [one.declaration for one in facts.accessors] or own:
            if (missing := unsaid(declaration)) and not glued(declaration, missing):
                bad[facts.path] = dict(missing)
    assert not bad, f"{len(bad)} pages: {dict(list(bad.items())[:10])}"


def test_the_walk_sees_what_a_page_leaves_out(census_of: Census_of) -> None:
    """The proof can fail: without its last parameter or value, every page that has one is caught."""
    census = census_of("office/en-us")
    caught = tried = 0
    for facts in compiled(census):
        described = [one for one in facts.parameters if one.described is not None]
        if not described or facts.kind != "com-method":
            continue
        tried += 1
        short = facts.parameters[: facts.parameters.index(described[-1])]
        pruned = type(facts)(
            **{name: getattr(facts, name) for name in facts.__struct_fields__} | {"parameters": short, "returns": None}
        )
        caught += bool(left_out(pruned, census.text(facts.path).split("\n")))
    assert tried > 200 and caught >= 0.99 * tried
