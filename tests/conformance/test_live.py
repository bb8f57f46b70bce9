"""A live target gets each allowed call once, however much is asked about what it gave."""

from specgen.conformance import BaseTarget, Call, Capability, Com, ComInterface, ComMethod, Outcome, Parameter, Reply
from specgen.conformance.calls.permission import AllowedCall, Permission
from specgen.conformance.calls.trials import Effort

OPEN = ComMethod(
    "Open",
    "ISample",
    returns="HRESULT",
    parameters=(Parameter("lpulOne", "ULONG", "out", pointer=1), Parameter("lpulTwo", "ULONG", "out", pointer=1)),
)


class Counting(BaseTarget):
    """Counts calls."""

    name = "counting"
    allow_exec = True
    capabilities = frozenset(Capability) - {Capability.SUCCEEDS}

    def __init__(self, *, disposable: bool = False) -> None:
        self.disposable = disposable
        self.calls = 0

    def describe_interface(self, name: str) -> Reply[ComInterface]:
        return Reply("ok", ComInterface(name, methods=(OPEN,)))

    def invoke(self, call: Call) -> Reply[Outcome]:
        self.calls += 1
        return Reply("ok", Outcome(0, {"lpulOne": 1, "lpulTwo": 2}))


def ask_everything(target: Counting) -> None:
    listed = AllowedCall(Call("ISample", "Open"), (0,))
    side = Com(target, Permission(invoke=True, allowed=(listed,)), Effort(3))
    side.answers(OPEN)
    for parameter in OPEN.parameters:
        side.gives(OPEN, parameter)
        side.gives(OPEN, parameter)


def test_one_entry_is_one_call() -> None:
    target = Counting()
    ask_everything(target)
    assert target.calls == 1


def test_a_disposable_target_is_called_afresh() -> None:
    target = Counting(disposable=True)
    ask_everything(target)
    assert target.calls == 5
