"""Pages that mean harm, and pages that are broken: a finding or a clear error each; nothing runs, nothing leaks."""

import ast
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from specgen.project import find_pages

PAGE = """---
title: {title}
description: {description}
api_name:
- {api_name}
api_type:
- COM
ms.contentlocale: en-US
---
# {heading}

{summary}

## Syntax

```mof
{syntax}
```

## Parameters

*Depth* \\[in\\]

How deep. {text}

## Return value

Returns 0 on success. {text}

## Requirements

| Requirement | Value |
|---|---|
| Namespace | Root\\\\Probe |
| MOF | {file} |
"""

DEFAULTS = {
    "title": "Dig method of the Probe_Ground class",
    "description": "Digs.",
    "api_name": "Probe_Ground.Dig",
    "heading": "Dig method of the Probe\\_Ground class",
    "summary": "Digs.",
    "syntax": "uint32 Dig(\n  [in] uint32 Depth\n);",
    "text": "",
    "file": "Probe.mof",
}

INJECTIONS = {
    "docstring": '""" + __import__("os").system("touch HARMED") + """',
    "escaped quotes": '\\"\\"\\"\\n__import__("os").system("touch HARMED")\\n#',
    "newline and code": "x'''\nimport os; os.system('touch HARMED')\n'''",
    "jinja": "{{ cycler.__init__.__globals__.os.popen('touch HARMED').read() }}{% for x in () %}",
    "rich markup": "[in] [/in] [link=file:///etc/passwd]x[/link] [bold]",
    "workflow command": "::error file=x,line=1::HARMED\n::set-output name=a::b\n##vso[task.complete]",
    "xml": "]]></testcase><script>HARMED()</script><!-- & -->",
    "terminal escapes": "\x1b]0;HARMED\x07\x1b[2J\x9b31m\x07",
    "bidi": "\u202e\u2066 drawkcab \u2069\u200f\u061c",
    "mof": '*/ #pragma include ("/etc/passwd") "); instance of HARMED {}; /*',
    "nul": "a\x00b",
    "line separators": "a\u2028import os\u2029b\x85c\x0bd\x0ce",
    "surrogate escapes": "\\ud800 \\N{BELL} \\x1b",
}


def _page(**parts: str) -> str:
    return PAGE.format(**{**DEFAULTS, **parts})


def _write(folder: Path, text: str | bytes, name: str = "dig-probe-ground.md") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / name
    page.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", errors="surrogatepass"))
    return page


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def _no_controls(data: bytes) -> None:
    """Nothing in the output can move a cursor, colour a terminal or turn the direction of text."""
    text = data.decode("utf-8")
    assert not [letter for letter in text if letter in "\x1b\x9b\x07\x00\x85\u202e\u2066\u2069\u200f\u061c\u2028\u2029"]


@pytest.fixture(autouse=True)
def quiet_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_sample_is_understood(tmp_path: Path, command: Callable[..., Any]) -> None:
    """Without an injection the page compiles, so that what follows tests more than a page that nobody reads."""
    _write(tmp_path / "pages", _page())
    (entity,) = command("model", "pages").entities
    assert entity["name"] == "Dig"
    assert [parameter["name"] for parameter in entity["parameters"]] == ["Depth"]


@pytest.mark.parametrize("where", ["title", "description", "heading", "summary", "text", "file", "api_name"])
@pytest.mark.parametrize("what", INJECTIONS)
def test_injected_text_is_text(tmp_path: Path, command: Callable[..., Any], where: str, what: str) -> None:
    text = INJECTIONS[what]
    _write(tmp_path / "pages", _page(**{where: DEFAULTS[where] + " " + text}))
    for arguments in (["check", "pages", "--exit-zero"], ["check", "pages", "--exit-zero", "--output-format=concise"]):
        done = command(*arguments)
        assert done.status == 0, done.err
        _no_controls(done.out + done.err)
        assert not [line for line in done.lines + done.talk if line.lstrip().startswith(("::", "##["))]
    explained = command("explain", "pages")
    assert explained.status == 0, explained.err
    _no_controls(explained.out + explained.err)
    made = command("generate", "pages", "--out", "out")
    assert made.status == 0, made.err
    _no_controls(made.out + made.err)
    assert {path.split("/")[0] for path in _files(tmp_path)} == {"pages", "out"}
    for file in (tmp_path / "out").rglob("*"):
        if file.suffix in (".py", ".pyi"):
            _harmless_python(file)


