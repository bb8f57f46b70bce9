"""What counts as found, and what as a false alarm."""

from dataclasses import replace

from benches.injection.edits import Injected
from benches.injection.runs import Finding
from benches.injection.score import Score, hits, new_findings, tally
from benches.injection.trees import Injection

TWO = Injection("one", "a.md", Injected("", ((5, 6),), "Power", elsewhere=frozenset({"c.md"})))


def finding(page="a.md", line=1, member=None, message="says x", related=(), code="X1"):
    return Finding(code, page, member, None, None, message, (line, line), related)


def test_a_finding_hits_by_line_by_member_or_by_what_it_points_to():
    assert hits(finding(line=6), TWO)
    assert hits(finding(line=60, member="Lamp.Power"), TWO)
    assert hits(finding(page="b.md", related=(("a.md", 5),)), TWO)
    assert hits(finding(page="c.md", member="Power"), TWO)


def test_a_finding_elsewhere_does_not_hit():
    assert not hits(finding(line=7), TWO)
    assert not hits(finding(page="b.md", line=5, member="Power"), TWO)
    assert not hits(finding(page="c.md", line=5), TWO)


def test_moved_findings_are_not_new():
    before = [finding(line=9, message="syntax line 9 says x")]
    assert new_findings(before, [finding(line=11, message="syntax line 11 says x")], set()) == []


def test_of_two_alike_the_one_at_the_damage_is_new():
    there = finding(line=5)
    assert new_findings([finding(line=30)], [there, finding(line=30)], {there}) == [there]


def test_tally_counts_what_is_accepted_and_what_nobody_did():
    scores = {name: Score(name, "signature", "a", "alone", ("X1",)) for name in ("one", "two")}
    other = Injection("two", "b.md", Injected("", ((2, 2),)))
    after = [
        finding(line=5),
        finding(page="b.md", line=2, code="X2"),
        finding(page="b.md", line=9),
        finding(page="z.md"),
    ]
    tally([TWO, other], ([], after), scores)
    one, two = scores["one"], scores["two"]
    assert (one.injections, one.found, one.found_by_any, len(one.misses)) == (1, 1, 1, 0)
    assert (two.injections, two.found, two.found_by_any, len(two.misses)) == (1, 0, 1, 1)
    assert [alarm["page"] for alarm in one.alarms] == ["z.md"]
    assert [alarm["page"] for alarm in two.alarms] == ["b.md", "z.md"]


def test_other_words_about_the_same_text_are_no_alarm():
    scores = {"one": Score("one", "signature", "a", "alone", ("X1",))}
    before = [replace(finding(page="z.md", message="which is V_T"), found="V T")]
    after = [replace(before[0], message="which is VT", lines=(at, at)) for at in (1, 7)]
    tally([TWO], (before, after), scores)
    assert [len(kept) for kept in (scores["one"].reworded, scores["one"].alarms)] == [1, 1]
