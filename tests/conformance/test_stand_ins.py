"""The targets that are made from the pages: they refuse what pages forbid, and give what pages promise."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from specgen.conformance.described import WmiClass
from specgen.conformance.target import Call, Capability, Outcome
from specgen.conformance.targets.com_objects import ComObjects
from specgen.conformance.targets.documented import MissingDataError
from specgen.conformance.targets.mock import MofFile, WmiMock
from specgen.conformance.targets.opening import Opening, TargetError, open_target
from specgen.model import entities as model
from tests.conformance.conftest import code, entity, parameter, prop, returns, write

E_INVALIDARG = 0x80070057
SPACE = "root/sample"


def constraint(kind: str, value: int | str | None = None, confidence: float = 1.0) -> model.Constraint:
    return model.Constraint(kind, value, None, f"It is {kind}.", 20, confidence)


def said(*constraints: model.Constraint) -> dict[str, Any]:
    return {"constraints": constraints}


SHARED, HIDDEN = code(1, 30, symbol="SAMPLE_SHARED"), code(2, 31, symbol="SAMPLE_HIDDEN")
UNNUMBERED = code(None, 32, symbol="SAMPLE_OTHER")
FORBIDDING: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Flags", {"values": (SHARED, HIDDEN)}),
    ("Mask", {"values": (SHARED, HIDDEN), **said(constraint("bitmask"))}),
    ("OpenFlags", {"values": (SHARED, UNNUMBERED)}),
    ("Level", said(constraint("min", 1), constraint("max", 9))),
    ("Doubtful", said(constraint("max", 9, 0.5))),
    ("Reserved", {}),
    ("Zero", said(constraint("reserved-zero"))),
    ("Mode", {"values": (code(4, 40), code(7, 41))}),
)
CASES = [
    ("Flags", 0, None),
    ("Flags", 3, None),
    ("Flags", 4, "Flags has a flag that is not documented"),
    ("Mask", 1, None),
    ("Mask", 0x11, "Mask has a flag that is not documented"),
    ("OpenFlags", 0xFF, None),
    ("Level", 1, None),
    ("Level", 9, None),
    ("Level", 0, "Level is out of its bounds"),
    ("Level", 10, "Level is out of its bounds"),
    ("Doubtful", 10, None),
    ("Reserved", 0, None),
    ("Reserved", 1, "Reserved is reserved"),
    ("Zero", 0, None),
    ("Zero", 1, "Zero is reserved"),
]
NULLS = [
    ("Needed", said(constraint("not-null")), True),
    ("Unsure", said(constraint("not-null", confidence=0.5)), False),
    ("Either", said(constraint("not-null"), constraint("may-be-null")), False),
    ("Free", {}, False),
]


def wmi_method(name: str, *parameters: model.Parameter, **more: Any) -> model.WmiMethod:
    more.setdefault("returns", returns("uint32", code(0, 40, success=True), code(5, 41, success=False)))
    made: model.WmiMethod = entity(
        model.WmiMethod,
        f"wmi:{SPACE}:Sample_Printer.{name}",
        parameters=parameters,
        namespace=SPACE,
        qualifiers={},
        static=True,
        implemented=True,
        **more,
    )
    return made


def printer(*methods: model.WmiMethod) -> list[model.AnyEntity]:
    page = entity(
        model.WmiClass,
        f"wmi:{SPACE}:Sample_Printer",
        namespace=SPACE,
        namespaces=(SPACE,),
        superclass=None,
        qualifiers={},
        traits=(),
        properties=(prop("DeviceID", "string", 14, key=True),),
        methods=tuple(model.ClassMethod(one.name, one.page, None, True, None) for one in methods),
    )
    return [page, *methods]


def com_method(name: str, *parameters: model.Parameter, **more: Any) -> model.ComMethod:
    more.setdefault("returns", returns("HRESULT", code(None, 40, symbol="S_OK", success=True)))
    made: model.ComMethod = entity(
        model.ComMethod, f"com:ISample::{name}", parameters=parameters, slot=None, accessor=None, **more
    )
    return made


Mock = Callable[..., WmiMock]
Objects = Callable[..., ComObjects]


@pytest.fixture
def mock(tmp_path: Path) -> Mock:
    def made(*methods: model.WmiMethod) -> WmiMock:
        write(printer(*methods), tmp_path, ("model", "mof"))
        return WmiMock.read({SPACE: next((tmp_path / "mof").rglob("root_sample.mof"))}, tmp_path / "model")

    return made


@pytest.fixture
def objects(tmp_path: Path) -> Objects:
    def made(*methods: model.ComMethod) -> ComObjects:
        write(list(methods), tmp_path, ("model",))
        return ComObjects.read(tmp_path / "model")

    return made


def of_wmi(target: WmiMock, method: str, **given: object) -> Outcome:
    reply = target.invoke(Call("Sample_Printer", method, SPACE, given))
    assert reply.status == "ok" and reply.data is not None, reply.detail
    return reply.data


def of_com(target: ComObjects, method: str, **given: object) -> Outcome:
    reply = target.invoke(Call("ISample", method, arguments=given))
    assert reply.status == "ok" and reply.data is not None, reply.detail
    return reply.data


def forbidding(kind: str, optional: bool) -> list[model.Parameter]:
    return [parameter(name, kind, "in", 13, optional=optional, **more) for name, more in FORBIDDING]


@pytest.mark.parametrize(("name", "value", "wrong"), CASES)
def test_the_mock_refuses_what_a_page_forbids(mock: Mock, name: str, value: int, wrong: str | None) -> None:
    outcome = of_wmi(mock(wmi_method("Reset", *forbidding("uint32", optional=True))), "Reset", **{name: value})
    assert outcome.refused == (wrong is not None)
    assert outcome.code == ("CIM_ERR_INVALID_PARAMETER" if wrong else 0)
    assert (wrong or "") in outcome.detail


@pytest.mark.parametrize(("name", "value", "wrong"), CASES)
def test_an_object_refuses_what_a_page_forbids(objects: Objects, name: str, value: int, wrong: str | None) -> None:
    parameters = forbidding("ULONG", optional=False)
    allowed = {str(one.name): 1 if one.name == "Level" else 0 for one in parameters}
    outcome = of_com(objects(com_method("Open", *parameters)), "Open", **{**allowed, name: value})
    assert outcome == (Outcome(E_INVALIDARG, detail=wrong) if wrong else Outcome(0))


@pytest.mark.parametrize(("name", "more", "is_refused"), NULLS)
def test_null_is_refused_where_a_page_surely_forbids_it(
    mock: Mock, objects: Objects, name: str, more: dict[str, Any], is_refused: bool
) -> None:
    outcome = of_wmi(mock(wmi_method("Reset", parameter(name, "string", "in", 13, **more))), "Reset", **{name: None})
    assert outcome.refused == is_refused
    outcome = of_com(objects(com_method("Open", parameter(name, "LPTSTR", "in", 13, **more))), "Open", **{name: None})
    assert outcome == (Outcome(E_INVALIDARG, detail=f"{name} may not be NULL") if is_refused else Outcome(0))


OUTS = (
    parameter("Text", "string", "out", 20),
    parameter("Truth", "boolean", "out", 21),
    parameter("When", "datetime", "out", 22),
    parameter("Size", "uint64", "out", 23),
    parameter("Share", "real64", "out", 24),
    parameter("Names", "string", "out", 25, array=(None,), raw="[out] string Names[]"),
    parameter("Owner", "Sample_Printer", "out", 26, ref=True, raw="[out] Sample_Printer REF Owner"),
    parameter("Mode", "uint16", "out", 27, values=(code(4, 40), code(7, 41))),
    parameter("Level", "uint8", "inout", 28),
)


def test_the_mock_gives_out_parameters_of_their_types(mock: Mock) -> None:
    outcome = of_wmi(mock(wmi_method("Reset", *OUTS)), "Reset", Level=3)
    assert outcome == Outcome(
        0,
        {
            "Text": "x",
            "Truth": False,
            "When": "00000000000000.000000:000",
            "Size": 0,
            "Share": 0.0,
            "Names": [],
            "Owner": f'/{SPACE}:Sample_Printer.x="x"',
            "Mode": 4,
            "Level": 3,
        },
    )
    assert {name: type(value) for name, value in outcome.outs.items() if name in ("Truth", "Size", "Share")} == {
        "Truth": bool,
        "Size": int,
        "Share": float,
    }


def test_the_mock_refuses_what_its_class_does_not_declare(mock: Mock) -> None:
    target = mock(wmi_method("Reset", parameter("Level", "uint8", "in", 13)))
    assert of_wmi(target, "Reset", Other=1).refused
    assert target.invoke(Call("Sample_Printer", "Reset", SPACE, {"Level": 256})).status == "error"
    assert target.invoke(Call("Sample_Printer", "Explode", SPACE)).status == "absent"
    assert target.invoke(Call("Sample_Other", "Reset", SPACE)).status == "absent"


def test_the_mock_answers_with_what_the_page_calls_success(mock: Mock) -> None:
    answered = returns("uint32", code(5, 41, success=False), code(7, 42, success=True), code(0, 43))
    target = mock(wmi_method("Reset", returns=answered), wmi_method("Say", returns=returns("string")))
    assert of_wmi(target, "Reset") == Outcome(7)
    assert of_wmi(target, "Say") == Outcome("")


def test_objects_give_out_parameters_of_their_types(objects: Objects) -> None:
    outs = (
        parameter("lplpszText", "LPTSTR", "out", 20, pointer=1),
        parameter("pbstrText", "BSTR", "out", 21, pointer=1),
        parameter("lpulMode", "ULONG", "out", 22, pointer=1, values=(code(4, 40), code(7, 41))),
        parameter("lpulCount", "ULONG", "out", 23, pointer=1),
        parameter(None, "ULONG", "out", 24, pointer=1),
        parameter("lpulLevel", "ULONG", "inout", 25, pointer=1),
    )
    target = objects(com_method("Open", *outs))
    first, second = (of_com(target, "Open", lpulLevel=3).outs for _ in range(2))
    assert {name: first[name] for name in ("lplpszText", "pbstrText", "lpulMode", "lpulLevel")} == {
        "lplpszText": "x",
        "pbstrText": "x",
        "lpulMode": 4,
        "lpulLevel": 3,
    }
    given = [one[name] for one in (first, second) for name in ("lpulCount", "#5")]
    assert len(set(given)) == 4 and all(isinstance(one, int) and one for one in given)


ADVISE = com_method("Advise", parameter("lpulConnection", "ULONG", "out", 13, pointer=1))
UNADVISE = com_method(
    "Unadvise", parameter("ulConnection", "ULONG", "in", 13, **said(constraint("only-after-call", "Advise")))
)


def test_objects_take_a_token_that_an_earlier_call_gave_once(objects: Objects) -> None:
    target = objects(ADVISE, UNADVISE)
    token = of_com(target, "Advise").outs["lpulConnection"]
    refused = Outcome(E_INVALIDARG, detail="ulConnection comes from no call of Advise")
    assert of_com(target, "Unadvise", ulConnection=77) == refused
    assert of_com(target, "Unadvise", ulConnection=token) == Outcome(0)
    assert of_com(target, "Unadvise", ulConnection=token) == refused


def test_objects_forget_what_they_gave_when_they_are_reset(objects: Objects) -> None:
    target = objects(ADVISE, UNADVISE)
    token = of_com(target, "Advise").outs["lpulConnection"]
    target.reset()
    assert of_com(target, "Unadvise", ulConnection=token).code == E_INVALIDARG


@pytest.mark.parametrize("given", [{}, {"ulFlags": 0, "ulMore": 0}, {"ulOther": 0}])
def test_objects_take_every_argument_and_no_other(objects: Objects, given: dict[str, object]) -> None:
    target = objects(com_method("Open", parameter("ulFlags", "ULONG", "in", 13)))
    reply = target.invoke(Call("ISample", "Open", arguments=given))
    assert reply.status == "error" and reply.detail.startswith("Open ")
    assert target.invoke(Call("ISample", "Close")).status == "absent"
    assert target.invoke(Call("IOther", "Open")).status == "absent"


def test_a_nameless_parameter_of_an_object_goes_by_its_place(objects: Objects) -> None:
    target = objects(com_method("Open", parameter(None, "ULONG", "in", 13)))
    assert of_com(target, "Open", **{"#1": 5}) == Outcome(0)


def test_stand_ins_need_files_and_name_those_that_are_missing(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match=r"no model files in .*: run specgen generate"):
        ComObjects.read(tmp_path)
    with pytest.raises(MissingDataError, match=r"no MOF at .*one\.mof: run specgen generate"):
        WmiMock.read({SPACE: tmp_path / "one.mof"}, tmp_path)


def test_stand_ins_are_disposable_refuse_and_claim_success() -> None:
    for made in (WmiMock({}, []), ComObjects({})):
        assert made.disposable and made.allow_exec
        assert {Capability.INVOKE, Capability.REFUSES, Capability.SUCCEEDS} <= made.capabilities
        assert Capability.INSTANCES not in made.capabilities


MOF = """
Qualifier Key : boolean = false, Scope(property, reference), Flavor(DisableOverride);
Qualifier Static : boolean = false, Scope(method), Flavor(DisableOverride);
class Sample_Device { [Key] string DeviceID; };
class Sample_Printer : Sample_Device { [Static] uint32 Reset(string Reason); };
instance of Sample_Printer { DeviceID = "LPT1"; };
"""


@pytest.fixture
def mof(tmp_path: Path) -> Path:
    path = tmp_path / "other.mof"
    path.write_text(MOF, encoding="utf-8")
    return path


def test_the_classes_of_a_mof_file_are_described_in_whatever_namespace(mof: Path) -> None:
    target = open_target("mock:other.mof", Opening(mof.parent))
    for namespace in (SPACE, "root/other", None):
        found = target.describe_class(namespace, "sample_printer").data
        assert isinstance(found, WmiClass)
        assert (found.name, found.namespace, found.superclass) == ("Sample_Printer", namespace, "Sample_Device")
        assert [one.name for one in found.properties] == ["DeviceID"]
    assert target.describe_class(SPACE, "Sample_Other").status == "absent"
    assert target.name == "pywbem mock of other.mof"


def test_the_classes_of_a_mof_file_are_never_called_nor_read(mof: Path) -> None:
    target = MofFile.read(mof)
    assert not {Capability.INVOKE, Capability.INSTANCES, Capability.OUT_PARAMETERS} & target.capabilities
    assert not target.allow_exec
    assert target.invoke(Call("Sample_Printer", "Reset", SPACE, {"Reason": "x"})).status == "unsupported"


@pytest.mark.parametrize(
    "content",
    [
        b"class Sample_Printer {",
        b"class Sample_Printer : Sample_Missing { uint32 Jobs; };",
        b"\xff\xfe\x00",
        b"instance of Sample_Missing { };",
        b'#pragma include ("missing.mof")\n',
        b"class Sample_Printer { [Key] string DeviceID; };",
        b"%PDF-1.4 no MOF",
    ],
)
def test_a_mof_file_that_does_not_compile_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "damaged.mof"
    path.write_bytes(content)
    with pytest.raises(MissingDataError, match=r"damaged\.mof does not compile: ."):
        MofFile.read(path)


@pytest.mark.parametrize("name", ["missing.mof", "."])
def test_a_mof_file_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(TargetError, match="no MOF at "):
        open_target(f"mock:{name}", Opening(tmp_path))


def test_generated_mof_that_does_not_compile_is_an_error_in_words(tmp_path: Path) -> None:
    path = tmp_path / "root_sample.mof"
    path.write_text("class Sample_Printer {", encoding="utf-8")
    target = WmiMock({SPACE: path}, [])
    call = Call("Sample_Printer", "Reset", SPACE)
    for reply in (target.describe_class(SPACE, "Sample_Printer"), target.invoke(call)):
        assert reply.status == "error" and "root_sample.mof does not compile" in reply.detail
