"""A page says something that an overlay knows to be wrong.

## What it does

Reports each fact that an overlay file mends: what is read from the page, what the overlay says instead, and the
overlay's reason and link.

## Why it is bad

Whoever reads the page is told something else than the model has. An overlay is a note to mend the page, not the
mending.

## Example

`[in] uint32 Depth`, and an overlay that says `direction` was `"in"` and is `"out"`.

## Use instead

Mend the page, and delete the overlay: from then on it is stale, and an error.

## How sure

As sure as who wrote the overlay; its link says why.
"""

from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG906"
NAME = "known-defect"
SEVERITY: Severity = "info"
SCOPE: Scope = "library"
PREVIEW = True
