"""Bit masks, and flags that exclude each other."""

import pytest

from tests.reader.constraints.bodies import kinds, read
from tests.reader.pages import read as read_text

LIST = """{}

<dl> <dt>

**TEA_HOT**
</dt> <dd>

{}

</dd> <dt>

**TEA_COLD**
</dt> <dd>

{}

</dd> <dt>

**TEA_GREEN**
</dt> <dd>

Leaves.

</dd> </dl>
"""


@pytest.mark.parametrize(
    "text",
    [
        "[in] A bitmask of flags that controls the tea. The following flags can be set:",
        "[out] A pointer to a bitmask of flags that tells the tea.",
        "Bit flags that indicate requests for tea.",
        "A mask of values that tell the teas.",
        "The value of this parameter is a bitmap of teas.",
        "This parameter can be one or more of the following values.",
        "Any combination of the following flags.",
        "The flags can be combined.",
        "For more than one tea, join the values with a logical OR.",
        "`Tea = TEA_HOT | TEA_GREEN`",
    ],
)
def test_it_is_a_bit_mask(text: str) -> None:
    assert kinds(text, "ulTea", "ulCup") == ["bitmask"]


@pytest.mark.parametrize(
    "text",
    [
        "Flags that describe the tea.",
        "The tea that the bitmask in _ulCup_ is applied to.",
        "Data for the bitmap of the kettle.",
        "Any combination of letters.",
        "One or more cups.",
        "An array of one or more of the following values.",
        "One or more of the following flags of the _ulCup_ parameter must be set.",
        "The values cannot be combined.",
    ],
)
def test_it_is_none(text: str) -> None:
    assert kinds(text, "ulTea", "ulCup") == []


@pytest.mark.parametrize(
    "text",
    [
        "This flag is mutually exclusive with TEA_HOT.",
        "This flag cannot be set if the **TEA_HOT** flag is set.",
        "Hot. This flag cannot be set at the same time as the TEA_HOT flag.",
        "This flag cannot be combined with TEA_HOT.",
    ],
)
def test_a_pair_is_given_in_page_order(text: str) -> None:
    assert read(LIST.format("The tea.", "Boiled.", text)) == [("exclusive", "TEA_HOT", "TEA_COLD")]


def test_a_pair_that_both_flags_tell_is_one() -> None:
    said = "This flag is mutually exclusive with {}."
    assert read(LIST.format("The tea.", said.format("TEA_COLD"), said.format("TEA_HOT"))) == [
        ("exclusive", "TEA_HOT", "TEA_COLD")
    ]


def test_a_flag_that_goes_with_no_other_excludes_each() -> None:
    assert read(LIST.format("The tea.", "Hot.", "This flag cannot be set if any other flag is set.")) == [
        ("exclusive", "TEA_HOT", "TEA_COLD"),
        ("exclusive", "TEA_COLD", "TEA_GREEN"),
    ]


def test_flags_that_all_exclude_each_other() -> None:
    found = read(
        LIST.format("These flags are mutually exclusive; only one of the following flags can be set:", "A.", "B.")
    )
    assert [one[1:] for one in found] == [
        ("TEA_HOT", "TEA_COLD"),
        ("TEA_HOT", "TEA_GREEN"),
        ("TEA_COLD", "TEA_GREEN"),
    ]


def test_two_that_one_sentence_names() -> None:
    text = "Because both TEA_HOT and TEA_COLD fill the cup, these flags are mutually exclusive."
    assert read(text) == [("exclusive", "TEA_HOT", "TEA_COLD")]


@pytest.mark.parametrize(
    "text",
    [
        "This flag is ignored if the TEA_HOT flag is set.",
        "This command cannot be used to load tea.",
        "If this flag is not set, TEA_HOT is assumed.",
        "Use this flag together with TEA_HOT.",
    ],
)
def test_what_excludes_nothing(text: str) -> None:
    assert [one for one in read(LIST.format("The tea.", "Boiled.", text)) if one[0] == "exclusive"] == []


def test_flags_that_stand_beside_their_parameter_are_read_with_it() -> None:
    page = """# IKettle::Brew

```cpp
HRESULT Brew(
  ULONG ulHeat,
  LPKETTLE lpKettle
);
```

## Parameters

 _ulHeat_

> [in] A bitmask of flags. The following can be set:

KETTLE_BOIL

> Boils it. This flag is mutually exclusive with KETTLE_COOL.

KETTLE_COOL

> Cools it.

 _lpKettle_

> [in] The kettle. It cannot be NULL.
"""
    heat, kettle = read_text(page).parameters
    assert heat.described and kettle.described
    assert [(one.kind, one.value, one.other) for one in heat.described.constraints] == [
        ("bitmask", None, None),
        ("exclusive", "KETTLE_BOIL", "KETTLE_COOL"),
    ]
    assert [one.kind for one in kettle.described.constraints] == ["not-null"]
