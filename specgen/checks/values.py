"""Documented values that a page spells otherwise than programs use them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from specgen.checks.identifiers import as_written
from specgen.checks.vocabulary import letters
from specgen.checks.wording import cite
from specgen.model.facts import Note, PageFacts, Remedy, Repair, ValueFacts, value_lists
from specgen.model.types import Confidence

_VALUE = "SG505"
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_LOOSE = re.compile(r"\\_")
_OTHER = re.compile(r"[()\n|*<>]")
_DIGITS = re.compile(r"\d+")
_NAMES = re.compile(r"\w+")


@dataclass(frozen=True)
class DamagedValue:
    """A damaged value and what it was; ``only_original``: nothing but the page's original shows that it is damaged."""

    value: ValueFacts
    repair: Repair
    only_original: bool

    def note(self, code: str) -> Note:
        """The same, for the rule with ``code``."""
        repair = self.repair
        sure: Confidence = "proven" if repair.evidence in ("anchor", "page") else "likely"
        meant = f"the {repair.field} is {cite(repair.value)} (by {repair.evidence})"
        said = f"{cite(repair.read)} with another value behind it" if repair.read == repair.value else cite(repair.read)
        message = f"line {repair.line} says {said}, {meant}"
        remedy = _symbol(repair, sure) if repair.field == "symbol" else None
        return Note(code, self.value.quote.span, message, repair.member, repair.read, repair.value, (), sure, remedy)


def damaged_values(facts: PageFacts) -> Iterator[DamagedValue]:
    """Every value that was recovered and that the page spells wrongly; what was recovered twice, by the first."""
    repairs = [one for one in facts.repairs if one.code == _VALUE and _is_damaged(one)]
    if not repairs:
        return
    documented = (one for _, values in value_lists(facts) for one in values)
    places = {(one.quote.span.line, one.quote.text): one for one in documented}
    told: set[tuple[int, str, str]] = set()
    for repair in repairs:
        place = repair.line, repair.read
        if place in places and (*place, repair.field) not in told:
            told.add((*place, repair.field))
            yield DamagedValue(places[place], repair, place in facts.only_original)


def _is_damaged(repair: Repair) -> bool:
    """Whether a recovered value is spelt wrongly on the page, and not merely told by another place.

    A page may name a constant without its number, give a number without its constant, or write a number out.
    """
    read, meant = repair.read.replace("\\", ""), repair.value
    if meant.lstrip("-").isdigit():
        digits = _DIGITS.findall(read)
        return bool(digits) and meant not in digits
    if repair.field != "symbol":
        return True
    return any(map(str.isalpha, read)) and letters(meant) not in (letters(word) for word in _NAMES.findall(read))


def _symbol(repair: Repair, sure: Confidence) -> Remedy | None:
    """The constant, where the text was the constant alone."""
    if not _NAME.fullmatch(repair.value) or not _LOOSE.search(repair.read) or _OTHER.search(repair.read):
        return None
    return Remedy(as_written(repair.value, repair.read), safe=sure == "proven")
