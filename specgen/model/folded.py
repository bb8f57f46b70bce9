"""Facts that few look at: kept as the bytes that they travel as, and unfolded whenever somebody looks.

The passages, links and anchors of a page are most of what is known of it, and take ten times their bytes as objects.
"""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any, Generic, TypeVar, get_args, overload

import msgspec

T = TypeVar("T")

UNFOLDED = 64
"""Sequences that stay unfolded: rules ask of one page, or two, again and again before the next."""


class Folded(Sequence[T], Generic[T]):
    """A tuple of values of one type. It equals the tuple of the same values."""

    __slots__ = ("_data", "_type")

    def __init__(self, of: type[T], data: bytes) -> None:
        self._type = of
        self._data = data

    @classmethod
    def of(cls, type_: type[T], values: Iterable[T]) -> "Folded[T]":
        """These values, folded."""
        return cls(type_, msgspec.msgpack.encode(tuple(values)))

    @classmethod
    def packed(cls, type_: type[T], rows: Sequence[Any]) -> "Folded[T]":
        """The same of what msgspec packs the values as: tuples for those that are like arrays."""
        return cls(type_, msgspec.msgpack.encode(rows))

    @property
    def data(self) -> bytes:
        """The values as MessagePack."""
        return self._data

    @property
    def values(self) -> tuple[T, ...]:
        """The values. Raises ValueError where the bytes are none."""
        of: Any = self._type
        values: tuple[T, ...] = _unfolded(of, self._data)
        return values

    def may_have(self, text: str) -> bool:
        """Whether one of the values may have this text for a field. Where it may not, nothing has to be unfolded."""
        # MessagePack writes a text as it is, behind its length.
        return msgspec.msgpack.encode(text) in self._data

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...
    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        return self.values[at]

    def __iter__(self) -> Any:
        return iter(self.values)

    def __len__(self) -> int:
        return len(self.values)

    def __bool__(self) -> bool:
        return self._data != _NOTHING

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Folded):
            return self._type is other._type and self._data == other._data
        return self.values == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._data)

    def __repr__(self) -> str:
        return repr(self.values)


_NOTHING = msgspec.msgpack.encode(())


@cache
def _decoder(of: Any) -> "msgspec.msgpack.Decoder[Any]":
    return msgspec.msgpack.Decoder(tuple[of, ...])


@lru_cache(maxsize=UNFOLDED)
def _unfolded(of: Any, data: bytes) -> Any:
    return _decoder(of).decode(data)


def folded(value: Any) -> Any:
    """What msgspec packs for a value that it does not know."""
    if isinstance(value, Folded):
        return value.data
    raise NotImplementedError(f"{type(value).__name__} is no value of the model")


def spread(value: Any) -> Any:
    """The same for people: a list."""
    if isinstance(value, Folded):
        return value.values
    raise NotImplementedError(f"{type(value).__name__} is no value of the model")


def refolded(type_: Any, data: Any) -> Any:
    """The inverse of ``folded``, for msgspec. Raises ValueError for what is none."""
    (of,) = get_args(type_)
    if not isinstance(data, bytes):
        raise ValueError("not folded")  # noqa: TRY004  msgspec makes its own error of it
    return Folded(of, data)
