"""The trees that injectors damage, and what each injector can do in them."""

import random
import shutil
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benches.injection.damage import Damage
from benches.injection.edits import Injected
from benches.injection.injectors import Injector
from benches.injection.page import Folder
from benches.injection.pairs import read_text

ENGLISH = "en-us"
_GROUP = 8


@dataclass(frozen=True)
class Setting:
    """Pages to damage: those of ``base`` (``docset/locale`` in the corpus), written as ``written`` (the same form).

    A translation damages a copy of English pages that passes for a translated tree, or a real translated tree; then
    ``reference`` is the English tree it is checked against as well.
    """

    corpus: Path
    base: str
    written: str
    reference: str | None

    @property
    def name(self) -> str:
        """Its name in the report."""
        return self.base if self.base == self.written else f"{self.base} as {self.written.partition('/')[2]}"

    @property
    def modes(self) -> tuple[str, ...]:
        """How the tree is checked."""
        return ("alone", "reference") if self.reference else ("alone",)

    @cached_property
    def folder(self) -> Folder:
        """All pages of the tree."""
        return Folder(_texts(self.corpus / self.base))

    @cached_property
    def english(self) -> Mapping[str, str]:
        """The pages of the reference."""
        return _texts(self.corpus / self.reference) if self.reference else {}


@dataclass(frozen=True)
class Injection:
    """One damaged page."""

    injector: str
    page: str
    injected: Injected


@dataclass(frozen=True)
class Plan:
    """Injections that are checked in one run, all on different pages, and the directories that the run covers."""

    setting: Setting
    directories: tuple[str, ...]
    injections: tuple[Injection, ...]


def _texts(tree: Path) -> dict[str, str]:
    return {path.relative_to(tree).as_posix(): read_text(path) for path in sorted(tree.rglob("*.md"))}


def settings(corpus: Path, family: str) -> tuple[Setting, ...]:
    """Where the injectors of ``family`` work: on the English trees, or on trees that are, or pass for, translated."""
    found = []
    for english in sorted(corpus.glob(f"*/{ENGLISH}")):
        docset = english.parent.name
        locales = sorted(one.name for one in english.parent.iterdir() if one.is_dir() and one.name != ENGLISH)
        own = f"{docset}/{ENGLISH}"
        if family != "translation":
            found.append(Setting(corpus, own, own, None))
        elif locales:
            translated = f"{docset}/{locales[-1]}"
            found += [Setting(corpus, own, translated, own), Setting(corpus, translated, translated, own)]
    return tuple(found)


def candidates(
    setting: Setting, injector: Injector, damage: Damage, seed: int, enough: int | None
) -> Sequence[Injection]:
    """Pages that ``injector`` can damage, in an order that depends on ``seed`` alone; at most ``enough``."""
    paths = sorted(setting.folder.texts)
    random.Random(f"{seed} {injector.NAME} {setting.name}").shuffle(paths)
    found: list[Injection] = []
    for path in paths:
        chance = random.Random(f"{seed} {injector.NAME} {path}")
        injected = injector.inject(setting.folder.page(path), damage, chance)
        if injected:
            found.append(Injection(injector.NAME, path, injected))
        if len(found) == enough:
            break
    return found


def plans(
    setting: Setting, injectors: Sequence[Injector], damage: Damage, sizes: tuple[int, int, int]
) -> Iterable[Plan]:
    """One plan an injector, or one a few of them where pages are checked twice. ``sizes``: pages, seed, most pages."""
    count, seed, most = sizes
    size = _GROUP if setting.reference else 1
    possible = [candidates(setting, one, damage, seed, 6 * count) for one in injectors]
    fitting = [one for one in possible if one]
    for start in range(0, len(fitting), size):
        yield _plan(setting, fitting[start : start + size], count, most)


def _plan(setting: Setting, group: Sequence[Sequence[Injection]], count: int, most: int) -> Plan:
    directories = _directories(setting, group, count, most)
    taken: dict[str, Injection] = {}
    for one in sorted(group, key=len):
        free = [it for it in one if it.page not in taken and _directory(it.page) in directories]
        taken.update((it.page, it) for it in free[:count])
    return Plan(setting, tuple(sorted(directories)), tuple(taken.values()))


def _directories(setting: Setting, group: Sequence[Sequence[Injection]], count: int, most: int) -> Collection[str]:
    """Whole directories, those first that serve the injectors best, the smaller of two, until all have enough."""
    sizes = Counter(_directory(path) for path in setting.folder.texts)
    by_directory = [Counter(_directory(it.page) for it in one) for one in group]
    chosen: list[str] = []
    while True:
        missing = [count - sum(one[directory] for directory in chosen) for one in by_directory]
        left = [one for one in sizes if one not in chosen]
        gains = {
            name: sum(max(0, min(short, one[name])) for short, one in zip(missing, by_directory, strict=True))
            for name in left
        }
        room = most - sum(sizes[name] for name in chosen)
        useful = [name for name in left if gains[name] and (not chosen or sizes[name] <= room)]
        if not useful:
            return chosen
        chosen.append(max(useful, key=lambda name: (gains[name], -sizes[name], name)))


def _directory(path: str) -> str:
    return path.rpartition("/")[0]


def write_tree(root: Path, texts: Mapping[str, str], directories: Collection[str]) -> None:
    """The pages of ``directories`` under ``root``, which becomes the root of what specgen reads."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    root.joinpath("specgen.toml").write_text("", encoding="utf-8")
    for path, text in texts.items():
        if _directory(path) in directories:
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode("utf-8", errors="surrogateescape"))
