"""Several pages document variants of one thing, and only one of them is compiled.

## What it does

Reports every page but one of those that document the same entity, name no `api_name`, and say in brackets in their
headings which variant each is about.

## Why it is bad

Nothing is wrong on the page. But stubs, MOF and tests are made of one page alone, and know nothing of what the others
say.

## Example

`Dim (Neon) function` and `Dim (Halogen) function`, both with the syntax block of `Dim`.

## Use instead

One page with a section for each variant, or an `api_name` on each page that tells them apart.

## How sure

Proven: the headings say so. It is in preview because it is no defect of a page.
"""

from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG409"
NAME = "variant-page"
SEVERITY: Severity = "info"
SCOPE: Scope = "library"
PREVIEW = True
