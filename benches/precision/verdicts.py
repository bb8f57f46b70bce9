"""Verdicts: what a reader who did not write the rule found behind a finding, on the page itself.

A file a rule, ``judged/sg101.jsonl``, a verdict a line, sorted by tree, page and line, with the keys of ``Verdict``.
``verdict`` is "true" or "false"; ``evidence`` says in one line what the reader saw. Page and line are for people; the
fingerprint is the key.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "judged"
COUNTS = Path(__file__).parent / "counts.json"
"""How many findings each rule has on all trees: ``{code: number}``."""
WORDS = ("true", "false")


class VerdictError(ValueError):
    """A file of verdicts that cannot be read; the message names file and line."""


@dataclass(frozen=True, order=True)
class Verdict:
    """One judged finding. ``tree`` is docset/locale."""

    tree: str
    page: str
    line: int
    fingerprint: str
    verdict: str
    evidence: str


def read(folder: Path = FOLDER) -> dict[str, tuple[Verdict, ...]]:
    """The verdicts by code of the rule, in capitals. Raises VerdictError."""
    return {file.stem.upper(): _read(file) for file in sorted(folder.glob("*.jsonl"))}


def _read(file: Path) -> tuple[Verdict, ...]:
    found = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        try:
            one = Verdict(**json.loads(line))
        except (TypeError, ValueError) as error:
            raise VerdictError(f"{file}:{number}: {error}") from None
        if one.verdict not in WORDS or not one.evidence.strip():
            raise VerdictError(f"{file}:{number}: the verdict is not true or false, or nothing is said for it")
        found.append(one)
    if len({(one.tree, one.fingerprint) for one in found}) < len(found):
        raise VerdictError(f"{file}: one finding is judged twice")
    return tuple(found)


def write(code: str, verdicts: Iterable[Verdict], folder: Path = FOLDER) -> None:
    """Replace the verdicts on a rule; a rule without any has no file."""
    lines = [json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in sorted(verdicts)]
    file = folder / f"{code.lower()}.jsonl"
    file.write_text("".join(lines), encoding="utf-8", newline="\n")
    if not lines:
        file.unlink()


def settle(found: Iterable[tuple[str, str, str]], folder: Path = FOLDER, counts: Path = COUNTS) -> int:
    """Drop verdicts on findings that are no longer made, and count those that are: (code, tree, fingerprint) each.

    Gives how many were dropped.
    """
    made = set(found)
    dropped = 0
    for code, given in read(folder).items():
        kept = [one for one in given if (code, one.tree, one.fingerprint) in made]
        dropped += len(given) - len(kept)
        write(code, kept, folder)
    numbers = Counter(code for code, _, _ in made)
    counts.write_text(json.dumps(dict(sorted(numbers.items())), indent=1) + "\n", encoding="utf-8", newline="\n")
    return dropped


def read_counts(file: Path = COUNTS) -> dict[str, int]:
    """What ``settle`` counted; nothing where it never did."""
    counts: dict[str, int] = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    return counts
