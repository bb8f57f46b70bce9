"""The reader: bytes of one page to its facts. The only part of specgen that knows Markdown."""

from specgen.reader.page import read_page

__all__ = ["read_page"]
