"""A type in the syntax block is no type, and one letter away from one.

## What it does

Reports misspelt CIM intrinsic types in a syntax block, such as `unint32` or `unit16`, and what they were read as.

## Why it is bad

A MOF compiler takes the word for a class that does not exist. Whoever copies the block gets an error far from the
cause.

## Example

```mof
unint32 Resize([in] unit16 Width);
```

## Use instead

```mof
uint32 Resize([in] uint16 Width);
```

## How sure

Proven: only spellings that can be one intrinsic type alone are read as it; all others stand for a class name.
"""

from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG203"
NAME = "misspelt-type"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = False
