import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from specgen.reports import code_cell, code_span, safe, summary_table

HOSTILE = [
    "a | b",
    r"a \| b",
    r"a \\| b \\\|",
    "`code`",
    "``",
    "`",
    " `` x ",
    "<script>alert(1)</script>",
    "<!-- ",
    "[a](http://evil.example)",
    "![a](x)",
    "**bold** _under_ ~~gone~~",
    "# heading",
    "&lt;b&gt; &#124;",
    "www.evil.example @octocat #1 :smile: $x$",
    "\\",
    "a\\",
    "\n\n# heading",
    "| --- |",
]
LETTERS = st.characters() | st.sampled_from("|`\\<>&[]()*_~#!@$ \n-")


def _inline(text: str) -> list[tuple[str, str]]:
    """What a reader of Markdown finds in the cells and headings: types and contents, without markup of blocks."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    return [(child.type, child.content) for token in tokens for child in token.children or []]


def test_golden(finding, write) -> None:
    findings = [
        finding("info", "a | b ` c"),
        finding("error", "<b>[in]</b> *x*", line=7),
        finding("error", page="b_c.md", code="SG202", name="direction-disagreement"),
    ]
    assert write("markdown", *findings) == (
        "# specgen report\n"
        "\n"
        "2 errors, 1 info.\n"
        "\n"
        "| File | Status | Errors | Warnings | Infos |\n"
        "| --- | --- | ---: | ---: | ---: |\n"
        "| `docs/a.md` | error | 1 | 0 | 1 |\n"
        "| `docs/b_c.md` | error | 1 | 0 | 0 |\n"
        "\n"
        "## `docs/a.md`\n"
        "\n"
        "| Line | Severity | Rule | Message |\n"
        "| ---: | --- | --- | --- |\n"
        "| 5 | info | `SG501 identifier-translated` | ``a \\| b ` c`` |\n"
        "| 7 | error | `SG501 identifier-translated` | `<b>[in]</b> *x*` |\n"
        "\n"
        "## `docs/b_c.md`\n"
        "\n"
        "| Line | Severity | Rule | Message |\n"
        "| ---: | --- | --- | --- |\n"
        "| 5 | error | `SG202 direction-disagreement` | `one thing and another` |\n"
    )


def test_no_findings_are_said(write) -> None:
    assert write("markdown") == "# specgen report\n\nNo findings.\n"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_code(finding, write, text: str) -> None:
    written = write("markdown", finding(message=text, page=f"{text}.md"))
    found = _inline(written)
    assert {kind for kind, _ in found} == {"text", "code_inline"}
    assert found[-1] == ("code_inline", safe(text.replace(r"\|", r"\\u{7c}")))
    assert written.count("\n") == 13


@example(text=" ")
@given(text=st.text(LETTERS, min_size=1))
def test_any_text_is_only_code(finding, write, text: str) -> None:
    found = _inline(write("markdown", finding(message=text)))
    rows = [content for kind, content in found if kind == "code_inline"]
    assert {kind for kind, _ in found} == {"text", "code_inline"}
    assert rows[:3] == ["docs/a.md", "docs/a.md", "SG501 identifier-translated"]
    assert rows[3:] == [safe(text.replace(r"\|", r"\\u{7c}"))]


@given(text=st.text(LETTERS))
def test_a_cell_has_no_bar_that_ends_it(text: str) -> None:
    cell = code_cell(text)
    assert "|" not in cell.replace(r"\|", "")
    assert r"\\|" not in cell
    assert "\n" not in cell


def test_no_text_is_no_code() -> None:
    assert code_span("") == code_cell("") == ""


def test_summary_table_has_the_worst_pages_first(finding) -> None:
    findings = [
        finding("info", page="a.md"),
        finding("warning", page="b.md"),
        finding("error", page="c|d.md"),
        finding("error", page="b.md"),
        finding("info", page="b.md"),
    ]
    assert summary_table(findings) == (
        "| File | Status | Errors | Warnings | Infos |\n"
        "| --- | --- | ---: | ---: | ---: |\n"
        "| `docs/c\\|d.md` | error | 1 | 0 | 0 |\n"
        "| `docs/b.md` | error | 1 | 1 | 1 |\n"
        "| `docs/a.md` | info | 0 | 0 | 1 |\n"
    )
    assert summary_table(()) == "No findings.\n"


def test_summary_table_is_bounded(finding) -> None:
    lines = summary_table(finding(page=f"{number}.md") for number in range(1001)).splitlines()
    assert len(lines) == 2 + 1000 + 2
    assert lines[-2:] == ["", "1 more page with findings not shown."]
    assert summary_table(finding(page=f"{number}.md") for number in range(1000)).count("\n") == 1002
