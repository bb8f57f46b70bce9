"""The tester tested: a target that departs from the pages in one thing fails, in the test for that thing.

The suite is generated from the documented library, the files of the default targets from the departing one.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from specgen.model.entities import AnyEntity, Parameter
from tests.conformance.conftest import failed

pytest_plugins = ("pytester",)

RESET = "wmi:root/sample:Sample_Printer.Reset"
LEAVE = "wmi:?:Sample_Session.Leave"
PRINTER = "wmi:root/sample:Sample_Printer"
CLOSE = "com:ISample::Close"
OPEN = "com:ISample::Open"
INTERFACE = "com:ISample"

Change = Callable[[Any], Any]


def changed(**fields: Any) -> Change:
    return lambda one: msgspec.structs.replace(one, **fields)


def dropped(_: Any) -> None:
    return None


def at(place: int, many: str = "parameters", **fields: Any) -> Change:
    """A change of one parameter or property."""

    def change(one: Any) -> Any:
        held = list(getattr(one, many))
        held[place] = msgspec.structs.replace(held[place], **fields)
        return msgspec.structs.replace(one, **{many: tuple(held)})

    return change


def without(place: int, many: str = "parameters") -> Change:
    def change(one: Any) -> Any:
        held = list(getattr(one, many))
        del held[place]
        return msgspec.structs.replace(one, **{many: tuple(held)})

    return change


def without_method(name: str) -> Change:
    return lambda one: msgspec.structs.replace(one, methods=tuple(slot for slot in one.methods if slot.name != name))


def swapped(one: Any) -> Any:
    first, second, *rest = one.parameters
    return msgspec.structs.replace(one, parameters=(second, first, *rest))


def rotated(one: Any) -> Any:
    *rest, last = one.parameters
    return msgspec.structs.replace(one, parameters=(last, *rest))


def answering(number: int) -> Change:
    """The target succeeds with another code."""

    def change(one: Any) -> Any:
        value = msgspec.structs.replace(one.returns.values[0], value=number, symbol=None, success=True)
        return msgspec.structs.replace(one, returns=msgspec.structs.replace(one.returns, values=(value,)))

    return change


def returning(kind: str) -> Change:
    return lambda one: msgspec.structs.replace(one, returns=msgspec.structs.replace(one.returns, type=kind, values=()))


def taking(one: Any) -> Any:
    """The target takes one parameter more."""
    extra = Parameter(
        name="Extra", type="uint32", array=None, ref=False, pointer=0, const=False, embedded=False, direction="in",
        optional=False, default=None, qualifiers={}, values=(), constraints=(), description=None, line=99,
        described_line=None, raw="[in] uint32 Extra",
    )  # fmt: skip
    return msgspec.structs.replace(one, parameters=(*one.parameters, extra))


MUTANTS: dict[str, tuple[str, Change, tuple[str, ...]]] = {
    "method without parameters dropped": (LEAVE, dropped, ("test_present[wmi/Sample_Session.Leave]",)),
    "method without parameters, undocumented code": (
        LEAVE, answering(4242), ("test_answer[wmi/Sample_Session.Leave]",)
    ),
    "method without parameters, parameter added": (
        LEAVE, taking, ("test_takes_no_others[wmi/Sample_Session.Leave]",)
    ),
    "method without parameters, other return type": (
        LEAVE, returning("string"), ("test_return_type[wmi/Sample_Session.Leave]",)
    ),
    "method dropped": (RESET, dropped, ("test_present[wmi/Sample_Printer.Reset]",)),
    "parameter renamed": (RESET, at(0, name="Cause"), ("test_parameter[wmi/Sample_Printer.Reset::Reason]",)),
    "parameter dropped": (RESET, without(0), ("test_parameter[wmi/Sample_Printer.Reset::Reason]",)),
    "parameter in the middle dropped": (RESET, without(1), ("test_parameter[wmi/Sample_Printer.Reset::Levels]",)),
    "parameter added": (RESET, taking, ("test_takes_no_others[wmi/Sample_Printer.Reset]",)),
    "parameters swapped": (
        RESET,
        swapped,
        (
            "test_parameter_order[wmi/Sample_Printer.Reset::Reason]",
            "test_parameter_order[wmi/Sample_Printer.Reset::Levels]",
        ),
    ),
    "last parameter put first": (RESET, rotated, ("test_parameter_order[wmi/Sample_Printer.Reset::JobId]",)),
    "type changed": (RESET, at(0, type="uint32"), ("test_parameter_type[wmi/Sample_Printer.Reset::Reason]",)),
    "array lost": (RESET, at(1, array=None), ("test_parameter_type[wmi/Sample_Printer.Reset::Levels]",)),
    "reference lost": (
        RESET, at(2, type="string", ref=False), ("test_parameter_type[wmi/Sample_Printer.Reset::Job]",)
    ),
    "in became out": (RESET, at(0, direction="out"), ("test_parameter_direction[wmi/Sample_Printer.Reset::Reason]",)),
    "in, out became in": (RESET, at(2, direction="in"), ("test_parameter_direction[wmi/Sample_Printer.Reset::Job]",)),
    "out became in": (
        RESET, at(3, direction="in"), ("test_parameter_direction[wmi/Sample_Printer.Reset::JobId]",)
    ),
    "undocumented code": (RESET, answering(7), ("test_answer[wmi/Sample_Printer.Reset]",)),
    "documented failure": (RESET, answering(5), ("test_answer[wmi/Sample_Printer.Reset]",)),
    "property dropped": (PRINTER, without(1, "properties"), ("test_property[wmi/Sample_Printer::Jobs]",)),
    "property of another type": (
        PRINTER, at(1, "properties", type="string"), ("test_property_type[wmi/Sample_Printer::Jobs]",)
    ),
    "key lost": (PRINTER, at(0, "properties", key=False), ("test_property_is_key[wmi/Sample_Printer::DeviceID]",)),
    "superclass lost": (PRINTER, changed(superclass=None), ("test_superclass[wmi/Sample_Printer]",)),
    "other superclass": (PRINTER, changed(superclass="Sample_Other"), ("test_superclass[wmi/Sample_Printer]",)),
    "COM method without its page": (
        OPEN,
        dropped,
        ("test_parameter[com/ISample.Open::lpszName]", "test_parameter[com/ISample.Open::lppObject]"),
    ),
    "COM parameter renamed": (
        CLOSE, at(0, name="ulOptions"), ("test_parameter[com/ISample.Close::ulFlags]",)
    ),
    "COM parameters swapped": (
        CLOSE,
        swapped,
        (
            "test_parameter_order[com/ISample.Close::ulFlags]",
            "test_parameter_order[com/ISample.Close::ulReserved]",
        ),
    ),
    "COM type changed": (CLOSE, at(0, type="ULONG_PTR"), ("test_parameter_type[com/ISample.Close::ulFlags]",)),
    "COM pointer lost": (OPEN, at(1, pointer=0), ("test_parameter_type[com/ISample.Open::lppObject]",)),
    "COM in became out": (CLOSE, at(0, direction="out"), ("test_parameter_direction[com/ISample.Close::ulFlags]",)),
    "COM out became in": (
        OPEN, at(1, direction="in"), ("test_parameter_direction[com/ISample.Open::lppObject]",)
    ),
    "COM undocumented code": (CLOSE, answering(0x80004005), ("test_answer[com/ISample.Close]",)),
    "COM other return type": (CLOSE, returning("ULONG"), ("test_return_type[com/ISample.Close]",)),
    "COM other slot": (CLOSE, changed(slot=9), ("test_slot[com/ISample.Close]",)),
    "COM other base": (INTERFACE, changed(base="IOther"), ("test_base[com/ISample]",)),
    "COM other IID": (INTERFACE, changed(iid="1"), ("test_iid[com/ISample]",)),
    "COM method dropped": (INTERFACE, without_method("Open"), ("test_present[com/ISample.Open]",)),
    "COM listed method dropped": (INTERFACE, without(1, "methods"), ("test_listed_method[com/ISample.Hidden]",)),
}  # fmt: skip


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_departing_target_fails_in_the_tests_of_what_departs_and_in_no_other(
    mutant: str, entities: list[AnyEntity], generate: Callable[..., Path], run: Callable[..., pytest.RunResult]
) -> None:
    chosen, change, expected = MUTANTS[mutant]
    suite = generate(entities)
    departing = [change(one) if one.id == chosen else one for one in entities]
    if mutant == "COM method dropped":
        departing = [one for one in departing if one is None or one.id != OPEN]
    generate([one for one in departing if one is not None], "model", "mof")
    result = run(suite / chosen.partition(":")[0], "-rf")
    assert failed(result) == {one.removeprefix("test_") for one in expected}
    assert "errors" not in result.parseoutcomes()


@pytest.mark.parametrize("mutant", MUTANTS)
def test_the_tests_that_fail_name_what_departs(mutant: str) -> None:
    chosen, _, expected = MUTANTS[mutant]
    technology, _, rest = chosen.partition(":")
    member = f"{technology}/{rest.rpartition(':')[2] if technology == 'wmi' else rest.replace('::', '.')}"
    assert all(f"[{member}" in one for one in expected)


def test_a_departure_is_told_with_both_sides_and_the_line(
    entities: list[AnyEntity], generate: Callable[..., Path], run: Callable[..., pytest.RunResult]
) -> None:
    suite = generate(entities)
    departing = [at(0, type="uint32")(one) if one.id == RESET else one for one in entities]
    generate(departing, "model", "mof")
    run(suite).stdout.fnmatch_lines(["docs/sample_printer-reset.md, line 13: Reason is string; the target has uint32"])
