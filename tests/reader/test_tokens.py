"""Code in the text of a page, passage by passage."""

import pytest

from specgen.lexicons import ENGLISH, lexicon
from specgen.model.facts import Passage
from specgen.reader.blocks import read_blocks
from specgen.reader.running_text import read_running_text
from specgen.reader.sections import read_headings, split_sections
from specgen.reader.source import Source


def _passages(text: str) -> tuple[Passage, ...]:
    source = Source.decode("a.md", text.encode())
    blocks = read_blocks(source, 1)
    _, parts = split_sections(blocks, read_headings(blocks), lexicon(ENGLISH), len(source.lines))
    found = tuple(read_running_text(parts).passages)
    for passage in found:
        for token in passage.tokens:
            assert source.slice(token.span) == token.text
    return found


def _tokens(text: str) -> list[tuple[str, str]]:
    return [(token.form, token.text) for passage in _passages(text) for token in passage.tokens]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Calls `Dim(1)` twice", [("code", "Dim(1)")]),
        ("Set ACME_LAMP or Acme\\_Lamp", [("joined", "ACME_LAMP"), ("joined", "Acme\\_Lamp")]),
        ("Set ACME \\_ LAMP now", [("loose", "ACME \\_ LAMP")]),
        ("Set ACME_LAMP_ ON now", [("spaced", "ACME_LAMP_ ON")]),
        ("Set _lpUID_ NULL", [("camel", "lpUID"), ("capitals", "NULL")]),
        ("Set **\\_ lampe Acme** now", [("phrase", "\\_ lampe Acme")]),
        ("and \\_\\_AcmeEvent", [("joined", "\\_\\_AcmeEvent")]),
        ("Calls **ILamp::Dim** and ILamp::D im", [("qualified", "ILamp::Dim"), ("divided", "ILamp::D im")]),
        ("In acmelamp.h, or d.h. and e.g.", [("file", "acmelamp.h")]),
        ("0x10 of 20, 1,000 of 3.5", [("hex", "0x10"), ("number", "20")]),
        ("in Root\\\\CIMV2 there", [("path", "Root\\\\CIMV2")]),
        ("in Acme\\\\lamps\\\\dim.sys.", [("path", "Acme\\\\lamps\\\\dim.sys")]),
        ("in Acme \\\\ lamps \\\\dim.sys", [("path", "Acme \\\\ lamps \\\\dim.sys")]),
        ("dans le \\\\Acme", []),
        ("Set ACME_LAMP_ ON_fermé now", [("spaced", "ACME_LAMP_ ON_fermé")]),
        (
            "[**Dim**](ilamp-dim.md) or [Dim](x.md)",
            [("word", "Dim"), ("target", "ilamp-dim.md"), ("linked", "Dim"), ("target", "x.md")],
        ),
        ("_parâmetro pcb._", [("edge", "pcb")]),
        ('<a name="AcmeLamp"></a>nothing https://example.com/AcmeLamp', []),
        ("the \\_ \\_ ACME, \\_ \\_*", [("loose", "the \\_ \\_ ACME")]),
        ("ACME **\\_ \\_** x", [("capitals", "ACME"), ("phrase", "\\_ \\_")]),
        (". \\_ \\_ LAMP", [("stray", "\\_ \\_ LAMP")]),
        (". \\_ \\_ \\_LAMP", [("joined", "\\_LAMP")]),
        ("aLamp aLampé aLAMP2b", [("camel", "aLamp"), ("camel", "aLAMP2b")]),
        ("acme-lamp-dim.dll and a1-b.dll", [("file", "acme-lamp-dim.dll"), ("file", "a1-b.dll")]),
        ("0a0b0c0d-1111-2222-3333-444444444-44", [("guid", "0a0b0c0d-1111-2222-3333-444444444-44")]),
        ("0a0b0c0d-1111 -2222-3333-444444444444", [("guid", "0a0b0c0d-1111 -2222-3333-444444444444")]),
    ],
)
def test_tokens_of_running_text(text: str, found: list[tuple[str, str]]) -> None:
    assert _tokens(text + "\n") == found


def test_passages_are_those_of_markdown_and_fences_are_none() -> None:
    text = "Above\n\n# One\n\n- a\n- b\n\n> c\n\n```\nAcmeLamp\n```\n\n## Two\n\n| a | b |\n|---|---|\n| c | d |\n"
    found = _passages(text)
    assert "".join(passage.form for passage in found) == "pbbqhrcrc"
    assert [passage.section for passage in found] == [0, 0, 0, 0, 1, 1, 1, 1, 1]
    assert [(passage.line, passage.column) for passage in found[-2:]] == [(18, 3), (18, 7)]


@pytest.mark.parametrize(
    ("text", "words", "sentences"),
    [
        ("The lamp is dimmed. It was **ACME_LIT**.", 6, 2),
        ("A lâmpada foi escurecida . Ela estava **ACME_LIT** .", 5, 2),
        ("ACME_LIT<br/>", 0, 0),
        ("[ILamp::Dim](ilamp-dim.md) &nbsp; _ulFlags_", 0, 0),
        ("See ILamp.h... or not", 3, 0),
    ],
)
def test_words_and_sentences_are_counted_besides_the_code(text: str, words: int, sentences: int) -> None:
    (passage,) = _passages(text + "\n")
    assert (passage.words, passage.sentences) == (words, sentences)
