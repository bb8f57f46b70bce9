r"""The namespace of a WMI class or method is garbled, or lost a part.

## What it does

Reports a namespace row whose words were translated, doubled, reordered or dropped, with what it was read as where
another source (the class page, `api_location`, the order of the words) proves it.

## Why it is bad

A query against a wrong namespace answers "invalid class", and the reader cannot tell a class that does not exist from
one that lives elsewhere.

## Example

A row that says `\\Cimv2 racine`.

## Use instead

`Root\\CIMV2`: namespaces are identifiers and are not translated.

## How sure

Proven where the row holds a word that no namespace on these pages has, or the same word twice. What it should be is
said only where another source says it; the namespace is unknown otherwise.

Measured on 7,972 translated pages (Win32 in French and German, MAPI in Portuguese) against the English originals:
2,798 findings, each on a spelling that the original does not have; what is proposed is the original in all but 24.
"""

from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG401"
NAME = "namespace-damaged"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = False
