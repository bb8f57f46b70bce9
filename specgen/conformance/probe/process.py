"""A probe that runs: requests go in and replies come out as lines of JSON.

The probe watches its own time. This side waits a little longer, then ends the process; whether it hangs or dies, the
next request goes to a new one.
"""

import json
import queue
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import IO, Any

from specgen.conformance.probe.failures import ProbeError

PROBE = "specgen-wmi"
VERSION = 1

Message = Mapping[str, Any]

_GLANCE = 0.25


@dataclass(frozen=True)
class Program:
    """What to start. ``environment`` is all that the process sees; None is this process's own."""

    command: Sequence[str]
    environment: Mapping[str, str] | None = None
    folder: Path | None = None


@dataclass(frozen=True)
class Hello:
    """How a probe introduces itself. ``capabilities`` are its own words (see ``wmi_probe.cpp``)."""

    system: str
    allow_exec: bool
    capabilities: frozenset[str]

    @classmethod
    def read(cls, message: object) -> "Hello":
        """From the first line. Raises ValueError where it is none of a probe that this version understands."""
        said = message if isinstance(message, dict) else {}
        if said.get("probe") != PROBE:
            raise ValueError("it is no WMI probe")
        if said.get("version") != VERSION:
            raise ValueError(f"it speaks version {said.get('version')}, this is version {VERSION}")
        able = said.get("capabilities")
        words = able if isinstance(able, list) else []
        return cls(str(said.get("system", "")), said.get("allow_exec") is True, frozenset(map(str, words)))


@dataclass
class _Running:
    """One process and the thread that reads it; None in ``lines`` is its end."""

    process: subprocess.Popen[bytes]
    errors: IO[bytes]
    lines: "queue.SimpleQueue[bytes | None]" = field(default_factory=queue.SimpleQueue)

    def end(self) -> None:
        """Ends it for certain, and lets go of what belongs to it."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.errors):
            try:
                if stream is not None:
                    stream.close()
            except OSError:  # what was not yet written has nowhere to go
                continue

    def last_words(self) -> str:
        """The end of what it wrote for people."""
        self.errors.seek(0)
        return self.errors.read()[-400:].decode("utf-8", "replace").strip()


class ProbeProcess:
    """A probe and, when that one is gone, the next."""

    hello: Hello

    def __init__(self, program: Program, timeout: float = 20.0, *, grace: float = 5.0, start: float = 60.0) -> None:
        """Starts it. ``timeout`` is the probe's own, in seconds. Raises ProbeError where it gives no hello."""
        self._program = program
        self._longest = timeout + grace
        self._start_longest = start + timeout
        self._running: _Running | None = None
        self._number = 0
        self.hello = self._start()

    def ask(self, op: str, **members: object) -> Message:
        """The reply to a request, whatever happens: one that did not come has the status timeout or error."""
        if self._running is None:
            try:
                self._start()
            except ProbeError as error:
                return _failed("error", str(error))
        self._number += 1
        running = self._running
        assert running is not None and running.process.stdin is not None  # noqa: S101, PT018  _start left it so
        line = json.dumps({"id": self._number, "op": op, **members}).encode() + b"\n"
        try:
            running.process.stdin.write(line)
            running.process.stdin.flush()
        except OSError:
            return self._gone(running)
        return self._reply(running, self._number)

    def close(self) -> None:
        """Ends the process."""
        if self._running is not None:
            self._running.end()
            self._running = None

    def _start(self) -> Hello:
        errors = tempfile.TemporaryFile()  # noqa: SIM115  closed in end()
        try:
            process = subprocess.Popen(  # noqa: S603  the probe that the user named, or that was built here
                list(self._program.command),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=None if self._program.environment is None else dict(self._program.environment),
                cwd=self._program.folder,
            )
        except OSError as error:
            errors.close()
            raise ProbeError(f"the probe does not start: {error}") from error
        running = _Running(process, errors)
        Thread(target=_read, args=(running,), daemon=True).start()
        try:
            hello = Hello.read(_next(running, self._start_longest))
        except (ValueError, TimeoutError, EOFError) as error:
            running.process.kill()
            words = running.last_words()
            running.end()
            reason = str(error) or "it ended without a word"
            raise ProbeError(f"{self._program.command[0]} gave no hello: {reason}{words and ': '}{words}") from error
        self._running = running
        return hello

    def _reply(self, running: _Running, number: int) -> Message:
        try:
            while True:
                reply = _next(running, self._longest)
                if isinstance(reply, dict) and reply.get("id") == number:
                    return reply
        except TimeoutError:
            self.close()
            return _failed("timeout", f"the probe gave no answer in {self._longest:g} s and was ended")
        except ValueError as error:
            self.close()
            return _failed("error", f"the probe gave a damaged answer: {error}")
        except EOFError:
            return self._gone(running)

    def _gone(self, running: _Running) -> Message:
        """The reply where the process ended by itself: a provider inside it may take it along."""
        try:
            status = running.process.wait(5)
        except subprocess.TimeoutExpired:
            status = None
        words = running.last_words()
        self.close()
        return _failed("error", f"the probe died of the request (status {status}){words and ': '}{words}")


def _read(running: _Running) -> None:
    assert running.process.stdout is not None  # noqa: S101  a pipe was asked for
    try:
        for line in running.process.stdout:
            running.lines.put(line)
    except (OSError, ValueError):  # closed while it was read
        pass
    running.lines.put(None)


def _next(running: _Running, longest: float) -> object:
    """The next line's value. Raises TimeoutError, EOFError or ValueError."""
    line = _line(running, longest)
    if line is None:
        raise EOFError
    try:
        value: object = json.loads(line)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
    return value


def _line(running: _Running, longest: float) -> bytes | None:
    """The next line, None at the end. Raises TimeoutError."""
    last = time.monotonic() + longest
    while True:
        # What Wine starts in the background may keep the pipe open after the probe has gone.
        gone = running.process.poll() is not None
        try:
            return running.lines.get(timeout=min(_GLANCE, max(last - time.monotonic(), 0)))
        except queue.Empty:
            if gone:
                return None
            if time.monotonic() >= last:
                raise TimeoutError(f"nothing in {longest:g} s") from None


def _failed(status: str, detail: str) -> Message:
    return {"status": status, "hresult": None, "detail": detail, "data": None}
