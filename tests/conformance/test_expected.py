"""Expected differences: a file says which promises a target is known to break, and it must keep telling the truth."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from specgen.conformance.results.expected import ExpectedError, read_expected, replace_file, vanished, write_expected
from specgen.conformance.results.result import Result
from tests.conformance.conftest import ABSENT

pytest_plugins = ("pytester",)

Run = Callable[..., pytest.RunResult]
Target = Callable[[str], tuple[str, str]]

LISTED = "com/test_isample.py::test_listed_method[com/ISample.Hidden]"
CLOSE = "com/test_isample.py::TestClose::test_present[com/ISample.Close]"


def having(*methods: str) -> str:
    """An adapter whose interface has these methods; it tells nothing but their names."""
    return f"""
from specgen.conformance import BaseTarget, Capability, ComInterface, Method, Reply


class Target(BaseTarget):
    name = "some"
    capabilities = frozenset({{Capability.INTERFACES, Capability.SLOTS}})

    def describe_interface(self, name):
        return Reply("ok", ComInterface(name, methods=tuple(Method(one, name) for one in {methods!r})))
"""


PARAMETERS = ("Open::lpszName", "Open::lppObject", "Close::ulFlags", "Close::ulReserved")
BASIC = len(PARAMETERS)
"""The target's methods take no parameters, so that each documented one is a difference of its own."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "expected.toml"


@pytest.fixture
def listed(suite: Path, run: Run, target: Target, file: Path) -> Path:
    """The file for a target that lacks the method Hidden."""
    run(suite / "com", *target(having("Open", "Close")), f"--specgen-write-expected={file}")
    return file


def holding(suite: Path, run: Run, file: Path, *args: str) -> pytest.RunResult:
    return run(suite, f"--specgen-expect={file}", "-rfx", *args)


def test_a_run_writes_what_it_found(listed: Path) -> None:
    told = read_expected(listed)
    assert len(told) == BASIC + 1
    assert told[LISTED] == "ISample has Hidden; the target has Close, Open"
    assert tomllib.loads(listed.read_text("utf-8"))["target"] == "python:adapter:Target"


@pytest.mark.parametrize("spread", [(), ("-n2",)], ids=["one process", "two processes"])
def test_what_is_expected_passes(
    spread: tuple[str, ...], suite: Path, run: Run, target: Target, listed: Path, pytester: pytest.Pytester
) -> None:
    result = holding(suite / "com", run, listed, *target(having("Open", "Close")), *spread)
    counts = result.parseoutcomes()
    assert counts["xfailed"] == BASIC + 1
    assert result.ret == pytest.ExitCode.OK
    result.stdout.fnmatch_lines([f"* {BASIC + 1} broken ({BASIC + 1} of them expected), *"])
    result.stdout.fnmatch_lines([f"XFAIL *{LISTED.rpartition('::')[2].replace('[', '[[]')} - an expected difference"])


def test_a_new_difference_fails(suite: Path, run: Run, target: Target, file: Path) -> None:
    write_expected(file, [], "some")
    result = holding(suite / "com", run, file, *target(having("Open", "Close")), "-k", "Hidden")
    assert result.parseoutcomes()["failed"] == 1
    result.stdout.fnmatch_lines(["*ISample has Hidden; the target has Close, Open"])


def test_a_difference_that_has_vanished_fails(suite: Path, run: Run, target: Target, listed: Path) -> None:
    result = holding(suite / "com", run, listed, *target(having("Open", "Hidden", "Close")))
    counts = result.parseoutcomes()
    assert (counts["failed"], counts["xfailed"]) == (1, BASIC)
    result.stdout.fnmatch_lines(
        ["*expected was: ISample has Hidden; the target has Close, Open; the promise is kept now"]
    )


def test_a_difference_that_is_another_now_fails(suite: Path, run: Run, target: Target, listed: Path) -> None:
    result = holding(suite / "com", run, listed, *target(having("Open", "Close", "Shut")))
    assert result.parseoutcomes()["failed"] == 1
    result.stdout.fnmatch_lines(
        ["*expected was: ISample has Hidden; *; it is another now: ISample has Hidden; * has Close, Open, Shut"]
    )


READER = """
from specgen.conformance import BaseTarget, Capability, Instance, Property, Reply, WmiClass


class Target(BaseTarget):
    capabilities = frozenset({{Capability.CLASSES, Capability.INSTANCES}})

    def describe_class(self, namespace, name):
        return Reply("ok", WmiClass(name, properties=(Property("DeviceID"), Property("Jobs"))))

    def instances(self, namespace, name):
        return Reply("ok", (Instance({path!r}, {{"DeviceID": "x", "Jobs": [{value}]}}),))
"""


