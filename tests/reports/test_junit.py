from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st


def test_golden(finding, write) -> None:
    findings = [
        finding("error", 'a "b" <c> & \x00\u202e]]>'),
        finding("info", line=6),
        finding(line=7),
        finding("info", page='b"<&.md'),
    ]
    assert write("junit", *findings) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites tests="2" failures="1" errors="0" skipped="0">\n'
        '  <testsuite name="specgen" tests="2" failures="1" errors="0" skipped="0">\n'
        '    <testcase name="docs/a.md" classname="specgen" file="docs/a.md">\n'
        '      <failure type="error" message="1 error, 1 warning">\n'
        "5:3: error SG501 identifier-translated: a &quot;b&quot; &lt;c&gt; &amp; \\u{0}\\u{202e}]]&gt;\n"
        "7:3: warning SG501 identifier-translated: one thing and another\n"
        "      </failure>\n"
        "      <system-out>\n"
        "6:3: info SG501 identifier-translated: one thing and another\n"
        "      </system-out>\n"
        "    </testcase>\n"
        '    <testcase name="docs/b&quot;&lt;&amp;.md" classname="specgen" file="docs/b&quot;&lt;&amp;.md">\n'
        "      <system-out>\n"
        "5:3: info SG501 identifier-translated: one thing and another\n"
        "      </system-out>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def test_no_findings_are_a_suite_without_cases(write) -> None:
    root = ET.fromstring(write("junit"))
    (suite,) = root
    assert (suite.tag, suite.get("tests"), suite.get("failures"), len(suite)) == ("testsuite", "0", "0", 0)


def test_one_case_a_page_in_one_suite(finding, write) -> None:
    pages = ["a.md", "b.md", "a.md", "c.md"]
    root = ET.fromstring(write("junit", *(finding(page=page) for page in pages)))
    assert [case.get("name") for case in root.iter("testcase")] == ["docs/a.md", "docs/b.md", "docs/c.md"]
    assert root.find("testsuite").get("failures") == "3"


def test_the_worst_of_a_page_is_its_type(finding, write) -> None:
    root = ET.fromstring(write("junit", finding("info"), finding("warning"), finding("error")))
    assert [failure.get("type") for failure in root.iter("failure")] == ["error"]


@pytest.mark.parametrize("text", ["\ufffe", "\uffff", "\x00", "\x0b", "\ud800", "\x85", "</failure>", "<!--", "]]>"])
def test_what_xml_forbids_is_shown(finding, write, text: str) -> None:
    root = ET.fromstring(write("junit", finding(message=text, page=f"{text}.md")))
    assert root.find("testsuite/testcase/failure").text.count("\n") == 2


@given(text=st.text(st.characters() | st.sampled_from("<>&\"'\ufffe\uffff\x00\x0c]")))
def test_every_text_is_well_formed(finding, write, text: str) -> None:
    (case,) = ET.fromstring(write("junit", finding(message=text, page=f"{text}.md"))).iter("testcase")
    assert [child.tag for child in case] == ["failure"]
    assert not list(case[0])
