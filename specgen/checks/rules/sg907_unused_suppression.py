"""A comment suppresses a rule, and the rule has nothing to say there.

## What it does

Reports each code or name in `<!-- specgen: ignore ... -->` and `<!-- specgen: ignore-page ... -->` that keeps no
finding out of the report, or that no rule has.

## Why it is bad

The comment outlived its reason. It will hide the next finding of that rule, which nobody has looked at.

## Example

`<!-- specgen: ignore SG405 -->` above a table whose file names are right.

## Use instead

Delete the comment, or the code in it.

## How sure

Certain for the rules that ran; one that stayed silent for lack of other pages is not judged.
"""

from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG907"
NAME = "unused-suppression"
SEVERITY: Severity = "info"
SCOPE: Scope = "library"
PREVIEW = False
