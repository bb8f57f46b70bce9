"""``check --fix``, ``--unsafe-fixes`` and ``--diff``: what is mended, and everything that is not touched."""

from pathlib import Path
from typing import Any

import pytest

import specgen.pipeline.mending

PAGE = "pages/dig-probe-ground.md"
FIX = ("check", "pages", "--select", "SG405", "--output-format", "concise")


def text(tree: Path) -> bytes:
    return (tree / "dig-probe-ground.md").read_bytes()


def test_a_fix_changes_the_smallest_piece_and_a_second_run_nothing(tree: Path, command: Any) -> None:
    before = text(tree)
    done = command(*FIX, "--fix")
    assert (done.status, done.out) == (0, b"")
    assert b"mended 1 findings on 1 pages" in done.err
    assert text(tree) == before.replace(b"Probe. mof", b"Probe.mof") != before
    mended = text(tree)
    assert b"mended 0 findings on 0 pages" in command(*FIX, "--fix").err
    assert text(tree) == mended


def test_line_ends_and_byte_order_marks_stay(tree: Path, command: Any) -> None:
    page = tree / "dig-probe-ground.md"
    before = b"\xef\xbb\xbf" + text(tree).replace(b"\n", b"\r\n")
    page.write_bytes(before)
    assert command(*FIX, "--fix").status == 0
    assert text(tree) == before.replace(b"Probe. mof", b"Probe.mof")


def test_a_diff_writes_nothing_and_git_would_take_it(tree: Path, command: Any) -> None:
    before = text(tree)
    done = command(*FIX, "--diff")
    assert done.status == 1
    assert b"would mend 1 findings on 1 pages" in done.err
    assert text(tree) == before
    shown = [line for line in done.out.decode().splitlines() if line[:1] in "+-"]
    assert shown == [
        f"--- a/{PAGE}",
        f"+++ b/{PAGE}",
        "-| MOF<br/> | <dl> <dt>Probe. mof</dt> </dl> |",
        "+| MOF<br/> | <dl> <dt>Probe.mof</dt> </dl> |",
    ]
    assert command(*FIX, "--diff", "--output-file", "a.diff").out == b""
    assert Path("a.diff").read_bytes() == done.out


def test_a_diff_does_not_command_a_terminal_or_a_runner(tree: Path, command: Any) -> None:
    hostile = b"| Value | ::warning:: \x1b[31m |\n ::error::x\n| MOF<br/>"
    (tree / "dig-probe-ground.md").write_bytes(text(tree).replace(b"| MOF<br/>", hostile))
    out = command(*FIX, "--diff").out
    assert b"\n  :\\u{3a}error::x\n" in out
    assert b"\\u{1b}[31m" in out
    assert b"\x1b" not in out


def test_a_page_that_changed_meanwhile_is_left_alone(tree: Path, command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    real = specgen.pipeline.mending.write

    def late(pages: Any) -> None:
        (tree / "dig-probe-ground.md").write_bytes(b"somebody wrote this")
        real(pages)

    monkeypatch.setattr("specgen.pipeline.write_mended", late)
    done = command(*FIX, "--fix")
    assert (done.status, b"changed while it was being mended" in done.err) == (2, True)
    assert text(tree) == b"somebody wrote this"


def test_a_page_that_is_a_link_is_left_alone(tree: Path, command: Any) -> None:
    page = tree / "dig-probe-ground.md"
    elsewhere = tree / "really.txt"
    page.rename(elsewhere)
    page.symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    done = command(*FIX, "--fix")
    assert b"left as it is: pages/dig-probe-ground.md: it is a link to another file" in done.err
    assert (done.status, elsewhere.read_bytes()) == (1, before)


def test_nothing_is_written_where_one_page_cannot_be(tree: Path, command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_contents: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(specgen.pipeline.mending, "replace_all", broken)
    before = text(tree)
    done = command(*FIX, "--fix")
    assert (done.status, b"nothing is mended: [Errno 28] No space left on device" in done.err) == (2, True)
    assert text(tree) == before


def test_what_a_baseline_knows_is_not_mended(tree: Path, command: Any) -> None:
    before = text(tree)
    assert command("check", "pages", "--write-baseline", "base.json").status == 0
    assert command(*FIX, "--fix", "--baseline", "base.json").status == 0
    assert text(tree) == before


@pytest.mark.parametrize("words", [("--fix", "--diff"), ("--fix", "--write-baseline", "base.json")])
def test_options_that_contradict_each_other_are_refused(tree: Path, command: Any, words: tuple[str, ...]) -> None:
    assert tree.is_dir()
    assert command("check", "pages", *words).status == 2
