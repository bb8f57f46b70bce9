import json

from hypothesis import given
from hypothesis import strategies as st


def test_golden(finding, write) -> None:
    first = finding(entity="wmi:?:Lamp", message="[in] \x1b[31m ##vso[x] \u202e é")
    assert write("json", first, finding(line=6)) == (
        "[\n"
        '{"code":"SG501","name":"identifier-translated","severity":"warning","root":"docs","page":"a.md","line":5,'
        '"column":3,"end_line":5,"end_column":9,"entity":"wmi:?:Lamp","member":null,'
        '"message":"[in] \\u001b[31m #\\u0023vso[x] \\u202e é","found":null,"expected":null,"related":[],'
        '"confidence":"proven","fix":null,"fingerprint":"f0"},\n'
        '{"code":"SG501","name":"identifier-translated","severity":"warning","root":"docs","page":"a.md","line":6,'
        '"column":3,"end_line":5,"end_column":9,"entity":null,"member":null,'
        '"message":"one thing and another","found":null,"expected":null,"related":[],'
        '"confidence":"proven","fix":null,"fingerprint":"f0"}\n'
        "]\n"
    )


def test_no_findings_are_an_empty_array(write) -> None:
    assert json.loads(write("json")) == []


@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_the_objects_are_those_of_json_lines(finding, write, texts: list[str]) -> None:
    findings = [finding(message=text) for text in texts]
    array = json.loads(write("json", *findings))
    assert array == [json.loads(line) for line in write("jsonl", *findings).splitlines()]
    assert [one["message"] for one in array] == texts
