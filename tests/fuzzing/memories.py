"""What specgen remembers between pages, and how to empty it: nothing may depend on what was read before."""

import gc
from functools import _lru_cache_wrapper, cache


@cache
def _bounded() -> tuple["_lru_cache_wrapper[object]", ...]:
    """The memories that have a limit; those without hold parsers and tables."""
    found = (one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper))
    own = (one for one in found if str(one.__module__).startswith("specgen."))
    return tuple(one for one in own if one.cache_parameters()["maxsize"] is not None)


def forget() -> None:
    """Empty every bounded memory of the modules that were imported before the first call."""
    for one in _bounded():
        one.cache_clear()
