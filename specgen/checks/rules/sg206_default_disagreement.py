"""The default value in the syntax block is not the one that the description tells.

## What it does

Compares the literal after `=` in the syntax block with the default that a sentence of the description states ("The
default is 5").

## Why it is bad

Callers leave the parameter out because they rely on its default. Half of them rely on the wrong one.

## Example

The syntax declares `[in] uint32 Level = 1`; the description says "The default is 10."

## Use instead

The same literal on both sides.

## How sure

Proven where both sides are literals of one sort: numbers and truth values (whatever their base or case; false is 0), or
strings. Likely where the words of the sentence were not read as a statement about the parameter: a string without
quotation marks, or a sentence below the list of its values. Anything else is not compared: symbols, expressions, an `=`
with nothing behind it, a sentence that names a value by its label, a label and a string that the list of values gives
to one value.

Measured on 5,752 English pages, 42 of whose declarators have a literal: no finding.
"""

import re
from collections.abc import Iterator

from specgen.checks.wording import cite
from specgen.model.facts import Declarator, DescribedItem, Note, Place
from specgen.model.library import Page
from specgen.model.rules import Scope
from specgen.model.spans import Quote
from specgen.model.types import Confidence, Severity

CODE = "SG206"
NAME = "default-disagreement"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = True

Literal = int | bool | str

_SURE = ("name", "spelling")
_NUMBER = re.compile(r"[+-]?(?:0[xX][0-9a-fA-F]+|\d+)")
_STRING = re.compile(r"\"([^\"]*)\"")
_TRUTH = {"true": True, "false": False}
_SENTENCE = re.compile(
    r"(?:^|(?<=[.!?\s]))(?:The )?[Dd]efault(?: value)? is (?P<said>\"[^\"\n]*\"|-?\d+|0[xX]\w+|[A-Z][\w-]*)\.(?=\s|$)"
)
_NO_LITERALS = frozenset({"null", "none", "empty", "unspecified", "undefined"})


def check(page: Page) -> Iterator[Note]:
    """One note for each member whose two defaults are other literals, at the sentence."""
    for member in (*page.facts.parameters, *page.facts.properties):
        item, declared = member.described, member.declared
        if item is None or declared.default is None or member.aligned_by not in _SURE:
            continue
        labels = _labels(item, declared.default)
        stated = [one for one in item.constraints if one.kind == "default-when-omitted"]
        told = [one for one in stated if one.other is None]
        if len(told) == 1 and told[0].value not in labels and _differ(declared, told[0].value):
            yield _disagreement(declared, declared.default, told[0].quote, str(told[0].value), "proven")
        comparable = any(_is_text(one.value, declared) == _is_text(declared.default, declared) for one in stated)
        for here, said in () if comparable else _in_words(item):
            if said.strip('"') not in labels and _differ(declared, said):
                yield _disagreement(declared, declared.default, here, said, "likely")


def _is_text(value: int | str | None, declared: Declarator) -> bool:
    """Whether a spelling is literally a string: numerals in words are read as numbers, where a string may be one."""
    return isinstance(_literal(value, declared.type), str)


def _labels(item: DescribedItem, default: str) -> frozenset[str]:
    """What the list of values calls the default, which may be the label of a value or the value: all its spellings."""
    bare = default.strip().strip('"')
    spelt = [{one for one in (each.label, each.name, each.value) if isinstance(one, str)} for each in item.values]
    return frozenset(one for spellings in spelt if bare in spellings for one in spellings)


def _in_words(item: DescribedItem) -> Iterator[tuple[Quote, str]]:
    """The default that a whole sentence tells of a string, or below the values: where it stands under, and itself."""
    last = item.values[-1] if item.values else None
    texts = [(item.quote, item.description), *([(last.quote, last.description)] if last is not None else [])]
    for quote, text in texts:
        match = _SENTENCE.search(text or "")
        if match is not None and match["said"].casefold() not in _NO_LITERALS:
            yield quote, match["said"]
            return


def _differ(declared: Declarator, told: int | str | None) -> bool:
    left, right = _literal(declared.default or "", declared.type), _literal(told, declared.type)
    # 0 and false are one literal, as are 1 and true.
    return left is not None and right is not None and isinstance(left, str) == isinstance(right, str) and left != right


def _literal(value: int | str | None, declared_type: str | None) -> Literal | None:
    """What a spelling is literally; None for what is no literal. Text is a string where the type is one."""
    if value is None or isinstance(value, int):
        return value
    text = value.strip()
    if text.casefold() in _TRUTH:
        return _TRUTH[text.casefold()]
    if _NUMBER.fullmatch(text):
        return int(text, 16 if "x" in text.casefold() else 10)
    quoted = _STRING.fullmatch(text)
    if quoted is not None:
        return quoted[1]
    return text if declared_type == "string" and text else None


def _disagreement(declared: Declarator, default: str, here: Quote, said: str, sure: Confidence) -> Note:
    there = declared.quote
    message = (
        f"syntax line {there.span.line} says the default of {cite(declared.name or 'the value')} is {cite(default)}, "
        f"description line {here.span.line} says {cite(said)}"
    )
    place = Place(there.span, f"the syntax says {cite(there.text)}")
    return Note(CODE, here.span, message, declared.name, here.text, default, (place,), sure)
