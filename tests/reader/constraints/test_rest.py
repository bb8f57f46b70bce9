"""Defaults, memory, order of calls; languages; and what reading may never do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specgen.reader.constraints import _english_part, _found, _has_telling_word, _may_have_english_part, _may_tell
from specgen.reader.constraints.context import Item
from specgen.reader.constraints.families import families
from specgen.reader.constraints.sentences import told_in
from specgen.reader.constraints.tokens import tokenise, word_set
from tests.reader.constraints.bodies import constraints, declared, kinds, read
from tests.reader.pages import nodes

SAID = sorted(
    word_set(
        "The value values range size tea must should can be is are set to of by and or if only after call calling "
        "lpCup FreeTea free freed default defaults assumed used omitted bitmask bit field mask flags combination these "
        "following in any combined one zero NULL non-NULL not never cannot both exclusive reserved unused maximum than "
        "longer exceed length characters bytes number count elements lpKettle pointed 5 0 . , X_Y |"
    )
)


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("The default is 5.", 5),
        ("The default value is 0 (zero).", 0),
        ("Default: 7,200,000 (two hours).", 7200000),
        ("The default is **true**.", "true"),
        ('The default is "Automatic".', "Automatic"),
        ("The default setting is TEA_HOT, which boils it.", "TEA_HOT"),
        ("If this parameter is not specified, a value of 3 is used.", 3),
        ("If this parameter is zero, TEA_COLD is assumed.", "TEA_COLD"),
        ("Leave this parameter blank to use the default value of zero.", 0),
    ],
)
def test_a_default_is_a_literal(text: str, literal: int | str) -> None:
    assert read(text) == [("default-when-omitted", literal, None)]


@pytest.mark.parametrize(
    "text",
    [
        "If this parameter is not specified, the default tea is used.",
        "If it is not specified, the default of 0, 2, and 4 is used.",
        "The default value for Windows 7 is 3.",
        "This value is blocked by default.",
        "The default is to boil it.",
        "Default: Four times the size of a cup.",
        "If this parameter is zero, the kettle is empty.",
    ],
)
def test_what_names_no_literal_is_no_default(text: str) -> None:
    assert kinds(text) == []


def test_a_nested_value_may_call_itself_the_default() -> None:
    body = "The tea.\n\n<dl> <dt>\n\n**1**\n</dt> <dd>\n\n{}\n\n</dd> </dl>\n"
    assert read(body.format("Default. Boils it.")) == [("default-when-omitted", 1, None)]
    assert read(body.format("Boils it. This value is the default.")) == [("default-when-omitted", 1, None)]
    assert read(body.format("Default")) == []


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("When you have finished, free it by calling the [**LocalFree**](x.md) function.", "LocalFree"),
        ("This should be freed using MAPIFreeBuffer.", "MAPIFreeBuffer"),
        ("When you no longer need this handle, close it by calling CloseHandle.", "CloseHandle"),
    ],
)
def test_what_comes_back_is_freed_with_a_function(text: str, function: str) -> None:
    assert read(text, pointer=1) == [("free-with", function, None)]
    assert read(text, direction="in") == []


@pytest.mark.parametrize(
    "text",
    [
        "Pointer to the MAPIFreeBuffer function, to be used to free memory.",
        "The store is released when nobody needs it.",
        "A callback that frees the kettle by calling KettleFree.",
    ],
)
def test_what_frees_something_else(text: str) -> None:
    assert kinds(text, pointer=1) == []


def test_order_of_calls() -> None:
    text = "The value of _ulToken_ must have been returned by a previous call to the **IKettle::Advise** method."
    assert read(text, "ulToken") == [("only-after-call", "IKettle::Advise", None)]
    assert read("Valid only after a successful call to BrewTea.") == [("only-after-call", "BrewTea", None)]
    text = "The value of _ulToken_ must have been returned by a previous call to **IKettle::Advise**."
    assert read(text, "ulToken") == [("only-after-call", "IKettle::Advise", None)]
    text = (
        "The _ulToken_ parameter should contain a value returned by a prior call to the [IKettle::Advise](x.md) method."
    )
    assert read(text, "ulToken") == [("only-after-call", "IKettle::Advise", None)]
    assert read("The number returned by a call to IKettle::Advise.") == []


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("ulReserved", "Réservé. Doit être égal à 0.", ["reserved-zero"]),
        ("ulReserved", "Reservado; deve ser **NULL**.", ["reserved-zero"]),
        ("ulReserved", "Réservé ; 0 ou **TEA_HOT**.", []),
        ("ulReserved", "Réservé.", []),
        ("ulTea", "Réservé ; doit être zéro.", ["reserved-zero"]),
        ("lpTea", "Réservé, doit être **NULL**.", ["reserved-zero"]),
        ("ulTea", "Réservé ; doit être 1.", []),
        ("ulTea", "Réservé aux grandes théières, qui demandent que la valeur soit zéro ou plus, selon le thé.", []),
        ("ulTea", "Doit être égal à 0.", []),
        ("lpTea", "Un pointeur vers le thé, ou NULL.", []),
        ("lpTea", "This parameter can be NULL.", ["may-be-null"]),
    ],
)
def test_another_language_gives_only_what_is_certain(name: str, text: str, expected: list[str]) -> None:
    assert kinds(text, name, locale="fr-fr") == expected


def test_a_language_that_is_read_as_english_for_want_of_a_lexicon_is_not_taken_for_it() -> None:
    assert kinds("Osoitin teehen tai NULL, jos teetä ei ole.", "lpTea") == []


def test_a_sentence_knows_abbreviations_and_numbers() -> None:
    (one,) = constraints("A kettle (e.g. red, approx. 2.5 l). It cannot be NULL. Ask Mr. B. Jones.")
    assert one.quote.text == "It cannot be NULL."


def test_a_member_without_a_name_has_none() -> None:
    assert constraints("It cannot be NULL.", "") == ()


TELLING = sorted({word for family in families() for word in family.TELLS})


@given(
    st.lists(st.sampled_from([*TELLING, "Tea", "two", "é", "7", "0x1F", "_", "'", '"', "’", "::", ".", "(", "x"])),
    st.sampled_from(["", " ", "-"]),
)
def test_a_text_that_is_not_looked_into_has_no_word_that_tells(words: list[str], by: str) -> None:
    text = by.join(words)
    telling = any(one.low in TELLING or one.number is not None for one in tokenise(text))
    assert _has_telling_word(text) or not telling


@given(st.lists(st.sampled_from(SAID), max_size=14), st.sampled_from(["", "NULL", "X_Y"]))
def test_families_find_nothing_where_no_word_tells(words: list[str], term: str) -> None:
    below = f"\n\n<dl> <dt>\n\n**{term}**\n</dt> <dd>\n\n{' '.join(words)}\n\n</dd> </dl>\n" if term else ""
    told = told_in(nodes(" ".join(words) + below))
    item = Item(declared("lpKettle"), (declared("lpCup"),), told.prose())
    found = [one for family in families() for one in family.find(item)]
    assert _may_tell(told) or not found
    assert list(_found(item)) == found


@given(
    st.lists(st.sampled_from([*SAID, "the", "this", "with", "0x1F", "0x", "_", "-", "’", ".\n", ". "])),
    st.sampled_from(["", " "]),
)
def test_what_is_not_cut_into_sentences_has_none_in_english(words: list[str], by: str) -> None:
    told = told_in(nodes(by.join(words)))
    assert _may_have_english_part(told) or not _english_part(told.prose()).sentences


def test_families_find_only_their_kinds() -> None:
    known = [kind for family in families() for kind in family.KINDS]
    assert len(known) == len(set(known)) == 13


PIECES = [
    *(
        "NULL",
        "0",
        "must be",
        "not",
        "or",
        "[",
        "]",
        "<dt>",
        "</dd>",
        "*lpKettle*",
        "lpCup",
        "&lt;",
        "\\_",
        "|",
        ".",
        ",",
    ),
    *(
        "if",
        "one of",
        "the size, in bytes, of",
        "between 1 and",
        "default is",
        "\n\n",
        "> ",
        "- ",
        '"',
        "free it by calling",
    ),
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=25))
def test_nothing_raises_and_every_quote_is_on_the_page(pieces: list[str]) -> None:
    constraints(" ".join(pieces).replace("\r", " "), "lpKettle", "lpCup", "cbCup")


def test_deep_nesting_ends() -> None:
    deep = "<dl><dt>A</dt><dd>" * 200 + "It cannot be NULL." + "</dd></dl>" * 200
    assert nodes(deep)
    assert constraints(deep, "lpKettle") == ()
    assert declared("x").name == "x"
