"""The figures of the last whole run, kept beside the bench: they speak for rules that rarely do.

``measured.json`` is a list of ``{"injector", "setting", "mode", "injections", "found", "alarms"}``.
"""

import json
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from benches.injection.score import Score

FILE = Path(__file__).parent / "measured.json"
ACCEPTED = Path(__file__).parent / "expected.toml"


def write(scores: Iterable[Score], file: Path = FILE) -> None:
    """Replace the figures."""
    lines = [
        json.dumps(
            {
                "injector": one.injector,
                "setting": one.setting,
                "mode": one.mode,
                "injections": one.injections,
                "found": one.found,
                "alarms": len(one.alarms),
            }
        )
        for one in scores
    ]
    file.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8", newline="\n")


def recall(file: Path = FILE, accepted: Path = ACCEPTED) -> dict[str, float]:
    """The share that was found of what a rule's injectors did, by code; absent for rules without an injector."""
    codes: dict[str, list[str]] = tomllib.loads(accepted.read_text("utf-8"))
    injected: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for one in json.loads(file.read_text("utf-8")) if file.is_file() else ():
        for code in codes.get(one["injector"], ()):
            injected[code] += one["injections"]
            found[code] += one["found"]
    return {code: found[code] / count for code, count in injected.items() if count}
