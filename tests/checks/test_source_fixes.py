"""What rules on source and requirements would write in the place of what they found, and whether that is safe."""

import pytest

from specgen.checks import Selection, run
from specgen.fixes import mended
from specgen.link import link
from specgen.model.library import Page
from specgen.reader import read_page

PAGE = """---
title: Dim method of the Acme_Lamp class{title}
api_name:
- Acme_Lamp.Dim
api_type:
- COM
---

# Dim method of the Acme_Lamp class

Dims a lamp: {text}.

## Syntax

```mof
{syntax}
```
"""
PLAIN = {"title": "", "text": "half", "syntax": "uint32 Dim();"}


@pytest.mark.parametrize(
    ("code", "part", "found", "meant", "safe"),
    [
        ("SG203", "syntax", "unint32 Dim();", "uint32 Dim();", True),
        ("SG404", "title", " (Other.h)", "", False),
        ("SG601", "syntax", "uint32\u00a0\u00a0Dim(\u00a0);", "uint32  Dim( );", True),
        ("SG602", "syntax", "uint32 D\u200bi\u200dm();", "uint32 Dim();", True),
        ("SG603", "syntax", "uint32 Dim(&#32;);", "uint32 Dim( );", True),
        ("SG603", "text", "`Dim(&amp;lt;)`", "`Dim(<)`", False),
        ("SG603", "text", "`Dim(a &#124; b)`", "`Dim(a | b)`", False),
        ("SG605", "text", "[x](#synax)", "[x](#syntax)", False),
    ],
)
def test_the_fix_writes_what_was_meant(code: str, part: str, found: str, meant: str, *, safe: bool) -> None:
    data = PAGE.format(**{**PLAIN, part: found}).encode()
    (finding,) = run(link([Page(read_page("dim.md", data), "tree", "en-us")]), Selection((code,), preview=True))
    assert finding.fix is not None
    assert finding.fix.safe is safe
    assert mended(data, list(finding.fix.edits)) == PAGE.format(**{**PLAIN, part: meant}).encode()
