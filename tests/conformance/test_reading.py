"""What instances hold against what the page says of them, on a small target (``--specgen-read``)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from specgen.conformance import BaseTarget, Capability, Code, Instance, Property, Reply, Wmi, WmiClass
from specgen.conformance.calls.permission import Permission
from specgen.conformance.calls.trials import Effort
from specgen.conformance.verdicts import Broken, NotTestable, Why
from specgen.model.entities import AnyEntity
from specgen.model.entities import WmiClass as DocumentedClass
from tests.conformance.conftest import code, entity, failed, prop

pytest_plugins = ("pytester",)

Run = Callable[..., pytest.RunResult]
Values = Mapping[str, object]

JOB = WmiClass(
    "Sample_Job",
    namespace="root/sample",
    properties=(
        Property("JobId", type="uint32", key=True, line=13),
        Property("Queue", type="string", key=True, line=14),
        Property("Submitted", type="datetime", line=15),
        Property("State", type="uint16", line=16, values=(Code(1, label="Waiting"), Code(2, label="Printing"))),
        Property("Mood", type="string", line=17, values=(Code("Good"), Code("Bad"))),
        Property("Pages", type="uint8", array=True, line=18),
        Property("Printer", type="Sample_Printer", ref=True, line=19),
        Property("Paused", type="boolean", line=20),
    ),
    page="docs/sample_job.md",
    line=12,
)
GOOD: dict[str, object] = {
    "JobId": 1,
    "Queue": "A",
    "Submitted": "20200101120000.000000+000",
    "State": 2,
    "Mood": "good",
    "Pages": [1, 255],
    "Printer": 'Sample_Printer.DeviceID="LPT1"',
    "Paused": False,
}


DATETIME = "Submitted is datetime, 25 characters by DSP0004"


class Reader(BaseTarget):
    """A target with the class as documented and with these instances."""

    name = "reader"
    capabilities = frozenset({Capability.CLASSES, Capability.INSTANCES})

    def __init__(self, *held: Values, there: bool = True) -> None:
        self.held = held
        self.there = there
        self.asked: list[str] = []

    def describe_class(self, namespace: str | None, name: str) -> Reply[WmiClass]:
        return Reply("ok", JOB)

    def instances(self, namespace: str | None, name: str) -> Reply[tuple[Instance, ...]]:
        self.asked.append(name)
        return Reply("ok", tuple(Instance(f"{name}.JobId={at}", one) for at, one in enumerate(self.held, 1)))

    def resolves(self, namespace: str | None, reference: str) -> Reply[bool]:
        self.asked.append(reference)
        return Reply("ok", self.there)


def reading(*held: Values, **more: Any) -> Wmi:
    return Wmi(Reader(*held, **more), Permission(read=True), Effort())


def wanted(name: str) -> Property:
    return next(one for one in JOB.properties if one.name == name)


@pytest.mark.parametrize("name", GOOD)
def test_a_value_as_documented_fits(name: str) -> None:
    reading(GOOD, {**GOOD, name: None}).values_fit(JOB, wanted(name))


@pytest.mark.parametrize(
    ("name", "value", "difference"),
    [
        ("JobId", "1", "JobId is uint32; the target gave '1'"),
        ("JobId", True, "JobId is uint32; the target gave True"),
        ("JobId", -1, "JobId is uint32; the target gave -1"),
        ("JobId", 1 << 32, "JobId is uint32; the target gave 4294967296"),
        ("Queue", 7, "Queue is string; the target gave 7"),
        ("Paused", 0, "Paused is boolean; the target gave 0"),
        (
            "Submitted",
            "20200101120000.00000+000",
            f"{DATETIME}; the target gave '20200101120000.00000+000' of 24 characters",
        ),
        (
            "Submitted",
            "2020-01-01T12:00:00.00000",
            f"{DATETIME}; the target gave '2020-01-01T12:00:00.00000'",
        ),
        ("State", 3, "State is one of 1 (Waiting), 2 (Printing); the target gave 3"),
        ("Mood", "Ugly", "Mood is one of 'Good', 'Bad'; the target gave 'Ugly'"),
        ("Pages", 1, "Pages is uint8[]; the target gave 1"),
        ("Pages", [1, 256], "Pages is uint8[]; the target gave 256"),
        ("Printer", 7, "Printer is Sample_Printer REF; the target gave 7"),
    ],
)
def test_a_value_that_does_not_fit_is_told_with_its_instance(name: str, value: object, difference: str) -> None:
    with pytest.raises(Broken) as broken:
        reading(GOOD, {**GOOD, name: value}).values_fit(JOB, wanted(name))
    promise, gave, given = difference.partition("; the target gave ")
    assert broken.value.difference == f"{promise}{gave}another value"
    assert broken.value.seen == f"{given}, in Sample_Job.JobId=2"
    assert str(broken.value).startswith(f"docs/sample_job.md, line {wanted(name).line}: {promise}")


def test_null_where_the_page_forbids_it_is_told_with_its_instance() -> None:
    paused = replace(wanted("Paused"), null="forbidden")
    with pytest.raises(Broken) as broken:
        reading(GOOD, {**GOOD, "Paused": None}).values_fit(JOB, paused)
    assert broken.value.difference == "Paused is NULL, which the page forbids"
    assert broken.value.seen == "Sample_Job.JobId=2"


def test_what_was_seen_is_no_part_of_the_difference() -> None:
    """Else an expected difference would have to be written anew for every machine."""
    found = []
    for value in (3, 4):
        with pytest.raises(Broken) as broken:
            reading({**GOOD, "State": value}).values_fit(JOB, wanted("State"))
        found.append((broken.value.difference, broken.value.seen))
    assert found[0][0] == found[1][0]
    assert found[0][1] != found[1][1]


@pytest.mark.parametrize(
    "value", ["20200101******.******+000", "00000001000000.000000:000", "20200101120000.000000-480"]
)
def test_datetimes_may_have_asterisks_or_be_intervals(value: str) -> None:
    reading({**GOOD, "Submitted": value}).values_fit(JOB, wanted("Submitted"))


def test_keys_that_tell_instances_apart() -> None:
    reading(GOOD, {**GOOD, "JobId": 2}, {**GOOD, "Queue": "B"}).keys_are_unique(JOB)


def test_keys_that_stand_twice_whatever_their_case() -> None:
    with pytest.raises(Broken, match="the target has two with the same: JobId=1, Queue='a'"):
        reading(GOOD, {**GOOD, "JobId": 2}, {**GOOD, "Queue": "a"}).keys_are_unique(JOB)


@pytest.mark.parametrize("held", [{"Queue": None}, {}], ids=["NULL", "left out"])
def test_a_key_is_not_null(held: Values) -> None:
    values = {**{name: value for name, value in GOOD.items() if name != "Queue"}, **held}
    with pytest.raises(
        Broken, match=r"Queue is a key; in the target it is NULL in an instance: Sample_Job\.JobId=1"
    ) as broken:
        reading(values).keys_are_unique(JOB)
    assert broken.value.line == 14


def test_a_reference_that_resolves_and_one_that_does_not() -> None:
    reading(GOOD).references_resolve(JOB, wanted("Printer"))
    with pytest.raises(Broken) as broken:
        reading(GOOD, there=False).references_resolve(JOB, wanted("Printer"))
    said = "Printer refers to an object; the target has none there"
    assert (broken.value.difference, broken.value.line) == (said, 19)
    assert broken.value.seen == 'Sample_Printer.DeviceID="LPT1"'


def test_a_reference_is_followed_once_and_five_at_most() -> None:
    side = reading(*({**GOOD, "Printer": f"P{at // 2}"} for at in range(20)))
    side.references_resolve(JOB, wanted("Printer"))
    assert side.target.asked == ["Sample_Job", "P0", "P1", "P2", "P3", "P4"]  # type: ignore[attr-defined]


NOTHING = dict.fromkeys(GOOD)


@pytest.mark.parametrize(
    ("held", "reason"),
    [
        ((NOTHING, NOTHING), "is NULL in every instance of Sample_Job"),
        (({"Other": 1},), "is NULL in every instance of Sample_Job"),
        ((), "the target has no instance of Sample_Job"),
    ],
)
def test_what_no_instance_tells_is_not_testable(held: tuple[Values, ...], reason: str) -> None:
    side = reading(*held)
    for check in (side.values_fit, side.references_resolve):
        with pytest.raises(NotTestable, match=reason) as untested:
            check(JOB, wanted("Printer"))
        assert untested.value.why == Why.TARGET


def test_without_the_switch_nothing_is_asked_for() -> None:
    target = Reader(GOOD)
    with pytest.raises(NotTestable, match="reader is read only with --specgen-read") as untested:
        Wmi(target, Permission(invoke=True), Effort()).values_fit(JOB, wanted("JobId"))
    assert untested.value.why == Why.TIER
    assert target.asked == []


def test_instances_are_read_once() -> None:
    side = reading(GOOD)
    for one in JOB.properties:
        side.values_fit(JOB, one)
    side.keys_are_unique(JOB)
    assert side.target.asked == ["Sample_Job"]  # type: ignore[attr-defined]


ADAPTER = """
from specgen.conformance import BaseTarget, Capability, Instance, Property, Reply, WmiClass