def _harmless_python(file: Path) -> None:
    """The module parses, and no injected name is code in it (a bound name, a call, an attribute)."""
    names = {node.id for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Name)}
    calls = {node.attr for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Attribute)}
    assert not (names | calls) & {"__import__", "system", "popen", "HARMED"}


@pytest.mark.parametrize("name", ["../../x", "/etc/x", "..\\..\\x", "C:\\x", "a/../../x", "con", "x" * 400, "..", "."])
def test_a_name_is_no_path(tmp_path: Path, command: Callable[..., Any], name: str) -> None:
    _write(tmp_path / "deep/pages", _page(api_name=f"'{name}.{name}'"))
    done = command("generate", "deep/pages", "--out", "deep/out")
    assert done.status in (0, 2), done.err
    assert {path.split("/")[0] for path in _files(tmp_path)} == {"deep"}
    assert {path.split("/")[0] for path in _files(tmp_path / "deep")} <= {"pages", "out"}


def test_brackets_survive(tmp_path: Path, command: Callable[..., Any]) -> None:
    """Nothing takes ``[in]`` and ``[/in]`` for markup."""
    _write(tmp_path / "pages", _page(heading="Dug [in] [/in] method"))
    done = command("explain", "pages")
    assert "[in] [/in]" in done.out.decode()


def test_yaml_bomb(tmp_path: Path, command: Callable[..., Any]) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    _write(tmp_path / "pages", _page(title="x\n" + "\n".join(lines)))
    started = time.monotonic()
    done = command("check", "pages", "--exit-zero", "--output-format=jsonl")
    assert done.status == 0, done.err
    assert time.monotonic() - started < 20


@pytest.mark.parametrize(
    "text",
    [
        "<dl> <dt>" * 50_000,
        "<dl><dd>" * 50_000 + "</dd></dl>" * 50_000,
        "> " * 50_000 + "x",
        "[" * 50_000 + "]" * 50_000,
        "*" * 50_000,
        "`" * 50_000,
        "(" * 50_000,
        "| " * 50_000,
        "\n".join("#" * (1 + n % 6) + " x" for n in range(20_000)),
    ],
    ids=["dt", "dl", "quotes", "brackets", "stars", "ticks", "parentheses", "cells", "headings"],
)
@pytest.mark.parametrize("where", ["text", "syntax"])
def test_nesting(tmp_path: Path, command: Callable[..., Any], text: str, where: str) -> None:
    _write(tmp_path / "pages", _page(**{where: DEFAULTS[where] + "\n" + text}))
    started = time.monotonic()
    done = command("check", "pages", "--exit-zero", "--output-format=jsonl")
    assert done.status == 0, done.err
    assert time.monotonic() - started < 20


@pytest.mark.slow
@pytest.mark.parametrize("where", ["title", "text", "syntax"])
def test_a_line_of_fifty_megabytes(tmp_path: Path, command: Callable[..., Any], where: str) -> None:
    _write(tmp_path / "pages", _page(**{where: DEFAULTS[where] + " " + "word " * 10_000_000}))
    _write(tmp_path / "pages", _page(), "other.md")
    started = time.monotonic()
    done = command("check", "pages", "--exit-zero", "--output-format=concise")
    assert done.status in (0, 2), done.err
    assert time.monotonic() - started < 60
    assert "dig-probe-ground.md" in (done.out + done.err).decode()


