"""One page as its injectors see it: plain expressions for the common form, nothing for the rest."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

_FRONT = re.compile(r"\A---\n.*?^---\n", re.DOTALL | re.MULTILINE)
_H1 = re.compile(r'^# +(?:<a name="(?P<anchor>[^"\n]*)"></a>)?(?P<text>[^\n]*\S)', re.MULTILINE)
_H2 = re.compile(r'^## +(?:<a name="(?P<anchor>[^"\n]*)"></a>)?(?P<text>[^\n]*)\n', re.MULTILINE)
_FENCE = re.compile(r"^```[ ]?(?P<language>[^\n`]*)\n(?P<body>.*?)^```[ \t]*$", re.DOTALL | re.MULTILINE)
_API_NAME = re.compile(r"^api_name: *\n(?P<items>(?:- [^\n]*\n)+)", re.MULTILINE)
_LINK = re.compile(r"(?<!!)\[(?P<text>[^\[\]\n]*)\]\((?P<target>[^()\s]+)\)")


@dataclass(frozen=True)
class Token:
    """A piece of a page: its spelling and its offsets in the text, the end exclusive."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Fence:
    """A fenced code block: its language in lower case, and what stands between the fences."""

    language: str
    body: Token


@dataclass(frozen=True)
class Link:
    """A link in prose: its text and its target."""

    text: Token
    target: Token


def token(match: re.Match[str], group: str = "", offset: int = 0) -> Token:
    """What ``group`` of ``match`` (the whole match by default) covers, moved by ``offset``."""
    start, end = match.span(group or 0)
    return Token(match[group or 0], start + offset, end + offset)


def slug(heading: str) -> str:
    """The anchor that the publishing system makes of an English heading."""
    plain = re.sub(r"[\\*`]", "", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


@dataclass(frozen=True)
class Page:
    """A page: its path below the tree, its text with LF ends, and the folder that it stands in."""

    path: str
    text: str
    folder: "Folder" = field(default_factory=lambda: Folder({}), repr=False, compare=False)

    @cached_property
    def front(self) -> Token:
        """The frontmatter with both its rules; empty where the page has none."""
        found = _FRONT.match(self.text)
        return token(found) if found else Token("", 0, 0)

    @cached_property
    def api_names(self) -> tuple[Token, ...]:
        """The entries of ``api_name``."""
        found = _API_NAME.search(self.front.text)
        if not found:
            return ()
        return tuple(
            token(item, "name", found.start("items") + self.front.start)
            for item in re.finditer(r"- (?P<name>\S+)", found["items"])
        )

    @cached_property
    def h1(self) -> Token | None:
        """The text of the first heading, without its anchor."""
        found = _H1.search(self.prose)
        return Token(self.text[slice(*found.span("text"))], *found.span("text")) if found else None

    @cached_property
    def fences(self) -> tuple[Fence, ...]:
        """The fenced blocks, in order."""
        return tuple(
            Fence(found["language"].strip().lower(), token(found, "body"))
            for found in _FENCE.finditer(self.text, self.front.end)
        )

    @cached_property
    def prose(self) -> str:
        """The text with frontmatter and fences blanked, so that offsets stay those of the text."""
        pieces = [re.sub(r"[^\n]", " ", self.front.text)]
        at = self.front.end
        for fence in self.fences:
            pieces += [self.text[at : fence.body.start], re.sub(r"[^\n]", " ", fence.body.text)]
            at = fence.body.end
        return "".join([*pieces, self.text[at:]])

    @cached_property
    def sections(self) -> Mapping[str, Token]:
        """What stands under each second-level heading, by its anchor or the slug of its text; the first of a name."""
        heads = list(_H2.finditer(self.prose))
        ends = [*(head.start() for head in heads[1:]), len(self.text)][: len(heads)]
        found: dict[str, Token] = {}
        for head, end in zip(heads, ends, strict=True):
            name = head["anchor"] or slug(head["text"])
            found.setdefault(name, Token(self.text[head.end() : end], head.end(), end))
        return found

    @cached_property
    def anchors(self) -> tuple[Token, ...]:
        """The names of the headings' anchors, first to second level."""
        heads = re.finditer(r'^##? +<a name="(?P<anchor>[^"\n]+)"></a>', self.prose, re.MULTILINE)
        return tuple(token(head, "anchor") for head in heads)

    @cached_property
    def syntax(self) -> Fence | None:
        """The block that declares what the page is about: the first one, when it stands before the parameters."""
        first = next(iter(self.fences), None)
        other = [self.sections[name].start for name in ("parameters", "members", "remarks") if name in self.sections]
        return first if first and all(first.body.start < start for start in other) else None

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links of the prose, images left out."""
        return tuple(Link(token(one, "text"), token(one, "target")) for one in _LINK.finditer(self.prose))

    def line(self, offset: int) -> int:
        """The number, from 1, of the line that ``offset`` stands in."""
        return self.text.count("\n", 0, offset) + 1

    def line_of(self, at: Token) -> Token:
        """The whole line that ``at`` begins in, with its end."""
        start = self.text.rfind("\n", 0, at.start) + 1
        end = self.text.find("\n", at.end)
        end = len(self.text) if end < 0 else end + 1
        return Token(self.text[start:end], start, end)


@dataclass(frozen=True, eq=False)
class Folder:
    """The pages that stand beside each other, by path; what one page alone cannot say."""

    texts: Mapping[str, str]

    @cached_property
    def _pages(self) -> dict[str, Page]:
        return {}

    def page(self, path: str) -> Page:
        """The page at ``path``; KeyError where there is none."""
        if path not in self._pages:
            self._pages[path] = Page(path, self.texts[path], self)
        return self._pages[path]

    def pages(self) -> Iterator[Page]:
        """Every page, in order of path."""
        return (self.page(path) for path in sorted(self.texts))

    def beside(self, page: Page) -> tuple[Page, ...]:
        """The pages in the same directory, without ``page``, in order of path."""
        directory = page.path.rpartition("/")[0]
        return tuple(one for one in self._by_directory.get(directory, ()) if one.path != page.path)

    @cached_property
    def _by_directory(self) -> Mapping[str, tuple[Page, ...]]:
        found: dict[str, list[Page]] = {}
        for page in self.pages():
            found.setdefault(page.path.rpartition("/")[0], []).append(page)
        return {directory: tuple(pages) for directory, pages in found.items()}
