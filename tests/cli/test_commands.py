"""What each command prints."""

import importlib
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.conftest import METHOD


def test_check_full_quotes_the_line(tree: Path, command: Any) -> None:
    text = command("check", "pages").out.decode()
    assert "warning[SG405] damaged-file-name" in text
    assert "pages/dig-probe-ground.md:42:" in text
    assert "| MOF<br/> | <dl> <dt>Probe. mof</dt> </dl> |" in text
    assert "^^^^" in text


def test_check_concise_and_jsonl_say_the_same(tree: Path, command: Any) -> None:
    concise = command("check", "pages", "--output-format", "concise").lines
    records = [json.loads(line) for line in command("check", "pages", "--output-format", "jsonl").lines]
    assert [line.split()[1] for line in concise] == [record["code"] for record in records] == ["SG101", "SG405"]
    assert {(record["root"], record["page"]) for record in records} == {("pages", "dig-probe-ground.md")}


def test_check_selects_ignores_and_counts(tree: Path, command: Any) -> None:
    assert len(command("check", "pages", "--output-format=concise", "--select=SG4").lines) == 1
    assert len(command("check", "pages", "--output-format=concise", "--ignore=SG405,SG101").lines) == 0
    assert command("check", "pages", "--statistics").lines == [
        "     1  SG101  undocumented-parameter",
        "     1  SG405  damaged-file-name",
    ]


def test_check_fails_on_what_it_is_told_to(tree: Path, command: Any) -> None:
    assert command("check", "pages").status == 1
    assert command("check", "pages", "--fail-on=error").status == 0
    assert command("check", "pages", "--exit-zero").status == 0
    assert command("check", "pages", "--select=SG9").status == 0
    (tree / "specgen.toml").write_text('fail-on = "error"\n', encoding="utf-8")
    assert command("check", "pages").status == 0
    assert command("check", "pages", "--fail-on=info").status == 1


def test_check_takes_its_rules_from_the_configuration(tree: Path, command: Any) -> None:
    (tree / "specgen.toml").write_text('select = ["SG1"]\n', encoding="utf-8")
    assert len(command("check", "pages", "--output-format=concise").lines) == 1
    assert len(command("check", "pages", "--output-format=concise", "--select=SG").lines) == 2
    (tree / "specgen.toml").write_text('ignore = ["SG777"]\n', encoding="utf-8")
    assert command("check", "pages").status == 2


