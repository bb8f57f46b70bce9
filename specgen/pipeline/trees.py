"""The trees around the pages of a run: what links may lead to, known by name alone."""

from collections.abc import Mapping
from pathlib import Path

from specgen.model.tree import Tree
from specgen.project import Configuration, Pages, read_sites


def trees(pages: Pages, configuration: Configuration) -> Mapping[str, Tree]:
    """The tree of each root, and under "" that of the configuration's root, whose pages have a home.

    A page that is a PATH by itself, and lies under no such root, has a tree without files: nothing is known around it.
    """
    root = configuration.root.resolve() if configuration.root is not None else None
    made = {found.root: Tree() for found in pages.found if not Path(found.root).is_dir()}
    for top, files in pages.files.items():
        own = Path(top).resolve() == root
        made["" if own else top] = read_sites(Path(top), files, configuration.sites if own else {})
    return made
