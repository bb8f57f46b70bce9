"""Checks: rules that look at facts and say where pages contradict themselves or each other.

A rule is one module of ``specgen.checks.rules`` (or of an entry point of group ``specgen.rules``). Nothing here
lists them; they are found. Page text is untrusted: messages carry it as it is, reports make it safe.
"""

from specgen.checks.ahead import fit_ahead, raised_on
from specgen.checks.discovery import Rule, RuleError, rules
from specgen.checks.exceptions import Stale
from specgen.checks.following import anchored, follow_links, following
from specgen.checks.runner import (
    Outcome,
    alone,
    context_lacking,
    judge,
    judge_page,
    links_not_checked,
    main_entity,
    run,
    run_alone,
    spoken_codes,
    unclaimed_codes,
)
from specgen.checks.selection import Selection, UnknownRuleError

__all__ = [
    "Outcome",
    "Rule",
    "RuleError",
    "Selection",
    "Stale",
    "UnknownRuleError",
    "alone",
    "anchored",
    "context_lacking",
    "fit_ahead",
    "follow_links",
    "following",
    "judge",
    "judge_page",
    "links_not_checked",
    "main_entity",
    "raised_on",
    "rules",
    "run",
    "run_alone",
    "spoken_codes",
    "unclaimed_codes",
]
