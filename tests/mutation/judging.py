"""Judging subjects: without a mutant, then with one after the other. What a process of the tester does."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import mkdtemp

from specgen.conformance.target import Target
from tests.mutation.drawing import unlike_these
from tests.mutation.running import Run, run_modules
from tests.mutation.sites import Mutant, Technology
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
    """What came of a task.

    ``failed``: tests that fail without any mutant; ``left``: places left out for that; ``seconds`` of the processor.
    """

    part: str
    verdicts: list[Verdict] = field(default_factory=list)
    failed: list[Outcome] = field(default_factory=list)
    tests: int = 0
    modules: int = 0
    left: int = 0
    seconds: float = 0


_WORLD: list[World] = []


def prepare(folders: Folders) -> None:
    """Once in each process."""
    scratch = Path(mkdtemp(dir=folders.scratch))
    _WORLD[:] = [World(Folders(folders.wmi, folders.com, folders.headers, scratch))]


def judge(task: Task) -> Findings:
    """All mutants of a task's modules. Raises CollectionError for a suite that cannot run."""
    started = time.process_time()
    part, found = PARTS[task.part], Findings(task.part)
    subjects: dict[Path, Subject] = {}
    for module in task.modules:
        subject = part.make(_WORLD[0], module)
        subjects[subject.module] = subject
    there = [path for path in subjects if path.is_file()]
    run_modules(there, lambda path, run: _judge(subjects[path], run, found), *part.options)
    for path in subjects.keys() - there:
        # Nobody tests it: that is the suite's fault.
        mutants = subjects[path].mutants(unlike_these((), "wmi"))
        found.verdicts += [Verdict(one, "survived", f"there is no {path.name}") for one in mutants]
    found.seconds = time.process_time() - started
    return found


def _judge(subject: Subject, run: Run, found: Findings) -> None:
    plain = subject.plain()
    before = run(plain)
    failed = [one for one in before if one.word == "failed"]
    found.tests += len(before)
    found.modules += 1
    found.failed += failed
    technology: Technology = "com" if subject.module.parent.name == "com" else "wmi"
    unlike = unlike_these([one.about for one in failed], technology)
    # Of a class that is absent the plugin tells one result in a session, so that such mutants come last.
    mutants = sorted(subject.mutants(unlike), key=lambda one: one.gone)
    as_it_is = _told(mutants[0], plain) if mutants else None
    for mutant in mutants:
        with subject.mutated(mutant) as target:
            if mutant.family == "declaration" and mutant.needs <= target.capabilities:
                _prove_changed(mutant, as_it_is, _told(mutant, target))
            after: Sequence[Outcome] = run(target)
            found.verdicts.append(verdict(mutant, before, after, target.capabilities))
    found.left += len(set(subject.left))
    if mutants:
        again = run(subject.plain())
        found.failed += [replace(one, reason=f"{one.reason} (after the mutants)") for one in again if one not in before]


def _told(mutant: Mutant, target: Target) -> object:
    """What the target tells of the mutant's owner."""
    if mutant.family == "behaviour":
        return None
    if mutant.technology == "com":
        return target.describe_interface(mutant.owner)
    return target.describe_class(mutant.namespace, mutant.owner)


def _prove_changed(mutant: Mutant, before: object, after: object) -> None:
    """A mutant that nobody could see would be the fault of this program, not of a suite."""
    if before == after:
        raise AssertionError(f"{mutant} changes nothing that the target tells")
