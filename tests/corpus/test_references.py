"""The suites of real English pages pass on the two reference implementations, calls included."""

from pathlib import Path

import pytest

from tests.corpus.second_source import Report, generate, run_suite

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

CONSTANTS = """
#define MAPI_LOGOFF_SHARED ((ULONG) 0x00000001)
#define MAPI_LOGOFF_UI ((ULONG) 0x00000002)
#define MAPI_W_NO_SERVICE ((SCODE) 0x00040203)
#define MAPI_UNICODE ((ULONG) 0x80000000)
"""
IMPLEMENTED = ("advise", "getlasterror", "logoff", "queryidentity", "unadvise")


def counts(report: Report) -> dict[str, int]:
    (owner,) = report.data["owners"]
    return {key: owner[key] for key in ("promised", "kept", "broken", "not_testable", "not_asked")}


def test_virtual_desktop_sessions(corpus: Path, tmp_path: Path) -> None:
    folder = corpus / "win32" / "en-us" / "desktop-src" / "TermServ"
    pages = sorted(str(one) for one in folder.glob("*win32-virtualdesktopsession.md"))
    assert len(pages) == 4
    suite = generate(tmp_path / "out", *pages)
    target = "--specgen-target=python:tests.conformance.factories:sessions"
    report = run_suite(suite / "wmi", tmp_path, target, "--specgen-read", "--specgen-invoke")
    found = counts(report)
    assert found == {"promised": 64, "kept": 63, "broken": 0, "not_testable": 1, "not_asked": 0}
    (untested,) = report.data["owners"][0]["untested"]
    assert untested["reason"].startswith("ClientMachineName is NULL in every instance")


def test_a_mapi_session(corpus: Path, tmp_path: Path) -> None:
    folder = corpus / "office" / "en-us" / "docs" / "outlook" / "mapi"
    (tmp_path / "symbols.h").write_text(CONSTANTS, "utf-8")
    (tmp_path / "names.toml").write_text('[owners]\nIMAPISession = "Session"\n', "utf-8")
    pages = [str(folder / f"imapisession-{one}.md") for one in IMPLEMENTED]
    suite = generate(tmp_path / "out", *pages, "--constants", str(tmp_path / "symbols.h"))
    target = "--specgen-target=python:tests.conformance.factories:mapi_session"
    names = f"--specgen-map={tmp_path / 'names.toml'}"
    report = run_suite(suite / "com", tmp_path, target, names, "--specgen-invoke")
    found = counts(report)
    assert found["broken"] == 0, report.differences
    assert found["kept"] >= 35
    module = next(iter(suite.rglob("test_imapisession.py"))).read_text("utf-8")
    for tried in ("test_reserved", "test_unknown_flags", "test_call_order_of_Unadvise", "test_out_parameter"):
        assert tried in module
    reasons = [one["reason"] for one in report.data["owners"][0]["untested"]]
    assert not [one for one in reasons if "ulReserved" in one or "ulFlags" in one or "no call of" in one], reasons
