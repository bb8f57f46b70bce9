"""Who is right where a target differs from a page: a second source that was read neither from pages nor from it.

The second sources are the truth files of ../shared/score (live Windows repositories; Microsoft's own MAPI headers) and,
for the form of datetimes, DSP0004. Only where one sides with the page is a difference a bug of the target.
"""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Side = Literal["page", "target", "neither", "silent"]
Truth = Mapping[str, Any]

_ROOT = Path(__file__).parents[2]
_SAID = re.compile(r"^(?P<name>\w+) is (?P<page>.+?); the target has (?P<target>.+)$")
_TAKES = re.compile(r"^\w+ takes (?P<name>\w+); the target takes \((?P<target>[^)]*)\)$")
_TEST = re.compile(r"::(?P<test>test_\w+)\[(?:wmi|com)/(?P<owner>\w+)(?:[.](?P<method>\w+))?(?:::(?P<item>\w+))?\]$")


@dataclass(frozen=True)
class Difference:
    """A broken promise of a report: which test found it, of what, and the sentence."""

    test: str
    owner: str
    method: str | None
    item: str | None
    sentence: str
    seen: str | None


@dataclass(frozen=True)
class Report:
    """What ``--specgen-report FILE.json`` wrote."""

    data: Mapping[str, Any]

    @property
    def summary(self) -> Mapping[str, int]:
        return self.data["summary"]  # type: ignore[no-any-return]

    @property
    def present(self) -> list[str]:
        return sorted(one["name"] for one in self.data["owners"] if one["state"] == "present")

    @property
    def untold(self) -> list[str]:
        return sorted(one["name"] for one in self.data["owners"] if one["state"] == "untold")

    @property
    def differences(self) -> list[Difference]:
        """Those of classes and interfaces that are there."""
        here = (one for one in self.data["owners"] if one["state"] == "present")
        return [_difference(each) for one in here for each in one["differences"]]


def _difference(one: Mapping[str, str]) -> Difference:
    found = _TEST.search(one["test"])
    assert found is not None, one["test"]
    return Difference(found["test"], found["owner"], found["method"], found["item"], one["difference"], one["seen"])


def run_suite(suite: Path, folder: Path, *options: str) -> Report:
    """Runs a suite in a process of its own and reads its report; failing tests are what it is for."""
    path = folder / "report.json"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(suite), f"--specgen-report={path}"]
    done = subprocess.run([*command, *options], cwd=_ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stdout[-2000:] + done.stderr[-2000:]
    return Report(json.loads(path.read_text("utf-8")))


def generate(out: Path, *arguments: str) -> Path:
    """Generates a suite, with what stand-ins need; its folder."""
    backends = [word for name in ("model", "mof", "conformance") for word in ("--backend", name)]
    command = [sys.executable, "-m", "specgen", "generate", *arguments, "--out", str(out), *backends]
    subprocess.run(command, check=True, capture_output=True, cwd=_ROOT)
    return out / "conformance"


def read_truth(score: Path, name: str) -> Truth:
    """The owners of a truth file."""
    data: Mapping[str, Truth] = json.loads((score / f"{name}.json").read_text("utf-8"))
    (held,) = data.values()
    return held


def sides(differences: list[Difference], judge: Callable[[Difference], Side]) -> Counter[tuple[str, Side]]:
    """How many differences of each test the second source decides for whom."""
    return Counter((one.test, judge(one)) for one in differences)


def wmi_side(truth: Truth) -> Callable[[Difference], Side]:
    """The judge for WMI classes."""

    def judge(one: Difference) -> Side:
        if "by DSP0004" in one.sentence:
            return "page"
        known = truth.get(one.owner)
        if known is None:
            return "silent"
        if one.test == "test_property":
            return _has(known["properties"], one.item)
        if one.test in ("test_present", "test_listed_method"):
            return _has(known["methods"], one.method)
        if one.test == "test_parameter":
            method = known["methods"].get(one.method)
            return "silent" if method is None else _has([each["name"] for each in method["params"]], one.item)
        return "silent"

    return judge


def _has(names: Any, wanted: str | None) -> Side:
    return "page" if str(wanted).casefold() in {one.casefold() for one in names} else "target"


def com_side(truth: Truth) -> Callable[[Difference], Side]:
    """The judge for COM interfaces."""

    def judge(one: Difference) -> Side:
        known = truth.get(f"{one.owner}::{one.method}")
        if known is None:
            return "silent"
        params = known["params"]
        if one.test == "test_parameter":
            found = _TAKES.match(one.sentence)
            assert found is not None, one.sentence
            return _decide([each["name"] for each in params], found["name"], found["target"].split(", "))
        if one.test == "test_parameter_type":
            found = _SAID.match(one.sentence)
            assert found is not None, one.sentence
            types = [each["type"] for each in params if each["name"] == found["name"]]
            return _decide(types, found["page"], [found["target"]]) if types else "neither"
        return "silent"

    return judge


def _decide(source: list[str], page: str, target: list[str]) -> Side:
    if page in source:
        return "page"
    return "target" if set(source) & set(target) else "neither"
