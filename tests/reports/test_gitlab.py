import json


def test_golden(finding, write) -> None:
    assert write("gitlab", finding("error", "é \u202e ##[error]<b>", page="x/é \u200b.md")) == (
        "[\n"
        "  {\n"
        '    "description": "identifier-translated: é \\\\u{202e} #\\\\u{23}[error]<b>",\n'
        '    "check_name": "SG501",\n'
        '    "fingerprint": "f0",\n'
        '    "severity": "major",\n'
        '    "location": {\n'
        '      "path": "docs/x/é \\u200b.md",\n'
        '      "lines": {\n'
        '        "begin": 5\n'
        "      }\n"
        "    }\n"
        "  }\n"
        "]\n"
    )


def test_no_findings_are_an_empty_array(write) -> None:
    assert json.loads(write("gitlab")) == []


def test_severities(finding, write) -> None:
    issues = json.loads(write("gitlab", finding("info"), finding("warning"), finding("error")))
    assert [issue["severity"] for issue in issues] == ["info", "minor", "major"]


def test_fingerprints_are_unique_and_the_same_on_every_run(finding, write) -> None:
    same = [finding(fingerprint=own, root=root) for own in ("f0", "") for root in ("a", "b", "b", "b")]
    issues = json.loads(write("gitlab", *same))
    prints = [issue["fingerprint"] for issue in issues]
    assert len(set(prints)) == len(same)
    assert all(prints)
    assert prints[0] == "f0"
    assert write("gitlab", *same) == write("gitlab", *same)


def test_a_line_number_is_no_part_of_a_fingerprint(finding, write) -> None:
    one, other = (json.loads(write("gitlab", finding(line=line, fingerprint=""))) for line in (5, 6))
    assert one[0]["fingerprint"] == other[0]["fingerprint"]
