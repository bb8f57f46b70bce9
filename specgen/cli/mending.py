"""``check --fix``, ``--unsafe-fixes`` and ``--diff``: what is mended, or would be, and what is left alone."""

import difflib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from specgen.cli.session import Session

if TYPE_CHECKING:
    from specgen.model.findings import Finding
    from specgen.pipeline import MendedPage, Mending, Run
    from specgen.pipeline.mending import Check

SHOWN_REFUSED = 5


def mend(
    session: Session, run: "Run", findings: "Sequence[Finding]", check: "Check", *, unsafe: bool, write: bool
) -> "Mending":
    """Mend the pages of ``findings``, as far as it is proven; says how many. A page that changed ends the command."""
    from specgen.model.overlays import OverlayError
    from specgen.pipeline import ChangedPageError, write_mended
    from specgen.pipeline import mend as mend_in_memory
    from specgen.reports import location, safe

    try:
        mending = mend_in_memory(run, findings, check, unsafe=unsafe)
        if write:
            write_mended(mending.pages)
    except OverlayError as error:
        raise click.ClickException("\n".join(map(safe, error.problems))) from None
    except (ChangedPageError, OSError) as error:
        raise click.ClickException(f"nothing is mended: {safe(str(error))}") from None
    done = "mended" if write else "would mend"
    session.say(f"specgen: {done} {len(mending.fixed)} findings on {len(mending.pages)} pages")
    for (root, page), reason in mending.refused[:SHOWN_REFUSED]:
        session.say(f"specgen: left as it is: {location(root, page)}: {safe(reason)}")
    if len(mending.refused) > SHOWN_REFUSED:
        session.say(f"specgen: and {len(mending.refused) - SHOWN_REFUSED} more pages are left as they are")
    return mending


def differences(mending: "Mending", *, exact: bool) -> Iterator[str]:
    """What would change, as a unified diff: ``exact`` for ``patch`` and ``git apply``, else safe for a terminal."""
    for page in mending.pages:
        yield from _difference(page) if exact else map(_safe_line, _difference(page))


def _difference(page: "MendedPage") -> Iterator[str]:
    from specgen.reports import exact_location

    name = exact_location(page.root, page.page)
    before, after = (data.decode("utf-8").split("\n") for data in (page.before, page.after))
    for line in difflib.unified_diff(_ended(before), _ended(after), f"a/{name}", f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _ended(lines: list[str]) -> list[str]:
    """The lines with their ends, as they were before they were split at line feeds."""
    whole = [f"{line}\n" for line in lines]
    return [*whole[:-1], lines[-1]] if lines[-1] else whole[:-1]


def _safe_line(line: str) -> str:
    from specgen.reports import safe

    text = line.rstrip("\r\n")
    body = text[1:].lstrip()
    # A line of context begins with a space, before which GitHub's runner would still see a command.
    text = text.replace("::", ":\\u{3a}", 1) if body.startswith("::") else text
    return f"{safe(text)}\n"
