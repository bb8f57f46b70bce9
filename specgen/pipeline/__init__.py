"""Wires the rooms: pages are found, read one by one, linked, checked, and made into artefacts. Prints nothing."""

from specgen.pipeline.assembly import Request, Run, compile_pages
from specgen.pipeline.crews import Elsewhere
from specgen.pipeline.explanation import Explanation, Reading, explain
from specgen.pipeline.mending import ChangedPageError, MendedPage, Mending, mend
from specgen.pipeline.mending import write as write_mended
from specgen.pipeline.products import Product, generate
from specgen.pipeline.reading import Means, PageError
from specgen.pipeline.scoreboard import Scoreboard, scoreboard
from specgen.pipeline.since import raised_since
from specgen.pipeline.sources import Sources

__all__ = [
    "ChangedPageError",
    "Elsewhere",
    "Explanation",
    "Means",
    "MendedPage",
    "Mending",
    "PageError",
    "Product",
    "Reading",
    "Request",
    "Run",
    "Scoreboard",
    "Sources",
    "compile_pages",
    "explain",
    "generate",
    "mend",
    "raised_since",
    "scoreboard",
    "write_mended",
]
