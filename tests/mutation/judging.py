"""Judging subjects: without a mutant, then with one after the other. What a process of the tester does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import mkdtemp

from tests.mutation.drawing import unlike_these
from tests.mutation.running import Run, run_modules
from tests.mutation.sites import Technology
from tests.mutation.subjects import (
    BehaviourSubject,
    Folders,
    HeadersSubject,
    MockSubject,
    ObjectsSubject,
    RepliesSubject,
    Subject,
    World,
)
from tests.mutation.verdict import Outcome, Verdict, verdict


@dataclass(frozen=True)
class Part:
    """A target that is changed. ``differs``: it is nobody's stand-in, so that it may differ from the pages as it is."""

    name: str
    make: Callable[[World, str], Subject]
    technologies: tuple[Technology, ...]
    options: tuple[str, ...] = ()
    differs: bool = False


PARTS: Mapping[str, Part] = {
    one.name: one
    for one in (
        Part("mock", MockSubject, ("wmi",)),
        Part("replies", RepliesSubject, ("wmi",)),
        Part("headers", HeadersSubject, ("com",), differs=True),
        Part("objects", ObjectsSubject, ("com",)),
        Part("behaviour", BehaviourSubject, ("wmi", "com"), ("--specgen-invoke",)),
    )
}


@dataclass(frozen=True)
class Task:
    """Some modules of one part, all of one technology."""

    part: str
    modules: tuple[str, ...]


@dataclass
class Findings:
    """What came of a task. ``failed``: tests that fail without any mutant; ``left``: places left out for that."""

    part: str
    verdicts: list[Verdict] = field(default_factory=list)
    failed: list[Outcome] = field(default_factory=list)
    tests: int = 0
    modules: int = 0
    left: int = 0


_WORLD: list[World] = []


def prepare(folders: Folders) -> None:
    """Once in each process."""
    scratch = Path(mkdtemp(dir=folders.scratch))
    _WORLD[:] = [World(Folders(folders.wmi, folders.com, folders.headers, scratch))]


def judge(task: Task) -> Findings:
    """All mutants of a task's modules. Raises CollectionError for a suite that cannot run."""
    part, found = PARTS[task.part], Findings(task.part)
    subjects: dict[Path, Subject] = {}
    for module in task.modules:
        subject = part.make(_WORLD[0], module)
        subjects[subject.module] = subject
    absent = [str(path) for path in subjects if not path.is_file()]
    if absent:
        raise FileNotFoundError(f"no suite was generated for {', '.join(absent)}")
    run_modules(list(subjects), lambda path, run: _judge(subjects[path], run, found), *part.options)
    return found


def _judge(subject: Subject, run: Run, found: Findings) -> None:
    before = run(subject.plain())
    failed = [one for one in before if one.word == "failed"]
    found.tests += len(before)
    found.modules += 1
    found.failed += failed
    technology: Technology = "com" if subject.module.parent.name == "com" else "wmi"
    unlike = unlike_these([one.about for one in failed], technology)
    for mutant in subject.mutants(unlike):
        with subject.mutated(mutant) as target:
            after: Sequence[Outcome] = run(target)
            found.verdicts.append(verdict(mutant, before, after, target.capabilities))
    found.left += len(set(subject.left))
    if found.verdicts:
        again = run(subject.plain())
        found.failed += [replace(one, reason=f"{one.reason} (after the mutants)") for one in again if one not in before]
