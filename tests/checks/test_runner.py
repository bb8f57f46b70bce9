import hashlib
import json
from typing import Any

import pytest

from specgen.checks import Selection, UnknownRuleError, context_lacking, run, unclaimed_codes
from specgen.model.entities import Requirements, Returns, WmiMethod
from specgen.model.facts import FrontMatter, ListedMember, Note, PageFacts, Place
from specgen.model.library import Library, Page
from specgen.model.spans import Quote, Span


def _note(code: str = "SG105", line: int = 3, column: int = 1, **more: Any) -> Note:
    span = Span(line, column, line, column + 4)
    return Note(code, span, more.pop("message", "text"), **more)


def _page(*notes: Note, path: str = "a.md", root: str = "tree", **more: Any) -> Page:
    reported = more.pop("reported", True)
    locale = more.pop("locale", "en-us")
    facts = PageFacts(path, more.pop("kind", "article"), more.pop("state", "skipped"), notes=notes, **more)
    return Page(facts, root, locale, reported=reported)


def _entity(name: str, page: str = "a.md", root: str = "tree") -> WmiMethod:
    return WmiMethod(
        id=f"wmi:?:Acme_Lamp.{name}",
        name=name,
        owner="Acme_Lamp",
        locale="en-us",
        docset=None,
        root=root,
        page=page,
        line=1,
        api_names=(),
        summary=None,
        requirements=Requirements(),
        repairs=(),
        findings=(),
        returns=Returns(None, 0, None, None, documented=False),
        parameters=(),
        namespace=None,
        qualifiers={},
        static=False,
        implemented=True,
    )


def test_a_note_of_the_reader_becomes_a_finding_of_the_rule_that_owns_its_code() -> None:
    note = _note(member="Level", found="Level", expected="Speed", related=(Place(Span(9, 2, 9, 4), "there"),))
    [finding] = run(Library((_page(note),)))
    assert (finding.code, finding.name, finding.severity) == ("SG105", "duplicate-member", "warning")
    assert finding.span == note.span
    assert (finding.member, finding.found, finding.expected) == ("Level", "Level", "Speed")
    assert [(one.page, one.line, one.message) for one in finding.related] == [("a.md", 9, "there")]
    assert finding.fix is None


def test_pages_that_are_only_read_to_understand_others_have_no_findings() -> None:
    assert run(Library((_page(_note(), reported=False),))) == ()


def test_findings_are_sorted_by_root_page_line_column_code() -> None:
    pages = (
        _page(_note(line=9), _note(line=2, column=7), _note("SG203", line=2, column=7), path="b.md"),
        _page(_note(line=1), path="a.md", root="z"),
        _page(_note(line=1), path="a.md"),
    )
    found = [(one.root, one.page, one.line, one.column, one.code) for one in run(Library(pages))]
    assert found == [
        ("tree", "a.md", 1, 1, "SG105"),
        ("tree", "b.md", 2, 7, "SG105"),
        ("tree", "b.md", 2, 7, "SG203"),
        ("tree", "b.md", 9, 1, "SG105"),
        ("z", "a.md", 1, 1, "SG105"),
    ]


def test_the_same_note_twice_is_one_finding() -> None:
    assert len(run(Library((_page(_note(), _note()),)))) == 1


def test_the_entity_is_the_one_that_the_page_is_about() -> None:
    library = Library((_page(_note(), name="Flash"),), (_entity("Dim"), _entity("Flash"), _entity("Glow", "b.md")))
    assert run(library)[0].entity == "wmi:?:Acme_Lamp.Flash"


def test_a_page_without_an_entity_gives_none() -> None:
    assert run(Library((_page(_note()),), (_entity("Glow", "b.md"),)))[0].entity is None


def test_a_fingerprint_is_made_of_what_the_contract_lists() -> None:
    front = FrontMatter(api_names=(Quote("Acme_Lamp.Dim", Span(2, 3, 2, 16)),))
    [finding] = run(Library((_page(_note(member="Level", found="Lev"), front=front),)))
    parts = ["SG105", "en-us", "a.md", "Acme_Lamp.Dim", "Level", "Lev", 0]
    assert finding.fingerprint == hashlib.sha256(json.dumps(parts, separators=(",", ":")).encode()).hexdigest()


def test_a_fingerprint_survives_lines_and_messages_and_tells_equals_apart() -> None:
    early = run(Library((_page(_note(line=3), _note(line=5)),)))
    late = run(Library((_page(_note(line=30, message="other"), _note(line=50)),)))
    assert [one.fingerprint for one in early] == [one.fingerprint for one in late]
    assert len({one.fingerprint for one in early}) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"note": {"member": "x"}},
        {"note": {"found": "x"}},
        {"note": {"code": "SG203"}},
        {"page": {"path": "b.md"}},
        {"page": {"locale": "fr-fr"}},
    ],
)
def test_a_fingerprint_changes_with_each_part(other: Any) -> None:
    [first] = run(Library((_page(_note()),)))
    [second] = run(Library((_page(_note(**other.get("note", {})), **other.get("page", {})),)))
    assert first.fingerprint != second.fingerprint


def test_selection_by_code_and_name() -> None:
    library = Library((_page(_note(), _note("SG203")),))
    assert [one.code for one in run(library, Selection(("SG2",)))] == ["SG203"]
    assert [one.code for one in run(library, Selection(ignore=("misspelt-type",)))] == ["SG105"]
    with pytest.raises(UnknownRuleError, match="SG8"):
        run(library, Selection(("SG8",)))


def test_codes_that_no_rule_owns_are_told() -> None:
    assert unclaimed_codes(Library((_page(_note("SG999"), _note()),))) == ("SG999",)


def test_silence_for_lack_of_other_pages_is_told() -> None:
    row = ListedMember("Dim", Quote("Dim", Span(4, 1, 4, 4)))
    alone = _page(kind="wmi-class", state="compiled", listed=(row,), path="x/lamp.md")
    beside = _page(kind="wmi-method", state="compiled", path="x/dim.md")
    assert context_lacking(Library((alone,))) == ("SG104",)
    assert context_lacking(Library((alone, beside))) == ()
    assert context_lacking(Library((alone,)), Selection(ignore=("SG1",))) == ()


def test_order_of_pages_does_not_matter() -> None:
    pages = (_page(_note(), path="b.md"), _page(_note(), path="a.md"))
    assert run(Library(pages)) == run(Library(pages[::-1]))
