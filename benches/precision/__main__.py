"""``python -m benches.precision CORPUS``: how often rules are right on real pages, by committed verdicts.

CORPUS is laid out docset/locale/... . ``--check`` ends with 1 where a stable rule has an English finding that nobody
judged, or is not as precise as a stable rule must be. ``--draw FILE`` writes findings to judge: all English ones
without a verdict, and of each rule so many from translations that it has enough. ``--settle`` runs on translations
too, drops verdicts on findings that are no longer made, and counts the findings of each rule in counts.json.
"""

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from benches.injection.record import recall
from benches.precision import measure, verdicts
from specgen.checks import Selection, rules
from specgen.checks import run as check
from specgen.model.findings import Finding
from specgen.pipeline import Request, compile_pages

ENGLISH = ("win32/en-us", "office/en-us")
TRANSLATED = {"win32/fr-fr": "win32/en-us", "win32/de-de": "win32/en-us", "office/pt-br": "office/en-us"}
SEED = 20261121
EVERYTHING = Selection(preview=True)


def main() -> int:
    """Measure, and print a row for each rule."""
    parser = argparse.ArgumentParser(prog="python -m benches.precision", description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--check", action="store_true", help="end with 1 where a stable rule is not proven")
    parser.add_argument("--settle", action="store_true", help="first drop what is out of date; reads all trees")
    parser.add_argument("--draw", type=Path, metavar="FILE", help="write findings that want a verdict, as JSON lines")
    given = parser.parse_args()
    if given.settle:
        print(
            f"{verdicts.settle(_everywhere(given.corpus))} verdicts on findings that are no longer made are dropped\n"
        )
    known = verdicts.read()
    found = {tree: _findings(given.corpus, tree) for tree in ENGLISH}
    pages = sum(count for _, count in found.values())
    english = _by_code({tree: findings for tree, (findings, _) in found.items()})
    states = [(rule.info.code, not rule.info.preview) for rule in rules()]
    table = measure.rows(states, english, known, verdicts.read_counts(), recall())
    _print(table)
    stable = [row.code for row in table if row.stable]
    wrong = measure.false_findings(stable, english, known)
    print(f"\nfalse findings of stable rules per 100 English pages: {100 * wrong / pages:.3f} ({wrong} on {pages})")
    if given.draw is not None:
        trees = {tree: findings for tree, (findings, _) in found.items()}
        given.draw.write_text("".join(_drawn(given.corpus, trees, known)), encoding="utf-8")
    complaints = [f"{row.code}: {one}" for row in table for one in row.complaints()]
    print(*complaints, sep="\n")
    return 1 if given.check and complaints else 0


def _findings(corpus: Path, tree: str, reference: str | None = None) -> tuple[tuple[Finding, ...], int]:
    """The findings on a tree, and how many pages it has."""
    request = Request((str(corpus / tree),), reference=str(corpus / reference) if reference else None)
    run = compile_pages(request)
    return check(run.library, EVERYTHING), len(run.pages)


def _everywhere(corpus: Path) -> Iterator[tuple[str, str, str]]:
    """Code, tree and fingerprint of every finding on all trees, translations beside their originals."""
    for tree, reference in {**dict.fromkeys(ENGLISH), **TRANSLATED}.items():
        for one in _findings(corpus, tree, reference)[0]:
            yield one.code, tree, one.fingerprint


def _by_code(found: dict[str, tuple[Finding, ...]]) -> dict[str, list[tuple[str, str]]]:
    by_code: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for tree, findings in found.items():
        for one in findings:
            by_code[one.code].append((tree, one.fingerprint))
    return by_code


def _print(table: list[measure.Row]) -> None:
    print(
        f"{'rule':8}{'state':>9}{'English':>9}{'unjudged':>10}{'all':>8}{'judged':>8}{'true':>6}"
        f"{'precision':>11}{'at least':>10}{'recall':>9}"
    )
    for row in table:
        state = "stable" if row.stable else "preview"
        numbers = f"{row.english:>9}{row.unjudged:>10}{row.real:>8}{row.judged:>8}{row.true:>6}"
        shares = f"{row.precision:>11.1%}{row.bound:>10.1%}" if row.judged else " " * 21
        injected = f"{row.recall:>9.1%}" if row.recall is not None else ""
        print(f"{row.code:8}{state:>9}{numbers}{shares}{injected}".rstrip())


def _drawn(
    corpus: Path, english: dict[str, tuple[Finding, ...]], known: dict[str, tuple[verdicts.Verdict, ...]]
) -> Iterator[str]:
    """Findings to judge, as JSON lines: the finding's keys, the tree, and the tree of its original."""
    judged = {(one.tree, one.fingerprint) for given in known.values() for one in given}
    counts = {code: len(given) for code, given in known.items()}
    wanted: list[tuple[str, str | None, Finding]] = [
        (tree, None, one)
        for tree, findings in english.items()
        for one in findings
        if (tree, one.fingerprint) not in judged
    ]
    for _, _, one in wanted:
        counts[one.code] = counts.get(one.code, 0) + 1
    others = [
        (tree, reference, one)
        for tree, reference in TRANSLATED.items()
        for one in _findings(corpus, tree, reference)[0]
        if (tree, one.fingerprint) not in judged
    ]
    random.Random(SEED).shuffle(others)
    for tree, reference, one in others:
        if counts.get(one.code, 0) < measure.ENOUGH:
            counts[one.code] = counts.get(one.code, 0) + 1
            wanted.append((tree, reference, one))
    for tree, original, one in sorted(
        wanted, key=lambda drawn: (drawn[2].code, drawn[0], drawn[2].page, drawn[2].line)
    ):
        keys = ("code", "name", "page", "line", "column", "member", "message", "found", "expected", "fingerprint")
        record = {key: getattr(one, key) for key in keys}
        yield json.dumps({"tree": tree, "original": original, **record}, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.exit(main())
