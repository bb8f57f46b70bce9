"""A tree with a class, its method, and an article."""

from pathlib import Path

import pytest

from tests.cli.conftest import ARTICLE, METHOD
from tests.link.trees import rows, wmi_class

CLASS = wmi_class("Probe_Ground", namespace="Root\\\\Probe", methods=rows("Dig@dig-probe-ground.md", "Fill"))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder with a configuration, a class page, the page of its method ``Dig``, and an article."""
    folder = tmp_path / "tree"
    folder.mkdir()
    (folder / "specgen.toml").write_text("", encoding="utf-8")
    (folder / "dig-probe-ground.md").write_text(METHOD, encoding="utf-8")
    (folder / "probe-ground.md").write_text(CLASS, encoding="utf-8")
    (folder / "about.md").write_text(ARTICLE, encoding="utf-8")
    return folder
