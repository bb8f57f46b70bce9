"""Identifiers are validated by one rule."""

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specgen.emit import cim_identifier, python_identifier, python_identifiers


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Name", "Name"),
        ("in", "in_"),
        ("None", "None_"),
        ("match", "match"),
        ("__Event", "Event__"),
        ("_cb", "cb_"),
        ("_", "x_"),
        ("", "x"),
        ("2nd", "x2nd"),
        ("a b", "a_b"),
        ("../../x", "x______"),
        ("x); import os", "x___import_os"),
        ("é", "x_"),
    ],
)
def test_the_rule(name: str, expected: str) -> None:
    assert python_identifier(name) == expected


@given(st.lists(st.text() | st.sampled_from(["in", "In", "in_", "self", "_", "__x", "X__"])))
def test_the_names_of_a_scope_are_identifiers_and_apart(names: list[str]) -> None:
    made = python_identifiers(names, ("self",))
    assert all(one.isidentifier() and one.isascii() and not keyword.iskeyword(one) for one in made)
    assert all(not one.startswith("_") for one in made)
    assert len({one.casefold() for one in made}) == len(names)
    assert "self" not in made


def test_names_equal_but_for_case_are_numbered_in_order() -> None:
    assert python_identifiers(["Id", "ID", "id"]) == ["Id", "ID_2", "id_3"]
    assert python_identifiers(["self", "Self"], ("self",)) == ["self_", "Self"]


@pytest.mark.parametrize("name", [None, "", "a b", "1a", "a.b", "x;", "é", "a\n", "x" * 257])
def test_what_is_no_cim_identifier(name: str | None) -> None:
    assert cim_identifier(name) is None


def test_a_cim_identifier_is_itself() -> None:
    assert cim_identifier("__Win32_X1") == "__Win32_X1"
