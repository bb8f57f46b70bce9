"""The process that answers: what hangs or dies is replaced, and the caller always gets a reply."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from specgen.conformance.probe.failures import ProbeError
from specgen.conformance.probe.process import Hello, ProbeProcess, Program

FAKE = Path(__file__).with_name("fake_probe.py")


def fake(*arguments: str) -> Program:
    return Program([sys.executable, str(FAKE), *arguments])


@pytest.fixture
def process() -> Iterator[ProbeProcess]:
    started = ProbeProcess(fake(), timeout=0.2, grace=0.2)
    yield started
    started.close()


def status(process: ProbeProcess, name: str) -> str:
    return str(process.ask("class", namespace="root/cimv2", name=name)["status"])


def test_hello_and_reply(process: ProbeProcess) -> None:
    assert process.hello.system.startswith("Fake of ") and process.hello.allow_exec
    assert "qualifiers" in process.hello.capabilities
    assert status(process, "Sample_Lamp") == "ok"
    assert status(process, "Nope") == "absent"


def test_one_that_hangs_is_ended_and_the_next_answers(process: ProbeProcess) -> None:
    began = time.monotonic()
    reply = process.ask("class", namespace="root/cimv2", name="Hang")
    assert reply["status"] == "timeout" and "0.4 s" in reply["detail"]
    assert time.monotonic() - began < 10
    assert status(process, "Sample_Lamp") == "ok"


def test_one_that_dies_is_replaced_and_its_last_words_are_told(process: ProbeProcess) -> None:
    reply = process.ask("class", namespace="root/cimv2", name="Die")
    assert reply["status"] == "error"
    assert "status 5" in reply["detail"] and "heap is gone" in reply["detail"]
    assert status(process, "Sample_Lamp") == "ok"


def test_a_damaged_answer_is_an_error_and_a_late_one_is_skipped(process: ProbeProcess) -> None:
    assert status(process, "Garbage") == "error"
    assert status(process, "Late") == "absent"
    assert status(process, "Sample_Lamp") == "ok"


def test_closing_twice_and_asking_again(process: ProbeProcess) -> None:
    process.close()
    process.close()
    assert status(process, "Sample_Lamp") == "ok"


@pytest.mark.parametrize(
    ("how", "said"), [("rude", "no WMI probe"), ("old", "version 0"), ("dead", "no library"), ("silent", "nothing in")]
)
def test_what_gives_no_hello_does_not_start(how: str, said: str) -> None:
    with pytest.raises(ProbeError, match=said):
        ProbeProcess(fake(how), timeout=0.1, start=0.3 if how == "silent" else 20)


def test_what_cannot_be_started() -> None:
    with pytest.raises(ProbeError, match="does not start"):
        ProbeProcess(Program(["/nowhere/wmi_probe.exe"]))


def test_it_may_vanish_between_requests(process: ProbeProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    process.close()
    monkeypatch.setattr(process, "_program", Program(["/nowhere/wmi_probe.exe"]))
    assert status(process, "Sample_Lamp") == "error"


@pytest.mark.parametrize("line", [None, [], {}, {"probe": "specgen-wmi"}, {"probe": "specgen-wmi", "version": "1"}])
def test_hellos_of_others(line: object) -> None:
    with pytest.raises(ValueError, match="it "):
        Hello.read(line)
