"""What targets and pages say is shown, and does nothing else."""

import pytest

from specgen.conformance.results.reports import as_markdown
from specgen.conformance.results.result import Result, by_owner
from specgen.conformance.text import visible
from specgen.conformance.verdicts import Broken, NotTestable, Why

EVIL = "evil\x1b[2J\u202eteg\r\n::error::"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("Méthode 状態", "Méthode 状態"),
        (EVIL, "evil\\x1b[2J\\u202eteg  ::error::"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_hidden_characters_are_spelled_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_verdicts_and_reports_hide_nothing() -> None:
    broken = Broken(EVIL, "a.md", 1, seen=EVIL)
    assert broken.msg == f"a.md, line 1: {visible(EVIL)}: {visible(EVIL)}"
    assert NotTestable(EVIL, Why.TARGET).msg == visible(EVIL)
    result = Result("m.py::test_class[wmi/Sample_Printer]", "broken", difference=EVIL, page=EVIL, line=1)
    written = as_markdown(by_owner([result]), EVIL)
    assert "\x1b" not in written and "\u202e" not in written
