"""Damage: hand-written pages as translators, editors and accidents leave them."""

from hypothesis import strategies as st

from tests.reader.pages import PAGES

PIECES = (
    *(
        "<dl>",
        "</dl>",
        "<dt>",
        "</dt>",
        "<dd>",
        "</dd>",
        "<table>",
        "<tr>",
        "<td>",
        "</td>",
        "<b>",
        "<!--",
        "-->",
        "<br/>",
    ),
    *("```", "```mof\n", "~~~", "\n\n", "\n", "\r\n", "\r", "\u2028", "\f", "\0", "\ufeff", "\u00a0", "\u202e"),
    *("> ", "- ", "# ", "## ", "|", "\\|", "---\n", "***", "**", "*", "_", "`", "[", "]", "](", "\\[in\\]", "[", "\\"),
    *(
        "(",
        ")",
        "{",
        "}",
        ";",
        ",",
        "::",
        " \\_ ",
        "0x",
        "..",
        "99999999999999999999",
        "-",
        "\t",
        "    ",
        "&amp;",
        "&#",
    ),
    *('<a name="x"></a>', '<span id="', "api_name:\n- ", "title: a: b\n", "*x: &y\n", "é", "\U0001f9ca", "<![CDATA["),
)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """One of the pages after a few cuts, copies, moves and insertions."""
    text = draw(st.sampled_from(sorted(PAGES.values())))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + draw(st.sampled_from((2, 20, 400))))))
        change = draw(st.sampled_from(("cut", "copy", "move", "insert", "insert", "replace")))
        piece, taken = draw(st.sampled_from(PIECES)), text[start:end]
        other = draw(st.integers(0, len(text)))
        if change == "cut":
            text = text[:start] + text[end:]
        elif change in ("copy", "move"):
            base = text if change == "copy" else text[:start] + text[end:]
            text = base[:other] + taken + base[other:]
        elif change == "insert":
            text = text[:start] + piece + text[start:]
        else:
            text = text[:start] + piece + text[end:]
    return text