@pytest.mark.parametrize("damage", [b"\xff", b"\xc3\x28", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80"])
def test_bytes_that_are_no_text(tmp_path: Path, command: Callable[..., Any], damage: bytes) -> None:
    _write(tmp_path / "pages", _page(text="DAMAGE").encode().replace(b"DAMAGE", damage))
    done = command("check", "pages", "--exit-zero", "--preview", "--output-format=jsonl")
    assert done.status == 0, done.err
    assert [finding for finding in map(json.loads, done.lines) if finding["code"] == "SG904"]


def test_utf16_is_not_understood(tmp_path: Path, command: Callable[..., Any]) -> None:
    _write(tmp_path / "pages", _page().encode("utf-16"))
    done = command("stats", "pages", "--format=json", "--allow-empty")
    (page,) = json.loads(done.out)["pages"]
    assert page["state"] in ("not_understood", "skipped")


def test_line_ends_change_nothing(tmp_path: Path, command: Callable[..., Any]) -> None:
    """CRLF and CR pages give the same facts, findings and fingerprints as LF pages."""
    text = _page(text="See Probe_Ground:: dig.", file="Probe. mof")
    results = []
    for end in ("\n", "\r\n", "\r"):
        _write(tmp_path / "pages", text.replace("\n", end))
        model = command("model", "pages")
        findings = command("check", "pages", "--exit-zero", "--output-format=jsonl")
        assert findings.out
        results.append((model.out, findings.out))
    assert results[0] == results[1] == results[2]


@pytest.mark.skipif(sys.platform == "win32", reason="links of POSIX")
def test_a_loop_of_links(tmp_path: Path, command: Callable[..., Any]) -> None:
    _write(tmp_path / "pages", _page())
    (tmp_path / "pages/loop").symlink_to(tmp_path / "pages")
    (tmp_path / "pages/up").symlink_to("..")
    assert len(command("model", "pages").entities) == 1
    (tmp_path / "pages/self.md").symlink_to("self.md")
    done = command("model", "pages")
    assert done.status == 2
    assert len(done.entities) == 1
    assert "self.md" in done.err.decode()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
def test_a_pipe_is_no_page(tmp_path: Path, command: Callable[..., Any]) -> None:
    _write(tmp_path / "pages", _page())
    os.mkfifo(tmp_path / "pages/pipe.md")
    done = command("model", "pages")
    assert done.status == 2
    assert len(done.entities) == 1
    assert "pipe.md: cannot be read: it is not a plain file" in done.err.decode()


@pytest.mark.skipif(sys.platform != "linux", reason="file names of bytes")
@pytest.mark.parametrize("name", [b"\xff.md", b"\x1b[2Jx.md", b"::error::x.md", "\u202ex.md".encode(), b"a\nb.md"])
def test_file_names(tmp_path: Path, command: Callable[..., Any], name: bytes) -> None:
    _write(tmp_path / "pages", _page())
    (tmp_path / "pages" / os.fsdecode(name)).write_text(_page(api_name="A.B"), "utf-8")
    for arguments in (
        ["check", "pages", "--exit-zero", "--output-format=concise"],
        ["generate", "pages"],
        ["stats", "pages"],
    ):
        done = command(*arguments)
        assert done.status in (0, 2)
        _no_controls(done.out + done.err)
        assert not [line for line in done.lines + done.talk if line.lstrip().startswith("::")]


def test_a_page_that_goes_away(tmp_path: Path, command: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    _write(tmp_path / "pages", _page())
    gone = _write(tmp_path / "pages", _page(), "gone.md")

    def find_and_remove(*arguments: Any, **options: Any) -> Any:
        found = find_pages(*arguments, **options)
        gone.unlink()
        return found

    monkeypatch.setattr("specgen.pipeline.assembly.find_pages", find_and_remove)
    done = command("check", "pages")
    assert done.status == 2
    assert "gone.md: cannot be read: No such file or directory" in done.err.decode()
    assert "2 pages" in done.talk[-1]


def test_the_environment_of_generated_code_is_untouched(tmp_path: Path, command: Callable[..., Any]) -> None:
    """Byte-compiling everything generated from a page of injections runs none of it."""
    _write(tmp_path / "pages", _page(text=" ".join(INJECTIONS.values()), title="x"))
    assert command("generate", "pages", "--out", "out").status == 0
    subprocess.run([sys.executable, "-m", "compileall", "-q", "out"], check=True, cwd=tmp_path)
    assert not (tmp_path / "HARMED").exists()
