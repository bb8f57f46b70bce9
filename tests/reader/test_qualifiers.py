"""Qualifier lists of class pages."""

import pytest

from specgen.lexicons import lexicon
from specgen.model.types import QualifierValue
from specgen.reader.qualifiers import parse_qualifiers, standard_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Read", {"Read": True}),
        ("maxlen (64)", {"MaxLen": 64}),
        ('DisplayName ("Caption")', {"DisplayName": "Caption"}),
        ('DisplayName ("a, (b) c"), MaxLen (3)', {"DisplayName": "a, (b) c", "MaxLen": 3}),
        ('MappingStrings ("a|b", "c,d")', {"MappingStrings": ["a|b", "c,d"]}),
        ('ValueMap {"1"}', {'ValueMap {"1"}': True}),
        ('Values ({"x", "y"})', {"Values": ["x", "y"]}),
        ("Not\\_Null (TRUE)".replace("\\", ""), {"Not_Null": True}),
        ("Deprecated (false)", {"Deprecated": False}),
        ("Weak, , Write", {"Weak": True, "Write": True}),
        ("MinValue (-5)", {"MinValue": -5}),
        ("Glacial (9)", {"Glacial": 9}),
        ("Override (\u201cName\u201d)", {"Override": "Name"}),
        ("Max _ Len (3)", {"MaxLen": 3}),
        ("", {}),
        ("Units (", {"Units": []}),
    ],
)
def test_lists(text: str, expected: dict[str, QualifierValue]) -> None:
    assert parse_qualifiers(text, lexicon("en-us")) == (expected, False)


@pytest.mark.parametrize(
    ("text", "locale"),
    [("key", "en-us"), ("CIM_Key", "en-us"), ("CIM _ key", "en-us"), ("clé", "fr-fr"), ("clé CIM", "fr-fr")],
)
def test_the_key_qualifier_has_many_spellings(text: str, locale: str) -> None:
    found, key = parse_qualifiers(f"{text}, Read", lexicon(locale))
    assert key and found == {"Key": True, "Read": True}


def test_no_other_qualifier_is_a_key() -> None:
    assert parse_qualifiers("KeyHole, Read", lexicon("en-us"))[1] is False
    assert parse_qualifiers("Read", lexicon("fr-fr"))[1] is False


def test_names_get_their_standard_spelling() -> None:
    assert [standard_name(name) for name in ("IN_OUT", "notnull", "umlpackagepath", "Glacial")] == [
        "In_Out",
        "Not_Null",
        "UMLPackagePath",
        "Glacial",
    ]
