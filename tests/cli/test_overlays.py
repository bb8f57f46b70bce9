"""``--overlay`` on the command line and in the configuration."""

import json
from pathlib import Path
from typing import Any

import pytest

OVERLAY = """# Known.
[[overlay]]
id = "wmi:root/probe:Probe_Ground.Dig"
member = "Depth"
field = "type"
was = "uint32"
now = "uint64"
reason = "The MOF says uint64."
link = "https://example.org/probe.mof"
"""


@pytest.fixture
def known(tree: Path) -> Path:
    file = tree.parent / "known.toml"
    file.write_text(OVERLAY, encoding="utf-8")
    return file


def _depth(done: Any) -> str:
    (entity,) = done.entities
    return str(entity["parameters"][0]["type"])


def test_the_model_has_what_the_overlay_says(known: Path, command: Any) -> None:
    assert _depth(command("model", "pages")) == "uint32"
    done = command("model", "pages", "--overlay", "known.toml")
    assert (done.status, _depth(done)) == (0, "uint64")
    (repair,) = [one for one in done.entities[0]["repairs"] if one["evidence"] == "overlay"]
    assert repair == {
        "field": "type",
        "member": "Depth",
        "read": "uint32",
        "value": "uint64",
        "line": 17,
        "code": "SG906",
        "evidence": "overlay",
    }


def test_one_page_is_understood_with_the_overlays_of_the_tree(known: Path, tree: Path, command: Any) -> None:
    (tree.parent / "specgen.toml").write_text('overlays = ["known.toml"]\n', encoding="utf-8")
    assert _depth(command("model", "pages")) == "uint64"
    done = command("model", "pages/about.md", "--allow-empty")
    assert (done.status, done.entities) == (0, [])


def test_the_command_line_wins_over_the_configuration(known: Path, tree: Path, command: Any) -> None:
    (tree.parent / "specgen.toml").write_text('overlays = ["none.toml"]\n', encoding="utf-8")
    assert command("model", "pages").status == 2
    assert _depth(command("model", "pages", "--overlay", "known.toml")) == "uint64"


def test_several_files_are_applied_together(known: Path, tree: Path, command: Any) -> None:
    more = OVERLAY.replace("Depth", "Reached")
    (tree.parent / "more.toml").write_text(more, encoding="utf-8")
    done = command("model", "pages", "--overlay", "known.toml", "--overlay", "more.toml")
    assert [one["type"] for one in done.entities[0]["parameters"]] == ["uint64", "uint64"]
    (tree.parent / "more.toml").write_text(OVERLAY, encoding="utf-8")
    done = command("model", "pages", "--overlay", "known.toml", "--overlay", "more.toml")
    assert done.status == 2
    assert "more.toml:2: changes the same fact as the entry at known.toml:2" in done.err.decode()


def test_a_stale_overlay_is_status_2_and_says_where(known: Path, tree: Path, command: Any) -> None:
    page = tree / "dig-probe-ground.md"
    page.write_text(page.read_text("utf-8").replace("uint32 Depth", "uint64 Depth"), encoding="utf-8")
    for name in ("model", "check", "stats", "explain", "generate"):
        done = command(name, "pages", "--overlay", "known.toml")
        assert (done.status, done.out) == (2, b""), name
        (line,) = done.talk
        assert line.startswith("specgen: error: known.toml:2: is stale: type of Depth of wmi:root/probe:Probe_Ground")
        assert line.endswith(' is read as "uint64", not "uint32"')


def test_a_wrong_file_is_status_2_with_every_problem_and_nothing_obeyed(tree: Path, command: Any) -> None:
    text = OVERLAY.replace('reason = "', 'colour = "\\u001b[2J') + OVERLAY.replace("https://", "")
    (tree.parent / "known.toml").write_text(text, encoding="utf-8")
    done = command("model", "pages", "--overlay", "known.toml")
    assert done.status == 2
    assert done.talk[0].startswith("specgen: error: known.toml:2: unknown key colour")
    assert done.talk[1] == "known.toml:11: link must be an http or https URL"
    stale = OVERLAY.replace('"uint32"', '"\\u001b[2J"')
    (tree.parent / "known.toml").write_text(stale, encoding="utf-8")
    done = command("model", "pages", "--overlay", "known.toml")
    assert done.status == 2
    assert b"\x1b" not in done.err


def test_what_is_generated_follows(known: Path, tree: Path, command: Any) -> None:
    command("generate", "pages", "--out", "out")
    plain = json.loads((tree.parent / "out/manifest.json").read_text("utf-8"))
    done = command("generate", "pages", "--out", "out", "--check", "--overlay", "known.toml")
    assert done.status == 1
    assert "would write out/model/en-us.jsonl" in done.lines
    assert command("generate", "pages", "--out", "out", "--overlay", "known.toml").status == 0
    assert json.loads((tree.parent / "out/manifest.json").read_text("utf-8")) != plain
    (entity,) = map(json.loads, (tree.parent / "out/model/en-us.jsonl").read_text("utf-8").splitlines())
    assert entity["parameters"][0]["type"] == "uint64"
    texts = [path.read_text("utf-8") for path in (tree.parent / "out/mof").rglob("*.mof")]
    assert any("uint64 Depth" in text for text in texts)


def test_scores_and_rules_do_not_see_them(known: Path, command: Any) -> None:
    for arguments in (("stats", "pages", "--format=json"), ("check", "pages", "--output-format=jsonl")):
        assert command(*arguments, "--overlay", "known.toml").out == command(*arguments).out


def test_explain_and_the_preview_rule_show_them(known: Path, command: Any) -> None:
    text = command("explain", "pages/dig-probe-ground.md", "--overlay", "known.toml").out.decode()
    assert "   17  type of Depth: uint32 => uint64  (SG906, proven by overlay)\n" in text
    lines = command("check", "pages", "--overlay=known.toml", "--select=SG906", "--preview", "--output-format=concise")
    assert [line.split()[1] for line in lines.lines] == ["SG906"]
    assert "The MOF says uint64. (https://example.org/probe.mof)" in lines.lines[0]
