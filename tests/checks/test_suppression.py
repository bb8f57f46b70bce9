"""Comments that keep findings out of reports, and what is said of those that keep out none."""

import pytest

from specgen.checks import Selection, run
from specgen.link import link
from specgen.model.library import Page
from specgen.reader import read_page

PAGE = """---
api_name:
- Acme_Lamp.Dim
---
# Dim method of the Acme_Lamp class

{before}

## Syntax

```mof
uint32 Dim();
```

## Requirements

{above}
| Requirement | Value |
|--|--|
| Namespace | Root\\\\Acme |
| MOF | <dl> <dt>Acmelamp. mof</dt> </dl> |{behind}

## See also

Nothing.
"""


def codes(before: str = "", above: str = "", behind: str = "", select: tuple[str, ...] = ("SG4", "SG9")) -> list[str]:
    text = PAGE.format(before=before, above=above, behind=behind)
    facts = read_page("dim.md", text.encode())
    found = run(link([Page(facts, "tree", "en-us")]), Selection(select=select))
    return [one.code for one in found]


def test_without_a_comment_it_is_reported() -> None:
    assert codes() == ["SG405"]


@pytest.mark.parametrize("word", ["SG405", "sg4", "damaged-file-name", "SG404, SG405"])
def test_above_a_block_it_covers_the_block(word: str) -> None:
    assert "SG405" not in codes(above=f"<!-- specgen: ignore {word} -->\n")


def test_behind_text_it_covers_its_line() -> None:
    assert codes(behind=" <!-- specgen: ignore SG405 -->") == []
    assert codes(before="Lamps. <!-- specgen: ignore SG405 -->") == ["SG907", "SG405"]


def test_for_the_page_it_covers_the_page() -> None:
    assert codes(before="<!-- specgen: ignore-page SG405 -->") == []


def test_another_rule_is_not_covered() -> None:
    assert codes(above="<!-- specgen: ignore SG404 -->\n") == ["SG907", "SG405"]


def test_what_covers_nothing_is_reported_where_its_rule_ran() -> None:
    comment = "<!-- specgen: ignore-page SG404 -->"
    assert codes(before=comment, select=("SG405", "SG907")) == ["SG405"]
    assert codes(before=comment, select=("SG404", "SG907")) == ["SG907"]
    assert codes(before="<!-- specgen: ignore-page SG4 -->") == []


def test_a_suppression_may_be_suppressed_no_more_than_once() -> None:
    assert codes(before="<!-- specgen: ignore-page SG405 SG405 -->") == []


def test_frontmatter_and_fences_hold_no_comments() -> None:
    fence = "```\n<!-- specgen: ignore-page SG405 -->\n```"
    assert codes(before=fence) == ["SG405"]
