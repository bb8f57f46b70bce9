"""Checks: rules that look at facts and say where pages contradict themselves or each other.

A rule is one module of ``specgen.checks.rules`` (or of an entry point of group ``specgen.rules``). Nothing here
lists them; they are found. Page text is untrusted: messages carry it as it is, reports make it safe.
"""

from specgen.checks.discovery import Rule, RuleError, rules
from specgen.checks.runner import context_lacking, run, spoken_codes, unclaimed_codes
from specgen.checks.selection import Selection, UnknownRuleError

__all__ = [
    "Rule",
    "RuleError",
    "Selection",
    "UnknownRuleError",
    "context_lacking",
    "rules",
    "run",
    "spoken_codes",
    "unclaimed_codes",
]
