from specgen.model.facts import PageFacts
from specgen.model.serial import pack_facts, unpack_facts
from tests.reader.syntax.blocks import Parse, text_of

CLASS = """\
#pragma namespace("\\\\\\\\.\\\\root\\\\lab")
// a lens, and what is known of it
[dynamic, provider("lab" "prov"), UUID("{0A1B2C3D-0000-0000-0000-00000000000F}"), Version("2.6.0"), Rank(2),
 EventType{10, 11}, Privileges("Se\\"X\\\\"), AMENDMENT]
class Lab_Lens : Lab_Part
{
  [key, MaxLen(64)] string Name;
  uint16\u00a0\u00a0 Stages[];
  uint32   Sizes[3] = {1, 2, 3};
  Lab_Case REF Holder;
  Lab_Case Spare;
  string. Caption;  /* a stray dot */
  uint16 Grade=1;
  boolean Clear = TRUE;

  uint32 Polish(
    [in] uint16 Grade,
    [out, ref] Lab_Job &Job
  );
};
"""


def test_escapes_count_in_utf_16_and_half_a_character_is_none(in_mof: Parse) -> None:
    (lens,) = in_mof('[A("\\xD83E\\xDDCA"), B("x\\xD800y"), C("\\xDFFF")] class Lab_Lens { uint32 a; };')
    assert lens.qualifiers == {"A": "\U0001f9ca", "B": "x\ufffdy", "C": "\ufffd"}
    facts = PageFacts("page.md", "wmi-class", "compiled", declaration=lens)
    assert unpack_facts(pack_facts(facts)) == facts


def test_a_whole_class(in_mof: Parse) -> None:
    pragma, lens = in_mof(CLASS)
    assert pragma.form == "other"
    assert (lens.form, text_of(lens.name), text_of(lens.base)) == ("class", "Lab_Lens", "Lab_Part")
    assert lens.qualifiers == {
        "Dynamic": True,
        "Provider": "labprov",
        "UUID": "{0A1B2C3D-0000-0000-0000-00000000000F}",
        "Version": "2.6.0",
        "Rank": 2,
        "EventType": [10, 11],
        "Privileges": 'Se"X\\',
        "Amendment": True,
    }
    assert [(one.name, one.type, one.array, one.ref, one.default) for one in lens.members] == [
        ("Name", "string", None, False, None),
        ("Stages", "uint16", (None,), False, None),
        ("Sizes", "uint32", (3,), False, "{1, 2, 3}"),
        ("Holder", "Lab_Case", None, True, None),
        ("Spare", "Lab_Case", None, False, None),
        ("Caption", "string", None, False, None),
        ("Grade", "uint16", None, False, "1"),
        ("Clear", "boolean", None, False, "TRUE"),
    ]
    assert lens.members[0].qualifiers == {"Key": True, "MaxLen": 64}
    (polish,) = lens.methods
    assert [(one.name, one.direction, one.ref) for one in polish.parameters] == [
        ("Grade", "in", False),
        ("Job", "out", True),
    ]
    assert lens.unread == ()
    assert [(note.code, note.found) for note in lens.notes] == [("SG203", "string.")]


def test_an_empty_class_and_a_missing_semicolon(in_mof: Parse) -> None:
    (made,) = in_mof("class Lab_Control\n{\n}")
    assert (text_of(made.name), made.base, made.members, made.notes) == ("Lab_Control", None, (), ())


def test_instances_before_a_class_are_told_apart(in_mof: Parse) -> None:
    first, second = in_mof(
        'instance of Lab_Kind\n{\n  Name = "a";\n  Sizes = {1, 2};\n};\nclass Lab_Lens { string Name; };'
    )
    assert first.form == "other"
    assert first.quote.text.startswith("instance of")
    assert first.quote.text.endswith("}")
    assert (second.form, text_of(second.name)) == ("class", "Lab_Lens")
    assert first.unread == second.unread == ()


def test_a_property_that_is_declared_twice_is_kept_twice_and_noted(in_mof: Parse) -> None:
    (made,) = in_mof("class Lab_Lens {\n  string Name;\n  uint8 Size;\n  string name;\n};")
    assert [one.name for one in made.members] == ["Name", "Size", "name"]
    (note,) = made.notes
    assert (note.code, note.member, note.span.line) == ("SG105", "name", 7)
    first = made.members[0].name_quote
    assert first is not None
    assert note.related[0].span == first.span
    assert "line 5" in note.message
    assert "line 7" in note.message


def test_a_flavor_has_no_place_in_the_model_and_is_said_to_be_left_out(in_mof: Parse) -> None:
    (made,) = in_mof('class Lab_Lens {\n  [read: ToSubclass, Units("mm")] uint8 Size;\n};')
    assert made.members[0].qualifiers == {"Read": True, "Units": "mm"}
    assert [quote.text for quote in made.unread] == [": ToSubclass"]
    assert [note.code for note in made.notes] == ["SG903"]


def test_a_sample_of_qualifiers_is_neither_class_nor_method(in_mof: Parse) -> None:
    (made,) = in_mof("[key] string Name;")
    assert (made.form, made.unread) == ("other", ())
