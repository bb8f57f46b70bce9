"""Inline text: what it shows, and where each piece of it stands."""

import pytest

from specgen.reader.inline import parse_inline, pieces_of, plain, plain_text, runs
from specgen.reader.pieces import Piece
from specgen.reader.source import Source


def literals(text: str) -> list[str]:
    return [text[piece.start : piece.end] for piece in pieces_of(text)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        ("A\\_B", "A_B"),
        ("**Ice\\_Drill**", "Ice_Drill"),
        ("*a* and **b** and `c`", "a and b and c"),
        ("***deep** er*", "deep er"),
        ("a &amp; b &lt;c&gt; &#92;", "a & b <c> \\"),
        ("[**X**](x.md) tail", "X tail"),
        ("[a [b] c](x.md)", "a [b] c"),
        ("one<br/>two", "one two"),
        ("one  \ntwo\nthree", "one two three"),
        ("`` a ` b ``", "a ` b"),
        ("![alt](i.png)text", "text"),
        ("<https://example.org>", "https://example.org"),
        ("\\[in, out\\]", "[in, out]"),
        ("a\u00a0b", "a b"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("__lp_", "_lp"),
        ("", ""),
    ],
)
def test_what_a_reader_sees(text: str, shown: str) -> None:
    assert plain_text(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "one *two* three **four** `five`",
        "*Name* \\[in\\]",
        "x *x* **x** ***x*** x",
        '[**Ice\\_Drill**](ice.md) and [other](<a b.md> "t (1)") x',
        "[x](a(b)c.md) x [x][ref] x",
        "a &amp; b amp; &lt;",
        "`` a`b `` a`b",
        "same same *same* same",
        '<span id="A_b"></span>**A b** (2)',
        "line\n*two*  \n`three`\nfour",
        "** not bold ** _x_",
        "\\* \\_ \\` *\\**",
        "![image](x.png) x",
    ],
)
def test_pieces_stand_where_they_say(text: str) -> None:
    """The literal of a piece is its text, an entity or escape for it, or (a tag) the tag."""
    at = 0
    for piece in pieces_of(text):
        literal = text[piece.start : piece.end]
        assert piece.start >= at
        at = piece.end
        if piece.form in ("text", "code", "tag"):
            assert piece.text in {literal, literal.removeprefix("\\")} or literal.startswith("&")
        else:
            assert piece.form in ("break", "image")


def test_styles_and_targets_are_kept() -> None:
    shown = {
        piece.text: piece for piece in pieces_of("a *b* **c** [d](e.md) [***f***](g.md#h) `i`") if piece.text.strip()
    }
    assert (shown["a"] if "a" in shown else shown["a "]).marked is False
    assert shown["b"].emphasis and not shown["b"].strong
    assert shown["c"].strong and not shown["c"].emphasis
    assert (shown["d"].target, shown["d"].marked) == ("e.md", False)
    assert (shown["f"].target, shown["f"].strong, shown["f"].emphasis) == ("g.md#h", True, True)
    assert shown["i"].form == "code" and shown["i"].marked


def test_code_is_quoted_without_its_ticks_and_space() -> None:
    assert literals("x `` a ` b `` y") == ["x ", "a ` b", " y"]


def test_an_anchor_tells_its_name() -> None:
    (opened, closed, text) = pieces_of('<a name="return-value"></a>Valor')
    assert (opened.tag, opened.identifier, closed.tag, text.text) == ("a", "return-value", "/a", "Valor")
    assert pieces_of("<SPAN ID='X_y'>")[0].identifier == "X_y"


def test_what_follows_a_link_is_found_behind_it() -> None:
    text = "[Bore](bore.md) Bore"
    assert [(piece.start, piece.end) for piece in pieces_of(text)] == [(1, 5), (15, 20)]


def test_places_in_the_page_follow() -> None:
    source = Source("page.md", "# x\n\n> some *thing\n> long* here\n")
    extract = source.extract(3, 4)
    found = [piece for piece in parse_inline(extract) if piece.form == "text"]
    assert source.slice(extract.span(found[0].start, found[0].end)) == "> some "


def test_very_long_text_is_one_piece() -> None:
    text = "*a* " * 60_000
    assert pieces_of(text) == (Piece("text", text, 0, len(text)),)


@pytest.mark.parametrize(
    "text", ["[" * 3000, "*" * 3000 + "a", "`" * 999 + " `", "<" * 5000, "![" * 2000, "a\0b", "&" * 99]
)
def test_hostile_text_is_survived(text: str) -> None:
    assert all(0 <= piece.start <= piece.end <= len(text) for piece in pieces_of(text))


def test_runs_join_what_an_escape_parted() -> None:
    found = runs(pieces_of("by [**Ice\\_Drill**](x.md) and *me* <br/> x"))
    assert [plain(run) for run in found] == ["by", "Ice_Drill", "and", "me", "x"]
    assert found[1][0].target == "x.md"
