"""The documented behaviour, read back from the model files: what the default targets do when they are called.

This reads ``model/<locale>.jsonl`` and nothing that the backend of generated tests made or shares, so a suite on
the default targets compares two independent readings of the model.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from specgen.conformance.judgement.codes import CIM_INTEGERS, COM_CODES
from specgen.model.entities import AnyEntity, ComMethod, Parameter, Value, WmiMethod
from specgen.model.serial import entity_from_line

Answer = int | str | None

REMEDY = "run specgen generate with the backends model and mof too, or give --specgen-target"

_TEXT = ("string", "datetime", "char16")


class MissingDataError(Exception):
    """The files that a default target is made from are not there; the message says which and how to make them."""


def read_model(folder: Path, locale: str | None) -> dict[str, AnyEntity]:
    """The primary entity of each id: of ``locale``, else of en-us, else of the first locale by name.

    Raises MissingDataError where ``folder`` holds no model, ValueError where a line is none of an entity.
    """
    files = {path.stem: path for path in sorted(folder.glob("*.jsonl"))}
    if not files:
        raise MissingDataError(f"no model files in {folder}: {REMEDY}")
    preferred = [one for one in (locale, "en-us") if one in files]
    chosen: dict[str, AnyEntity] = {}
    for name in (*preferred, *files):
        for entity in _entities(files[str(name)]):
            if entity.primary:
                chosen.setdefault(entity.id, entity)
    return chosen


def _entities(path: Path) -> Iterable[AnyEntity]:
    with path.open("rb") as lines:
        for line in lines:
            yield entity_from_line(line)


def success(method: WmiMethod | ComMethod) -> Answer:
    """What the method answers: its success, or what else is documented where no success is.

    A number if the page or COM knows one, else a symbol; None for a method that returns nothing.
    """
    returns = method.returns
    if returns.type in (None, "void"):
        return None
    for value in sorted(returns.values, key=_rank):
        answer = _answer(value, str(returns.type))
        if answer is not None:
            return answer
    return "" if returns.type in _TEXT else 0


def _rank(value: Value) -> tuple[int, bool]:
    """Success first, then what is not judged, then failures; single values before ranges."""
    return ((True, None, False).index(value.success), value.range != "single")


def _answer(value: Value, returns: str) -> Answer:
    if value.value is not None:
        return value.value
    # CIM integers are numbers; only COM speaks in names.
    known = COM_CODES.get(value.symbol or "")
    return known if known is not None or returns in CIM_INTEGERS else value.symbol


_SURE = 0.8
"""How sure the reading of a sentence must be for a stand-in to insist on it."""


def objection(method: WmiMethod | ComMethod, sent: Mapping[str, object]) -> str | None:
    """Why the pages forbid these arguments, in a sentence; None if they do not. Keys as in ``Call.arguments``."""
    for at, one in enumerate(method.parameters, 1):
        key = one.name or f"#{at}"
        if one.direction != "out" and key in sent:
            wrong = _objection(one, sent[key])
            if wrong:
                return f"{key} {wrong}"
    return None


def _objection(one: Parameter, value: object) -> str | None:
    told = {each.kind: each for each in one.constraints if each.confidence >= _SURE}
    if value is None:
        return "may not be NULL" if "not-null" in told and "may-be-null" not in told else None
    reserved = "reserved-zero" in told or "reserved" in (one.name or "").lower()
    if reserved and not one.values and value not in (0, "", False):
        return "is reserved"
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    if value & ~_flags(one, value):
        return "has a flag that is not documented"
    low, high = (told[kind].value if kind in told else None for kind in ("min", "max"))
    if (isinstance(low, int) and value < low) or (isinstance(high, int) and value > high):
        return "is out of its bounds"
    return None


def _flags(one: Parameter, value: int) -> int:
    """The documented flags of a parameter together; ``value`` itself where it takes none, or not all are known."""
    mask = any(each.kind == "bitmask" for each in one.constraints) or "BitValues" in one.qualifiers
    named = any(word in (one.name or "").lower() for word in ("flags", "mask"))
    numbers = [each.value for each in one.values]
    if not (mask or named) or not numbers or not all(isinstance(each, int) for each in numbers):
        return value
    together = 0
    for each in numbers:
        together |= each if isinstance(each, int) else 0
    return together
