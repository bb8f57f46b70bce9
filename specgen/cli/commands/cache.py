"""``specgen cache``: what is kept between runs, and where."""

import click

from specgen.cli.session import DONE
from specgen.cli.streams import data


@click.command(name="cache")
@click.option("--clear", is_flag=True, help="Remove it all.")
def command(*, clear: bool) -> int:
    """Show where what pages say is kept between runs, and how much it is."""
    from specgen.cache import runs
    from specgen.cache.folder import default_folder
    from specgen.cache.store import Cache
    from specgen.cache.version import reader_version
    from specgen.reports import safe

    folder = default_folder()
    if folder is None:
        raise click.ClickException("there is no home folder, so nothing is kept (SPECGEN_CACHE_DIR names another)")
    cache = Cache(folder, reader_version())
    held = cache.contents()
    cache.close()
    answers, size = runs.contents(str(folder))
    if clear:
        try:
            cache.clear()
            runs.clear(str(folder))
        except OSError as error:
            raise click.ClickException(f"{safe(str(cache.folder))}: {error.strerror}") from None
    done = "removed: " if clear else ""
    pages = f"{held.pages} pages, {held.files} files known, {held.size / 1e6:.1f} MB"
    data([f"{safe(str(folder))}\n", f"{done}{pages}; {answers} runs, {size / 1e6:.1f} MB\n"])
    return DONE
