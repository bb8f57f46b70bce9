"""A module runs as often as it is asked to, each time with another target, and nothing is left over between runs."""

import pytest

from specgen.conformance.target import BaseTarget
from tests.mutation.running import CollectionError, run_modules
from tests.mutation.verdict import Outcome

ALONE = "--import-mode=importlib"
MODULE = """\
import pytest
from tests.mutation.hosting import hosted


@pytest.fixture(scope="session")
def target():
    return hosted()


@pytest.mark.parametrize("word", [pytest.param("good", id="wmi/A")])
def test_name(target, word):
    assert target.name == word


def test_skip(target):
    pytest.skip(f"{target.name} cannot tell")
"""


def named(name):
    target = BaseTarget()
    target.name = name
    return target


def test_runs_do_not_see_each_other(tmp_path):
    path = tmp_path / "test_generated.py"
    path.write_text(MODULE, "utf-8")
    seen: list[list[Outcome]] = []

    def judge(_, run):
        seen.extend(run(named(name)) for name in ("good", "bad", "good"))

    run_modules([path], judge, ALONE)
    assert [[one.word for one in outcomes] for outcomes in seen] == [
        ["passed", "skipped"],
        ["failed", "skipped"],
        ["passed", "skipped"],
    ]
    assert seen[0] == seen[2]
    assert [(one.about, one.reason) for one in seen[0]] == [("wmi/A", ""), ("", "good cannot tell")]


def test_a_module_that_cannot_be_read(tmp_path):
    path = tmp_path / "test_broken.py"
    path.write_text("import nothing_of_this_name\n", "utf-8")
    with pytest.raises(CollectionError, match="nothing_of_this_name"):
        run_modules([path], lambda _, __: None, ALONE)


def test_an_error_while_judging_comes_out(tmp_path):
    path = tmp_path / "test_generated.py"
    path.write_text(MODULE, "utf-8")

    def judge(_, __):
        raise LookupError("no such class")

    with pytest.raises(LookupError, match="no such class"):
        run_modules([path], judge, ALONE)
