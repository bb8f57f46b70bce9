"""The form in which facts are kept, and travel where others keep them."""

import zlib

from specgen.model.facts import PageFacts
from specgen.model.serial import pack_facts, unpack_facts


def kept_form(facts: PageFacts) -> bytes:
    """A page's facts as the cache keeps them."""
    return zlib.compress(pack_facts(facts), 1)


def facts_kept(data: bytes) -> PageFacts | None:
    """The inverse of ``kept_form``; None where ``data`` is none of its products."""
    try:
        return unpack_facts(zlib.decompress(data))
    except (zlib.error, ValueError, TypeError):
        return None
