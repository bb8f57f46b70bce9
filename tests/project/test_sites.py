"""What addresses of a site stand for: docfx.json, lists of redirections, the configuration."""

import json
from pathlib import Path
from typing import Any

import pytest

from specgen.model.tree import Tree
from specgen.project import Configuration, ConfigurationError, configuration_for, find_pages, read_sites


def tree_of(top: Path, configured: dict[str, str] | None = None, **files: Any) -> Tree:
    """The tree of files, whose names have __ for / and DOT for a dot; values are their JSON, or text."""
    names = []
    for name, content in files.items():
        file = top / name.replace("__", "/").replace("DOT", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        names.append(file.relative_to(top).as_posix())
    return read_sites(top, names, configured or {})


def test_docfx_says_where_content_goes(tmp_path: Path) -> None:
    content = [
        {"files": "**/*.md", "src": "articles", "dest": "docs"},
        {"files": "*.md", "src": ".", "dest": "."},
        {"files": "*.md", "src": "../../outside", "dest": "x"},
        {"files": "*.md"},
        7,
    ]
    tree = tree_of(tmp_path, site__docfxDOTjson={"build": {"content": content}, "basePath": "/Acme"})
    assert tree.sites == (("acme", "site"), ("docs", "site/articles"), ("", "site"))
    assert tree.docsets == {"site"}


def test_the_configuration_wins_over_docfx(tmp_path: Path) -> None:
    tree = tree_of(tmp_path, {"/acme": "mine"}, docfxDOTjson={"basePath": "/acme"})
    assert tree.sites == (("acme", "mine"),)


def test_redirections_are_relative_to_their_file_or_to_the_root(tmp_path: Path) -> None:
    listed = [
        {"source_path": "wmi/Gone.md", "redirect_url": "/acme/wmi/there"},
        {"source_path_from_root": "/docs/com/old.md", "redirect_url": "/acme/com"},
        {"source_path": "wmi/kept.md"},
        "nonsense",
    ]
    tree = tree_of(tmp_path, docs__DOTopenpublishingDOTredirectionDOTwmiDOTjson={"redirections": listed})
    assert tree.moved == {"docs/wmi/gone.md", "docs/com/old.md"}


@pytest.mark.parametrize("text", ["", "{", "[]", "[[[", '{"build": 1}', '{"build": {"content": {}}}', "[" * 100_000])
def test_what_cannot_be_read_says_nothing(tmp_path: Path, text: str) -> None:
    tree = tree_of(tmp_path, docfxDOTjson=text, DOTopenpublishingDOTredirectionDOTjson=text)
    assert (tree.sites, tree.moved) == ((), frozenset())


def test_every_file_of_the_tree_is_named(tmp_path: Path) -> None:
    for name in ("specgen.toml", "docs/a.md", "docs/media/b.png"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    whole = {"specgen.toml", "docs/a.md", "docs/media/b.png"}
    configuration = configuration_for((tmp_path,))
    assert find_pages((str(tmp_path / "docs"),), configuration).files == {str(tmp_path): whole}
    assert find_pages((str(tmp_path / "docs"),), Configuration()).files == {
        str(tmp_path / "docs"): {"a.md", "media/b.png"}
    }
    assert find_pages((str(tmp_path / "docs/a.md"),), Configuration()).files == {}


def test_sites_are_read_from_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "specgen.toml").write_text('[sites]\n"/acme/" = "docs/./acme"\n"/" = "."\n', encoding="utf-8")
    assert configuration_for((tmp_path,)).sites == {"/acme": "docs/acme", "/": ""}


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ('"acme" = "docs"', "an address that begins with /"),
        ('"/acme" = "../docs"', "a folder below the file"),
        ('"/acme" = "/docs"', "a folder below the file"),
        ('"/acme" = 1', "a string"),
    ],
)
def test_sites_that_make_no_sense_stop_the_run(tmp_path: Path, line: str, wanted: str) -> None:
    (tmp_path / "specgen.toml").write_text(f"[sites]\n{line}\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=wanted):
        configuration_for((tmp_path,))
