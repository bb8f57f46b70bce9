"""File names are safe on every system."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specgen.files import UnsafePathError, safe_name, safe_path, safe_paths

DEVICES = {"con", "prn", "aux", "nul", "com1", "lpt9"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Win32_Process.Create", "win32_process.create"),
        ("a b", "a%20b"),
        ("é", "%c3%a9"),
        ("~x", "%7ex"),
        ("..", "%2e%2e"),
        (".git", "%2egit"),
        ("x.", "x%2e"),
        ("CON", "%63on"),
        ("nul.mof", "%6eul.mof"),
        ("COM1.tar.gz", "%63om1.tar.gz"),
        ("", "_"),
        ("a/b\\c:d", "a%2fb%5cc%3ad"),
        ("\x00\n", "%00%0a"),
        ("\ud800", "%ed%a0%80"),
    ],
)
def test_a_name(name: str, expected: str) -> None:
    assert safe_name(name) == expected


@given(st.text() | st.sampled_from(["..", "con.", "NUL", ".", "aux.x", "\u2025"]))
def test_every_name_is_safe(name: str) -> None:
    made = safe_name(name)
    assert re.fullmatch(r"(?:[a-z0-9_.-]|%[0-9a-f]{2})+", made)
    assert made.strip(".") == made
    assert made.split(".")[0] not in DEVICES


@given(st.lists(st.text(max_size=400), min_size=1, max_size=5))
def test_every_path_is_short(parts: list[str]) -> None:
    path = safe_path(parts)
    assert len(path) <= 180
    assert path.count("/") == len(parts) - 1
    assert not re.search(r"%(?![0-9a-f]{2})", path)


def test_long_names_keep_their_suffix_and_stay_apart() -> None:
    one, other = safe_path(["mof", "x" * 300 + "a.mof"]), safe_path(["mof", "x" * 300 + "b.mof"])
    assert one.endswith(".mof")
    assert one != other


@given(st.lists(st.sampled_from(["A.mof", "a.mof", "B", "b", "x" * 179 + ".mof", "X" * 179 + ".mof", "a~2.mof"])))
def test_colliding_paths_are_numbered(names: list[str]) -> None:
    made = safe_paths((name,) for name in names)
    assert len(set(made)) == len(names)
    assert all(len(path) <= 180 for path in made)


def test_the_number_stands_before_the_suffix() -> None:
    assert safe_paths([("m", "A.mof"), ("m", "a.mof"), ("m", "a.MOF")]) == ["m/a.mof", "m/a~2.mof", "m/a~3.mof"]


def test_a_path_needs_parts() -> None:
    with pytest.raises(UnsafePathError):
        safe_path([])


def test_too_many_parts_are_refused() -> None:
    with pytest.raises(UnsafePathError):
        safe_path(["x" * 20] * 30)
