"""A run as JSON for programs and as Markdown for people."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import markdown_it
import pytest

from specgen.conformance.results.reports import as_json, as_markdown, write_report
from specgen.conformance.results.result import Result, by_owner
from specgen.conformance.runtime import RUNTIME

pytest_plugins = ("pytester",)

Run = Callable[..., pytest.RunResult]

COUNT = {"type": "integer", "minimum": 0}
TEXT = {"type": "string"}
MAYBE = {"type": ["string", "null"]}


def shape(**fields: Any) -> dict[str, Any]:
    """An object with exactly these fields."""
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


SCHEMA = shape(
    schema={"const": 1},
    runtime={"const": RUNTIME},
    target=TEXT,
    summary=shape(
        line=TEXT,
        **dict.fromkeys(("promised", "kept", "broken", "expected", "not_testable", "not_asked"), COUNT),
        **dict.fromkeys(("absent", "absent_members"), COUNT),
    ),
    owners={
        "type": "array",
        "items": shape(
            technology={"enum": ["wmi", "com"]},
            name=TEXT,
            module=TEXT,
            state={"enum": ["present", "absent"]},
            members={"type": ["integer", "null"]},
            **dict.fromkeys(("promised", "kept", "broken", "not_testable", "not_asked"), COUNT),
            differences={
                "type": "array",
                "items": shape(
                    test=TEXT,
                    member=TEXT,
                    page=MAYBE,
                    line={"type": ["integer", "null"], "minimum": 1},
                    difference=TEXT,
                    seen=MAYBE,
                    expected={"type": "boolean"},
                ),
            },
            untested={
                "type": "array",
                "items": shape(
                    why={"enum": ["target", "page", "member", "owner", "tier"]}, reason=TEXT, promises=COUNT
                ),
            },
        ),
    },
)

MIXED = """
from specgen.conformance import BaseTarget, Capability, ComInterface, Method, Reply


class Target(BaseTarget):
    name = "mixed"
    capabilities = frozenset({Capability.INTERFACES, Capability.CLASSES, Capability.SLOTS})

    def describe_interface(self, name):
        return Reply("ok", ComInterface(name, methods=(Method("Open", name), Method("Close", name))))

    def describe_class(self, namespace, name):
        return Reply("absent")
