"""Links, anchors and stray characters: what the reader collects of each, and where it stands."""

import pytest

from specgen.model.facts import PageFacts
from specgen.reader import read_page
from specgen.reader.source import Source

HEAD = """---
title: Dim method of the Acme_Lamp class
api_name:
- Acme_Lamp.Dim
api_type:
- COM
---

# Dim method of the Acme_Lamp class

"""
TAIL = """

## Syntax

```mof
uint32 Dim();
```
"""


def facts(body: str, tail: str = TAIL) -> PageFacts:
    """The facts of a page with this text, whose quotes are proven to stand where they say."""
    text = f"{HEAD}{body}{tail}"
    read = read_page("acme/dim.md", text.encode())
    source = Source.decode("acme/dim.md", text.encode())
    quotes = [link.quote for link in read.links if link.quote is not None] + [stray.quote for stray in read.strays]
    assert all(source.slice(quote.span) == quote.text for quote in quotes)
    return read


@pytest.mark.parametrize(
    ("body", "spelt"),
    [
        ("[a](x.md)", ["x.md"]),
        ("[a]( x.md 'title' ) and [**b**](<y z.md> \"t\")", ["x.md", "y z.md"]),
        ("[a\\]b](x\\_y.md#z) [c](é.md)", ["x\\_y.md#z", "é.md"]),
        ("| [a](x.md) | [b](y.md) |\n|---|---|\n| [c](z.md) | d |", ["x.md", "y.md", "z.md"]),
        ("> - [a](x.md)\n>   [b](y.md)", ["x.md", "y.md"]),
        ("<https://example.com> [a](x.md)", [None, "x.md"]),
        ("<table><tr><td><a class='k' href=\"x.md?a&amp;b\">X</a></td></tr></table>", ["x.md?a&amp;b"]),
        ("Text <a href='x.md'>X</a> and <a name=\"y\"></a>.", ["x.md"]),
        ("`[a](x.md)` and ![p](x.png)", []),
    ],
)
def test_targets_are_quoted_as_they_are_spelt(body: str, spelt: list[str | None]) -> None:
    assert [link.quote.text if link.quote else None for link in facts(body).links] == spelt


def test_targets_of_html_are_decoded_and_of_no_section() -> None:
    (link,) = facts('## Remarks\n\n<a href="x.md?a&amp;b">X</a>').links
    assert (link.target, link.section) == ("x.md?a&b", None)


def test_anchors_are_slugs_names_and_ids() -> None:
    body = (
        '## <a name="remarques"></a>Remarks on `Dim`\n\n## Note\n\n## Note\n\n> ### In a quote\n\n'
        "<span id='spot'></span><p id=para>\n\n### <span id=\"old\"></span>Old name"
    )
    anchors = set(facts(body).anchors)
    assert anchors >= {"remarques", "remarks-on-dim", "note", "note-1", "in-a-quote", "spot", "para", "old", "old-name"}
    assert "span-idoldspanold-name" in anchors
    assert "note-2" not in anchors


def test_every_page_has_anchors() -> None:
    assert read_page("a.md", b"# Lamps\n\n## Kinds of lamps\n").anchors == ("kinds-of-lamps", "lamps")


@pytest.mark.parametrize(
    ("fence", "form", "text", "meant"),
    [
        ("uint32\u00a0\u00a0Dim(\u2003);", "space", "\u00a0\u00a0Dim(\u2003", "  Dim( "),
        ("uint32 D\u200bi\u200bm();", "invisible", "\u200bi\u200b", "i"),
        ("List&lt;T&gt; Dim();", "entity", "&lt;T&gt;", "<T>"),
        ("int&#32;Dim(&amp;amp; x);", "entity", "&#32;Dim(&amp;amp;", " Dim(&"),
        ("int Dim(&nbsp;);", "entity", "&nbsp;", " "),
    ],
)
def test_strays_run_from_the_first_to_the_last_of_a_line(fence: str, form: str, text: str, meant: str) -> None:
    (stray,) = facts("", f"\n## Syntax\n\n```cpp\n{fence}\n```\n").strays
    assert (stray.form, stray.quote.text, stray.meant, stray.place) == (form, text, meant, "syntax")


def test_indentation_by_other_spaces_is_placed() -> None:
    (stray,) = facts("", "\n## Syntax\n\n> ```cpp\n> int Dim(\n> \u00a0\u00a0int a);\n> ```\n").strays
    assert (stray.quote.text, stray.quote.span.column) == ("\u00a0\u00a0", 3)
