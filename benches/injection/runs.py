"""Runs specgen on a clean and on a damaged tree, as a user would."""

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benches.injection.trees import Plan, Setting, write_tree


@dataclass(frozen=True)
class Finding:
    """What of a finding is compared: everything but where on the page it stands."""

    code: str
    page: str
    member: str | None
    found: str | None
    expected: str | None
    message: str
    lines: tuple[int, int]
    related: tuple[tuple[str, int], ...]


class CheckError(RuntimeError):
    """A run of specgen ended with another status than 0; says which, and the end of what it said."""


@dataclass
class Runner:
    """Where trees are written, and the findings of clean trees, each checked once however many ask."""

    out: Path
    clean: dict[tuple[str, ...], list[Finding]] = field(default_factory=dict)
    locks: dict[tuple[str, ...], threading.Lock] = field(default_factory=dict)

    def before_and_after(self, plan: Plan, mode: str, number: int) -> tuple[list[Finding], list[Finding]]:
        """The findings of the clean tree and of the damaged one."""
        before = self._clean(plan.setting, plan.directories, mode)
        tree = self.out / f"damaged-{number}-{mode}" / plan.setting.written
        damaged = {one.page: one.injected.text for one in plan.injections}
        write_tree(tree, {**plan.setting.folder.texts, **damaged}, plan.directories)
        after = check(tree, self._reference(plan.setting, plan.directories) if mode == "reference" else None)
        shutil.rmtree(self.out / f"damaged-{number}-{mode}")
        return before, after

    def _clean(self, setting: Setting, directories: Sequence[str], mode: str) -> list[Finding]:
        key = (setting.name, mode, *directories)
        with self.locks.setdefault(key, threading.Lock()):
            if key not in self.clean:
                tree = self.out / f"clean-{_digest(key)}" / setting.written
                write_tree(tree, setting.folder.texts, directories)
                self.clean[key] = check(tree, self._reference(setting, directories) if mode == "reference" else None)
            return self.clean[key]

    def _reference(self, setting: Setting, directories: Sequence[str]) -> Path:
        key = (setting.name, "the reference", *directories)
        tree = self.out / f"reference-{_digest(key)}" / (setting.reference or "")
        with self.locks.setdefault(key, threading.Lock()):
            if not tree.exists():
                write_tree(tree, setting.english, directories)
        return tree


def _digest(key: Sequence[str]) -> str:
    return "-".join(part.rpartition("/")[2].replace(" ", "-") for part in key)[:120]


def check(tree: Path, reference: Path | None) -> list[Finding]:
    """The findings of ``specgen check`` on ``tree``, every rule selected; CheckError with its talk where it fails."""
    command = [sys.executable, "-m", "specgen", "check", str(tree), "--preview", "--output-format", "jsonl"]
    command += ["--exit-zero", "--jobs", "1", *(["--reference", str(reference)] if reference else [])]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise CheckError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr[-2000:]}")
    return [_finding(json.loads(line), tree.resolve()) for line in done.stdout.split("\n") if line]


def _finding(record: dict[str, Any], tree: Path) -> Finding:
    return Finding(
        record["code"],
        _relative(record, record["page"], tree),
        record["member"],
        record["found"],
        record["expected"],
        record["message"],
        (record["line"], record["end_line"]),
        tuple((_relative(record, one["page"], tree), one["line"]) for one in record["related"]),
    )


def _relative(record: dict[str, Any], page: str, tree: Path) -> str:
    path = Path(record["root"]) / page
    return path.relative_to(tree).as_posix() if path.is_relative_to(tree) else page
