"""Expected differences: a TOML file that says which promises a target is known to break, and how.

A difference that it does not list fails, as always; one that it lists and that is gone fails as well, so that the file
always tells the truth. It is written from a run (``--specgen-write-expected FILE``)::

    [[difference]]
    test = "wmi/root_cimv2/test_sample_printer.py::test_property[wmi/Sample_Printer::Jobs]"
    difference = "Sample_Printer has Jobs; the target has no such property"
"""

import json
import os
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from specgen.conformance.results.result import Result

_KEYS = {"test", "difference"}


class ExpectedError(ValueError):
    """The file cannot be read, or says something that it may not say; the message names file and entry."""


def read_expected(path: Path) -> dict[str, str]:
    """The differences by test. Raises ExpectedError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ExpectedError(f"expected differences {path}: {error}") from error
    entries = data.get("difference", [])
    if set(data) - {"difference", "target"} or not isinstance(entries, list):
        raise ExpectedError(f"expected differences {path}: only target and [[difference]] entries are understood")
    found: dict[str, str] = {}
    for number, entry in enumerate(entries, 1):
        place = f"expected differences {path}, entry {number}"
        if (
            not isinstance(entry, dict)
            or set(entry) != _KEYS
            or not all(isinstance(one, str) for one in entry.values())
        ):
            raise ExpectedError(f"{place}: it has the texts test and difference, and nothing else")
        if entry["test"] in found:
            raise ExpectedError(f"{place}: {entry['test']} stands there twice")
        found[entry["test"]] = entry["difference"]
    return found


def write_expected(path: Path, results: Iterable[Result], target: str) -> int:
    """Writes the broken promises of a run, whole or not at all; how many they are."""
    broken = {one.test: one.difference or "" for one in results if one.verdict == "broken"}
    lines = [
        "# What this target is known not to keep. Written by: pytest --specgen-write-expected FILE",
        f"target = {_text(target)}",
    ]
    for test, difference in sorted(broken.items()):
        lines += ["", "[[difference]]", f"test = {_text(test)}", f"difference = {_text(difference)}"]
    replace_file(path, "\n".join(lines) + "\n")
    return len(broken)


def _text(value: str) -> str:
    """A basic string of TOML; JSON's escapes are TOML's but for DEL, and surrogates are none."""
    clean = value.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(clean, ensure_ascii=False).replace("\x7f", "\\u007f")


def replace_file(path: Path, text: str) -> None:
    """Writes a file so that it is the old one or the new one, whatever happens."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def vanished(expected: Mapping[str, str], collected: Iterable[str], root: Path) -> list[str]:
    """The expected tests that do not exist any more, as far as the collected ids can tell.

    A test whose file was not collected in this run may well exist: only a file that is gone tells.
    """
    ids = set(collected)
    files = {one.partition("::")[0] for one in ids}
    gone = []
    for test in expected:
        file = test.partition("::")[0]
        if test not in ids and (file in files or not (root / file).is_file()):
            gone.append(test)
    return gone
