"""A page is damaged as a file: not UTF-8, too large, or nested too deeply.

## What it does

Reports pages whose bytes are not all UTF-8, and those that exceed a limit of the reader.

## Why it is bad

Characters are lost, and nobody can say which. A page that cannot be read must not pass for one without findings.

## Example

A page that was saved in Latin-1, so that `é` is the single byte E9.

## Use instead

Save the page as UTF-8.

## How sure

Proven.
"""

from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG904"
NAME = "unreadable-page"
SEVERITY: Severity = "error"
SCOPE: Scope = "page"
PREVIEW = False
