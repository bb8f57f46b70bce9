"""Each format against a golden file; ``python tests/reports/test_formats.py`` writes the golden files anew."""

import json
from pathlib import Path
from typing import Any

import pytest

from specgen.model.findings import Counts, Edit, Finding, Fix, Related
from specgen.reports import reports, summary

GOLDEN = Path(__file__).parent / "golden"

PAGES = {
    ("docs", "fr/dim.md"): [
        "---",
        "api_name:",
        "- Acme_Lamp.Dim",
        "---",
        r"# Méthode Dim de la \_ classe Lamp Acme",
        "",
        "\t[in] uint32 Level,\u202e",
        f"{'a' * 300} ILamp:: dim {'b' * 300}",
        "高さ ILamp:: dim",
        "::error::all is lost ##vso[task.complete]",
    ],
    (".", "::error::x.md"): ["# Lamp"],
}

DIM: dict[str, Any] = {"root": "docs", "page": "fr/dim.md", "severity": "warning"}
FINDINGS = (
    Finding(
        code="SG404",
        name="spurious-header",
        severity="info",
        root=".",
        page="::error::x.md",
        line=1,
        column=3,
        end_line=1,
        end_column=7,
        message="[in] and [/in] and [bold]x[/bold] \x1b[31mred ::warning::y",
        fingerprint="a0",
    ),
    Finding(
        code="SG501",
        name="identifier-translated",
        **DIM,
        line=5,
        column=3,
        end_line=5,
        end_column=40,
        entity="wmi:?:Acme_Lamp.Dim",
        message='heading line 5 says "Lamp Acme", api_name line 3 says Acme_Lamp',
        found=r"Méthode Dim de la \_ classe Lamp Acme",
        expected="Acme_Lamp",
        related=(Related("fr/dim.md", 3, "api_name says Acme_Lamp.Dim"),),
        fingerprint="a1",
    ),
    Finding(
        code="SG202",
        name="direction-disagreement",
        root="docs",
        page="fr/dim.md",
        severity="error",
        line=7,
        column=3,
        end_line=7,
        end_column=5,
        member="Level",
        message="syntax line 7 says Level is in,\n::error::description says out\u202e",
        found="in\u2066",
        expected="out",
        related=(Related("other.md", 12, "the other page"),),
        confidence="likely",
        fix=Fix(safe=True, edits=(Edit("fr/dim.md", 7, 3, 7, 5, "out"),)),
        fingerprint="a2",
    ),
    Finding(
        code="SG502",
        name="identifier-split",
        **DIM,
        line=8,
        column=302,
        end_line=8,
        end_column=313,
        message="in a long line",
        fingerprint="a3",
    ),
    Finding(
        code="SG502",
        name="identifier-split",
        **DIM,
        line=9,
        column=4,
        end_line=9,
        end_column=15,
        message="behind wide letters",
        fingerprint="a4",
    ),
    Finding(
        code="SG903",
        name="syntax-not-read",
        **DIM,
        line=9,
        column=1,
        end_line=10,
        end_column=5,
        message="over two lines",
        fingerprint="a5",
    ),
    Finding(
        code="SG901",
        name="page-not-understood",
        **DIM,
        line=99,
        column=1,
        end_line=99,
        end_column=1,
        message="the line is gone",
        fingerprint="a6",
    ),
)


def _sources(root: str, page: str) -> list[str] | None:
    return PAGES.get((root, page))


def _written(name: str) -> str:
    return "".join(reports()[name].write(FINDINGS, _sources))


def test_the_formats_that_are_there() -> None:
    contract = {"full", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown"}
    assert contract <= set(reports())


@pytest.mark.parametrize("name", ["full", "concise", "jsonl"])
def test_golden(name: str) -> None:
    assert _written(name) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8"), f"run: python {Path(__file__).name}"


@pytest.mark.parametrize("name", sorted(reports()))
def test_pieces_are_whole_lines_without_colour(name: str) -> None:
    pieces = list(reports()[name].write(FINDINGS, _sources))
    assert all(piece.endswith("\n") for piece in pieces)
    assert "\x1b" not in "".join(pieces)
    assert all(line == line.rstrip() for line in "".join(pieces).split("\n"))


@pytest.mark.parametrize("name", ["full", "concise", "jsonl", "github"])
def test_no_findings_write_nothing(name: str) -> None:
    assert list(reports()[name].write((), _sources)) == []


@pytest.mark.parametrize("name", ["full", "concise"])
def test_colour_is_the_only_difference_that_colour_makes(name: str) -> None:
    coloured = "".join(reports()[name].write(FINDINGS, _sources, colour=True))
    assert "\x1b[31m" in coloured
    bare = coloured.replace("\x1b[0m", "")
    for code in ("31", "33", "36"):
        bare = bare.replace(f"\x1b[{code}m", "")
    assert bare == _written(name)


@pytest.mark.parametrize("name", sorted(set(reports()) - {"full", "concise"}))
def test_formats_for_machines_ignore_colours_and_sources(name: str) -> None:
    assert "".join(reports()[name].write(iter(FINDINGS), lambda root, page: None, colour=True)) == _written(name)


def test_jsonl_loses_nothing() -> None:
    lines = [json.loads(line) for line in _written("jsonl").splitlines()]
    assert [line["message"] for line in lines] == [one.message for one in FINDINGS]
    assert list(lines[0]) == [
        "code",
        "name",
        "severity",
        "root",
        "page",
        "line",
        "column",
        "end_line",
        "end_column",
        "entity",
        "member",
        "message",
        "found",
        "expected",
        "related",
        "confidence",
        "fix",
        "fingerprint",
    ]


def test_a_page_that_cannot_be_read_any_more_is_still_reported() -> None:
    text = "".join(reports()["full"].write(FINDINGS, lambda root, page: None))
    assert "docs/fr/dim.md:5:3" in text
    assert "^" not in text


def test_the_summary_counts_what_the_contract_lists() -> None:
    assert summary(Counts.of(FINDINGS), 3, 1) == "7 findings, 1 error, 3 pages, 1 not understood, 1 fixable"
    assert summary(Counts(), 1, 0) == "0 findings, 0 errors, 1 page, 0 not understood, 0 fixable"
    assert summary(Counts(), 0, 0, ["SG104"]).endswith("; silent for lack of other pages: SG104")
    assert summary(Counts(), 0, 0, ["SG104"], 1).endswith(", 1 link not checked; silent for lack of other pages: SG104")


if __name__ == "__main__":
    for format_name in ("full", "concise", "jsonl"):
        (GOLDEN / f"{format_name}.txt").write_text(_written(format_name), encoding="utf-8", newline="\n")
