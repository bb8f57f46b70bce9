"""The figures of the last whole run, kept beside the bench: they speak for rules that rarely do.

``measured.json`` is a list of ``{"injector", "setting", "mode", "injections", "found", "alarms", "reworded"}``.
"""

import json
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benches.injection.score import Score

FILE = Path(__file__).parent / "measured.json"
ACCEPTED = Path(__file__).parent / "expected.toml"


def write(scores: Iterable[Score], file: Path = FILE) -> None:
    """Replace the figures of the injectors that ran; those of the others stay."""
    made = [_figures(one) for one in scores]
    ran = {one["injector"] for one in made}
    every = [*(one for one in _read(file) if one["injector"] not in ran), *made]
    every.sort(key=lambda one: (one["injector"], one["setting"], one["mode"]))
    lines = ",\n".join(json.dumps(one) for one in every)
    file.write_text(f"[\n{lines}\n]\n", encoding="utf-8", newline="\n")


def _figures(score: Score) -> dict[str, Any]:
    named = {"injector": score.injector, "setting": score.setting, "mode": score.mode}
    return {
        **named,
        "injections": score.injections,
        "found": score.found,
        "alarms": len(score.alarms),
        "reworded": len(score.reworded),
    }


def _read(file: Path) -> list[dict[str, Any]]:
    figures: list[dict[str, Any]] = json.loads(file.read_text("utf-8")) if file.is_file() else []
    return figures


def recall(file: Path = FILE, accepted: Path = ACCEPTED) -> dict[str, float]:
    """The share that was found of what a rule's injectors did, by code; absent for rules without an injector."""
    codes: dict[str, list[str]] = tomllib.loads(accepted.read_text("utf-8"))
    injected: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for one in _read(file):
        for code in codes.get(one["injector"], ()):
            injected[code] += one["injections"]
            found[code] += one["found"]
    return {code: found[code] / count for code, count in injected.items() if count}
