"""The proof behind fixes: what would change the model, raise a finding or settle nothing is not written."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from specgen.model.change import changed
from specgen.model.findings import Edit, Finding, Fix
from specgen.model.library import Library
from specgen.pipeline import Mending, Request, Run, compile_pages, mend
from tests.cli.conftest import METHOD

PAGE = "dig.md"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    (tmp_path / PAGE).write_text(METHOD, encoding="utf-8")
    return compile_pages(Request((str(tmp_path),), jobs=1))


def finding(run: Run, old: str, new: str, code: str = "SG405") -> Finding:
    """A finding at ``old``, whose fix writes ``new`` there."""
    line = next(at for at, text in enumerate(METHOD.split("\n"), 1) if old in text)
    column = METHOD.split("\n")[line - 1].index(old) + 1
    end = column + len(old)
    return Finding(
        code=code,
        name="n",
        severity="warning",
        root=run.request.paths[0],
        page=PAGE,
        line=line,
        column=column,
        end_line=line,
        end_column=end,
        message="m",
        found=old,
        fix=Fix(safe=True, edits=(Edit(PAGE, line, column, line, end, new),)),
    )


def tried(run: Run, first: Sequence[Finding], then: Sequence[Finding]) -> Mending:
    """Mend ``first``; whatever comes of it has the findings ``then``."""

    def check(_library: Library) -> Sequence[Finding]:
        return tuple(then)

    return mend(run, tuple(first), check, unsafe=False)


def reasons(mending: Mending) -> list[str]:
    return [reason for _, reason in mending.refused]


def test_what_is_proven_is_mended(run: Run) -> None:
    one = finding(run, "Probe. mof", "Probe.mof")
    mending = tried(run, [one], [])
    assert [page.after for page in mending.pages] == [METHOD.replace("Probe. mof", "Probe.mof").encode()]
    assert (mending.fixed, mending.findings, mending.refused) == ((one,), (), ())
    assert (Path(run.request.paths[0]) / PAGE).read_text("utf-8") == METHOD


def test_what_would_change_the_model_is_not(run: Run) -> None:
    one = finding(run, "uint32 Depth", "uint16 Depth")
    mending = tried(run, [one], [])
    assert (mending.pages, mending.fixed) == ((), ())
    assert reasons(mending) == ["mending it would change what is read from it"]


def test_what_would_raise_a_finding_is_not(run: Run) -> None:
    one = finding(run, "Probe. mof", "Probe.mof")
    mending = tried(run, [one], [finding(run, "Digs a hole.", "", "SG501")])
    assert reasons(mending) == ["mending it would raise SG501"]
    assert mending.findings == (one,)


def test_what_would_settle_nothing_is_not(run: Run) -> None:
    one = finding(run, "Probe. mof", "Probe.mof")
    assert reasons(tried(run, [one], [one])) == ["mending it does not settle SG405"]


def test_of_two_that_overlap_the_second_is_mended_in_another_round(run: Run) -> None:
    one, two = finding(run, "Probe. mof", "Probe.mof"), finding(run, "mof</dt>", "mof</dt> ")
    after = METHOD.replace("Probe. mof", "Probe.mof")
    line = next(text for text in after.split("\n") if "Probe.mof" in text)
    column = line.index("mof</dt>") + 1
    moved = changed(
        two,
        column=column,
        end_column=column + 8,
        fix=Fix(safe=True, edits=(Edit(PAGE, two.line, column, two.line, column + 8, "mof</dt> "),)),
    )
    answers = [(moved,), ()]

    def check(_library: Library) -> Sequence[Finding]:
        return answers.pop(0)

    mending = mend(run, (one, two), check, unsafe=False)
    assert [page.after for page in mending.pages] == [after.replace("mof</dt>", "mof</dt> ").encode()]
    assert len(mending.fixed) == 2


def test_a_page_that_is_not_what_was_compiled_is_left(run: Run) -> None:
    (Path(run.request.paths[0]) / PAGE).write_text(METHOD + "\n", encoding="utf-8")
    assert reasons(tried(run, [finding(run, "Probe. mof", "Probe.mof")], [])) == ["it changed since it was compiled"]
