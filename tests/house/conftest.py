"""Where the house is: the installed package, and the checkout (or its copy) around the tests."""

from pathlib import Path

import pytest

import specgen


@pytest.fixture(scope="session")
def checkout() -> Path:
    return Path(__file__).parents[2]


@pytest.fixture(scope="session")
def package() -> Path:
    return Path(specgen.__file__).parent


@pytest.fixture(scope="session")
def templates(package: Path) -> Path:
    """The templates: in the package where it was installed from a wheel, else beside it."""
    shipped = package / "templates"
    return shipped if shipped.is_dir() else package.parent / "templates"


@pytest.fixture(scope="session")
def modules(package: Path) -> list[Path]:
    found = sorted(package.rglob("*.py"))
    assert len(found) > 30
    return found
