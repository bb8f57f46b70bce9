"""A check that was run before, after a few pages were edited: the rest of its report is said as it was."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from specgen.cli.session import DONE, FOUND, Session
from specgen.cli.streams import say_again

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specgen.cache.runs import Said
    from specgen.checks import Outcome, Selection
    from specgen.model.findings import Finding
    from specgen.model.ledger import Ledger
    from specgen.pipeline import Run
    from specgen.pipeline.edits import Edited
    from specgen.reports import Report

LEVELS = ("error", "warning", "info")
"""Severities, worst first."""


@dataclass(frozen=True)
class Plain:
    """What a check reports, and how: what decides on it besides the pages."""

    session: Session
    selection: "Selection"
    report: "Report"
    level: str
    exit_zero: bool
    colour: bool
    said: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Bytes of the report, by (root, page)."""

    def report_again(self) -> int | None:
        """Reports and gives the status, if it was run before and little changed since; None: it must be run."""
        recording = self.session.recording
        before = recording.before_edit() if recording is not None else None
        ledger = _unpacked(before[1]) if before is not None else None
        if before is None or ledger is None:
            return None
        # What reads the cache takes a moment to import.
        from specgen.cache.folder import default_folder
        from specgen.pipeline.edits import judged_again
        from specgen.pipeline.patience import PATIENCE

        folder = default_folder()
        kept, _ = before
        parts = _parts(kept.said, self._last_line(ledger))
        if folder is None or parts is None or sum(entry.said for entry in ledger.entries) != len(parts[1]):
            return None
        patience = self.session.configuration.page_timeout or PATIENCE
        edited = judged_again(ledger, kept.changed, self.selection, folder, patience)
        if edited is None:
            return None
        talk, report = parts
        return self._report(ledger, edited, talk, report)

    def _report(self, ledger: "Ledger", edited: "Mapping[int, Edited]", talk: bytes, report: bytes) -> int:
        from specgen.model.serial import pack_ledger
        from specgen.pipeline.edits import ledger_after

        pieces, length, at, end = [], {}, 0, 0
        for number, entry in enumerate(ledger.entries):
            end += entry.said
            if number in edited:
                told = b"".join(map(_encoded, self.pieces(edited[number].findings)))
                pieces += [report[at : end - entry.said], told]
                length[number] = len(told)
                at = end
        now = ledger_after(ledger, edited, length)
        said = [(False, talk), (True, b"".join((*pieces, report[at:]))), (False, self._last_line(now))]
        status = self.status(now)
        say_again(said)
        recording = self.session.recording
        if recording is not None:
            digests = {one.entry.file: one.entry.digest for one in edited.values()}
            recording.keep_edited(status, said, digests, pack_ledger(now))
        return status

    def _last_line(self, ledger: "Ledger") -> bytes:
        from specgen.model.findings import Counts
        from specgen.reports import summary

        if self.session.quiet:
            return b""
        counts = Counts.together(entry.counts for entry in ledger.entries)
        told = (ledger.pages, ledger.not_understood, ledger.lacking, ledger.links_not_checked)
        return f"{summary(counts, *told)}\n".encode()

    def status(self, ledger: "Ledger") -> int:
        """The exit status that these counts give."""
        from specgen.model.findings import Counts

        counts = Counts.together(entry.counts for entry in ledger.entries)
        told = (counts.errors, counts.warnings, counts.infos)
        reached = any(told[: LEVELS.index(self.level) + 1])
        return FOUND if reached and not self.exit_zero else DONE

    def pieces(self, findings: "Sequence[Finding]") -> Iterator[str]:
        """The report in pieces; notes how much is said of each page, where there is a piece for each finding."""
        from specgen.pipeline import Sources
        from specgen.reports import is_one_by_one

        pieces = self.report.write(findings, Sources(), colour=self.colour)
        if not is_one_by_one(self.report):
            yield from pieces
            return
        for piece, finding in zip(pieces, findings, strict=True):
            self.said[finding.root, finding.page] += len(piece if piece.isascii() else _encoded(piece))
            yield piece

    def remember(self, run: "Run", outcome: "Outcome") -> None:
        """Let what was found out be kept with the run, after the report was written."""
        from specgen.model.serial import pack_ledger
        from specgen.pipeline.ledger import Found, ledger_of
        from specgen.reports import is_one_by_one

        if self.session.recording is None or not is_one_by_one(self.report):
            return
        # The ledger is made when the command has ended: then the findings are gone, and after it the pages.
        found = Found.of(outcome)

        def made() -> bytes:
            nonlocal run, found
            ledger = ledger_of(run, found, self.selection, self.said)
            del run, found
            return pack_ledger(ledger) if ledger is not None else b""

        self.session.recording.ledger = made


def _parts(said: "Said", last: bytes) -> tuple[bytes, bytes] | None:
    """What was said before the report, and the report; None where other things were said, or in another order."""
    report = b"".join(piece for is_data, piece in said if is_data)
    order = [is_data for is_data, piece in said if piece]
    talk = b"".join(piece for is_data, piece in said if not is_data)
    in_order = order in ([], [False], [True], [True, False], [False, True], [False, True, False])
    after = next((piece for is_data, piece in reversed(said) if piece and not is_data), b"")
    if not in_order or not talk.endswith(last) or (order[-1:] == [False] and True in order and after != last):
        return None
    return talk.removesuffix(last) if last else talk, report


def _encoded(piece: str) -> bytes:
    """A piece as it is said."""
    return piece.encode("utf-8", errors="backslashreplace")


def _unpacked(data: bytes) -> "Ledger | None":
    from specgen.model.serial import unpack_ledger

    try:
        return unpack_ledger(data)
    except ValueError:
        return None