class Target(BaseTarget):
    name = "reader"
    capabilities = frozenset({Capability.CLASSES, Capability.INSTANCES})

    def describe_class(self, namespace, name):
        names = ("JobId", "Submitted", "State", "Printer", "Paused")
        return Reply("ok", WmiClass(name, properties=tuple(map(Property, names))))

    def instances(self, namespace, name):
        first = {"JobId": 1, "Submitted": "20200101120000.00000+000", "State": 3, "Printer": "gone", "Paused": None}
        return Reply("ok", (Instance("first", first), Instance("second", {**first, "State": 1})))

    def resolves(self, namespace, reference):
        return Reply("ok", reference != "gone")
"""


def documented_job() -> list[AnyEntity]:
    return [
        entity(
            DocumentedClass,
            "wmi:root/sample:Sample_Job",
            namespace="root/sample",
            namespaces=("root/sample",),
            superclass=None,
            qualifiers={},
            traits=(),
            properties=(
                prop("JobId", "uint32", 13, key=True),
                prop("Submitted", "datetime", 14),
                prop("State", "uint16", 15, values=(code(1, 30, label="Waiting"), code(2, 31, label="Printing"))),
                prop("Printer", "Sample_Printer", 16, ref=True),
                prop("Paused", "boolean", 17),
            ),
            methods=(),
        )
    ]


def test_a_generated_suite_reads_what_the_switch_allows(
    generate: Callable[..., Path], run: Run, target: Callable[[str], tuple[str, str]]
) -> None:
    suite = generate(documented_job(), "conformance")
    options = target(ADAPTER)
    result = run(suite, *options, "--specgen-read", "-m", "specgen_read", "-rsf")
    assert failed(result) == {
        "values[wmi/Sample_Job::Submitted]",
        "values[wmi/Sample_Job::State]",
        "keys_unique[wmi/Sample_Job]",
        "references[wmi/Sample_Job::Printer]",
    }
    result.stdout.fnmatch_lines_random(
        [
            f"docs/sample_job.md, line 14: {DATETIME}; the target gave another value: * of 24 characters, in first",
            "docs/sample_job.md, line 15: State is one of 1 (Waiting), 2 (Printing); * another value: 3, in first",
            "SKIPPED*: Paused is NULL in every instance of Sample_Job",
        ]
    )


def test_all_that_does_not_fit_is_told_each_kind_once() -> None:
    side = reading({**GOOD, "State": 99}, {**GOOD, "State": "x"}, {**GOOD, "State": 77})
    with pytest.raises(Broken) as broken:
        side.values_fit(JOB, wanted("State"))
    assert broken.value.difference == (
        "State is one of 1 (Waiting), 2 (Printing); the target gave another value; "
        "State is uint16; the target gave another value"
    )
    assert broken.value.seen == "99, in Sample_Job.JobId=1; 'x', in Sample_Job.JobId=2"


def test_null_everywhere_is_told_where_the_page_forbids_it() -> None:
    with pytest.raises(Broken, match="State is NULL, which the page forbids"):
        reading({**GOOD, "State": None}).values_fit(JOB, replace(wanted("State"), null="forbidden"))


def test_instances_that_cannot_be_read_are_one_result() -> None:
    class Closed(Reader):
        """Fails to read."""

        def instances(self, namespace: str | None, name: str) -> Reply[tuple[Instance, ...]]:
            return Reply("timeout", detail="after 5 s")

    side = Wmi(Closed(), Permission(read=True), Effort())
    with pytest.raises(Broken, match="after 5 s"):
        side.values_fit(JOB, wanted("State"))
    with pytest.raises(NotTestable) as skipped:
        side.values_fit(JOB, wanted("Mood"))
    assert skipped.value.why is Why.MEMBER
