"""``specgen generate``: artefacts from pages."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from specgen.cli.session import DONE, FOUND, Session, compiles
from specgen.cli.streams import data, talk
from specgen.cli.watching import watches

if TYPE_CHECKING:
    from specgen.files import TreeReport
    from specgen.model.findings import Finding
    from specgen.pipeline import Product, Run


@click.command(name="generate")
@click.option("--out", type=click.Path(file_okay=False), default="generated", metavar="DIR", help="Where to write.")
@click.option("--backend", "backends", multiple=True, metavar="NAME", help="Only what these backends make.")
@click.option("--check", "check_only", is_flag=True, help="Write nothing; exit with 1 where files are not as made.")
@click.option("--no-descriptions", is_flag=True, help="Facts alone: no text of the pages.")
@click.option("--force", is_flag=True, help="Overwrite files that were edited since they were made.")
@compiles
@watches("out")
def command(
    session: Session,
    *,
    out: str,
    backends: tuple[str, ...],
    check_only: bool,
    no_descriptions: bool,
    force: bool,
) -> int:
    """Generate the model, stubs, MOF and conformance tests, and print what was made from which page."""
    from pathlib import Path

    from specgen.checks import run as check
    from specgen.files import OutputError, write_tree
    from specgen.pipeline import generate
    from specgen.pipeline.products import UnknownBackendError

    compiled = session.compile()
    try:
        product = generate(compiled, backends, descriptions=not no_descriptions)
        owned = product.owned if backends else None
        report = write_tree(Path(out), product.artefacts, force=force, check=check_only, owned=owned)
    except UnknownBackendError as error:
        raise click.UsageError(str(error)) from None
    except OutputError as error:
        raise click.ClickException(f"{out}: {error}") from None
    made = _digests(product, out) if session.recording is not None and not (check_only and report.drift) else None
    # What was written is large, and nobody asks for it again.
    product = product.named
    findings = check(compiled.library, session.selection((), (), preview=False))
    data(_drift(report, out) if check_only else _made(compiled, product, findings, out))
    if not session.quiet:
        talk(*_departures(product))
    if made is not None:
        session.repeatable(compiled, made=made)
    return session.end(compiled, findings, FOUND if check_only and report.drift else DONE)


def _digests(product: "Product", out: str) -> dict[str, str]:
    """The files that are as they were made, and the manifest that says so."""
    from pathlib import Path

    from specgen.files import MANIFEST
    from specgen.model.digest import digest

    made = {str(Path(out, one.path)): digest(one.data) for one in product.artefacts}
    manifest = Path(out, MANIFEST)
    return {**made, str(manifest): digest(manifest.read_bytes())}


def _drift(report: "TreeReport", out: str) -> Iterator[str]:
    for path in report.written:
        yield f"would write {out}/{path}\n"
    for path in report.removed:
        yield f"would remove {out}/{path}\n"


def _departures(product: "Product") -> Iterator[str]:
    """A line a backend: how often its files cannot say what the pages say, by the name of the repair."""
    for backend, counted in product.departures.items():
        named = ", ".join(
            f"{name} {count}" for name, count in sorted(counted.items(), key=lambda one: (-one[1], one[0]))
        )
        total = counted.total()
        yield f"{backend}: {total} departure{'' if total == 1 else 's'} from the pages: {named}"


def _made(run: "Run", product: "Product", findings: "tuple[Finding, ...]", out: str) -> Iterator[str]:
    """A paragraph a page: the entities it documents, the files made of them, and its findings."""
    from specgen.reports import location, safe

    by_page: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        by_page[finding.root, finding.page].append(finding)
    for page in run.pages:
        key = page.key
        entities = run.library.by_page.get(key, ())
        if not entities and not by_page[key]:
            continue
        yield f"{location(*key)} ({safe(page.locale)})\n"
        yield from (f"  {entity.kind} {safe(entity.id)}\n" for entity in entities)
        yield from (f"  -> {out}/{path}\n" for path in product.made_from(page.facts.path))
        for finding in by_page[key]:
            yield f"  {finding.line}:{finding.column} {finding.code} {finding.name}: {safe(finding.message)}\n"
        yield "\n"
