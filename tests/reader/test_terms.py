"""Terms: the name that is set apart, and the tag in brackets behind it."""

import pytest

from specgen.lexicons import lexicon
from specgen.model.types import Direction
from specgen.reader.flow import Para
from specgen.reader.source import Source
from specgen.reader.terms import Term, joined_underscores, name_fold, read_direction, read_term
from tests.reader.pages import nodes


def term(text: str) -> Term | None:
    """The term that the paragraphs of a text spell, its quotes checked."""
    found = read_term([node for node in nodes(text) if isinstance(node, Para)])
    if found is not None:
        source = Source("page.md", text)
        for quote in (found.quote, found.tag):
            assert quote is None or source.slice(quote.span) == quote.text
    return found


@pytest.mark.parametrize(
    ("text", "name", "tag"),
    [
        ("*Depth* \\[in\\]", "Depth", "in"),
        ("*Depth* \\[in, optional\\]", "Depth", "in, optional"),
        ("*Depth* \\[ dans\\]", "Depth", "dans"),
        ("*Depth*", "Depth", None),
        ("*Depth* []", "Depth", ""),
        ("`Depth`", "Depth", None),
        ("[Depth](depth.md)", "Depth", None),
        ("**Ice\\_Drill**", "Ice_Drill", None),
        ("Depth \\[out\\]", "Depth", "out"),
        ("Depth (optional)", "Depth", None),
        ("*Modes\\[\\]* \\[in\\]", "Modes", "in"),
        ("*Modes\\[\\]*", "Modes", None),
        ("*\\*pModes* `[in]`", "pModes", "in"),
        ("*\\*\\*ppModes* \\[out\\]", "ppModes", "out"),
        ("`*pModes` \\[out\\]", "pModes", "out"),
        ("**\\*.txt**", "*.txt", None),
        ("*Modes \\[ \\]* en \\[ sortie\\]", "Modes", "sortie"),
        ("*Ice* *Drill* \\[in\\]", "Ice Drill", "in"),
        ("*Two words* \\[in\\]", "Two words", "in"),
        ("*Line* \\[ de commande dans\\]", "Line", "de commande dans"),
        ("**Surface** (1)", "Surface", None),
        ("1", "1", None),
        ("*a*: \\[in\\] the *b*", "a", "in"),
    ],
)
def test_a_term_is_a_name_and_a_tag(text: str, name: str, tag: str | None) -> None:
    found = term(text)
    assert (found.name, found.tag.text if found.tag else None) == (name, tag)


def test_brackets_that_are_set_apart_with_the_name_are_quoted_with_it() -> None:
    assert term("*Modes\\[\\]* \\[in\\]").quote.text == "Modes\\[\\]"
    assert term("*Modes\\[2\\]* \\[in\\]").quote.text == "Modes"
    assert term("*\\*pModes* \\[in\\]").quote.text == "pModes"


def test_marks_and_anchors_are_seen() -> None:
    found = term('<span id="Slow_Mode"></span><span id="slow_mode"></span>\n\n**Mode lent** (3)\n')
    assert (found.identifiers, found.name, found.text, found.rest) == (
        ("Slow_Mode", "slow_mode"),
        "Mode lent",
        "Mode lent (3)",
        "(3)",
    )
    assert found.marked and not term("Depth \\[in\\]").marked


@pytest.mark.parametrize("text", ["", "\n\n", "<br/>", "<span id='x'></span>"])
def test_what_shows_nothing_is_no_term(text: str) -> None:
    assert term(text) is None


@pytest.mark.parametrize(
    ("tag", "locale", "direction", "optional"),
    [
        ("in", "en-us", "in", False),
        ("InOut", "en-us", "inout", False),
        ("InOut", "fr-fr", "inout", False),
        ("inout, optional", "en-us", "inout", True),
        ("IN", "en-us", "in", False),
        (" out ", "en-us", "out", False),
        ("in, out", "en-us", "inout", False),
        ("out, in", "en-us", "inout", False),
        ("in-out", "en-us", "inout", False),
        ("in|out", "en-us", "inout", False),
        ("in, optional", "en-us", "in", True),
        ("optional, out", "en-us", "out", True),
        ("out, retval", "en-us", "out", False),
        ("out, ref", "en-us", "out", False),
        ("uto", "en-us", "out", False),
        ("optional", "en-us", None, True),
        ("", "en-us", None, False),
        ("whatever", "en-us", None, False),
        ("dans", "fr-fr", "in", False),
        ("à", "fr-fr", "out", False),
        ("dans, facultatif", "fr-fr", "in", True),
        ("dans, à", "fr-fr", "inout", False),
        ("dans", "en-us", None, False),
        ("vorgenommen", "de-de", "out", False),
        ("In, optionale", "de-de", "in", True),
        ("in", "xx-yy", "in", False),
    ],
)
def test_directions_are_words(tag: str, locale: str, direction: Direction | None, *, optional: bool) -> None:
    assert read_direction(tag, lexicon(locale)) == (direction, optional)


def test_moved_underscores_are_put_back() -> None:
    assert joined_underscores("Ice \\_ Drill".replace("\\", "")) == "Ice_Drill"
    assert joined_underscores("ICE _E_ DRY") == "ICE_E_DRY"


def test_folds_are_letters_and_digits() -> None:
    assert name_fold("Ice_Drill 2") == name_fold(" ice-drill2 ") == "icedrill2"
    assert name_fold("Größe") == "grösse"
