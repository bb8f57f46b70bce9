"""Backends are found, not listed."""

import json
from pathlib import Path

import pytest

from specgen import backends as room
from specgen.backends import Attribution, Options, backends, model
from specgen.backends.notice import notice
from specgen.model.serial import entity_from_line
from tests.backends.library import EVIL, library, wmi_class, wmi_method


def test_every_room_is_found_by_its_name() -> None:
    folders = [path.parent.name for path in Path(room.__path__[0]).glob("*/__init__.py")]
    assert list(backends()) == sorted(folders)


def test_a_backend_from_outside_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    class Other:
        NAME = "other"

    class Point:
        name = "p"

        def load(self) -> type[Other]:
            return Other

    monkeypatch.setattr(room, "entry_points", lambda group: [Point()] if group == "specgen.backends" else [])
    assert id(backends()["other"]) == id(Other)
    monkeypatch.setattr(Other, "NAME", "mof")
    with pytest.raises(ValueError, match="mof"):
        backends()


def test_the_model_is_one_file_a_locale() -> None:
    source = library(wmi_class("A", summary=EVIL), wmi_class("A", locale="fr-fr"), wmi_method("A", "M"))
    made = {one.path: one for one in model.generate(source, Options())}
    assert sorted(made) == ["model/en-us.jsonl", "model/fr-fr.jsonl"]
    lines = made["model/en-us.jsonl"].text.splitlines()
    assert [entity_from_line(line) for line in lines] == [one for one in source.entities if one.locale == "en-us"]
    (chosen,) = model.generate(source, Options(locale="fr-fr"))
    assert chosen.path == "model/fr-fr.jsonl"


def test_the_model_without_descriptions_has_the_same_keys() -> None:
    source = library(wmi_class("A", summary=EVIL))
    (whole,) = model.generate(source, Options())
    (bare,) = model.generate(source, Options(descriptions=False))
    assert json.loads(bare.text)["summary"] is None
    assert json.loads(bare.text).keys() == json.loads(whole.text).keys()
    entity_from_line(bare.text)


def test_the_notice_names_creator_licence_and_pages() -> None:
    made = list(model.generate(library(wmi_class("A"), wmi_class("B", page="b|c.md")), Options()))
    text = notice((page for one in made for page in one.pages), Attribution(creator="Some *body*")).text
    assert r"- Creator: Some \*body\*" in text
    assert "- a.md\n- b\\|c.md\n" in text
    assert "https://creativecommons.org/licenses/by/4.0/" in text
