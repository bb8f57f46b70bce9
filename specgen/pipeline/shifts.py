"""Where something stands now that stood on a line of a page before it was edited."""

from collections.abc import Iterable, Sequence

from specgen.model.change import changed
from specgen.model.facts import Note, Place, Remedy, Repair
from specgen.model.findings import Edit, Finding, Fix
from specgen.model.spans import Span


class Shift:
    """From the lines of a page before to those after: what stands above an edit stays, what stands below it moves.

    Nothing is said of the lines between: whoever needs them reads them anew.
    """

    def __init__(self, before: Sequence[str], after: Sequence[str]) -> None:
        least = min(len(before), len(after))
        top = next((at for at in range(least) if before[at] != after[at]), least)
        below = range(1, least - top + 1)
        self._top = top
        self._bottom = len(before) - next((at - 1 for at in below if before[-at] != after[-at]), least - top)
        self._by = len(after) - len(before)

    def line(self, line: int) -> int | None:
        """The line, from 1, that a line became; None where it was edited."""
        if line <= self._top:
            return line
        return line + self._by if line > self._bottom else None

    def span(self, span: Span) -> Span | None:
        """The place that a place became; None where an edit touches it."""
        if span.end_line <= self._top:
            return span
        if span.line <= self._bottom:
            return None
        return Span(span.line + self._by, span.column, span.end_line + self._by, span.end_column)

    def finding(self, finding: Finding) -> Finding | None:
        """A finding where it stands now, without a fix or a second place that was edited; None: it was edited."""
        span = self.span(finding.span)
        if span is None:
            return None
        related = [(one, self.line(one.line)) for one in finding.related]
        return changed(
            finding,
            line=span.line,
            end_line=span.end_line,
            related=tuple(changed(one, line=line) for one, line in related if line is not None),
            fix=self._fix(finding.fix),
        )

    def _fix(self, fix: Fix | None) -> Fix | None:
        if fix is None:
            return None
        edits = [self._edit(edit) for edit in fix.edits]
        return Fix(fix.safe, tuple(edit for edit in edits if edit is not None)) if None not in edits else None

    def _edit(self, edit: Edit) -> Edit | None:
        span = self.span(Span(edit.line, edit.column, edit.end_line, edit.end_column))
        return changed(edit, line=span.line, end_line=span.end_line) if span is not None else None

    def notes(self, notes: Iterable[Note]) -> tuple[Note, ...]:
        """Those of the notes whose places were not edited, where they stand now."""
        moved = (self._note(note) for note in notes)
        return tuple(note for note in moved if note is not None)

    def _note(self, note: Note) -> Note | None:
        span = self.span(note.span)
        if span is None:
            return None
        related = [(one, self.span(one.span)) for one in note.related]
        kept = tuple(Place(at, one.message) for one, at in related if at is not None)
        return changed(note, span=span, related=kept, remedy=self._remedy(note.remedy))

    def _remedy(self, remedy: Remedy | None) -> Remedy | None:
        if remedy is None:
            return None
        also = [(self.span(at), text) for at, text in remedy.also]
        kept = tuple((at, text) for at, text in also if at is not None)
        return changed(remedy, also=kept) if len(kept) == len(also) else None

    def repairs(self, repairs: Iterable[Repair]) -> tuple[Repair, ...]:
        """Those of the repairs whose lines were not edited, where they stand now."""
        moved = ((repair, self.line(repair.line)) for repair in repairs)
        return tuple(changed(repair, line=line) for repair, line in moved if line is not None)
