"""All MAPI interfaces of the English pages against mingw-w64's headers, each difference with who is right."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.corpus.second_source import Report, com_side, generate, read_truth, run_suite, sides

pytestmark = [pytest.mark.corpus, pytest.mark.real_target, pytest.mark.slow]

HEADERS = Path("/usr/share/mingw-w64/include")
COMPILER = "x86_64-w64-mingw32-g++"
OVERLAY = Path(__file__).parents[2] / "overlays" / "outlook-mapi.toml"


@pytest.fixture(scope="module")
def suite(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (HEADERS / "mapix.h").is_file():
        pytest.skip("mingw-w64's headers are not installed (mingw-w64-common)")
    pages = str(corpus / "office" / "en-us" / "docs" / "outlook" / "mapi")
    symbols = ("--overlay", str(OVERLAY), "--constants", str(HEADERS / "mapiguid.h"))
    return generate(tmp_path_factory.mktemp("mapi"), pages, *symbols)


@pytest.fixture(scope="module")
def report(suite: Path, tmp_path_factory: pytest.TempPathFactory) -> Report:
    return run_suite(suite / "com", tmp_path_factory.mktemp("report"), f"--specgen-target=headers:{HEADERS}")


def test_every_difference_is_decided(report: Report, score: Path) -> None:
    decided = sides(report.differences, com_side(read_truth(score, "truth_mapi")))
    assert decided == {
        ("test_parameter_type", "page"): 48,
        ("test_parameter_type", "target"): 51,
        ("test_parameter_type", "neither"): 2,
        ("test_parameter", "target"): 25,
        ("test_interface", "silent"): 1,
    }


def test_what_the_headers_have_wrong_is_one_type(report: Report, score: Path) -> None:
    judge = com_side(read_truth(score, "truth_mapi"))
    wrong = [one.sentence for one in report.differences if judge(one) == "page"]
    assert all("ULONG_PTR" in one.partition(";")[0] and " ULONG" in one.partition(";")[2] for one in wrong)


def test_bases_iids_and_slots_are_as_documented(report: Report) -> None:
    assert not {one.test for one in report.differences} & {"test_base", "test_iid", "test_slot", "test_listed_slot"}
    (session,) = [one for one in report.data["owners"] if one["name"] == "IMAPISession"]
    assert session["kept"] > 150
    assert report.summary["absent"] <= 30


def test_the_slot_of_logoff_is_compared(suite: Path) -> None:
    module = (suite / "com" / "test_imapisession.py").read_text("utf-8")
    assert '"Logoff": 17' in module


def test_the_same_by_a_compiler(suite: Path) -> None:
    if shutil.which(COMPILER) is None:
        pytest.skip(f"{COMPILER} is not installed")
    failed = {}
    for name in ("imapisession", "imapifolder", "imapiprogress"):
        command = [COMPILER, "-std=c++14", "-fsyntax-only", str(suite / "com" / "asserts" / f"{name}.cpp")]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"}
        )
        failed[name] = done.stderr.count("static assertion failed")
        assert done.stderr.count("error:") == failed[name], done.stderr
    assert failed == {"imapisession": 2, "imapifolder": 6, "imapiprogress": 0}
