"""The frontmatter, the syntax block, the heading and the file name do not agree on what the page documents.

## What it does

Takes the four witnesses of a page's name (and owner), lets most of them win, and reports those that dissent.

## Why it is bad

Links, indexes and stubs go by one of the four. A dissenter sends readers to the wrong function, or documents a function
under a name that does not exist.

## Example

`api_name: Acme_Lamp.Dim`, a heading and a file that say `Flash`, and `uint32 Flash();` in the syntax block.

## Use instead

Correct the witness that dissents; it was usually copied from another page.

## How sure

Proven that they disagree. Which is right is a vote: on a tie, what the class or interface page lists, then the syntax
block.
"""

from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG403"
NAME = "name-disagreement"
SEVERITY: Severity = "warning"
SCOPE: Scope = "library"
PREVIEW = False
