"""Places in a page, and pieces of a page that know their place."""

import msgspec


class Span(msgspec.Struct, frozen=True, gc=False, array_like=True, order=True):
    """A stretch of one page.

    Lines and columns count from 1, columns in Unicode code points; the end is exclusive.
    Lines end at LF, CRLF or CR, and the frontmatter counts.
    """

    line: int
    column: int
    end_line: int
    end_column: int


class Quote(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A piece of a page exactly as it is written there: slicing the page by ``span`` gives ``text``.

    Line ends inside ``text`` are LF whatever the page uses.
    """

    text: str
    span: Span
