"""Python objects as a target: what satisfies the generated Protocols, in either way to give out-parameters."""

import ctypes
import functools
import sys
from collections.abc import Callable
from typing import Any

import pytest

from specgen.conformance.target import BaseTarget, Call, Capability, Outcome, Target
from specgen.conformance.targets.opening import Opening, TargetError, adapted, open_target
from specgen.conformance.targets.python_objects import PythonObjects

OK = 0
FAILED = -2147467259


class ISample:
    """Gives out-parameters behind the return code."""

    def __init__(self) -> None:
        self.calls = 0

    def Open(self, lpszName: str, ulFlags: int = 0) -> tuple[int, str, int]:  # noqa: N802, N803
        self.calls += 1
        return OK, f"{lpszName}:{ulFlags}", self.calls

    def Close(self, ulReserved: int) -> int:  # noqa: N802, N803
        if ulReserved:
            raise ValueError("ulReserved is reserved")
        return OK

    def Text(self) -> str:  # noqa: N802
        return "text"

    def Nothing(self) -> None:  # noqa: N802
        return None

    def _inner(self) -> int:
        return OK

    @property
    def Broken(self) -> int:  # noqa: N802
        raise RuntimeError("nobody asked")

    version = 3


class Derived(ISample):
    """Has the interface of its base class."""


class IFilled:
    """Takes every documented parameter, and fills the storage of out-parameters."""

    def Value(self, lpul: Any) -> int:  # noqa: N802
        lpul.value = 7
        return OK

    def Zero(self, lpul: Any) -> int:  # noqa: N802
        lpul.value = 0
        return OK

    def Null(self, lpp: Any) -> int:  # noqa: N802
        lpp.value = None
        return OK

    def Index(self, lpul: Any) -> int:  # noqa: N802
        lpul[0] = 8
        return OK

    def Contents(self, lpul: Any) -> int:  # noqa: N802
        lpul.contents.value = 9
        return OK

    def Replaced(self, lpul: Any) -> int:  # noqa: N802
        lpul.contents = ctypes.c_ulong(10)
        return OK

    def OfC(self, lpul: Any) -> int:  # noqa: N802
        ctypes.memmove(lpul, b"\x0b\x00\x00\x00", 4)
        return OK

    def Text(self, lplpsz: Any) -> int:  # noqa: N802
        lplpsz.value = "text"
        return OK

    def Itself(self, lppObject: Any) -> int:  # noqa: N802, N803
        lppObject.value = self
        return OK

    def Forgotten(self, lpul: Any) -> int:  # noqa: N802
        return OK

    def Both(self, ulIn: int, lpulInOut: Any, lpulOut: Any) -> int:  # noqa: N802, N803
        lpulOut.value = ulIn + lpulInOut.value
        lpulInOut.value += 1
        return OK

    def Beyond(self, lpul: Any) -> int:  # noqa: N802
        lpul[1] = 8
        return OK


def objects(make: Callable[[], object]) -> PythonObjects:
    return PythonObjects(Disposable(make)(), Disposable(make), "sample:make")


class Disposable:
    """A factory of objects that nothing stands behind."""

    disposable = True

    def __init__(self, make: Callable[[], object]) -> None:
        self._make = make

    def __call__(self) -> object:
        return self._make()


def invoke(make: Callable[[], object], owner: str, method: str, *outs: str, **given: object) -> Outcome:
    reply = objects(make).invoke(Call(owner, method, arguments=given, outs=outs))
    assert reply.status == "ok" and reply.data is not None
    return reply.data


def test_out_parameters_come_behind_the_return_code() -> None:
    outcome = invoke(ISample, "ISample", "Open", "lppszFull", "lpulCount", lpszName="x", ulFlags=2)
    assert outcome == Outcome(OK, {"lppszFull": "x:2", "lpulCount": 1})


def test_an_out_parameter_that_does_not_come_is_not_there() -> None:
    outcome = invoke(ISample, "ISample", "Open", "lppszFull", "lpulCount", "lpulMore", lpszName="x")
    assert set(outcome.outs) == {"lppszFull", "lpulCount"}