def test_another_value_in_another_instance_is_the_same_difference(
    suite: Path, run: Run, target: Target, file: Path
) -> None:
    chosen = ("--specgen-read",)
    first = target(READER.format(path="first", value=-1))
    run(suite / "wmi/root_sample", *first, *chosen, f"--specgen-write-expected={file}")
    other = target(READER.format(path="second", value=-20))
    result = holding(suite / "wmi/root_sample", run, file, *other, *chosen)
    assert result.parseoutcomes()["xfailed"] == 1 + 2
    assert result.ret == pytest.ExitCode.OK
    assert "Jobs is uint32[]; the target gave another value" in read_expected(file).values()


def test_a_difference_that_cannot_be_tested_any_more_fails(suite: Path, run: Run, target: Target, listed: Path) -> None:
    result = holding(suite / "com", run, listed, *target(having("Hidden", "Close")), "-k", "Open")
    assert result.parseoutcomes()["failed"] == 1 + 2
    result.stdout.fnmatch_lines(
        ["*expected was: Open takes lpszName; *; it cannot be tested any more: the target has no ISample.Open"]
    )


def test_the_members_of_a_class_that_is_gone_now_are_told_where_they_were_expected_to_differ(
    suite: Path, run: Run, target: Target, listed: Path
) -> None:
    result = holding(suite / "com", run, listed, *target(ABSENT))
    assert result.parseoutcomes() == {"failed": 1 + BASIC + 1}


@pytest.mark.parametrize(
    ("gone", "spread"),
    [
        ("com/test_isample.py::test_other[com/ISample]", ()),
        ("com/test_other.py::test_class[com/x]", ()),
        ("com/test_other.py::test_class[com/x]", ("-n2",)),
    ],
)
def test_an_entry_without_a_test_fails_the_run(
    gone: str, spread: tuple[str, ...], suite: Path, run: Run, file: Path
) -> None:
    write_expected(file, [Result(gone, "broken", difference="it is so")], "some")
    result = holding(suite / "com", run, file, "-k", "test_interface", *spread)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert "failed" not in result.parseoutcomes()
    result.stdout.fnmatch_lines([f"FAILED {gone.replace('[', '[[]')} - an expected difference has no test any more"])


def test_an_entry_of_a_test_that_was_not_chosen_is_left_alone(
    suite: Path, run: Run, target: Target, listed: Path
) -> None:
    options = target(having("Open", "Close"))
    assert holding(suite / "com", run, listed, *options, "-k", "test_interface").ret == pytest.ExitCode.OK
    chosen = f"{suite / LISTED}"
    assert run(chosen, f"--specgen-expect={listed}", *options).parseoutcomes() == {"xfailed": 1}


def test_an_entry_that_nobody_asked_for_is_left_alone(suite: Path, run: Run, target: Target, file: Path) -> None:
    answer = "com/test_isample.py::TestClose::test_answer[com/ISample.Close]"
    write_expected(file, [Result(answer, "broken", difference="Close returned 5")], "some")
    source = having("Open", "Hidden", "Close").replace("Capability.SLOTS", "Capability.INVOKE")
    result = holding(suite / "com", run, file, *target(source), "-k", "test_answer")
    assert result.parseoutcomes()["skipped"] == 2
    assert result.ret == pytest.ExitCode.OK


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[difference]", "Expected"),
        ("differences = 1", "only target and [[][[]difference]] entries"),
        ("difference = 1", "only target and [[][[]difference]] entries"),
        ("difference = [1]", "entry 1: it has the texts test and difference, and nothing else"),
        ("[[difference]]\ntest = 'a'", "entry 1: it has the texts"),
        ("[[difference]]\ntest = 'a'\ndifference = 1", "entry 1: it has the texts"),
        ("[[difference]]\ntest = 'a'\ndifference = 'b'\nwhy = 'c'", "entry 1: it has the texts"),
        ("[[difference]]\ntest = 'a'\ndifference = 'b'\n" * 2, "entry 2: a stands there twice"),
        ("\ud800", "codec"),
    ],
)
def test_a_damaged_file_stops_the_run(text: str, complaint: str, suite: Path, run: Run, file: Path) -> None:
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    result = run(suite, f"--specgen-expect={file}")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: expected differences {file}*{complaint}*"])


def test_a_file_that_is_not_there_stops_the_run(suite: Path, run: Run, tmp_path: Path) -> None:
    assert run(suite, f"--specgen-expect={tmp_path / 'nowhere.toml'}").ret == pytest.ExitCode.USAGE_ERROR


