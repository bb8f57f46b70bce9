"""Rules of scope pair: they see a page and the page it was translated from, and are silent where there is none."""

from collections.abc import Iterator
from types import ModuleType

import pytest

import specgen.checks.discovery
import specgen.checks.runner
from specgen.checks.discovery import Rule, rule_of
from specgen.link import link
from specgen.model.facts import Note, Remedy
from specgen.model.library import Library, Page
from specgen.model.spans import Span
from tests.reader.pages import MAPI_METHOD, read

TRANSLATED = MAPI_METHOD.replace("title:", "ms.contentlocale: pt-BR\ntitle:", 1)


def _summaries(page: Page, original: Page) -> Iterator[Note]:
    if page.facts.summary == original.facts.summary:
        yield Note("SG999", Span(1, 1, 1, 4), f"as in {original.locale}", remedy=Remedy("===", safe=True))


@pytest.fixture
def rule(monkeypatch: pytest.MonkeyPatch) -> Rule:
    module = ModuleType("sg999_same_summary", "The summary is that of the original.")
    vars(module).update(
        CODE="SG999", NAME="same-summary", SEVERITY="info", SCOPE="pair", PREVIEW=False, check=_summaries
    )
    made = rule_of(module)
    monkeypatch.setattr(specgen.checks.runner, "rules", lambda: (made,))
    return made


def _page(text: str) -> Page:
    facts = read(text, "docs/mapi/imapisession-logoff.md")
    return Page(facts, "root", facts.locale)


def _library(*, paired: bool) -> Library:
    return link([_page(TRANSLATED)], link([_page(MAPI_METHOD)]) if paired else None)


@pytest.mark.usefixtures("rule")
def test_a_pair_rule_sees_the_original_and_its_remedy_becomes_a_fix() -> None:
    (finding,) = specgen.checks.runner.run(_library(paired=True))
    assert finding.message == "as in en-us"
    assert finding.fix is not None
    assert finding.fix.safe
    assert [(edit.line, edit.column, edit.end_column, edit.text) for edit in finding.fix.edits] == [(1, 1, 4, "===")]


@pytest.mark.usefixtures("rule")
def test_a_pair_rule_without_a_reference_is_silent_and_said_to_be() -> None:
    alone = _library(paired=False)
    assert specgen.checks.runner.run(alone) == ()
    assert specgen.checks.runner.context_lacking(alone) == ("SG999",)
    assert specgen.checks.runner.context_lacking(_library(paired=True)) == ()
