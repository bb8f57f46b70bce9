"""How far compiled signatures agree with signatures that were not read from the pages."""

import pytest

from tests.corpus.comparison import Truth, the_list
from tests.corpus.conftest import Scored

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

Expected = dict[str, dict[str, str]]
JUDGED_FUNCTIONS = 126
"""Functions and callbacks of the corpus whose parameters truth names."""


def _show(figure: str) -> None:
    """For people: ``pytest -s``, or ``-rP``."""
    print(figure)  # noqa: T201 - the figures are what this module is run for


def _against(scored: Scored, kind: str, measure: str) -> set[str]:
    return {one.page for one in scored.rows if one.kind == kind and measure in one.measures}


def _explained() -> set[str]:
    """Pages that the scorer looks for under an owner that is not theirs; it judges them under the true one."""
    return {one["page"] for one in the_list()["disagreement"] if one["measure"] == "missing"}


@pytest.mark.parametrize(("measure", "least"), [("names", 0.99), ("directions", 0.98)])
def test_wmi_methods_agree(scored: Scored, expected: Expected, measure: str, least: float) -> None:
    pages, missing = expected["wmi-method"].keys(), _against(scored, "wmi-method", "missing")
    good, of = len(pages - _against(scored, "wmi-method", measure) - (missing - _explained())), len(pages)
    _show(f"WMI {measure}: {good} of {of} ({good / of:.2%}), {len(missing)} of them under another owner")
    assert good >= least * of


def test_mapi_methods_agree(scored: Scored, expected: Expected, truth: Truth) -> None:
    """Of the methods whose parameters truth names; the others stand in disagreements.toml with the reason."""
    pages = expected["com-method"]
    judged = {page for page, name in pages.items() if truth.judges(name.replace(".", "::", 1))}
    against = _against(scored, "com-method", "ordered names") | _against(scored, "com-method", "missing")
    good = len(judged - against)
    _show(f"MAPI ordered names: {good} of {len(judged)} judged ({good / len(judged):.2%}) of {len(pages)} pages")
    assert scored.tally["com-method", "with truth"] == len(judged)
    assert good >= 0.94 * len(judged)


def test_what_is_missing_is_explained(scored: Scored) -> None:
    missing = [one.page for one in scored.rows if "missing" in one.measures]
    _show(f"missing: {len(missing)}")
    assert {*missing} <= _explained()


@pytest.mark.parametrize(
    ("kind", "measure", "least"),
    [
        ("wmi-method", "arrays", 0.98),
        ("wmi-method", "types", 0.96),
        ("com-method", "count", 1.0),
        ("com-method", "return type", 0.99),
        ("com-method", "types", 0.82),
    ],
)
def test_the_rest_of_the_signature_agrees(scored: Scored, kind: str, measure: str, least: float) -> None:
    good, of = scored.tally[kind, measure], scored.tally[kind, "with truth"]
    _show(f"{kind} {measure}: {good} of {of} ({good / of:.2%})")
    assert good >= least * of


@pytest.mark.parametrize(
    ("measure", "least"),
    [("with truth", 1.0), ("ordered names", 0.63), ("count", 0.98), ("return type", 0.87), ("types", 0.81)],
)
def test_functions_agree(scored: Scored, measure: str, least: float) -> None:
    """Callbacks count with them. No list says which must be there: one that is lost shows as truth that judges less."""
    good = sum(scored.tally.get((kind, measure), 0) for kind in ("function", "callback"))
    _show(f"functions and callbacks, {measure}: {good} of {JUDGED_FUNCTIONS} ({good / JUDGED_FUNCTIONS:.2%})")
    assert good >= least * JUDGED_FUNCTIONS


@pytest.mark.parametrize(("measure", "least"), [("properties known", 0.997), ("properties typed alike", 0.97)])
def test_properties_agree(scored: Scored, measure: str, least: float) -> None:
    good, of = scored.tally["wmi-class", measure], scored.tally["wmi-class", "properties said"]
    _show(f"wmi-class {measure}: {good} of {of} ({good / of:.2%})")
    assert good >= least * of
