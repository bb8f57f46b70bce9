"""Sizes and counts: of whom, in bytes or in elements, by the text or by the name."""

import pytest

from specgen.reader.constraints.naming import counted_by, unit_of
from tests.reader.constraints.bodies import constraints, read


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The byte count in the key pointed to by the _lpKey_ parameter.", "cbKey"),
        ("A pointer to the count of bytes in the key pointed to by _lpKey_.", "lpcb"),
        ("The size, in bytes, of the key specified by the _lpKey_ parameter.", "cbKey"),
        ("The number of bytes that are pointed to by lpKey.", "cb"),
        ("Size of the buffer pointed to by the _lpKey_ parameter.", "cbMax"),
        ("Size, in bytes, of the key of the lock.", "cbKey"),
    ],
)
def test_bytes(text: str, name: str) -> None:
    assert read(text, name, "ulFlags", "lpKey") == [("byte-count-of", None, "lpKey")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The count of keys in the array pointed to by the _rgKeys_ parameter.", "c"),
        ("Count of keys to be copied.", "cKeys"),
        ("Size, in characters, of the text in the rgKeys buffer.", "cch"),
        ("On return, contains the number of entries in the *rgKeys* array.", "Count"),
    ],
)
def test_elements(text: str, name: str) -> None:
    assert read(text, name, "ulFlags", "rgKeys") == [("element-count-of", None, "rgKeys")]


@pytest.mark.parametrize(
    "text",
    [
        "Maximum number of keys to be returned.",
        "The number of bytes to read from lpKey.",
        "A pointer to the number of bytes read from the stream into lpKey.",
        "The version number of lpKey.",
        "Whether the size of lpKey matters.",
        "If the size of lpKey is too small, an error is returned.",
        "The size, in bytes, of the buffer to be allocated.",
        "The total number of keys.",
    ],
)
def test_what_counts_nothing_else(text: str) -> None:
    assert read(text, "ulSize", "lpKey") == []


def test_what_the_name_alone_tells_is_less_certain() -> None:
    (by_text,) = constraints("The size, in bytes, of the key in lpKey.", "cbKey", "lpKey")
    (by_name,) = constraints("The size, in bytes, of the key.", "cbKey", "lpKey")
    assert by_text.confidence > by_name.confidence


def test_naming_conventions_hold_only_where_one_member_fits() -> None:
    assert counted_by("cbKey", ["lpKey", "lpLock"]) == "lpKey"
    assert counted_by("pcbKey", ["ppKey"]) == "ppKey"
    assert counted_by("cchName", ["lpNameStr"]) == "lpNameStr"
    assert counted_by("KeyLength", ["Key", "Lock"]) == "Key"
    assert counted_by("cbKey", ["lpKey", "pbKey"]) is None
    assert counted_by("cb", ["lpKey"]) is None
    assert (unit_of("lpcbKey"), unit_of("cchKey"), unit_of("ulKey")) == ("bytes", "elements", None)
