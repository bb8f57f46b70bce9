r"""What the page declares has no form in CIM, so that generated MOF has something else.

## What it does

Reports each place where the MOF that specgen generates departs from the page because DSP0004 allows no such thing, with
the name of the repair that the file's comment has too: `void-method`, `embedded-class`, `string-ref`,
`parameter-default`, `array-form`, `superclass-conflict` and so on ([the list](../mof.md)).

## Why it is bad

What readers copy out of such a block is compiled by no CIM tool, and what the provider really declares is something
else than the page says.

## Example

`void Dim();` where a CIM method returns a value; `Acme_Bulb Bulb` for a parameter that carries an embedded instance.

## Use instead

What the provider's own MOF has: `uint32 Dim();`, `[In, EmbeddedInstance("Acme_Bulb")] string Bulb`.

## How sure

The departure is certain, it is what the generated file has. That the page is wrong is likely only: WMI's own compiler
takes `void` methods, objects as parameters and parameters with defaults, and many pages say so on purpose.

Measured on 3,421 English pages of Win32: 182 findings, 68 of them void methods. Of 60 that were judged on two trees 58
are true by DSP0004, and 48 of those are forms that WMI takes.
"""

from collections.abc import Iterator

from specgen.checks.schema import departed
from specgen.checks.wording import cite
from specgen.cim import repairs
from specgen.model.facts import Note
from specgen.model.library import Library, Page
from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG701"
NAME = "foreign-to-cim"
SEVERITY: Severity = "info"
SCOPE: Scope = "library"
PREVIEW = True

_TOLD_ELSEWHERE = frozenset(
    one.name
    for one in (
        repairs.DUPLICATE_MEMBER,
        repairs.DUPLICATE_CLASS,
        repairs.UNFIT_QUALIFIER,
        repairs.BARE_QUALIFIER,
        repairs.QUALIFIER_TYPE,
        # Of no page in particular, and it depends on how many pages say which namespace they are of.
        repairs.MISSING_CLASS_PAGE,
    )
)
_NAMES = frozenset(repairs.DEPARTURES) - _TOLD_ELSEWHERE


def check(library: Library) -> Iterator[tuple[Page, Note]]:
    """One note for each departure, at the declarator."""
    for page, one, span in departed(library, _NAMES):
        found, departure = one.applied.found, one.applied.departure
        message = f"line {span.line} has {cite(found)}, MOF cannot ({departure.name}): {departure.reason}"
        yield page, Note(CODE, span, message, one.member, str(found))
