"""How the time of a page grows with its size: ``python -m benches.growth [--only PATTERN]``.

For each family of pages: processor time at n, 2n, 4n and 8n bytes, and the exponent that fits them (1: linear). n is
as small as one page takes 20 ms. ``read`` is the page step, ``check`` linking and every rule, less what they take for
the family's shortest page. Exit status 1: some exponent is above 1.3, or a page took longer than a minute.
"""

import argparse
import gc
import math
import re
import sys
import time
from collections.abc import Callable, Sequence

from benches.growth.families import Family, families
from specgen.checks import Selection, run
from specgen.link import link
from specgen.model.library import Page
from specgen.reader import read_page
from tests.fuzzing.bound import TooSlowError, bounded
from tests.fuzzing.memories import forget

STEEPEST = 1.3
LEAST = 0.02
LONGEST = 60.0
FIRST = 2_000
TIMES = (1, 2, 4, 8)
EVERY_RULE = Selection(("ALL",), preview=True)

Step = Callable[[bytes], float]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benches.growth", description=__doc__)
    parser.add_argument("--only", default="", help="families whose names a regular expression finds")
    parser.add_argument("--ends", action="store_true", help="also runs with something else behind them")
    parser.add_argument("--steep", action="store_true", help="print only what is too steep")
    options = parser.parse_args()
    chosen = [one for one in families(ends=options.ends) if re.search(options.only, one.name)]
    steep = 0
    for family in chosen:
        for name in ("read", "check") if family.name.startswith("many ") else ("read",):
            line, good = _measured(family, _STEPS[name])
            steep += not good
            if not (good and options.steep):
                print(f"{name:5} {family.name:44} {line}{'' if good else '  STEEP'}", flush=True)
    print(f"{len(chosen)} families, {steep} above {STEEPEST}")
    return 1 if steep else 0


def _measured(family: Family, step: Step) -> tuple[str, bool]:
    try:
        step(family.page(0))  # whatever is imported and loaded on first use
        base = step(family.page(0)) if step is _check else 0.0
        size = FIRST
        while (spent := step(family.page(size)) - base) < LEAST and size * 2 * TIMES[-1] <= family.largest:
            size *= 2
        points = [(size * times, step(family.page(size * times)) - base) for times in TIMES[1:]]
    except TooSlowError:
        return f"n = {size:>9,}: longer than {LONGEST:.0f} s", False
    points.insert(0, (size, spent))
    exponent = fitted([point for point in points if point[1] >= LEAST])
    told = " ".join(f"{seconds * 1000:8.0f}" for _, seconds in points)
    shown = "   -" if exponent is None else f"{exponent:4.2f}"
    return f"n = {size:>9,} bytes: {told} ms  {shown}", exponent is None or exponent <= STEEPEST


def fitted(points: Sequence[tuple[int, float]]) -> float | None:
    """The slope of the straight line through the logarithms of (size, seconds); None of fewer than two points."""
    if len(points) < 2:
        return None
    pairs = [(math.log(size), math.log(seconds)) for size, seconds in points]
    middle = sum(x for x, _ in pairs) / len(pairs), sum(y for _, y in pairs) / len(pairs)
    spread = sum((x - middle[0]) ** 2 for x, _ in pairs)
    return sum((x - middle[0]) * (y - middle[1]) for x, y in pairs) / spread


def _read(page: bytes) -> float:
    forget()
    gc.collect()
    started = time.process_time()
    with bounded(0, LONGEST / 2):
        read_page("docs/page.md", page)
    return time.process_time() - started


def _check(page: bytes) -> float:
    """Seconds of linking and checking the page as a translation of itself."""
    forget()
    facts = read_page("docs/page.md", page)
    gc.collect()
    started = time.process_time()
    with bounded(0, LONGEST / 2):
        reference = link([Page(facts, "", "en-us")])
        run(link([Page(facts, "", "fr-fr")], reference), EVERY_RULE)
    return time.process_time() - started


_STEPS: dict[str, Step] = {"read": _read, "check": _check}


if __name__ == "__main__":
    sys.exit(main())
