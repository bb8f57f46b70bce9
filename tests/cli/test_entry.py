"""How every command begins and ends."""

import io
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import specgen
from specgen import __version__
from specgen.cli import commands, endings, main


def test_version(command: Any) -> None:
    assert command("--version").out == f"specgen {__version__}\n".encode()


def test_every_command_has_help(command: Any) -> None:
    names = [path.stem for path in Path(commands.__path__[0]).glob("*.py") if path.stem != "__init__"]
    listing = command("--help").out.decode()
    assert len(names) >= 6
    for name in names:
        assert f"  {name} " in listing
        done = command(name, "--help")
        assert (done.status, done.err) == (0, b"")
        assert done.out.startswith(b"Usage: specgen " + name.encode())


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ((), "Usage: specgen"),
        (("dig",), "No such command 'dig'"),
        (("check",), "Missing argument 'PATH...'"),
        (("check", "pages", "--mend"), "No such option"),
        (("check", "pages", "--fail-on", "fatal"), "'fatal' is not one of 'error', 'warning', 'info'"),
        (("check", "pages", "--output-format", "xml"), "there is no format 'xml' (there are: concise, full, github, "),
        (("check", "pages", "--select", "SG999"), "no rule has the name 'SG999'"),
        (("check", "nowhere"), "nowhere: no such file or folder"),
        (("check", "pages", "--reference", "nowhere"), "nowhere: no such file or folder"),
        (("generate", "pages", "--backend", "cobol"), "there is no backend 'cobol' (there are: "),
        (("model", "pages", "--format", "xml"), "'xml' is not one of"),
        (("stats", "pages", "--fail-under", "pages"), "is not KEY=N"),
        (("stats", "pages", "--fail-under", "love=1"), "is not KEY=N"),
        (("stats", "pages", "--fail-under", "love=1"), "KEY is compiled, parameters_described, "),
        (("stats", "pages", "--fail-under", "partial=1"), "KEY is compiled, "),
        (("stats", "pages", "--fail-under", "poem.compiled=1"), "KIND is wmi-class, "),
        (("stats", "pages", "--fail-under", "compiled=many"), "N is a number"),
        (("stats", "pages", "--fail-under", "compiled=-1"), "N is a number"),
        (("stats", "pages", "--fail-under", "compiled=101"), "more than 100 percent"),
        (("stats", "pages", "--fail-under", "pages=50%"), "pages is counted"),
        (("stats", "pages", "--overlay", "nowhere.toml"), "nowhere.toml: cannot be read: "),
        (("stats", "pages", "--jobs", "0"), "0 is not in the range"),
        (("rule",), "name one CODE, or --all"),
        (("rule", "SG999"), "there is no rule 'SG999'"),
    ],
)
def test_wrong_usage_is_status_2(tree: Path, command: Any, arguments: tuple[str, ...], complaint: str) -> None:
    done = command(*arguments)
    assert done.status == 2
    assert complaint in done.err.decode() + done.out.decode()


def test_wrong_configuration_is_status_2(tree: Path, command: Any) -> None:
    (tree / "specgen.toml").write_text("colour = true\n", encoding="utf-8")
    done = command("check", "pages")
    assert done.status == 2
    assert "specgen.toml: unknown key colour" in done.err.decode()


def test_no_reference_page_is_status_2(tree: Path, command: Any) -> None:
    (tree / "dig-probe-ground.md").unlink()
    for name in ("check", "model", "stats", "generate", "explain"):
        done = command(name, "pages")
        assert (done.status, done.out) == (2, b""), name
        assert "no reference page" in done.err.decode()
        assert command(name, "pages", "--allow-empty").status == 0, name


def test_an_empty_folder_is_status_2(tmp_path: Path, command: Any) -> None:
    assert command("check", tmp_path).status == 2
    assert command("check", tmp_path, "--allow-empty").status == 0


@pytest.mark.parametrize("name", ["check", "model", "stats", "explain", "generate"])
def test_an_unreadable_page_is_status_2_and_the_others_are_read(tree: Path, command: Any, name: str) -> None:
    (tree / "broken.md").symlink_to("broken.md")
    done = command(name, "pages")
    assert done.status == 2
    assert done.out
    assert "pages/broken.md: cannot be read: " in done.talk[0]
    assert done.talk[-1].endswith(", 1 unreadable")
    assert "3 pages" in done.talk[-1]


