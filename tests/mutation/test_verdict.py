"""The kill rule."""

import pytest

from specgen.conformance.target import Capability
from tests.mutation.sites import Mutant, Site
from tests.mutation.verdict import Outcome, Tally, verdict

ALL = frozenset(Capability)
DIM = Site("Acme_Lamp", method="Dim")
POWER = Site("Acme_Lamp", method="Dim", parameter="Power")
MOOD = Site("Acme_Lamp", method="Dim", parameter="Mood")


def mutant(*sites, family="declaration", technology="wmi", needs=(), gone=False):
    return Mutant("mock", "change", family, technology, "root/acme", sites, "1", frozenset(needs), gone)


def said(word, about, test="test_type", reason=""):
    return Outcome(f"wmi/root_acme/test_acme_lamp.py::{test}[wmi/{about}]", word, reason)


def kind(changed, after, before=None, capabilities=ALL):
    once = before if before is not None else [Outcome(one.nodeid, "passed") for one in after]
    return verdict(changed, once, after, capabilities).kind


def test_identities():
    assert mutant(Site("A")).identities == ("wmi/A",)
    assert mutant(Site("A", prop="P")).identities == ("wmi/A::P",)
    assert mutant(POWER, MOOD).identities == ("wmi/Acme_Lamp.Dim::Power", "wmi/Acme_Lamp.Dim::Mood")
    assert mutant(POWER, family="behaviour").identities == ("wmi/Acme_Lamp.Dim::Power", "wmi/Acme_Lamp.Dim")


def test_killed_by_a_test_that_names_it():
    assert kind(mutant(POWER), [said("failed", "Acme_Lamp.Dim::Power"), said("passed", "Acme_Lamp")]) == "killed"


def test_names_of_wmi_are_the_same_in_any_case_and_those_of_com_are_not():
    assert kind(mutant(DIM), [said("failed", "ACME_LAMP.DIM")]) == "killed"
    com = [Outcome("com/test_ilamp.py::test_type[com/ILamp.dim]", "failed")]
    assert kind(mutant(Site("ILamp", method="Dim"), technology="com"), com) == "collateral"


@pytest.mark.parametrize("about", ["Acme_Lamp.Dim", "Acme_Lamp", "Acme_Lamp.Dim::Powers", "Acme_Lamp.Dim::Mood"])
def test_a_failure_that_names_something_else_is_collateral_even_beside_a_kill(about):
    after = [said("failed", "Acme_Lamp.Dim::Power"), said("failed", about)]
    found = verdict(mutant(POWER), [], after, ALL)
    assert (found.kind, found.collateral) == ("collateral", (after[1].nodeid,))


def test_of_two_that_change_places_either_may_tell():
    assert kind(mutant(POWER, MOOD), [said("failed", "Acme_Lamp.Dim::Mood")]) == "killed"


def test_of_a_class_that_is_gone_all_tests_may_fail_but_one_of_the_class_must():
    gone = mutant(Site("Acme_Lamp"), gone=True)
    assert kind(gone, [said("failed", "Acme_Lamp"), said("failed", "Acme_Lamp.Dim")]) == "killed"
    assert kind(gone, [said("passed", "Acme_Lamp"), said("failed", "Acme_Lamp.Dim")]) == "survived"


def test_a_skip_is_no_kill():
    after = [said("skipped", "Acme_Lamp.Dim::Power", reason="it is gone")]
    found = verdict(mutant(POWER), [said("passed", "Acme_Lamp.Dim::Power")], after, ALL)
    assert (found.kind, found.reason) == ("survived", "skipped: it is gone")


def test_what_skips_without_the_mutant_too_is_not_testable():
    skip = said("skipped", "Acme_Lamp.Dim::Power", reason="it cannot tell")
    found = verdict(mutant(POWER), [skip], [skip], ALL)
    assert (found.kind, found.reason) == ("not testable", "every test of it skips: it cannot tell")


def test_one_test_that_passes_makes_a_survivor_of_it():
    passed, skip = (
        said("passed", "Acme_Lamp.Dim::Power", "test_name"),
        said("skipped", "Acme_Lamp.Dim::Power", reason="x"),
    )
    found = verdict(mutant(POWER), [passed, skip], [passed, skip], ALL)
    assert (found.kind, found.reason) == ("survived", "passed: test_name; skipped: x")


def test_a_capability_that_is_missing():
    needs = mutant(POWER, needs=[Capability.DIRECTIONS])
    found = verdict(needs, [], [], ALL - {Capability.DIRECTIONS})
    assert (found.kind, found.reason) == ("not testable", "the target does not tell directions")


def test_what_no_test_names_survives():
    assert verdict(mutant(POWER), [], [said("passed", "Acme_Lamp.Dim")], ALL).reason == "no test names it"
    assert verdict(mutant(POWER), [], [], ALL).reason == "no test ran"


def test_what_failed_before_is_neither_a_kill_nor_collateral():
    known = [said("failed", "Acme_Lamp.Dim::Mood"), said("failed", "Acme_Lamp.Dim::Power")]
    assert kind(mutant(POWER), known, before=known) == "survived"


def test_the_share_leaves_out_what_cannot_be_seen():
    tally = Tally()
    for one in ("killed", "killed", "killed", "survived", "not testable"):
        tally.add(one)
    assert (tally.mutants, tally.share) == (5, 0.75)
    assert Tally().share == 1
