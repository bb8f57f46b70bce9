"""Injectors: known damage to clean reference pages, to measure what ``specgen check`` finds of it.

Nothing in here imports specgen: pages are read with this package's own plain expressions, which know the common form of
a page and no other, so that the judge shares no code with the judged. Specgen runs as a subprocess.
"""