@pytest.mark.parametrize("name", ["check", "model", "stats", "explain", "generate"])
def test_the_last_line_of_talk_is_the_summary(tree: Path, command: Any, name: str) -> None:
    done = command(name, "pages")
    assert done.talk[-1].startswith("2 findings, 0 errors, 2 pages, 0 not understood, 1 fixable")
    quiet = command(name, "pages", "--quiet")
    assert quiet.err == b""
    assert name == "generate" or quiet.out == done.out


def test_findings_are_no_failure_but_for_check(tree: Path, command: Any) -> None:
    statuses = {name: command(name, "pages").status for name in ("check", "model", "stats", "explain", "generate")}
    assert statuses == {"check": 1, "model": 0, "stats": 0, "explain": 0, "generate": 0}


def test_interrupted_is_status_130(tree: Path, command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("specgen.pipeline.compile_pages", interrupt)
    done = command("check", "pages")
    assert (done.status, done.err.strip()) == (130, b"specgen: interrupted")


def test_a_crash_is_status_2_and_one_line(tree: Path, command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("boom \x1b[2J")

    monkeypatch.setattr("specgen.pipeline.compile_pages", crash)
    done = command("check", "pages")
    assert done.status == 2
    assert done.err.decode() == "specgen: crashed: RuntimeError: boom \\u{1b}[2J (SPECGEN_DEBUG=1 shows where)\n"


def test_a_crash_is_shown_to_who_asks(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setenv(endings.DEBUG, "1")
    monkeypatch.setattr("specgen.pipeline.compile_pages", crash)
    with pytest.raises(RuntimeError, match="boom"):
        main(["check", "pages"])


@pytest.fixture(autouse=True)
def package_on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes find specgen where this one did."""
    monkeypatch.setenv("PYTHONPATH", str(Path(specgen.__file__).parents[1]))


def _run(*arguments: str, **options: Any) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run([sys.executable, "-m", "specgen", *arguments], capture_output=True, check=False, **options)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_a_reader_that_leaves_is_no_crash(tree: Path) -> None:
    for number in range(400):
        text = (tree / "dig-probe-ground.md").read_text("utf-8").replace("Dig", f"Dig{number}")
        (tree / f"dig{number}-probe-ground.md").write_text(text, encoding="utf-8")
    script = f'"{sys.executable}" -m specgen model pages --quiet --jobs 1 | head -c 10; echo " ${{PIPESTATUS[0]}}"'
    done = subprocess.run(["bash", "-c", script], capture_output=True, check=True)
    assert done.stdout == b'{"kind":"w 0\n'
    assert done.stderr == b""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_is_status_130(tree: Path, jobs: str) -> None:
    for number in range(3000):
        (tree / f"page{number}.md").write_text((tree / "dig-probe-ground.md").read_text("utf-8"), encoding="utf-8")
    command = [sys.executable, "-m", "specgen", "check", "pages", "--jobs", jobs]
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a shell's background jobs are deaf to it
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, preexec_fn=heard) as process:  # noqa: PLW1509 - no threads
        time.sleep(2)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    # If it had begun to report, it waited for a reader then: nobody read what it said before it was interrupted.
    assert (process.returncode, err.strip()) == (130, b"specgen: interrupted")
    assert b"page999.md" not in out


def test_output_does_not_depend_on_the_terminal(tree: Path) -> None:
    plain = _run("check", "pages")
    odd = {**os.environ, "COLUMNS": "20", "TERM": "xterm-256color", "PYTHONIOENCODING": "latin-1", "LC_ALL": "C"}
    assert _run("check", "pages", env=odd).stdout == plain.stdout
    assert b"\x1b" not in plain.stdout


def test_colour_on_a_terminal_unless_unwanted(monkeypatch: pytest.MonkeyPatch) -> None:
    from specgen.cli.streams import wants_colour

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    assert wants_colour(Terminal())
    assert not wants_colour(io.StringIO())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not wants_colour(Terminal())