@pytest.mark.parametrize(
    "chosen",
    [("--collect-only",), ("-k", "nothing"), ("--maxfail=1",), ("--specgen-target", "python:nowhere:Target")],
    ids=["collected only", "nothing chosen", "stopped early", "target not opened"],
)
def test_a_run_that_did_not_get_through_its_tests_writes_nothing(
    chosen: tuple[str, ...], suite: Path, run: Run, target: Target, file: Path
) -> None:
    file.write_text("old", "utf-8")
    result = run(suite / "com", *target(having("Open")), f"--specgen-write-expected={file}", *chosen)
    assert file.read_text("utf-8") == "old"
    result.stdout.fnmatch_lines([f"{file} is not written: the run did not get through its tests"])


@pytest.mark.parametrize(
    "chosen",
    [
        *(("com", "-k", "Open"), ("com", "-m", "not specgen_invoke"), ("com", "--deselect", f"{LISTED}")),
        *(("com", "--lf"), (LISTED,), ("com", "-k", "Open", "-n2")),
    ],
    ids=["-k", "-m", "--deselect", "--lf", "an id", "two processes"],
)
def test_a_run_that_leaves_tests_out_writes_nothing(
    chosen: tuple[str, ...], suite: Path, run: Run, target: Target, file: Path
) -> None:
    file.write_text("old", "utf-8")
    options = (*target(having("Open", "Close")), f"--specgen-write-expected={file}", f"--rootdir={suite}")
    first, *others = chosen
    result = run(suite / first, *options, *others)
    assert file.read_text("utf-8") == "old"
    result.stdout.fnmatch_lines([f"{file} is not written: tests were left out, and so would be what is known of them"])


def test_tests_of_others_may_be_left_out(suite: Path, run: Run, target: Target, file: Path) -> None:
    (suite / "com" / "test_mine.py").write_text("def test_mine():\n    pass\n", "utf-8")
    options = (*target(having("Open", "Close")), f"--specgen-write-expected={file}")
    result = run(suite / "com", *options, "-k", "not test_mine")
    assert result.parseoutcomes()["deselected"] == 1
    assert LISTED in read_expected(file)


def test_what_is_expected_is_not_written_by_the_run_that_reads_it(suite: Path, run: Run, listed: Path) -> None:
    before = listed.read_bytes()
    result = holding(suite / "com", run, listed, f"--specgen-write-expected={listed}")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert listed.read_bytes() == before


def test_a_file_that_has_nowhere_to_go_stops_the_run(suite: Path, run: Run, tmp_path: Path) -> None:
    for place in (tmp_path / "nowhere" / "expected.toml", tmp_path):
        result = run(suite, f"--specgen-write-expected={place}")
        assert result.ret == pytest.ExitCode.USAGE_ERROR
        result.stderr.fnmatch_lines([f"ERROR: --specgen-write-expected: no file can be written at {place}"])


HOSTILE = 'a "b" \\ \n\r\t\x00\x1b\x7f\u2028 é [[difference]] \'\'\' """'


def test_any_text_comes_back_as_it_was(file: Path) -> None:
    assert write_expected(file, [Result(HOSTILE, "broken", difference=HOSTILE)], HOSTILE) == 1
    assert read_expected(file) == {HOSTILE: HOSTILE}


def test_a_surrogate_is_written_as_a_question_mark(file: Path) -> None:
    write_expected(file, [Result("a", "broken", difference="\ud800")], "some")
    assert read_expected(file) == {"a": "?"}


def test_only_what_is_broken_is_written_in_order(file: Path) -> None:
    results = [Result("b", "broken", difference="x"), Result("c", "kept"), Result("a", "broken", difference="y")]
    assert write_expected(file, [*results, Result("d", "not testable"), Result("e", "not asked")], "some") == 2
    assert list(read_expected(file)) == ["a", "b"]


def test_a_file_is_the_old_one_or_the_new_one(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text("old", "utf-8")

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="no space left"):
        replace_file(file, "new")
    monkeypatch.undo()
    assert file.read_text("utf-8") == "old"
    assert list(file.parent.iterdir()) == [file]
    replace_file(file, "new")
    assert file.read_text("utf-8") == "new"
    assert list(file.parent.iterdir()) == [file]


def test_a_file_that_was_not_collected_may_well_exist(tmp_path: Path) -> None:
    (tmp_path / "test_there.py").touch()
    told = {"test_there.py::a": "", "test_gone.py::a": "", "test_run.py::a": "", "test_run.py::b": ""}
    assert vanished(told, ["test_run.py::a"], tmp_path) == ["test_gone.py::a", "test_run.py::b"]


def test_what_reads_the_file_says_which_it_is(tmp_path: Path) -> None:
    with pytest.raises(ExpectedError, match=str(tmp_path)):
        read_expected(tmp_path)
