"""The two seed pages: kept byte for byte, attributed, and known to no line of the compiler."""

import hashlib
import re
from pathlib import Path

import pytest

SEEDS = {
    "win32/fr-fr/desktop-src/TermServ/logoff-win32-virtualdesktopsession.md": (
        "47782c64da7b660928b7fe5ac66dbe9283a5f076a50adb72c01ec8a9f57a39d4"
    ),
    "office/pt-br/docs/outlook/mapi/imapisession-logoff.md": (
        "665096572ba608003c11c818f98ce634459c58b3d364cf8402a28b935db43ade"
    ),
}

# Classes, interfaces, methods, parameters, flags and file names of the two pages.
NAMES = re.compile(
    r"(?i)virtualdesktopsession|imapisession|cmapiobjects|mapiobjects|sensevts|rdmanagement|rdms|logoff"
    r"|ul(uiparam|flags|reserved)\b|mapi_logoff_\w+"
)


@pytest.mark.parametrize("name", SEEDS)
def test_seeds_are_as_published(checkout: Path, name: str) -> None:
    page = checkout / "seeds" / name
    assert hashlib.sha256(page.read_bytes()).hexdigest() == SEEDS[name]


def test_there_are_no_other_seeds(checkout: Path) -> None:
    seeds = checkout / "seeds"
    assert {path.relative_to(seeds).as_posix() for path in seeds.rglob("*") if path.is_file()} == set(SEEDS)


def test_the_notice_says_where_they_are_from(checkout: Path) -> None:
    notice = (checkout / "NOTICE").read_text("utf-8")
    assert all(f"seeds/{name}" in notice for name in SEEDS)
    assert "Microsoft and contributors" in notice
    assert "https://creativecommons.org/licenses/by/4.0/" in notice


def test_the_compiler_knows_no_name_of_a_seed(package: Path, templates: Path) -> None:
    files = [path for folder in (package, templates) for path in folder.rglob("*") if path.is_file()]
    texts = {path: path.read_text("utf-8") for path in files if "__pycache__" not in path.parts}
    assert len(texts) > 30
    known = {str(path): NAMES.findall(text) for path, text in texts.items() if NAMES.search(text)}
    known |= {str(path): [path.name] for path in files if NAMES.search(path.name)}
    assert not known


def test_the_names_are_those_of_the_seeds(checkout: Path) -> None:
    """The pattern finds every identifier of the pages' front matter and syntax blocks."""
    for name in SEEDS:
        page = (checkout / "seeds" / name).read_text("utf-8")
        api = re.search(r"^api_name:\n- (\w+)\.(\w+)$", page, re.MULTILINE)
        assert api is not None
        assert all(NAMES.search(part) for part in api.groups())
        block = re.search(r"```\w+\n(.*?)```", page, re.DOTALL)
        assert block is not None
        parameters = re.findall(r"\b(\w+)[,\n]", block[1])
        assert all(NAMES.fullmatch(parameter) for parameter in parameters)
