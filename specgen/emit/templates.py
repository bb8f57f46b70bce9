"""The Jinja environment."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined

from specgen.emit import carriers
from specgen.emit.code import BareTextError, Code, printable

_PACKAGE = Path(__file__).resolve().parents[1]

TEXT_FILTERS: dict[str, Callable[..., Code]] = {
    "py_string": carriers.py_string,
    "py_docstring": carriers.py_docstring,
    "py_comment": carriers.py_comment,
    "mof_string": carriers.mof_string,
    "mof_comment": carriers.mof_comment,
    "idl_comment": carriers.idl_comment,
    "md_text": carriers.md_text,
}


def _of_text(name: str) -> Callable[..., Code]:
    """The filter, for text alone: None or an unknown name of the view is an error, not text of that form."""
    carrier = TEXT_FILTERS[name]

    def checked(text: object, *options: int, **named: int) -> Code:
        if not isinstance(text, str):
            raise BareTextError(f"{name} is for text, not for {str(text)!r:.80}")
        return carrier(text, *options, **named)

    return checked


def _literal(value: carriers.Literal | Undefined) -> Code:
    return carriers.py_literal(str(value) if isinstance(value, Undefined) else value)


def templates_folder() -> Path:
    """Where the templates are: in the installed package, else beside it in a checkout.

    Raises FileNotFoundError where there are none.
    """
    for folder in (_PACKAGE / "templates", _PACKAGE.parent / "templates"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError("the templates of specgen are missing from this installation")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates_folder()),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701  no HTML here; ``finalize`` refuses what went through no filter
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=printable,
        auto_reload=False,
    )
    environment.filters.update({name: _of_text(name) for name in TEXT_FILTERS})
    environment.filters["py_literal"] = _literal
    return environment


def render(template_name: str, **view: object) -> str:
    """The template filled with ``view``: lines end in LF, and the text in exactly one of them.

    Raises BareTextError for text that no filter made safe, jinja2.UndefinedError for a name that the view lacks,
    jinja2.TemplateNotFound for a template outside the folder.
    """
    text = _environment().get_template(template_name).render(**view)
    return text.strip("\n") + "\n"
