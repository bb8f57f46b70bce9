"""Parts of entities: parameters, values, returns and requirements."""

import pytest

from specgen.lexicons import lexicon
from specgen.link.support import canonical
from tests.link.trees import at, com_method, library, only, wmi_class, wmi_method
from tests.reader.pages import PAGES


def test_the_hand_written_pages_make_one_library() -> None:
    found = library(PAGES)
    assert [one.id for one in found.entities] == [
        "com:IKettle",
        "com:IKettle::Brew",
        "wmi:root/polar/ice:Ice_Drill",
        "wmi:root/polar/ice:Ice_Drill.Bore",
    ]
    bore, drill = at(found, "bore-ice-drill.md"), at(found, "ice-drill.md")
    assert [(one.name, one.type, one.direction, one.optional, one.default, one.ref) for one in bore.parameters] == [
        ("Depth", "uint32", "in", False, None, False),
        ("Tip", "string", "in", True, "Steel", False),
        ("Core", "Ice_Core", "out", False, None, True),
    ]
    assert (bore.returns.type, bore.returns.others, bore.returns.documented) == ("uint32", "error", True)
    assert [(one.value, one.success) for one in bore.returns.values] == [(0, True)]
    assert (bore.requirements.mof, bore.requirements.dll) == (("IceDrill.mof",), ("IceDrill.dll",))
    assert (bore.requirements.client, bore.requirements.server) == ("none", "Windows Server 2012")
    assert [(one.name, one.array, one.key, one.access) for one in drill.properties] == [
        ("Depth", None, True, "read"),
        ("Status", None, False, "read"),
        ("Modes", (None,), False, "readwrite"),
    ]
    assert drill.properties[0].qualifiers == {"Key": True, "MaxLen": 64}


def test_embedded_is_a_class_without_a_reference() -> None:
    text = wmi_method(
        "Bore",
        "Ice_Drill",
        syntax="uint32 Bore(\n  [out] Ice_Core Core,\n  [in] Ice_Core REF Old,\n  [in] string S\n);",
    )
    assert [one.embedded for one in only(library({"x.md": text})).parameters] == [True, False, False]
    call = com_method("Brew", "IKettle", arguments="LPCUP ulCup")
    assert [one.embedded for one in only(library({"x.md": call})).parameters] == [False]


def test_a_translations_qualifiers_count_only_where_nothing_can_be_lost() -> None:
    described = (
        "<dl> <dt>\n\n**Depth**\n</dt> <dd> <dl> <dt>\n\nDatentyp: **uint32**\n</dt> <dt>\n\n"
        "Zugriffstyp: Schreibgeschützt\n</dt> <dt>\n\n"
        'Qualifizierer: **MaxLen** (64), **DisplayName** ("Tiefe"), **Schlüssel**\n</dt> </dl>\n\nText.\n\n</dd> </dl>'
    )
    (depth,) = only(library({"x.md": wmi_class("Ice_Drill", described=described)}, "de-de")).properties
    assert depth.qualifiers == {"Key": True, "MaxLen": 64} and depth.key
    assert depth.access == "read"


def test_void_is_a_type_and_silence_is_none() -> None:
    text = wmi_method("Bore", "Ice_Drill", syntax="void Bore();")
    assert only(library({"x.md": text})).returns.type == "void"


def test_labels_are_canonical_names_in_english_alone() -> None:
    english, french = (only(library({"x.md": PAGES["bore-ice-drill.md"]}, locale)) for locale in ("en-us", "fr-fr"))
    assert [one.name for one in english.parameters[0].values] == ["Surface", "Bedrock"]
    assert [one.name for one in french.parameters[0].values] == ["Surface", None]


def test_static_methods_say_so() -> None:
    text = wmi_method("Bore", "Ice_Drill", syntax="[Static] uint32 Bore();")
    found = only(library({"x.md": text}))
    assert found.static is ("Static" in found.qualifiers)


def test_files_and_includes_are_taken_apart() -> None:
    row = "| Header<br/> | <dl> <dt>Mug. h (include Kitchen.h)</dt> <dt>Cup.h; Pot.h</dt> </dl> |"
    text = wmi_method("Bore", "Ice_Drill").replace("| MOF<br/>", f"{row}\n| MOF<br/>")
    found = only(library({"x.md": text})).requirements
    assert (found.header, found.include, found.mof) == (("Mug.h", "Cup.h", "Pot.h"), ("Kitchen.h",), ("Ice.mof",))


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("None supported", "en-us", "none"),
        ("Aucun pris en charge", "fr-fr", "none"),
        ("Windows Vista [desktop apps only]", "en-us", "Windows Vista [desktop apps only]"),
        ("Windows Vista [applications de bureau uniquement]", "fr-fr", "Windows Vista [desktop apps only]"),
        ("Windows Vista [jotain]", "fi-fi", "Windows Vista [jotain]"),
        ("Windows Server 2012", "de-de", "Windows Server 2012"),
    ],
)
def test_support_rows_are_canonical_english_where_it_is_known(text: str, locale: str, expected: str) -> None:
    assert canonical(text, lexicon(locale)) == expected
