"""A stretch of a syntax block is not in the model.

## What it does

Reports every token of a syntax block that belongs to no declaration.

## Why it is bad

The block is the truth about names, types and order. What cannot be parsed cannot be compiled by others either.

## Example

```mof
uint32 Resize(
  [in] uint32 Width  In
);
```

## Use instead

A block that a MOF compiler or a C++ compiler would accept: here, without the last word.

## How sure

Proven that the stretch was not read. Typographic habits of these pages (missing semicolons, `FAR`, no-break spaces) are
read and not reported.
"""

from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG903"
NAME = "syntax-not-read"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = False