@pytest.mark.parametrize(("method", "code"), [("Text", "text"), ("Nothing", None)])
def test_a_return_value_need_not_be_a_number(method: str, code: object) -> None:
    assert invoke(ISample, "ISample", method) == Outcome(code, {})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("method", "expected"),
    [("Value", 7), ("Zero", 0), ("Null", None), ("Index", 8), ("Contents", 9), ("Replaced", 10), ("OfC", 11)],
)
def test_out_parameters_are_filled_as_stubs_and_ctypes_fill_them(method: str, expected: object) -> None:
    assert invoke(IFilled, "IFilled", method, "lpul" if method != "Null" else "lpp") == Outcome(
        OK, {"lpul" if method != "Null" else "lpp": expected}
    )


def test_text_and_objects_are_filled_in_too() -> None:
    assert invoke(IFilled, "IFilled", "Text", "lplpsz").outs == {"lplpsz": "text"}
    assert isinstance(invoke(IFilled, "IFilled", "Itself", "lppObject").outs["lppObject"], IFilled)


def test_an_out_parameter_that_is_not_filled_is_not_there() -> None:
    assert invoke(IFilled, "IFilled", "Forgotten", "lpul") == Outcome(OK, {})


def test_an_in_out_parameter_is_storage_that_holds_what_is_sent() -> None:
    outcome = invoke(IFilled, "IFilled", "Both", "lpulInOut", "lpulOut", ulIn=1, lpulInOut=40)
    assert outcome == Outcome(OK, {"lpulInOut": 41, "lpulOut": 41})


def test_an_in_out_parameter_alone_is_sent_as_it_is() -> None:
    class IDouble:
        def Double(self, lpul: int) -> tuple[int, int]:  # noqa: N802
            return OK, lpul * 2

    assert invoke(IDouble, "IDouble", "Double", "lpul", lpul=4) == Outcome(OK, {"lpul": 8})


def test_storage_has_room_for_one_value() -> None:
    reply = objects(IFilled).invoke(Call("IFilled", "Beyond", outs=("lpul",)))
    assert (reply.status, reply.detail) == ("error", "IndexError: there is room for one value")


def test_an_exception_is_a_refusal() -> None:
    outcome = invoke(ISample, "ISample", "Close", ulReserved=1)
    assert outcome == Outcome(None, refused=True, detail="ValueError: ulReserved is reserved")
    assert invoke(ISample, "ISample", "Close", ulReserved=0) == Outcome(OK)


def test_arguments_that_the_method_does_not_take_are_refused() -> None:
    outcome = invoke(ISample, "ISample", "Close", ulOther=1)
    assert outcome.refused and outcome.detail.startswith("TypeError: ")


def test_a_nameless_parameter_goes_by_its_place() -> None:
    reply = objects(ISample).invoke(Call("ISample", "Open", arguments={"#1": "x", "#2": 5}, outs=("#3", "#4")))
    assert reply.data == Outcome(OK, {"#3": "x:5", "#4": 1})
    reply = objects(IFilled).invoke(Call("IFilled", "Value", outs=("#1",)))
    assert reply.data == Outcome(OK, {"#1": 7})
    reply = objects(ISample).invoke(Call("ISample", "Close", arguments={"#2": 0}))
    assert reply.data is not None and reply.data.refused


def test_failures_are_negative_or_not_as_the_object_has_them() -> None:
    class IFails:
        def Go(self) -> int:  # noqa: N802
            return FAILED

    assert invoke(IFails, "IFails", "Go").code == FAILED


@pytest.mark.parametrize("make", [ISample, Derived, lambda: {"ISample": Derived(), "IFilled": IFilled()}])
def test_an_interface_is_a_class_a_base_class_or_an_entry_of_a_mapping(make: Callable[[], object]) -> None:
    reply = objects(make).describe_interface("ISample")
    assert reply.status == "ok" and reply.data is not None
    taken = {one.name: tuple(each.name for each in one.parameters) for one in reply.data.methods}
    assert taken == {"Open": ("lpszName", "ulFlags"), "Close": ("ulReserved",), "Text": (), "Nothing": ()}


def test_an_interface_that_no_object_has_is_absent() -> None:
    target = objects(lambda: {"ISample": ISample()})
    for reply in (
        target.describe_interface("IOther"),
        target.invoke(Call("IOther", "Open")),
        target.invoke(Call("ISample", "Missing")),
        target.invoke(Call("ISample", "version")),
        target.invoke(Call("ISample", "Broken")),
        objects(ISample).describe_interface("Derived"),
    ):
        assert reply.status == "absent" and reply.detail


