"""How the pages that were labelled by hand were drawn: with a fixed seed, before anything was labelled or measured.

``drawn.json`` holds the draw. The candidates were the English pages of ``SPECGEN_CORPUS`` by the kinds that this
commit gave them: values from wmi-method and wmi-class (wmi) and com-method of the MAPI docset (mapi); constraints
from wmi-method (wmi), com-method of the MAPI docset (mapi) and function of both docsets (function); more_values and
more_constraints from the same without the pages of values, of constraints.
"""

import random
from collections.abc import Mapping, Sequence

SEED = 20261121
VALUE_PAGES = {"wmi": 30, "mapi": 30}
MORE_VALUE_PAGES = {"wmi": 30, "mapi": 30}
"""A second draw from the pages that the first one left, when errors on the first had been looked at and mended; and
a third, ``last_values``, when those on the second had been.
"""
CONSTRAINT_PAGES = {"mapi": 60, "function": 45, "wmi": 45}
MORE_MORE_VALUE_PAGES = {"wmi": 30, "mapi": 30}
"""A second draw from the pages that the first one left, when errors on the first had been looked at and mended; and
a third, ``last_values``, when those on the second had been.
"""
CONSTRAINT_PAGES = {"mapi": 30, "function": 25, "wmi": 5}
"""A second draw from the pages that the first one left, when the first had given fewer than 200 labels."""


def drawn(pages: Mapping[str, Sequence[str]], wanted: Mapping[str, int], salt: str) -> dict[str, list[str]]:
    """``wanted[stratum]`` of the candidate ``pages[stratum]``; ``salt`` keeps two draws apart."""
    chosen = {}
    for stratum, count in wanted.items():
        generator = random.Random(f"{SEED}:{salt}:{stratum}")
        chosen[stratum] = sorted(generator.sample(sorted(pages[stratum]), count))
    return chosen
