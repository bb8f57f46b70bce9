"""What verdicts make of findings, and what is wrong with files of them."""

from pathlib import Path

import pytest

from benches.injection import record
from benches.injection.score import Score
from benches.precision import measure, verdicts
from benches.precision.verdicts import Verdict


def judged(*words: str) -> tuple[Verdict, ...]:
    return tuple(Verdict("t", "a.md", 1, f"f{at}", word, "seen") for at, word in enumerate(words))


def row(
    true: int, false: int, *, unjudged: int = 0, real: int | None = None, recall: float | None = 1.0
) -> measure.Row:
    words = ["true"] * true + ["false"] * false
    there = {"SG1": [("t", f"f{at}") for at in range(len(words) + unjudged)]}
    counts = {"SG1": len(words) if real is None else real}
    known = {} if recall is None else {"SG1": recall}
    (made,) = measure.rows([("SG1", True)], there, {"SG1": judged(*words)}, counts, known)
    return made


def test_the_bound_is_that_of_wilson() -> None:
    assert row(40, 0).bound == pytest.approx(0.9124, abs=1e-4)
    assert row(38, 2).bound == pytest.approx(0.8350, abs=1e-4)
    assert row(0, 0).bound == 0


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (row(40, 0), []),
        (row(9, 0), []),
        (row(8, 1), ["1 of its 9 findings are false"]),
        (row(40, 0, unjudged=2), ["2 findings on English pages have no verdict"]),
        (row(12, 0), ["the lower bound 75.8% is below 85%"]),
        (row(9, 0, recall=0.97), ["it hardly ever speaks, and finds 97.0% of what is injected, not 98%"]),
        (row(0, 0, recall=None), ["it hardly ever speaks, and no injector tries it"]),
        (row(40, 0, recall=None), []),
        (row(39, 0, real=50), ["39 of its 50 findings are judged, 40 are needed"]),
        (row(40, 0, real=50), []),
        (row(90, 10), ["precision 90.0% is below 95%", "the lower bound 82.6% is below 85%"]),
    ],
)
def test_a_stable_rule_is_held_to_its_verdicts(made: measure.Row, words: list[str]) -> None:
    assert made.complaints() == words


def test_an_excused_rule_is_held_to_what_it_has() -> None:
    (code,) = measure.EXCUSED
    for words, complaints in (("true", 0), ("false", 1)):
        given = {code: judged(*[words] * 13)}
        (made,) = measure.rows([(code, True)], {}, given, {code: 13}, {})
        assert bool(made.complaints()) == bool(complaints)


def test_a_rule_in_preview_is_not() -> None:
    (made,) = measure.rows([("SG1", False)], {"SG1": [("t", "x")]}, {}, {}, {})
    assert made.complaints() == []


def test_only_false_findings_on_english_pages_count() -> None:
    given = {"SG1": judged("true", "false", "false"), "SG2": judged("false")}
    assert measure.false_findings(["SG1"], {"SG1": [("t", "f0"), ("t", "f1")], "SG2": [("t", "f0")]}, given) == 1


def test_verdicts_come_back_as_they_were_written(tmp_path: Path) -> None:
    given = judged("true", "false")
    verdicts.write("SG1", reversed(given), tmp_path)
    assert verdicts.read(tmp_path) == {"SG1": given}


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "{}",
        '{"tree": "t", "page": "a", "line": 1, "fingerprint": "f", "verdict": "maybe", "evidence": "e"}',
        '{"tree": "t", "page": "a", "line": 1, "fingerprint": "f", "verdict": "true", "evidence": " "}',
    ],
)
def test_what_is_no_verdict_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "sg1.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(verdicts.VerdictError, match=r"sg1\.jsonl:1"):
        verdicts.read(tmp_path)


def test_the_committed_verdicts_can_be_read() -> None:
    assert all(given for given in verdicts.read().values())


def test_settling_drops_what_is_no_longer_found_and_counts_what_is(tmp_path: Path) -> None:
    verdicts.write("SG1", judged("true", "false"), tmp_path)
    counts = tmp_path / "counts.json"
    assert verdicts.read_counts(counts) == {}
    assert verdicts.settle([("SG1", "t", "f0"), ("SG1", "t", "f9"), ("SG2", "t", "f1")], tmp_path, counts) == 1
    assert verdicts.read(tmp_path) == {"SG1": judged("true")}
    assert verdicts.read_counts(counts) == {"SG1": 2, "SG2": 1}


def test_recall_is_that_of_all_injectors_of_a_rule(tmp_path: Path) -> None:
    accepted = tmp_path / "expected.toml"
    accepted.write_text('a = ["SG1"]\nb = ["SG1", "SG2"]\nc = []\n', encoding="utf-8")
    file = tmp_path / "measured.json"
    assert record.recall(file, accepted) == {}
    scores = [Score(name, "f", "tree", "alone", (), 10, found) for name, found in (("a", 10), ("b", 5), ("c", 0))]
    record.write(scores, file)
    assert record.recall(file, accepted) == {"SG1": 0.75, "SG2": 0.5}
