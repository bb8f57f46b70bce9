import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

HOSTILE = "100% of ::error::x\r\n::stop-commands::y, a:b,c ##[error]z \x1b[31m\u202e"


def test_golden(finding, write) -> None:
    info = finding("info", HOSTILE, page="x,y:z%.md", line=7, end_line=9, code="SG404", name="spurious-header")
    assert write("github", info, finding(), finding("error")) == (
        "::error file=docs/a.md,line=5,col=3,endLine=5,endColumn=9,title=SG501 identifier-translated"
        "::one thing and another\n"
        "::warning file=docs/a.md,line=5,col=3,endLine=5,endColumn=9,title=SG501 identifier-translated"
        "::one thing and another\n"
        "::notice file=docs/x%2Cy%3Az%25.md,line=7,endLine=9,title=SG404 spurious-header"
        "::100%25 of ::error::x\\r\\n::stop-commands::y, a:b,c #\\u{23}[error]z \\u{1b}[31m\\u{202e}\n"
    )


def test_ten_of_each_severity_and_a_line_that_counts_the_rest(finding, write) -> None:
    findings = [
        finding(severity, f"{severity} {number}")
        for number in range(13)
        for severity in ("info", "warning", "error")
        if severity != "warning" or number < 11
    ]
    *commands, last = write("github", *findings).splitlines()
    assert [command.split()[0] for command in commands] == ["::error"] * 10 + ["::warning"] * 10 + ["::notice"] * 10
    assert [command.rpartition("::")[2] for command in commands[:10]] == [f"error {number}" for number in range(10)]
    assert last == "specgen: 7 more without annotation (3 errors, 1 warning, 3 info)"


@pytest.mark.parametrize("severity", ["error", "warning", "info"])
def test_ten_are_not_too_many(finding, write, severity: str) -> None:
    written = write("github", *[finding(severity)] * 10)
    assert written.count("\n::") == 9
    assert "specgen:" not in written


@given(text=st.text(), page=st.text(st.characters(exclude_categories=["C", "Zl", "Zp"], exclude_characters="#/\\")))
def test_the_runner_reads_back_what_was_meant(finding, write, text: str, page: str) -> None:
    line = write("github", finding(message=text, page=f"p{page}.md", root="."))
    command, properties, data = re.fullmatch(r"::(\w+) (.*?)::(.*)\n", line).groups()
    read = dict(pair.split("=", 1) for pair in properties.split(","))
    assert command == "warning"
    assert list(read) == ["file", "line", "col", "endLine", "endColumn", "title"]
    assert unquote(read["file"]) == f"p{page}.md"
    assert not {"\r", "\n"} & set(data)
    assert not re.search("%(?!25)", data)
