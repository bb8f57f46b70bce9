"""NULL and zero: may-be-null, not-null, reserved-zero; and the many NULLs that say nothing of the item."""

import pytest

from tests.reader.constraints.bodies import constraints, kinds, read


@pytest.mark.parametrize(
    "text",
    [
        "The _lpKettle_ parameter can be NULL.",
        "A pointer to a kettle, or NULL.",
        "On input, a valid pointer or **NULL**, which says that nobody is thirsty.",
        "If NULL is passed in _lpKettle_, the cold one is used.",
        "If this parameter is not `NULL`, the lid must be open.",
        "Passing null boils nothing.",
        "This parameter is null if the method succeeds.",
        "Specify NULL if you are not changing the tea.",
        "To boil nothing, pass NULL in the _lpKettle_ parameter.",
        "The _lpKettle_ parameter must be either NULL, indicating all kettles, or point to one.",
        "The _lpKettle_ parameter must be NULL or IID_IKettle.",
        "Unless the cook is in, the value of this parameter must be NULL.",
        "The kettle if successful; NULL if the operation failed.",
        "If _lpCup_ is broken, NULL is returned in the _lpKettle_ parameter.",
        "Either _lpCup_ or _lpKettle_ must be NULL.",
    ],
)
def test_null_may_be_passed_or_come_back(text: str) -> None:
    assert kinds(text, "lpKettle", "lpCup") == ["may-be-null"]


@pytest.mark.parametrize(
    "text",
    [
        "It cannot be NULL.",
        "The _lpKettle_ parameter must not be **null**.",
        "_lpKettle_ should never be `NULL`.",
        "The kettle cannot be empty or NULL.",
        "NULL is not allowed.",
        "Do not pass NULL in this parameter.",
        "This parameter must be non-NULL.",
        "The _lpCup_ and _lpKettle_ parameters must not be NULL.",
    ],
)
def test_null_is_forbidden(text: str) -> None:
    assert kinds(text, "lpKettle", "lpCup") == ["not-null"]


@pytest.mark.parametrize(
    "text",
    [
        "Reserved; must be zero.",
        "[in] Reserved; must be NULL.",
        "This parameter is reserved and must be set to 0.",
        "Reserved for future use. It must be 0 (zero).",
        "This parameter is not used and should be set to **NULL**.",
        "Reserved, NULL.",
        "Reserved; must be a pointer to zero.",
        "On input, the _lpKettle_ parameter is reserved and must be zero.",
        "This parameter must be NULL.",
        "Always NULL.",
    ],
)
def test_what_is_reserved_must_be_zero(text: str) -> None:
    assert read(text) == [("reserved-zero", 0, None)]


@pytest.mark.parametrize(
    "text",
    [
        "A NULL-terminated string.",
        "A null-terminated array; each entry but the last is a kettle.",
        "The length without the terminating null character.",
        "The array must terminate with a NULL value.",
        "Each item is delimited by NULL.",
        "A session over a null (unauthenticated) pipe.",
        "If _lpCup_ is NULL, the kettle stays closed.",
        "When a cook passes NULL in _lpCup_, the kettle whistles.",
        "The **lpLid** member of the structure is NULL.",
        "Set both the **lpLid** and **cbLid** members to zero.",
        "Each entry of the array can be NULL.",
        "This parameter must be zero if the KETTLE_COLD flag is set.",
        "This parameter must be zero unless the lid is open.",
        "When using cold water, this parameter must be set to zero.",
        "On input, the value must be nonzero; on output, the value must be zero.",
        "It must be 0 or 1.",
        "It must be zero (0) if nothing boils, or one of the teas.",
        "Use the cups 0, 1, 2 and 3.",
        "A value of zero boils nothing.",
        "The _lpKettle_ parameter must not be NULL if the KETTLE_HOT flag is set.",
        "Reserved.",
        "Optional.",
        "This flag is not used.",
    ],
)
def test_what_says_nothing_of_the_item_is_passed_over(text: str) -> None:
    assert kinds(text, "lpKettle", "lpCup") == []


def test_a_flag_that_names_the_item_counts_and_one_that_speaks_of_itself_does_not() -> None:
    body = "The tea.\n\n<dl> <dt>\n\n**TEA_HOT**\n</dt> <dd>\n\n{}\n\n</dd> </dl>\n"
    assert kinds(body.format("It can be NULL.")) == []
    assert kinds(body.format("The *lpKettle* parameter can be NULL.")) == ["may-be-null"]
    assert kinds(body.replace("**TEA_HOT**", "**NULL**").format("No tea.")) == ["may-be-null"]


def test_the_quote_is_the_one_sentence_with_its_place() -> None:
    (one,) = constraints("A kettle, e.g. a red one.\nThe *lpKettle* parameter\ncan be **NULL**. It whistles.")
    assert one.quote.text == "The *lpKettle* parameter\ncan be **NULL**."
    assert (one.quote.span.line, one.quote.span.column, one.quote.span.end_line) == (2, 1, 3)


def test_a_constraint_is_given_once_by_its_best_sentence() -> None:
    (one,) = constraints("Then it is NULL. This parameter can be NULL.")
    assert (one.quote.text, one.confidence) == ("This parameter can be NULL.", 0.95)


def test_a_name_that_the_page_misspells_is_still_the_item() -> None:
    assert kinds("The _lpszName_ parameter can be NULL.", "lpszLidName", "lpCup") == ["may-be-null"]
