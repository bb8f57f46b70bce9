"""Templates print what went through a filter, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest

from specgen.emit import BareTextError, Code, render
from specgen.emit import templates as environment


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(environment, "templates_folder", lambda: tmp_path)
    environment._environment.cache_clear()
    yield tmp_path
    environment._environment.cache_clear()


def test_bare_text_is_refused(folder: Path) -> None:
    (folder / "t").write_text("x = {{ text }}")
    with pytest.raises(BareTextError):
        render("t", text="1; import os")


@pytest.mark.parametrize(("value", "printed"), [("Win32_X.y-1", "Win32_X.y-1"), (5, "5"), (Code("a | b"), "a | b")])
def test_words_numbers_and_code_are_printed(folder: Path, value: object, printed: str) -> None:
    (folder / "t").write_text("{{ value }}")
    assert render("t", value=value) == f"{printed}\n"


@pytest.mark.parametrize("value", [True, None, ["x"], "a b"])
def test_other_values_are_refused(folder: Path, value: object) -> None:
    (folder / "t").write_text("{{ value }}")
    with pytest.raises(BareTextError):
        render("t", value=value)


def test_none_is_no_text(folder: Path) -> None:
    (folder / "t").write_text("{{ text | md_text }}")
    with pytest.raises(BareTextError):
        render("t", text=None)


def test_page_text_is_no_template(folder: Path) -> None:
    (folder / "t").write_text("{{ text | py_string }}")
    assert render("t", text="{{ 7 * 7 }}") == '"{{ 7 * 7 }}"\n'


@pytest.mark.parametrize("carrier", ["py_string", "py_docstring", "py_literal", "mof_string", "md_text"])
def test_an_unknown_name_is_an_error(folder: Path, carrier: str) -> None:
    (folder / "t").write_text(f"{{{{ nothing | {carrier} }}}}")
    with pytest.raises(jinja2.UndefinedError):
        render("t")


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "a/../../outside"])
def test_no_template_is_read_outside_the_folder(folder: Path, name: str) -> None:
    (folder.parent / "outside").write_text("secret")
    with pytest.raises(jinja2.TemplateNotFound):
        render(name)


def test_text_ends_in_one_line_end(folder: Path) -> None:
    (folder / "t").write_text("\n\na\n\n\n")
    assert render("t") == "a\n"


def test_the_templates_are_there() -> None:
    assert (environment.templates_folder() / "mof").is_dir()
