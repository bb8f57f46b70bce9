"""Templates to text: the only user of Jinja, and the only way page text enters generated files.

``render`` fills a template of the ``templates`` folder. Whatever a template prints must be ``Code``: the result
of one of the filters below, an identifier that was validated, or source text that Python put together out of
such. A plain word (letters, digits, ``_``, ``.``, ``-``) or number may be printed as it is; any other bare text
raises ``BareTextError``, so a forgotten filter is an error and never an injection.
"""

from specgen.emit.carriers import (
    idl_comment,
    md_text,
    mof_comment,
    mof_string,
    py_comment,
    py_docstring,
    py_literal,
    py_string,
    visible,
)
from specgen.emit.code import BareTextError, Code
from specgen.emit.identifiers import cim_identifier, python_identifier, python_identifiers
from specgen.emit.templates import render

__all__ = [
    "BareTextError",
    "Code",
    "cim_identifier",
    "idl_comment",
    "md_text",
    "mof_comment",
    "mof_string",
    "py_comment",
    "py_docstring",
    "py_literal",
    "py_string",
    "python_identifier",
    "python_identifiers",
    "render",
    "visible",
]
