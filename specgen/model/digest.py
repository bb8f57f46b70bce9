"""Digests: whether bytes are those that were read before."""

from hashlib import blake2b

_SIZE = 16


def digest(data: bytes) -> str:
    """32 hexadecimal digits that stand for ``data``."""
    return blake2b(data, digest_size=_SIZE).hexdigest()
