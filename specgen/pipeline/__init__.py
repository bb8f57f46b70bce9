"""Wires the rooms: pages are found, read one by one, linked, checked, and made into artefacts. Prints nothing."""

from specgen.pipeline.assembly import Request, Run, compile_pages
from specgen.pipeline.explanation import Explanation, Reading, explain
from specgen.pipeline.products import Product, generate
from specgen.pipeline.reading import PageError, through_bytes
from specgen.pipeline.scoreboard import Scoreboard, scoreboard
from specgen.pipeline.sources import Sources

__all__ = [
    "Explanation",
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
    "scoreboard",
    "through_bytes",
]
