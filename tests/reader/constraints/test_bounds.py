"""Numeric bounds and longest texts."""

import pytest

from tests.reader.constraints.bodies import read


def bounds(text: str) -> dict[str, int | str | None]:
    return {kind: value for kind, value, _ in read(text, "Heat", "lpKey")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The value must be between 1 and 10.", {"min": 1, "max": 10}),
        ("Valid range: 1 - 0xFF.", {"min": 1, "max": 255}),
        ("The range of valid values is 1 through 9,999.", {"min": 1, "max": 9999}),
        ("A value from 0 to 100 that tells the heat.", {"min": 0, "max": 100}),
        ("The valid range is from -90.0 to 90.0 degrees.", {"min": -90, "max": 90}),
        ("The value must be between zero and the value of the **Most** property.", {"min": 0}),
        ("It must be greater than 0.", {"min": 1}),
        ("It must be at least two.", {"min": 2}),
        ("It must be 5 or less.", {"max": 5}),
        ("This parameter must not exceed 20.", {"max": 20}),
        ("The maximum number of cups that can be filled at once is 20.", {"max": 20}),
        ("The minimum value is 1 and the maximum value is 10.", {"min": 1, "max": 10}),
    ],
)
def test_numbers(text: str, expected: dict[str, int]) -> None:
    assert bounds(text) == expected


@pytest.mark.parametrize(
    ("text", "longest"),
    [
        ("This string has a maximum length of 256 characters.", 256),
        ("The maximum string length is 256 characters.", 256),
        ("The name must be 64 characters or less.", 64),
        ("It is limited to 64 characters.", 64),
        ("The text must not exceed 65536 characters.", 65536),
        ("It cannot be longer than 17 characters.", 17),
        ("The string can have up to 31 characters.", 31),
        ("Must be fewer than 32 characters.", 31),
        ("The length of the name must not exceed MAX_PATH.", "MAX_PATH"),
        ("A 4 to 20-digit number.", 20),
        ("It must be between 1 and 12 characters.", 12),
    ],
)
def test_texts(text: str, longest: int | str) -> None:
    assert bounds(text) == {"max-length": longest}


@pytest.mark.parametrize(
    "text",
    [
        "If it is greater than 5, the kettle whistles.",
        "Each group of digits must be less than 720896.",
        "This parameter can be one or more of these cups.",
        "Values are 1 to 5 for tea, or values from 6 to 10 for coffee.",
        "The kettle has two handles between 1 and 3 inches apart.",
        "Valid values are between 200 bytes and 64 kilobytes.",
        "Maximum number of cups to be returned.",
        "The _lpKey_ parameter must be greater than 5.",
        "The length of each name can be a maximum of seven characters.",
        "It contains exactly 20 bytes of tea.",
        "Priorities greater than zero are hot.",
    ],
)
def test_what_bounds_nothing(text: str) -> None:
    assert {kind for kind in bounds(text) if kind != "bitmask"} == set()