@pytest.mark.parametrize("form", ["full", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown"])
def test_check_writes_every_format(tree: Path, command: Any, form: str) -> None:
    done = command("check", "pages", "--output-format", form)
    assert done.status == 1
    assert b"SG101" in done.out


def test_check_adds_to_the_summary_of_the_job(tree: Path, command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = tree.parent / "summary.md"
    summary.write_text("# Before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    command("check", "pages", "--output-format", "concise")
    assert summary.read_text("utf-8") == "# Before\n"
    done = command("check", "pages", "--output-format", "github")
    first, _, third, *_ = summary.read_text("utf-8").splitlines()[:4]
    assert (first, third[:6], b"::" in done.out) == ("# Before", "| --- ", True)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tree))
    assert command("check", "pages", "--output-format", "github").status == 2


def test_check_leaves_out_what_a_baseline_knows(tree: Path, command: Any) -> None:
    written = command("check", "pages", "--write-baseline", "base.json")
    assert (written.status, written.out) == (0, b"")
    done = command("check", "pages", "--baseline", "base.json")
    assert (done.status, done.out) == (0, b"")
    assert "2 findings are known to base.json, 0 of its entries are stale" in done.err.decode()
    page = tree / "dig-probe-ground.md"
    page.write_text("".join(page.read_text("utf-8").replace("Probe. mof", "Probe.mof")), encoding="utf-8")
    done = command("check", "pages", "--baseline", "base.json")
    assert "stale: dig-probe-ground.md: SG405" in done.err.decode()
    assert command("check", "pages", "--baseline", "none.json").status == 2
    assert command("check", "pages", "--baseline", "base.json", "--write-baseline", "base.json").status == 2
    assert command("check", "pages", "--write-baseline", "none/such.json").status == 2


def test_entries_of_pages_that_were_not_checked_are_not_stale(tree: Path, command: Any) -> None:
    (tree / "other.md").write_text("# Other\n", encoding="utf-8")
    command("check", "pages", "--write-baseline", "base.json")
    done = command("check", "pages/other.md", "--baseline", "base.json", "--allow-empty")
    assert "0 of its entries are stale" in done.err.decode()
    (tree / "dig-probe-ground.md").unlink()
    done = command("check", "pages", "--baseline", "base.json", "--allow-empty")
    assert "2 of its entries are stale" in done.err.decode()


def test_lines_above_a_finding_do_not_make_it_new(tree: Path, command: Any) -> None:
    command("check", "pages", "--write-baseline", "base.json")
    page = tree / "dig-probe-ground.md"
    page.write_text(page.read_text("utf-8").replace("\n# ", "\n\n\n# ", 1), encoding="utf-8")
    done = command("check", "pages", "--baseline", "base.json")
    assert (done.status, "0 of its entries are stale" in done.err.decode()) == (0, True)


def test_check_writes_to_a_file(tree: Path, command: Any) -> None:
    shown = command("check", "pages", "--output-format=jsonl").out
    done = command("check", "pages", "--output-format=jsonl", "--output-file", "report.jsonl")
    assert (done.status, done.out) == (1, b"")
    assert (tree.parent / "report.jsonl").read_bytes() == shown
    assert command("check", "pages", "--output-file", "none/such/report").status == 2


def test_model_lines_array_and_schema(tree: Path, command: Any) -> None:
    lines = command("model", "pages").entities
    array = json.loads(command("model", "pages", "--format=json").out)
    assert lines == array
    schema = json.loads(command("model", "--schema").out)
    for entity in lines:
        jsonschema.validate(entity, schema)
    damaged = {**lines[0], "kind": "cow"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(damaged, schema)


def test_model_reports_on_path_alone(tree: Path, command: Any) -> None:
    (tree / "specgen.toml").touch()
    (tree / "deep").mkdir()
    (tree / "about.md").rename(tree / "deep" / "about.md")
    assert command("model", "pages/deep", "--allow-empty").entities == []
    (entity,) = command("model", "pages/dig-probe-ground.md").entities
    assert (entity["root"], entity["page"]) == ("pages/dig-probe-ground.md", "dig-probe-ground.md")


def test_model_of_one_locale(tree: Path, command: Any) -> None:
    french = (
        (tree / "dig-probe-ground.md").read_text("utf-8").replace("api_type:", "ms.contentlocale: fr-FR\napi_type:")
    )
    (tree / "dig-french.md").write_text(french, encoding="utf-8")
    assert [one["locale"] for one in command("model", "pages").entities] == ["en-us", "fr-fr"]
    assert [one["locale"] for one in command("model", "pages", "--locale=FR-fr").entities] == ["fr-fr"]


def test_stats_counts_every_page_once(tree: Path, command: Any) -> None:
    data = json.loads(command("stats", "pages", "--format=json").out)
    assert data["schema"] == 1
    rows = {row["kind"]: row for row in data["rows"]}
    assert list(rows["wmi-method"]) == [
        *("docset", "locale", "kind", "pages", "compiled", "partial", "not_understood", "skipped"),
        *("parameters", "parameters_described", "properties", "properties_described", "values", "values_described"),
    ]
    assert (rows["wmi-method"]["parameters"], rows["wmi-method"]["parameters_described"]) == (2, 1)
    for row in data["rows"]:
        assert row["pages"] == row["compiled"] + row["partial"] + row["not_understood"] + row["skipped"]
    assert sum(row["pages"] for row in data["rows"]) == 2
    assert [page["page"] for page in data["pages"]] == ["about.md"]
    assert list(data["pages"][0]) == ["page", "kind", "state", "reason"]


def test_stats_table_does_not_depend_on_the_width(tree: Path, command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = command("stats", "pages").lines
    assert re.split(r"  +", lines[0]) == [
        *("docset", "locale", "kind", "pages", "compiled", "partial", "not understood", "skipped", "compiled %"),
        *("parameters", "described %", "properties", "described %", "values", "described %"),
    ]
    (method,) = [line.split() for line in lines if "wmi-method" in line]
    assert method == ["-", "en-us", "wmi-method", "1", "1", "0", "0", "0", "100.0", "2", "50.0", "0", "-", "1", "100.0"]
    assert lines[-1].split() == ["total", "2", "1", "0", "0", "1", "100.0", "2", "50.0", "0", "-", "1", "100.0"]
    assert set(lines[1]) == set(lines[-2]) == {"-", " "}
    assert len({len(line) for line in lines}) == 1
    monkeypatch.setenv("COLUMNS", "30")
    assert command("stats", "pages").lines == lines


def test_stats_never_round_up_to_all() -> None:
    stats = importlib.import_module("specgen.cli.commands.stats")
    assert stats._percent(2999, 3000) == "99.9"
    assert stats._percent(3000, 3000) == "100.0"
    assert stats._percent(0, 0) == "-"


@pytest.mark.parametrize(
    ("bound", "status"),
    [
        ("pages=2", 0),
        ("pages=3", 1),
        ("wmi-method.pages=1", 0),
        ("wmi-method.pages=2", 1),
        ("parameters=2", 0),
        ("parameters=3", 1),
        ("compiled=100", 0),
        ("compiled=100%", 0),
        ("wmi-method.compiled=100", 0),
        ("parameters_described=50", 0),
        ("parameters_described=50.1", 1),
        ("wmi-method.parameters_described=51%", 1),
        ("com-method.parameters_described=51", 0),
        ("properties_described=100", 0),
        ("values_described=100", 0),
    ],
)
def test_stats_fail_under(tree: Path, command: Any, bound: str, status: int) -> None:
    done = command("stats", "pages", "--fail-under", bound)
    assert done.status == status
    key, _, _ = bound.partition("=")
    assert any(line.startswith(f"specgen: {key} is ") for line in done.talk) == bool(status)


def test_stats_compiled_is_a_share_of_what_is_not_skipped(tree: Path, command: Any) -> None:
    lost = (tree / "dig-probe-ground.md").read_text("utf-8").replace("## Syntax", "## Elsewhere").split("```mof")[0]
    (tree / "fill-probe-ground.md").write_text(lost.replace("Dig", "Fill"), encoding="utf-8")
    rows = json.loads(command("stats", "pages", "--format=json").out)["rows"]
    assert {row["kind"]: (row["pages"], row["compiled"], row["skipped"]) for row in rows} == {
        "article": (1, 0, 1),
        "wmi-method": (2, 1, 0),
    }
    assert command("stats", "pages", "--fail-under", "compiled=50").status == 0
    assert command("stats", "pages", "--fail-under", "compiled=51").status == 1


def test_stats_names_every_bound_that_is_missed(tree: Path, command: Any) -> None:
    bounds = ("--fail-under", "parameters_described=66.5", "--fail-under", "pages=1", "--fail-under=pages=9")
    done = command("stats", "pages", *bounds)
    assert done.talk[:-1] == [
        "specgen: parameters_described is 50.00 % (1 of 2), under 66.5 %",
        "specgen: pages is 2, under 9",
    ]
    quiet = command("stats", "pages", "--quiet", *bounds)
    assert (quiet.status, quiet.talk) == (1, done.talk[:-1])


def test_stats_fail_under_is_explained_in_help(command: Any) -> None:
    text = " ".join(command("stats", "--help").out.decode().split())
    for key in ("compiled", "parameters_described", "properties_described", "values_described", "KIND.KEY=N"):
        assert key in text


def test_stats_take_docsets_from_the_configuration(tree: Path, command: Any) -> None:
    (tree.parent / "specgen.toml").write_text('[docsets]\npages = "digging"\n', encoding="utf-8")
    rows = json.loads(command("stats", "pages", "--format=json").out)["rows"]
    assert {row["docset"] for row in rows} == {"digging"}


def test_explain_shows_lines_repairs_and_findings(tree: Path, command: Any) -> None:
    text = command("explain", "pages/dig-probe-ground.md").out.decode()
    assert "pages/dig-probe-ground.md: wmi-method, compiled" in text
    assert "wmi:root/probe:Probe_Ground.Dig" in text
    assert "   17  parameter                [in] uint32 Depth  => in uint32 Depth" in text
    assert "   42  requirement mof          Probe. mof  => Probe.mof" in text
    assert "SG101 undocumented-parameter" in text
    (data,) = json.loads(command("explain", "pages/dig-probe-ground.md", "--format=json").out)
    assert {"what": "return type", "line": 16, "text": "uint32", "value": "uint32"} in data["read"]
    assert [finding["code"] for finding in data["findings"]] == ["SG101", "SG405"]


def test_rule_prints_its_documentation(command: Any) -> None:
    text = command("rule", "SG101").out.decode()
    assert text.startswith("# SG101 undocumented-parameter\n")
    assert "## Why it is bad" in text
    assert command("rule", "undocumented-parameter").out.decode() == text
    every = command("rule", "--all").out.decode()
    assert text in every
    assert every.count("## How sure") > 10


def test_generate_says_what_it_made_from_which_page(tree: Path, command: Any) -> None:
    done = command("generate", "pages", "--out", "out")
    lines = done.lines
    assert lines[0] == "pages/dig-probe-ground.md (en-us)"
    assert lines[1] == "  wmi-method wmi:root/probe:Probe_Ground.Dig"
    assert "  -> out/model/en-us.jsonl" in lines
    assert any("SG405 damaged-file-name" in line for line in lines)
    made = {line.removeprefix("  -> out/") for line in lines if line.startswith("  -> ")}
    assert made <= {path.relative_to(tree.parent / "out").as_posix() for path in (tree.parent / "out").rglob("*")}


def test_generate_counts_where_the_files_depart_from_the_pages(tree: Path, command: Any) -> None:
    page = tree / "dig-probe-ground.md"
    page.write_text(page.read_text().replace("uint32 Dig(", "void Dig(").replace("[in] uint32 D", "[in] Probe_Bit D"))
    said = command("generate", "pages", "--out", "out").err.decode().splitlines()
    assert said[:-1] == ["mof: 3 departures from the pages: embedded-class 1, missing-class-page 1, void-method 1"]
    assert "findings" in said[-1]
    assert command("generate", "pages", "--out", "out", "--quiet").err == b""


def test_generate_check_finds_drift(tree: Path, command: Any) -> None:
    assert command("generate", "pages", "--out", "out", "--check").status == 1
    assert not (tree.parent / "out").exists()
    assert command("generate", "pages", "--out", "out").status == 0
    assert command("generate", "pages", "--out", "out", "--check").status == 0
    model = tree.parent / "out/model/en-us.jsonl"
    model.write_bytes(model.read_bytes() + b"\n")
    done = command("generate", "pages", "--out", "out", "--check")
    assert (done.status, done.lines) == (1, ["would write out/model/en-us.jsonl"])


def test_generate_stops_before_an_edited_file(tree: Path, command: Any) -> None:
    command("generate", "pages", "--out", "out")
    model = tree.parent / "out/model/en-us.jsonl"
    model.write_bytes(b"mine\n")
    done = command("generate", "pages", "--out", "out")
    assert done.status == 2
    assert "model/en-us.jsonl" in done.err.decode()
    assert model.read_bytes() == b"mine\n"
    assert command("generate", "pages", "--out", "out", "--force").status == 0
    assert model.read_bytes() != b"mine\n"


def test_generate_one_backend_leaves_the_others_alone(tree: Path, command: Any) -> None:
    command("generate", "pages", "--out", "out")
    before = {path for path in (tree.parent / "out").rglob("*") if path.is_file()}
    assert command("generate", "pages", "--out", "out", "--backend", "model").status == 0
    assert {path for path in (tree.parent / "out").rglob("*") if path.is_file()} == before
    assert command("generate", "pages", "--out", "alone", "--backend", "model").status == 0
    assert {path.name for path in (tree.parent / "alone").iterdir()} == {"model", "NOTICE.md", "manifest.json"}


def test_generate_without_descriptions_has_no_text_of_the_page(tree: Path, command: Any) -> None:
    command("generate", "pages", "--out", "out", "--no-descriptions")
    texts = [path.read_text("utf-8") for path in (tree.parent / "out").rglob("*") if path.is_file()]
    assert any("Probe_Ground" in text for text in texts)
    assert not [text for text in texts if "Digs a hole" in text or "How deep" in text]


def test_the_glossary_names_terms_and_lines(tree: Path, command: Any, tmp_path: Path) -> None:
    originals = tmp_path / "originals"
    originals.mkdir()
    (originals / "dig-probe-ground.md").write_text(METHOD.replace("Probe. mof", "Probe.mof"), encoding="utf-8")
    assert command("glossary", tree).status == 2
    done = command("glossary", "pages", "--reference", "originals")
    assert done.status == 0
    assert "Probe.mof" in done.out.decode().splitlines()[1]
    data = json.loads(command("glossary", "pages", "--reference", "originals", "--format", "json").out)
    line = 1 + METHOD.split("\n").index("| MOF<br/> | <dl> <dt>Probe. mof</dt> </dl> |")
    place = {"page": "dig-probe-ground.md", "line": line, "prevent": "back-ticks"}
    assert data == [{"term": "Probe.mof", "findings": 1, "pages": 1, "locales": ["en-us"], "lines": [place]}]
