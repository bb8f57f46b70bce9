"""What generated modules try of the order of calls."""

from pathlib import Path

from specgen.model.entities import ComMethod, Constraint
from tests.conformance.conftest import entity, parameter, returns, write


def test_a_method_that_takes_from_two_calls_is_tried_with_each(tmp_path: Path) -> None:
    """One function in the module, which knows for each parameter where it comes from."""
    after = Constraint("only-after-call", "ISample::Advise", None, "so", 3, 0.9)
    other = Constraint("only-after-call", "IOther::Open", None, "so", 4, 0.9)
    made = [
        entity(ComMethod, "com:ISample::Advise", returns=returns("HRESULT"), slot=None, accessor=None,
               parameters=(parameter("lpulOne", "ULONG", "out", 13, pointer=1),)),
        entity(ComMethod, "com:ISample::Unadvise", returns=returns("HRESULT"), slot=None, accessor=None,
               parameters=(
                   parameter("ulOne", "ULONG", "in", 13, constraints=(after,)),
                   parameter("ulTwo", "ULONG", "in", 14, constraints=(other,)),
               )),
    ]  # fmt: skip
    module = next(write(made, tmp_path).rglob("test_isample.py")).read_text("utf-8")
    assert module.count("def test_call_order_of_Unadvise(") == 1
    assert 'earlier = {"ulOne": TestAdvise.method, }' in module
