"""What real pages have of each other follows from their outsides: an edit that leaves these leaves all of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from specgen.checks import rules
from specgen.link import link
from specgen.pipeline import Request, Run, compile_pages
from tests.pipeline.blanked import follows, outcome, outside_of, unfollowed

pytestmark = [pytest.mark.corpus, pytest.mark.slow]


@pytest.mark.parametrize(
    ("tree", "original"),
    [("win32/fr-fr", "win32/en-us"), ("win32/en-us", None), ("office/pt-br", "office/en-us"), ("office/en-us", None)],
)
def test_linking_and_the_rules_of_the_library_look_at_outsides(tree: str, original: str | None, corpus: Path) -> None:
    run = compile_pages(Request((str(corpus / tree),), reference=str(corpus / original) if original else None))
    assert run.inputs is not None
    pages = run.inputs.pages
    blank = [replace(page, facts=outside_of(page.facts)) for page in pages]
    reference = run.inputs.reference
    linked = replace(link(blank, reference), trees=run.library.trees)
    whole, found = unfollowed(outcome(run.library, pages)), unfollowed(outcome(linked, blank))
    for name, told in whole.items():
        assert found[name] == told, name
    assert whole["of_library"] or whole["noticed"]
    _rules_heed_linking_as_they_say(run)
    for page, alone, with_all in follows(run.library):
        assert alone == with_all, page.place


def _rules_heed_linking_as_they_say(run: Run) -> None:
    """What linking notices changes nothing for the rules on one page that run before it."""
    assert run.inputs is not None
    before = {page.key: page for page in run.inputs.pages}
    noticed = [(before[page.key], page) for page in run.library.pages if page.facts is not before[page.key].facts]
    assert noticed
    for rule in rules():
        if rule.on_page is not None and not rule.heeds_linking:
            for then, now in noticed:
                assert list(rule.on_page(then)) == list(rule.on_page(now)), (rule.info.code, now.facts.path)
