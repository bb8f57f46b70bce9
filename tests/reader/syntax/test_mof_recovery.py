import pytest

from tests.reader.syntax.blocks import Parse, left_out, text_of


def test_words_behind_a_parameter_are_left_out_and_the_rest_is_read(in_mof: Parse) -> None:
    (method,) = in_mof("uint32 Reset(\n  [in]  boolean Interval     In,\n  [out] Lab_Job REF Job\n);")
    assert [(one.name, one.type, one.direction) for one in method.parameters] == [
        ("Interval", "boolean", "in"),
        ("Job", "Lab_Job", "out"),
    ]
    assert left_out(method) == ["In"]
    (note,) = method.notes
    assert (note.code, note.span.line) == ("SG903", 5)
    assert "'In'" in note.message
    assert "line 5" in note.message


@pytest.mark.parametrize(
    ("damaged", "lost"),
    [
        ("uint32 ;", ["uint32"]),
        ("@@@ what is this;", ["@@@ what is this"]),
        ("string A B C;", ["B C"]),
        ("string X(;", None),
    ],
)
def test_a_damaged_member_does_not_cost_the_others(in_mof: Parse, damaged: str, lost: list[str] | None) -> None:
    (made,) = in_mof(f"class Lab_Lens : Lab_Part {{\n  string First;\n  {damaged}\n  [key] uint8 Last;\n}};")
    names = [one.name for one in made.members]
    assert names[0] == "First"
    assert names[-1] == "Last"
    assert text_of(made.base) == "Lab_Part"
    if lost is not None:
        assert left_out(made) == lost
        assert "SG903" in {note.code for note in made.notes}


def test_a_damaged_parameter_does_not_cost_the_others(in_mof: Parse) -> None:
    (method,) = in_mof("uint32 Reset(\n  [in] ?!,\n  [in, out] string Name,\n  [in] 17,\n  [out] uint8 Size\n);")
    assert [one.name for one in method.parameters] == ["Name", "Size"]
    assert left_out(method) == ["[in] ?!", "[in] 17"]


def test_missing_separators_are_put_in_and_reported(in_mof: Parse) -> None:
    (method,) = in_mof("uint32 Reset(\n  [in] string A\n  [in] string B = 1\n  [out] string C\n);")
    assert [one.name for one in method.parameters] == ["A", "B", "C"]
    assert [(note.code, note.expected) for note in method.notes] == [("SG903", ","), ("SG903", ",")]
    assert method.unread == ()
    (made,) = in_mof("class Lab_Lens {\n  string A\n  uint8 B;\n  string C\n};")
    assert [one.name for one in made.members] == ["A", "B", "C"]
    assert [note.expected for note in made.notes] == [";", ";"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("uint32 Reset([in] string A", ")"),
        ("uint32 Reset([in] string A;", ")"),
        ("uint32 Reset([in string A);", "]"),
        ("uint32 Reset(\n  [in string A\n);", "]"),
        ("uint32 Reset([in optional] string A);", ","),
    ],
)
def test_missing_brackets_and_commas(in_mof: Parse, text: str, expected: str) -> None:
    (method,) = in_mof(text)
    assert [(one.name, one.direction) for one in method.parameters] == [("A", "in")]
    assert [note.expected for note in method.notes] == [expected]
    assert method.unread == ()


def test_a_damaged_method_does_not_cost_the_one_before(in_mof: Parse) -> None:
    found = in_mof("uint32 First([in] string A)\nuint32 ( what;\nuint32 Last();")
    assert [text_of(one.name) for one in found] == ["First", "Last"]
    assert left_out(found) == ["uint32 ( what"]


def test_a_class_that_breaks_off_keeps_what_it_has(in_mof: Parse) -> None:
    (made,) = in_mof("class Lab_Lens : Lab_P\n{\n  string A;\n  uint8 B")
    assert [one.name for one in made.members] == ["A", "B"]
    assert [note.expected for note in made.notes] == ["}"]


def test_words_before_a_class_are_left_out(in_mof: Parse) -> None:
    (made,) = in_mof("This is the (old text\nclass Lab_Lens\n{\n  string A;\n};")
    assert text_of(made.name) == "Lab_Lens"
    assert [one.name for one in made.members] == ["A"]
    assert left_out(made) == ["This is the (old text"]


def test_text_that_is_no_mof_is_left_out_as_a_whole(in_mof: Parse) -> None:
    (made,) = in_mof("What is this?")
    assert (made.form, left_out(made)) == ("other", ["What is this?"])
    assert [note.code for note in made.notes] == ["SG903"]


def test_a_long_stretch_is_not_repeated_in_full_in_the_message(in_mof: Parse) -> None:
    (made,) = in_mof("nothing " * 100)
    (note,) = made.notes
    assert len(note.message) < 200


def test_nothing_declares_nothing(in_mof: Parse) -> None:
    assert in_mof("") == ()
    assert in_mof(" \n ") == ()
