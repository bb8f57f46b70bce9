"""All WMI classes of the English pages against Wine's WMI: what is kept, broken, not testable, and who is right."""

from pathlib import Path

import pytest

from tests.corpus.second_source import Report, generate, read_truth, run_suite, sides, wmi_side

pytestmark = [pytest.mark.corpus, pytest.mark.real_target, pytest.mark.slow]

EXPECTED = Path(__file__).parent / "expected" / "wine-8.0.toml"
"""Every difference of Wine 8.0, as ``--specgen-write-expected`` wrote it: another one fails, and one that is gone."""
ALLOW = """
[[call]]
method = "Win32_Process.Create"
namespace = "root/cimv2"
arguments = { CommandLine = 'C:\\nope.exe' }
expect = [9]
"""


@pytest.fixture(scope="module")
def report(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """One run of the whole suite, with every tier that Wine has."""
    folder = tmp_path_factory.mktemp("wine")
    suite = generate(folder / "out", str(corpus / "win32" / "en-us"))
    (folder / "allow.toml").write_text(ALLOW, "utf-8")
    allowed = ("--specgen-read", "--specgen-invoke", f"--specgen-allow={folder / 'allow.toml'}")
    known = f"--specgen-expect={EXPECTED}"
    return run_suite(suite / "wmi", folder, "--specgen-target=probe+exec", known, *allowed)


def test_what_is_there(report: Report) -> None:
    assert len(report.present) == 26
    # Two are on the deny-list, and of the third no page says the namespace.
    assert report.untold == ["CIM_DataFile", "MicrosoftDNS_StatisticCollection", "Win32_Directory"]
    assert report.summary["absent"] == 603
    assert report.summary["absent_members"] >= 7500
    assert report.summary["kept"] >= 800


def test_nothing_is_new_and_nothing_is_gone(report: Report) -> None:
    assert report.summary["broken"] == report.summary["expected"] > 1000


def test_who_is_right(report: Report, score: Path) -> None:
    decided = sides(report.differences, wmi_side(read_truth(score, "truth_wmi")))
    assert decided == {
        ("test_property", "page"): 604,
        ("test_property", "target"): 8,
        ("test_present", "page"): 76,
        ("test_listed_method", "page"): 19,
        ("test_parameter", "page"): 1,
        ("test_values", "page"): 1,
        ("test_values", "silent"): 3,
    }


def test_what_a_quick_comparison_found_is_found(report: Report) -> None:
    found = {(one.test, one.owner, one.method, one.item) for one in report.differences}
    assert ("test_parameter", "Win32_Process", "Create", "ProcessStartupInformation") in found
    assert ("test_property", "Win32_DesktopMonitor", None, "PixelsPerYLogicalInch") in found
    (datetime,) = [one for one in report.differences if one.item == "LocalDateTime"]
    assert "25 characters by DSP0004" in datetime.sentence
    assert "of 24 characters" in str(datetime.seen)


def test_a_path_that_is_not_there_gives_the_documented_code(report: Report) -> None:
    (process,) = [one for one in report.data["owners"] if one["name"] == "Win32_Process"]
    assert not [one for one in process["differences"] if "::test_answer[" in one["test"]]
    asked = [one for one in process["untested"] if "Win32_Process.Create is" in one["reason"]]
    assert not asked
