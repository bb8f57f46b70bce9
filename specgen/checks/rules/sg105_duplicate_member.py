"""A name is declared or described twice where each may stand once.

## What it does

Reports the second declaration of a parameter or property in one syntax block, and the second description of one in its
section.

## Why it is bad

One of the two is wrong, or a name was mistyped and another parameter is missing. Compilers reject the block.

## Example

```mof
class Acme_Lamp
{
  uint32 Level;
  uint32 Level;
};
```

## Use instead

Keep one, or give the second its own name.

## How sure

Proven: both stand on the page. Names are compared without case in MOF, as DSP0004 asks, and with case in C.
"""

from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG105"
NAME = "duplicate-member"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = False
