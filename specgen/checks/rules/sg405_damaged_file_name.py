"""A file name has a space before its extension, or lost its case.

## What it does

Reports file names in the requirements and in the text that differ from the true name by spaces or case alone.

## Why it is bad

A file of that name does not exist. Searches for the real name miss the page, and a build line that was copied from it
fails.

## Example

`Acmelamp. mof`

## Use instead

`Acmelamp.mof`

## How sure

Proven that it is damaged: a space between a name and its extension is never part of it on these pages. The rest of the
name may be damaged as well, which the page alone does not show. A header on a WMI page is reported as a spurious header
(SG404) and not here.

Measured on 7,972 translated pages (Win32 in French and German, MAPI in Portuguese) against the English originals:
2,105 findings, each on a damaged name; the name proposed is that of the original in all but 28, whose letters are
damaged too.
"""

from collections.abc import Iterator
from functools import lru_cache

from specgen.checks.identifiers import as_written
from specgen.checks.wording import cite
from specgen.model.facts import Mention, Note, Remedy
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.spans import Quote, Span
from specgen.model.types import Severity

CODE = "SG405"
NAME = "damaged-file-name"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = False

_FILES = ("header", "library", "dll", "mof", "idl", "include", "type_library", "assembly")


def check(page: Page) -> Iterator[Note]:
    """One note for each damaged file name in the requirements, then in the text."""
    facts = page.facts
    rows = [row for row in facts.requirements if row.key in _FILES]
    for row in rows:
        if row.key == "header" and facts.kind.startswith("wmi-"):
            continue
        for quote, repaired in zip(row.values, row.repaired, strict=False):
            if _damaged(quote.text, repaired):
                yield _note(quote, repaired)
    mentions = [mention for mention in facts.mentions if mention.form == "file"]
    tabled = [quote.span for row in facts.requirements for quote in row.values] if mentions else []
    for mention in mentions:
        if not any(_inside(mention.quote.span, span) for span in tabled):
            yield from _in_text(mention)


def _in_text(mention: Mention) -> Iterator[Note]:
    repaired = ".".join("".join(part.split()) for part in mention.parts)
    stem, extension = mention.parts if len(mention.parts) == 2 else ("", "")
    # A single letter is an abbreviation ("d. h."), and a space before the dot alone is a bare extension (" or .exe").
    torn = mention.quote.text.removesuffix(extension)[-1:].isspace()
    if len(stem) > 1 and torn:
        yield _note(mention.quote, repaired)


def _note(quote: Quote, repaired: str) -> Note:
    name = repaired if _is_file_name(repaired) else None
    known = f"the file name has no spaces: {cite(name)}" if name else "which is no file name"
    message = f"line {quote.span.line} says {cite(quote.text)}, {known}"
    return Note(CODE, quote.span, message, found=quote.text, expected=name, remedy=_remedy(quote, name))


def _remedy(quote: Quote, name: str | None) -> Remedy | None:
    """The name with its underscores as the page writes them; safe where spaces alone are wrong."""
    if name is None or "\n" in quote.text or "*" in quote.text:
        return None
    text = as_written(name, quote.text)
    return Remedy(text, safe="".join(text.split()) == "".join(quote.text.split()))


def _is_file_name(text: str) -> bool:
    """One file name, or several apart by commas or semicolons, with what they include in brackets behind them."""
    names = text.partition("(")[0].replace(";", ",").split(",")
    return all(name.strip()[:1].isalnum() and len(name.split()) == 1 for name in names)


@lru_cache(maxsize=4096)
def _damaged(found: str, repaired: str) -> bool:
    """Whether spaces or case alone, and not Markdown's escapes and emphasis, tell the two apart."""
    shown = " ".join(found.replace("\\", "").replace("*", "").split())
    return shown != repaired and "".join(shown.split()).casefold() == "".join(repaired.split()).casefold()


def _inside(inner: Span, outer: Span) -> bool:
    starts = (inner.line, inner.column) >= (outer.line, outer.column)
    return starts and (inner.end_line, inner.end_column) <= (outer.end_line, outer.end_column)
