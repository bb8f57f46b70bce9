"""The project around the pages: its configuration, its root, and which files are its pages.

Reads folders and configuration files; never a page's text.
"""

from specgen.project.baseline import Baseline, BaselineError, Judged, judge, read_baseline, write_baseline
from specgen.project.configuration import Configuration, ConfigurationError, configuration_for, consulted
from specgen.project.overlays import read_overlays
from specgen.project.pages import SUFFIXES, FoundPage, NoSuchPathError, Pages, find_pages, place_of_file
from specgen.project.places import docset_of, locale_of
from specgen.project.revisions import Changes, RevisionError, changes_since
from specgen.project.sites import read_sites

__all__ = [
    "SUFFIXES",
    "Baseline",
    "BaselineError",
    "Changes",
    "Configuration",
    "ConfigurationError",
    "FoundPage",
    "Judged",
    "NoSuchPathError",
    "Pages",
    "RevisionError",
    "changes_since",
    "configuration_for",
    "consulted",
    "docset_of",
    "find_pages",
    "judge",
    "locale_of",
    "place_of_file",
    "read_baseline",
    "read_overlays",
    "read_sites",
    "write_baseline",
]
