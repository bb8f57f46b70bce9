"""How much of known damage is found: ``python -m benches.injection --corpus DIR``.

Every injector damages pages of the trees it fits, specgen checks the clean and the damaged tree, and what is new is
held against what was done. An injection is found when a new finding stands on a line of it, or names its member, under
a code that expected.toml accepts for the injector.
"""

import argparse
import json
import os
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

from benches.injection import record
from benches.injection.damage import Damage
from benches.injection.drawing import drawn
from benches.injection.injectors import Injector, discovered
from benches.injection.runs import CheckError, Runner
from benches.injection.score import Score, tally
from benches.injection.trees import Plan, Setting, candidates, plans, settings

_SEEDS = Path(__file__).parents[2] / "seeds"


def main() -> None:
    """Measure and print."""
    options = _options()
    damage = drawn(options.corpus, _SEEDS)
    if options.possible:
        _print_possible(options, damage)
        return
    with tempfile.TemporaryDirectory() as scratch:
        scores, crashes = _measured(options, damage, options.out or Path(scratch))
    _print_table(scores)
    if options.json:
        text = json.dumps([asdict(score) for score in scores], indent=1, ensure_ascii=False)
        options.json.write_text(text + "\n", encoding="utf-8")
    if options.record:
        record.write(scores)
    if crashes:
        raise SystemExit("\n".join(["", *crashes, f"{len(crashes)} runs of specgen failed and count for nothing"]))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benches.injection", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="real pages, docset/locale/...")
    parser.add_argument("--pages", type=int, default=100, help="pages an injector damages in a tree (default 100)")
    parser.add_argument(
        "--most", type=int, default=1300, help="pages of a tree, beyond its first folder (default 1300)"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="where trees are written (default: a scratch folder)")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="these injectors, or families, alone")
    parser.add_argument("--json", type=Path, help="everything, with all misses and false alarms")
    parser.add_argument("--record", action="store_true", help="keep the figures in measured.json")
    parser.add_argument("--possible", action="store_true", help="only count the pages that each injector can damage")
    return parser.parse_args()


def _chosen(options: argparse.Namespace) -> Iterator[tuple[Setting, list[Injector]]]:
    """Each setting with the injectors that work in it."""
    wanted = set(options.only or ())
    found: dict[Setting, list[Injector]] = {}
    for injector in discovered():
        if not wanted or wanted & {injector.NAME, injector.FAMILY}:
            for setting in settings(options.corpus, injector.FAMILY):
                found.setdefault(setting, []).append(injector)
    yield from found.items()


def _print_possible(options: argparse.Namespace, damage: Damage) -> None:
    counts: dict[str, dict[str, int]] = {}
    for setting, injectors in _chosen(options):
        for injector in injectors:
            counts.setdefault(injector.NAME, {})[setting.name] = len(
                candidates(setting, injector, damage, options.seed, None)
            )
    for name, by_setting in sorted(counts.items()):
        print(f"{name:28}", "  ".join(f"{setting} {count}" for setting, count in by_setting.items()))


def _measured(options: argparse.Namespace, damage: Damage, out: Path) -> tuple[Sequence[Score], list[str]]:
    accepted: Mapping[str, list[str]] = tomllib.loads(record.ACCEPTED.read_text(encoding="utf-8"))
    families = {one.NAME: one.FAMILY for one in discovered()}
    runner = Runner(out)
    crashes: list[str] = []
    sizes = (options.pages, options.seed, options.most)
    jobs = [
        (plan, mode)
        for setting, injectors in _chosen(options)
        for plan in plans(setting, injectors, damage, sizes)
        for mode in setting.modes
    ]

    def run(numbered: tuple[int, tuple[Plan, str]]) -> list[Score]:
        number, (plan, mode) = numbered
        names = sorted({one.injector for one in plan.injections})
        where = (plan.setting.name, mode)
        scores = {name: Score(name, families[name], *where, tuple(accepted[name])) for name in names}
        try:
            tally(plan.injections, runner.before_and_after(plan, mode, number), scores)
        except CheckError as failed:
            crashes.append(f"{', '.join(names)} in {' '.join(where)}: {failed}")
            return []
        return list(scores.values())

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        done = [score for scores in pool.map(run, enumerate(jobs)) for score in scores]
    return sorted(done, key=lambda one: (one.family, one.injector, one.setting, one.mode)), crashes


def _print_table(scores: Sequence[Score]) -> None:
    head = f"{'injector':28} {'tree':22} {'mode':9} {'injected':>8} {'found':>6} {'recall':>7}"
    print(f"{head} {'any':>6} {'alarms':>6} {'reworded':>8}  codes")
    for one in scores:
        recall = f"{one.found / one.injections:7.1%}" if one.accepted else f"{'-':>7}"
        codes = " ".join(f"{code} {one.codes[code]}" for code in sorted(one.codes))
        line = f"{one.injector:28} {one.setting:22} {one.mode:9} {one.injections:8} {one.found:6} {recall}"
        print(f"{line} {one.found_by_any / one.injections:6.0%} {len(one.alarms):6} {len(one.reworded):8}  {codes}")
    for one in scores:
        missed = [miss for miss in one.misses if one.accepted or not miss["codes"]]
        for miss in missed[:5]:
            print(f"missed: {one.injector}, {one.setting} {one.mode}: {miss['page']} lines {miss['lines']}")


if __name__ == "__main__":
    main()
