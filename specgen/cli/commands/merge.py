"""``specgen merge``: what several machines read, for the one that links it."""

from pathlib import Path

import click

from specgen.cli.session import DONE
from specgen.cli.streams import talk


@click.command(name="merge")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--quiet", is_flag=True, help="No talk on stderr but errors.")
def command(files: tuple[str, ...], *, quiet: bool) -> int:
    """Put what ``--shard`` wrote into the cache, so that the same command without ``--shard`` reads no page again.

    A folder stands for the files of facts in it.
    """
    from specgen.cache.exchange import FactsFileError
    from specgen.cache.folder import default_folder
    from specgen.pipeline.shards import merge
    from specgen.reports import safe

    folder = default_folder()
    if folder is None:
        raise click.ClickException("there is no home folder to keep it in (SPECGEN_CACHE_DIR names another)")
    try:
        merged = merge(tuple(map(Path, files)), folder)
    except FactsFileError as error:
        raise click.ClickException(safe(str(error))) from None
    if not quiet:
        talk(f"specgen: {merged.pages} pages of {merged.shards} shards are in the cache")
    return DONE
