"""What changed in a working tree since a git revision: the files, and what they held."""

import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

_SAFE = ("-c", "core.fsmonitor=false", "-c", "core.quotePath=false")
"""A repository may name a program that watches its files; it is not started."""


class RevisionError(Exception):
    """A revision that cannot be compared with: no repository, no git, or no such revision."""


@dataclass(frozen=True)
class Changes:
    """Files that differ from the revision, by absolute path: their bytes then, or None where they were not there."""

    revision: str
    before: dict[Path, bytes | None]


def changes_since(revision: str, folder: Path) -> Changes:
    """What differs in the repository that holds ``folder``: committed, staged, edited and untracked files.

    Raises RevisionError.
    """
    top = Path(_git(folder, "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n"))
    commit = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", of=revision)
    known = commit.decode("ascii").strip()
    changed = _names(_git(top, "diff", "--name-only", "--no-renames", "-z", known, "--"))
    untracked = _names(_git(top, "ls-files", "--others", "--exclude-standard", "-z"))
    then = _contents(top, known, changed)
    return Changes(revision, {top / name: then.get(name) for name in (*changed, *untracked)})


def _names(listed: bytes) -> list[str]:
    return [name.decode("utf-8", "surrogateescape") for name in listed.split(b"\0") if name]


def _contents(top: Path, commit: str, names: Sequence[str]) -> dict[str, bytes]:
    """The bytes of the files that the commit has. A name with a line end cannot be asked for, and is left out."""
    asked = [name for name in names if "\n" not in name]
    wanted = "".join(f"{commit}:{name}\n" for name in asked).encode("utf-8", "surrogateescape")
    answer = _git(top, "cat-file", "--batch", given=wanted) if asked else b""
    return dict(_answers(asked, answer))


def _answers(asked: Iterable[str], answer: bytes) -> Iterable[tuple[str, bytes]]:
    at = 0
    for name in asked:
        end = answer.index(b"\n", at)
        words = answer[at:end].rsplit(b" ", 2)
        at = end + 1
        if words[-1] == b"missing":
            continue
        size = int(words[-1])
        if words[-2] == b"blob":
            yield name, answer[at : at + size]
        at += size + 1


def _git(folder: Path, *words: str, given: bytes | None = None, of: str | None = None) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603  the program is git, and no word comes from a page
            ["git", "-C", str(folder), *_SAFE, *words],  # noqa: S607
            input=given or b"",
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise RevisionError(f"git cannot be run: {error.strerror}") from None
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[0] if said else f"git knows no revision {of!r}" if of is not None else "git failed"
        raise RevisionError(f"{folder}: {reason}")
    return done.stdout
