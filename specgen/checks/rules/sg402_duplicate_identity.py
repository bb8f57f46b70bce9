"""Two pages of one locale say that they document the same thing.

## What it does

Reports every page but one that claims an entity of the same kind, namespace, owner and name.

## Why it is bad

A search finds either page; they drift apart, and stubs can be made from one alone. Often the `api_name` was copied
from another page and the second entity is documented nowhere.

## Example

Two pages in one folder, both with `api_name: Acme_Lamp.Dim`, one of which describes `Acme_Lamp.Flash`.

## Use instead

Give each page the `api_name` of what it documents, or merge the pages.

## How sure

Proven: both pages make the claim. Which of them is right is not said.
"""

from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG402"
NAME = "duplicate-identity"
SEVERITY: Severity = "warning"
SCOPE: Scope = "library"
PREVIEW = False