def test_what_comes_behind_the_return_code_is_no_missing_parameter() -> None:
    reply = objects(ISample).describe_interface("ISample")
    assert reply.data is not None and all(one.returns_outs for one in reply.data.methods)


def test_a_method_without_a_signature_takes_nothing_that_is_known() -> None:
    reply = objects(lambda: {"IBuiltIn": {1: 2}}).describe_interface("IBuiltIn")
    assert reply.data is not None
    assert next(one for one in reply.data.methods if one.name == "update").parameters == ()


def test_a_reset_makes_the_objects_anew() -> None:
    target = objects(ISample)
    call = Call("ISample", "Open", arguments={"lpszName": "x"}, outs=("a", "b"))
    counts = []
    for reset in (False, False, True, False):
        if reset:
            target.reset()
        outcome = target.invoke(call).data
        assert outcome is not None
        counts.append(outcome.outs["b"])
    assert counts == [1, 2, 1, 2]


@pytest.mark.parametrize("declared", [None, False, 1, "yes"])
def test_objects_that_are_not_declared_disposable_are_live(declared: object) -> None:
    class ILive(ISample):
        """What may stand for anything."""

    made = ILive()
    made.disposable = declared  # type: ignore[attr-defined]
    target = PythonObjects(made, lambda: made, "sample:make")
    assert (target.disposable, target.allow_exec) == (False, False)
    assert target.invoke(Call("ILive", "Close", arguments={"ulReserved": 0})).status == "unsupported"
    allowed = PythonObjects(made, lambda: made, "sample:make", allow_exec=True)
    assert allowed.invoke(Call("ILive", "Close", arguments={"ulReserved": 0})).status == "ok"


def test_what_is_no_refusal_is_an_error() -> None:
    class IBroken:
        """Falls over."""

        def Close(self) -> int:  # noqa: N802  as the pages have it
            return 1 // 0

    reply = objects(IBroken).invoke(Call("IBroken", "Close"))
    assert (reply.status, reply.data) == ("error", None)
    assert reply.detail.startswith("ZeroDivisionError: ")


def test_describing_an_object_runs_none_of_it() -> None:
    class IShy:
        """Has what must not be looked at."""

        @functools.cached_property
        def Boom(self) -> int:  # noqa: N802  as the pages have it
            raise AssertionError

        def import_(self, from_: int) -> int:
            return from_

    reply = objects(IShy).describe_interface("IShy")
    assert reply.data is not None
    (method,) = reply.data.methods
    assert (method.name, [one.name for one in method.parameters]) == ("import", ["from"])
    assert objects(IShy).invoke(Call("IShy", "import", arguments={"from": 3})).data == Outcome(3)


def test_disposable_objects_are_called_freely_and_tell_no_types() -> None:
    target = objects(ISample)
    assert target.disposable and target.allow_exec
    assert target.name == "Python objects of sample:make"
    assert {Capability.INVOKE, Capability.INTERFACES} <= target.capabilities
    assert not {Capability.TYPES, Capability.CLASSES, Capability.SUCCEEDS} & target.capabilities
    assert target.describe_class("root/sample", "Sample_Printer").status == "unsupported"


class Own(BaseTarget):
    """A target that somebody wrote."""


def test_what_a_factory_makes_decides_which_adapter_it_gets() -> None:
    own = Own()
    assert adapted(own, "sample:make", Own) is own
    assert isinstance(adapted(ISample(), "sample:make", ISample), PythonObjects)
    for made in (None, 3, "text", [ISample()]):
        with pytest.raises(TargetError, match="sample:make made no target"):
            adapted(made, "sample:make", lambda: None)


def test_a_factory_is_found_in_the_folder_where_the_run_was_started(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", list(sys.path))
    (tmp_path / "sample_objects.py").write_text(
        "class ISample:\n    def Close(self): return 0\ndef broken(): raise TypeError('it needs a host')\n",
        encoding="utf-8",
    )
    opening = Opening(folder=tmp_path)
    target: Target = open_target("python+exec:sample_objects:ISample", opening)
    assert target.invoke(Call("ISample", "Close")).data == Outcome(OK)
    for place, said in (("sample_objects:broken", "it needs a host"), ("sample_objects:None_", "None_")):
        with pytest.raises(TargetError, match=said):
            open_target(f"python:{place}", opening)
