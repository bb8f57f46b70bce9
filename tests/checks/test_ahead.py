"""Rules that run where a page is read say what they say afterwards, and are asked again where its facts are others."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import cast

import pytest

from specgen.checks import Selection, discovery, fit_ahead, judge, raised_on
from specgen.checks.ahead import raised_before
from specgen.model.change import changed
from specgen.model.facts import Note, PageFacts
from specgen.model.library import Page, Raised
from specgen.model.spans import Span
from specgen.pipeline import Means, Request, compile_pages
from specgen.reader import read_page
from tests.checks.test_rule_pages import cases
from tests.cli.test_after_edit import CLASS, METHOD

EVERYTHING = Selection(("ALL",), (), True)
DAMAGED = METHOD.replace("How much.", "How `much\u00a0so`.")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name, text in (("acme-lamp.md", CLASS), ("dim.md", DAMAGED)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_rules_that_fit_look_at_one_page() -> None:
    scopes = {rule.info.code: rule.info.scope for rule in discovery.rules()}
    fit = fit_ahead(EVERYTHING)
    assert {scopes[code] for code in fit} == {"page"} and len(fit) > 20
    assert fit_ahead(Selection(("SG601", "SG506"))) == ("SG601",)


def test_what_was_raised_is_of_these_facts_and_rules_alone() -> None:
    facts = read_page("dim.md", DAMAGED.encode())
    told = Raised(facts, frozenset({"SG601", "SG602"}), raised_on(facts, ("SG601", "SG602")))
    page = Page(facts, "", "en-us", raised=told)
    said, found = raised_before(page)
    assert said == told.codes and [note.code for note in found["SG601"]] == ["SG601"]
    assert raised_before(replace(page, facts=changed(facts, summary="Other."))) == (frozenset(), {})
    assert raised_before(replace(page, raised=None)) == (frozenset(), {})


def test_what_linking_notices_silences_only_the_rules_that_heed_it() -> None:
    facts = read_page("dim.md", DAMAGED.encode())
    linked = changed(facts, notes=(*facts.notes, Note("SG402", Span(1, 1, 1, 2), "two pages claim it")))
    codes = fit_ahead(EVERYTHING)
    page = Page(linked, "", "en-us", raised=Raised(facts, frozenset(codes), raised_on(facts, codes), linked))
    said, found = raised_before(page)
    assert set(codes) - said == {"SG408", "SG503", "SG505", "SG901", "SG902"}
    assert "SG601" in found


class _Watched:
    """Facts that note which of them are looked at."""

    def __init__(self, facts: PageFacts) -> None:
        self._facts, self.seen = facts, set[str]()

    def __getattr__(self, name: str) -> object:
        self.seen.add(name)
        return getattr(self._facts, name)


@pytest.mark.parametrize("rule", [rule for rule in discovery.rules() if rule.on_page], ids=lambda rule: rule.info.code)
def test_only_rules_that_say_so_look_at_what_linking_notices(rule: discovery.Rule) -> None:
    """On the sample pages of all rules: what one looks at on none of those, it is not likely to look at."""
    seen: set[str] = set()
    for facts in _samples():
        watched = _Watched(facts)
        page = Page(cast("PageFacts", watched), "", "en-us")
        list(rule.on_page(page) if rule.on_page else ())
        seen |= watched.seen
    assert bool(seen & {"notes", "repairs", "only_original"}) == rule.heeds_linking


@cache
def _samples() -> tuple[PageFacts, ...]:
    pages = sorted(Path(__file__).parent.glob("rules/*.md"))
    found = (case for page in pages for case in cases(page.read_text("utf-8")))
    return tuple(read_page(sample.path, sample.data) for case in found for sample in case.samples)


def test_findings_are_the_same(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = judge(compile_pages(Request((str(tree),), jobs=1)).library, EVERYTHING)
    means = Means(ahead=fit_ahead(EVERYTHING))
    run = compile_pages(Request((str(tree),), jobs=2, means=means))
    assert all(page.raised is not None for page in run.library.pages)
    assert judge(run.library, EVERYTHING).findings == whole.findings
    # And nobody is asked again.
    asked: list[str] = []

    def look(page: Page) -> tuple[Note, ...]:
        asked.append(page.facts.path)
        return ()

    def counted(rule: discovery.Rule) -> discovery.Rule:
        return replace(rule, on_page=look) if rule.on_page else rule

    monkeypatch.setattr("specgen.checks.runner.rules", lambda: tuple(map(counted, discovery.rules())))
    assert judge(run.library, EVERYTHING).findings == whole.findings
    assert not asked


def test_pages_that_nobody_asked_about_are_left_alone(tree: Path) -> None:
    (tree / "specgen.toml").write_text("", encoding="utf-8")
    from specgen.project import configuration_for

    one = tree / "dim.md"
    means = Means(ahead=fit_ahead(EVERYTHING))
    run = compile_pages(Request((str(one),), configuration_for((one,)), jobs=2, means=means))
    assert len(run.library.pages) == 2 and not any(page.raised for page in run.library.pages)
