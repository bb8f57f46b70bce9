from pathlib import Path

import pytest

from specgen.project import Configuration, ConfigurationError, configuration_for


def _tree(tmp_path: Path, name: str, text: str) -> Path:
    pages = tmp_path / "docs" / "pages"
    pages.mkdir(parents=True)
    (tmp_path / name).write_text(text, encoding="utf-8")
    return pages


def test_nothing_around_means_defaults(tmp_path: Path) -> None:
    found = configuration_for((tmp_path,))
    assert found.file is None
    assert found.pages == ()
    assert found.docsets == {}


def test_specgen_toml_is_read_whole(tmp_path: Path) -> None:
    text = """
        pages = ["docs"]
        exclude = ["docs/old"]
        select = ["SG1"]
        ignore = ["SG103"]
        preview = true
        fail-on = "error"
        jobs = 3
        locale = "FR-fr"
        reference = "../english"
        docsets = { "docs/pages" = "wmi" }
        [attribution]
        creator = "Someone"
        licence-uri = "https://example.org/licence"
    """
    pages = _tree(tmp_path, "specgen.toml", text)
    assert configuration_for((pages,)) == Configuration(
        root=tmp_path,
        file=tmp_path / "specgen.toml",
        pages=("docs",),
        exclude=("docs/old",),
        docsets={"docs/pages": "wmi"},
        attribution={"creator": "Someone", "licence_uri": "https://example.org/licence"},
        reference=tmp_path / "../english",
        locale="fr-fr",
        select=("SG1",),
        ignore=("SG103",),
        preview=True,
        fail_on="error",
        jobs=3,
    )


def test_a_table_of_pyproject_toml_is_read(tmp_path: Path) -> None:
    pages = _tree(tmp_path, "pyproject.toml", '[project]\nname = "x"\n[tool.specgen]\npages = ["docs"]\n')
    found = configuration_for((pages,))
    assert (found.root, found.pages) == (tmp_path, ("docs",))


def test_a_pyproject_toml_about_something_else_marks_the_root_alone(tmp_path: Path) -> None:
    pages = _tree(tmp_path, "pyproject.toml", '[project]\nname = "x"\n')
    found = configuration_for((pages,))
    assert (found.root, found.file) == (tmp_path, None)


def test_specgen_toml_wins_over_pyproject_toml(tmp_path: Path) -> None:
    pages = _tree(tmp_path, "pyproject.toml", "[tool.specgen]\njobs = 1\n")
    (tmp_path / "specgen.toml").write_text("jobs = 2\n", encoding="utf-8")
    assert configuration_for((pages,)).jobs == 2


def test_the_nearest_file_counts(tmp_path: Path) -> None:
    pages = _tree(tmp_path, "specgen.toml", "jobs = 1\n")
    (pages.parent / "specgen.toml").write_text("jobs = 2\n", encoding="utf-8")
    assert configuration_for((pages,)).jobs == 2


def test_a_repository_marks_the_root(tmp_path: Path) -> None:
    pages = tmp_path / "a" / "b"
    pages.mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    assert configuration_for((pages,)).root == tmp_path


def test_a_file_is_looked_for_from_its_folder(tmp_path: Path) -> None:
    pages = _tree(tmp_path, "specgen.toml", "jobs = 2\n")
    page = pages / "one.md"
    page.touch()
    assert configuration_for((page,)).jobs == 2


def test_two_configurations_are_refused(tmp_path: Path) -> None:
    folders = []
    for name in ("a", "b"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "specgen.toml").touch()
        folders.append(folder)
    with pytest.raises(ConfigurationError, match="two configurations"):
        configuration_for(tuple(folders))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("page = []", "unknown key page "),
        ("pages = 'docs'", r"pages must be an array of strings, not a string \('docs'\)"),
        ("pages = [1]", r"pages\[0\] must be a string that is not empty, not an integer \(1\)"),
        ("preview = 1", "preview must be true or false, not an integer"),
        ("jobs = true", "jobs must be an integer of at least 1, not a boolean"),
        ("jobs = 0", "jobs must be an integer of at least 1"),
        ("fail-on = 'fatal'", "fail-on must be one of error, warning, info"),
        ("docsets = ['a']", "docsets must be a table of strings, not an array"),
        ("[docsets]\na = 1", "docsets.a must be a string that is not empty"),
        ("[attribution]\nauthor = 'x'", "attribution.author must be one of creator, licence, licence-uri, title"),
        ("locale = ''", "locale must be a string that is not empty"),
        ("pages = [", "is no TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    pages = _tree(tmp_path, "specgen.toml", text)
    with pytest.raises(ConfigurationError, match=complaint) as raised:
        configuration_for((pages,))
    assert str(tmp_path / "specgen.toml") in str(raised.value)


def test_keys_of_pyproject_toml_are_named_in_full(tmp_path: Path) -> None:
    pages = _tree(tmp_path, "pyproject.toml", "[tool.specgen]\njobs = 'two'\n")
    with pytest.raises(ConfigurationError, match=r"tool\.specgen\.jobs must be"):
        configuration_for((pages,))


def test_a_specgen_that_is_no_table_is_refused(tmp_path: Path) -> None:
    pages = _tree(tmp_path, "pyproject.toml", "[tool]\nspecgen = 1\n")
    with pytest.raises(ConfigurationError, match=r"tool\.specgen must be a table"):
        configuration_for((pages,))


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    pages = _tree(tmp_path, "specgen.toml", "")
    (tmp_path / "specgen.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigurationError, match="is no TOML"):
        configuration_for((pages,))