"""


@pytest.fixture
def mixed(suite: Path, run: Run, target: Callable[[str], tuple[str, str]], tmp_path: Path) -> Callable[..., Any]:
    """Runs the suite on a target that has one thing of three, and that not whole; the report."""
    options = target(MIXED)

    def report(*args: str) -> Any:
        path = tmp_path / "report.json"
        run(suite, *options, f"--specgen-report={path}", *args)
        return json.loads(path.read_text("utf-8"))

    return report


def test_json_keeps_its_schema(mixed: Callable[..., Any]) -> None:
    report = mixed()
    jsonschema.validate(report, SCHEMA)
    assert report["target"] == "python:adapter:Target"


def test_totals_add_up(mixed: Callable[..., Any]) -> None:
    report = mixed()
    summary, owners = report["summary"], report["owners"]
    for field in ("promised", "kept", "broken", "not_testable", "not_asked"):
        assert summary[field] == sum(one[field] for one in owners)
    for one in (summary, *owners):
        assert one["promised"] == one["kept"] + one["broken"] + one["not_testable"] + one["not_asked"]
    for one in owners:
        assert len(one["differences"]) == one["broken"]
        assert sum(each["promises"] for each in one["untested"]) == one["not_testable"] + one["not_asked"]
    assert summary["absent"] == sum(one["state"] == "absent" for one in owners) == 2
    assert summary["absent_members"] == sum(one["members"] or 0 for one in owners) == 6
    assert summary["line"].startswith(f"{summary['promised']} promised, {summary['kept']} kept")


def test_a_difference_names_its_place(mixed: Callable[..., Any]) -> None:
    [hidden] = [one for owner in mixed()["owners"] for one in owner["differences"] if "Hidden" in one["difference"]]
    assert hidden == {
        "test": "com/test_isample.py::test_listed_method[com/ISample.Hidden]",
        "member": "Hidden",
        "page": "docs/isample.md",
        "line": None,
        "difference": "ISample has Hidden; the target has Close, Open",
        "seen": None,
        "expected": False,
    }


def test_two_processes_report_the_same(mixed: Callable[..., Any]) -> None:
    assert mixed("-n2") == mixed()


def test_both_forms_of_one_run(suite: Path, run: Run, tmp_path: Path) -> None:
    files = [tmp_path / "report.md", tmp_path / "report.json"]
    run(suite / "com", "-m", "not specgen_invoke", *(f"--specgen-report={one}" for one in files))
    told = files[0].read_text("utf-8")
    assert told.startswith("**stand-ins**: 29 promised, 29 kept, 0 broken, 0 not testable here, 0 not asked.\n")
    assert "| ISample | 29 | 29 | 0 | 0 | 0 |" in told
    assert json.loads(files[1].read_text("utf-8"))["summary"]["kept"] == 29


HOSTILE = "a | b * c <script>alert(1)</script> [x](http://e) `d` _e_ &amp; # f\n\n- g\n| h |"


def hostile() -> list[Result]:
    test = "wmi/m.py::test_property[wmi/Sample_Printer::Jobs]"
    return [
        Result(test, "broken", difference=HOSTILE, seen=HOSTILE, page=HOSTILE, line=3),
        Result(test, "not testable", why="target", reason=HOSTILE),
    ]


def test_text_of_pages_and_targets_stays_text_in_markdown() -> None:
    told = as_markdown(by_owner(hostile()), HOSTILE)
    shown = markdown_it.MarkdownIt("commonmark").enable("table").render(told)
    plain = " ".join(HOSTILE.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert f"<strong>{plain}</strong>" in shown
    assert f"<li>{plain}: {plain} [{plain}, line 3]</li>" in shown
    assert f"<td>{plain}</td>" in shown
    assert shown.count("<li>") == 1
    assert shown.count("<tr>") == 4


def test_text_of_pages_and_targets_is_a_string_in_json() -> None:
    data = json.loads(as_json(by_owner(hostile()), HOSTILE))
    jsonschema.validate(data, SCHEMA)
    assert data["owners"][0]["differences"][0]["difference"] == HOSTILE


def test_markdown_lists_what_is_absent_apart() -> None:
    results = [
        Result("com/m.py::test_interface[com/ISample]", "broken", difference="gone", absent=3),
        Result(
            "wmi/m.py::test_class[wmi/Sample_Printer]", "broken", difference="x", page="p.md", line=1, expected=True
        ),
    ]
    told = as_markdown(by_owner(results), "some")
    assert "With the number of their documented members: ISample (3)." in told
    assert "| ISample |" not in told
    assert "### Sample_Printer\n\n- x (expected) [p.md, line 1]\n" in told


def test_the_rarest_reasons_are_put_together() -> None:
    results = [
        Result(f"wmi/m.py::t[wmi/X::{at}]", "not testable", why="target", reason=f"reason {at % 15}")
        for at in range(40)
    ]
    told = as_markdown(by_owner(results), "some")
    counts = [int(line.split("|")[1]) for line in told.splitlines() if "reason" in line]
    assert len(counts) == 13
    assert sum(counts) == 40
    assert "| 6 | other reasons |" in told


def test_a_report_replaces_an_old_one_whole(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text("x" * 10_000, "utf-8")
    write_report(path, [], "some")
    assert json.loads(path.read_text("utf-8"))["owners"] == []
    assert list(tmp_path.iterdir()) == [path]


def test_of_an_empty_run_there_is_a_report(suite: Path, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    run(suite, "-k", "nothing", f"--specgen-report={path}")
    jsonschema.validate(json.loads(path.read_text("utf-8")), SCHEMA)


@pytest.mark.parametrize(
    ("place", "complaint"),
    [
        ("report.txt", "report.txt is called neither FILE.json nor FILE.md"),
        ("nowhere/report.json", "no file can be written at *nowhere/report.json"),
    ],
)
def test_a_report_that_cannot_be_written_stops_the_run(place: str, complaint: str, suite: Path, run: Run) -> None:
    result = run(suite, f"--specgen-report={place}")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: --specgen-report: {complaint}"])
