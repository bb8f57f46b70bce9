"""The page step gives the same facts however it is run."""

from pathlib import Path

import pytest

from specgen.model.facts import PageFacts
from specgen.model.serial import unpack_facts
from specgen.pipeline import PageError, Request, compile_pages
from specgen.pipeline.reading import LARGEST, THROUGH_BYTES, read_pages
from specgen.project import Configuration, find_pages


def _outcomes(tree: Path, jobs: int | None = None) -> tuple[PageFacts | PageError, ...]:
    return tuple(read_pages(find_pages((str(tree),), Configuration()).found, jobs))


def test_processes_change_nothing(tree: Path) -> None:
    alone = _outcomes(tree, 1)
    assert len(alone) == 10
    assert all(isinstance(facts, PageFacts) for facts in alone)
    assert _outcomes(tree, 2) == alone


def test_bytes_change_nothing(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    direct = _outcomes(tree)
    monkeypatch.setenv(THROUGH_BYTES, "1")
    called: list[bytes] = []

    def note(data: bytes) -> PageFacts:
        called.append(data)
        return unpack_facts(data)

    monkeypatch.setattr("specgen.pipeline.reading.unpack_facts", note)
    assert _outcomes(tree) == direct
    assert len(called) == len(direct)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_reader_that_fails_loses_one_page(tree: Path, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    if jobs == 1:
        import specgen.reader

        read = specgen.reader.read_page

        def fail_once(path: str, data: bytes) -> PageFacts:
            if path == "en-us/dig-probe-ground.md":
                raise ValueError("boom")
            return read(path, data)

        monkeypatch.setattr("specgen.reader.read_page", fail_once)
        errors = [outcome for outcome in _outcomes(tree, jobs) if isinstance(outcome, PageError)]
        assert errors == [PageError(str(tree), "en-us/dig-probe-ground.md", "the reader failed: ValueError: boom")]
        return
    (tree / "en-us/dig-probe-ground.md").unlink()
    (tree / "en-us/dig-probe-ground.md").symlink_to("dig-probe-ground.md")
    errors = [outcome for outcome in _outcomes(tree, jobs) if isinstance(outcome, PageError)]
    assert [error.page for error in errors] == ["en-us/dig-probe-ground.md"]


def test_what_is_too_large_is_not_read(tree: Path) -> None:
    with (tree / "large.md").open("wb") as file:
        file.truncate(LARGEST + 1)
    errors = [outcome for outcome in _outcomes(tree) if isinstance(outcome, PageError)]
    assert errors == [PageError(str(tree), "large.md", "it is larger than 256 MiB")]


def test_a_page_alone_is_understood_with_its_tree(tree: Path) -> None:
    page = str(tree / "en-us/dig-probe-ground.md")
    alone = compile_pages(Request((page,)))
    assert [entity.id for entity in alone.entities] == ["wmi:?:Probe_Ground.Dig"]
    within = compile_pages(Request((page,), Configuration(root=tree)))
    assert [entity.id for entity in within.entities] == ["wmi:root/probe:Probe_Ground.Dig"]
    assert len(within.library.pages) == 10


def test_a_page_gives_what_its_tree_gives(tree: Path) -> None:
    """Facts of one page as PATH are those of the page in its tree, but for where it is said to be."""
    whole = compile_pages(Request((str(tree),), Configuration(root=tree)))
    for entity in whole.entities:
        page = str(tree / entity.page)
        (alone,) = compile_pages(Request((page,), Configuration(root=tree))).entities
        fields = {name: getattr(entity, name) for name in entity.__struct_fields__}
        moved = type(entity)(**{**fields, "root": page, "page": Path(page).name})
        if entity.kind == "wmi-method":
            assert alone == moved
        else:
            assert alone.id == moved.id


def test_unreadable_context_is_told_apart(tree: Path) -> None:
    (tree / "fr-fr/broken.md").symlink_to("broken.md")
    run = compile_pages(Request((str(tree / "en-us"),), Configuration(root=tree)))
    assert run.errors == ()
    assert [error.page for error in run.unread_context] == ["fr-fr/broken.md"]
    both = compile_pages(Request((str(tree),), Configuration(root=tree)))
    assert [error.page for error in both.errors] == ["fr-fr/broken.md"]


def test_one_locale_is_reported_and_all_are_understood(tree: Path) -> None:
    run = compile_pages(Request((str(tree),), locale="fr-fr"))
    assert {page.locale for page in run.pages} == {"fr-fr"}
    assert len(run.library.pages) == 10
