"""The documented behaviour, read back from the model files: what the default targets do when they are called.

This reads ``model/<locale>.jsonl`` and nothing that the backend of generated tests made or shares, so a suite on
the default targets compares two independent readings of the model.
"""

from collections.abc import Iterable
from pathlib import Path

from specgen.conformance.codes import CIM_INTEGERS, COM_CODES
from specgen.model.entities import AnyEntity, ComMethod, Value, WmiMethod
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
