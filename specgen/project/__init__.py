"""The project around the pages: its configuration, its root, and which files are its pages.

Reads folders and configuration files; never a page's text.
"""

from specgen.project.baseline import Baseline, BaselineError, Judged, judge, read_baseline, write_baseline
from specgen.project.configuration import Configuration, ConfigurationError, configuration_for
from specgen.project.overlays import read_overlays
from specgen.project.pages import FoundPage, NoSuchPathError, Pages, find_pages
from specgen.project.places import docset_of, locale_of

__all__ = [
    "Baseline",
    "BaselineError",
    "Configuration",
    "ConfigurationError",
    "FoundPage",
    "Judged",
    "NoSuchPathError",
    "Pages",
    "configuration_for",
    "docset_of",
    "find_pages",
    "judge",
    "locale_of",
    "read_baseline",
    "read_overlays",
    "write_baseline",
]
