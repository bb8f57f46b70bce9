"""The language server: what editors ask of the pages of one or more trees, over the Language Server Protocol.

It speaks; what it says is worked out by ``pipeline.workspace``. pygls is an extra (``specgen[lsp]``), and nothing else
of specgen knows it. Nothing here prints: stdout belongs to the protocol.
"""
