"""Code tokens in the prose of a page: where they stand, link targets and HTML tags left out."""

import re
from functools import lru_cache

from benches.injection.page import Page, Token, token

CONSTANT = re.compile(r"(?<![\w\\*])[A-Z][A-Z0-9]*(?:\\?_[A-Z0-9]+)+(?![\w\\*])")
CONSTANT_BOLD = re.compile(r"(?<=\*\*)[A-Z][A-Z0-9]*(?:\\?_[A-Z0-9]+)+(?=\*\*)")
QUALIFIED = re.compile(r"(?<![\w:\\])(?P<owner>[A-Z](?:\w|\\_)*)::(?P<name>[A-Za-z](?:\w|\\_)*)")
FILE_NAME = re.compile(
    r"(?<![\w\\./-])(?P<stem>(?:\w|\\_)+)\.(?P<ending>dll|mof|h|exe|lib|idl|tlb|cpp)(?!\w)", re.IGNORECASE
)
GUID = re.compile(r"(?<![\w-])[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}(?![\w-])")
NAMESPACE = re.compile(r"^\| Namespace(?:<br/>)?[ ]*\|[ ]*(?P<value>[^\n|<]*[^\s|<])", re.MULTILINE)
TYPED = re.compile(r"(?<!`)`(?P<code>[^`\n]+)`(?!`)")
BOLD = re.compile(r"\*\*(?P<text>[^*\n]+)\*\*")
_HIDDEN = re.compile(r"(?<=\])\([^()\n]*\)|<[^<>\n]*>|^#[^\n]*", re.MULTILINE)


@lru_cache(maxsize=20_000)
def visible(page: Page) -> str:
    """The prose with link targets, tags and headings blanked; offsets stay those of the text."""
    return _HIDDEN.sub(lambda found: " " * len(found[0]), page.prose)


def spans(page: Page, pattern: re.Pattern[str], group: str = "") -> list[Token]:
    """The tokens of a kind in what a reader sees of the page."""
    return [token(found, group) for found in pattern.finditer(visible(page))]
