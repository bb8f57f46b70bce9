"""What the model says and independent truth says otherwise, one difference a fact.

The verdicts are the scorer's own (``score.py``, loaded from the folder that SPECGEN_SCORE names). It judges whole
pages; this lists the members behind each verdict.
"""

import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

Record = dict[str, Any]
TREES = {"docs": "office/en-us", "desktop-src": "win32/en-us"}
"""Where in the corpus a page lies, by the first folder of its path."""


@dataclass(frozen=True, order=True)
class Difference:
    """One fact on which page and truth differ.

    ``page`` is relative to the corpus; ``name`` is spelled as the side that has the member does ("": the whole page);
    ``line`` is where the model found the page's side (1-based, 0 where the model has no line for it).
    """

    kind: str
    page: str
    measure: str
    name: str
    line: int = field(default=0, compare=False)


@cache
def the_list() -> Record:
    """disagreements.toml: ``classes`` by name, and one ``disagreement`` a fact."""
    return tomllib.loads((Path(__file__).parent / "disagreements.toml").read_text("utf-8"))


def corpus_path(page: str) -> str:
    """A page of the model or of the scorer, relative to the corpus."""
    return f"{TREES[page.partition('/')[0]]}/{page}"


@dataclass(frozen=True)
class Truth:
    """Signatures that were not read from pages: MAPI by ``Interface::Method`` or function, WMI by lower-case class."""

    com: dict[str, Record]
    wmi: dict[str, list[Record]]

    @classmethod
    def load(cls, folder: Path) -> "Truth":
        com = json.loads((folder / "truth_mapi.json").read_text("utf-8"))["com"]
        classes = json.loads((folder / "truth_wmi.json").read_text("utf-8"))["wmi"]
        return cls(com, {name.lower(): [one, *one.get("variants", [])] for name, one in classes.items()})

    def records(self, key: str) -> list[Record]:
        """All that truth has under ``Interface::Method``, function, ``Class`` or ``Class.Method``, one a release."""
        if "::" in key or key in self.com:
            return [self.com[key]] if key in self.com else []
        owner, _, method = key.lower().partition(".")
        variants = self.wmi.get(owner, [])
        if not method:
            return variants
        return [m | {"source": v["source"]} for v in variants for n, m in v["methods"].items() if n.lower() == method]

    def judges(self, key: str) -> bool:
        """Whether a COM method's or function's parameters are named, so that the scorer can judge it."""
        known = self.com.get(key)
        return known is not None and not known.get("plain") and all(one.get("name") for one in known["params"])


class Comparison:
    """Lists differences entity by entity, with the scorer's notion of what agrees."""

    def __init__(self, scorer: ModuleType, truth: Truth) -> None:
        self._scorer = scorer
        self._truth = truth

    def differences(self, entities: Iterable[Record]) -> Iterator[Difference]:
        """Every difference on a kind of entity that truth covers."""
        found = {
            "com-method": self._c_signature,
            "function": self._c_signature,
            "callback": self._c_signature,
            "wmi-method": self._wmi_method,
            "wmi-class": self._wmi_class,
        }
        for entity in entities:
            for measure, name, line in found.get(entity["kind"], lambda _: ())(entity):
                yield Difference(entity["kind"], corpus_path(entity["page"]), measure, name or "", line or 0)

    def _c_signature(self, entity: Record) -> Iterator[tuple[str, str, int]]:
        key = f"{entity['owner']}::{entity['name']}" if entity["owner"] else entity["name"]
        if not self._truth.judges(key):
            return
        known, said = self._truth.com[key], entity["parameters"]
        if len(said) == len(known["params"]):
            yield from self._in_order(said, known["params"])
        else:
            yield from _surplus(entity, known["params"])
        if not self._same_c_type(entity["returns"]["type"], known["return"]):
            yield "return type", "", entity["line"]

    def _in_order(self, said: list[Record], known: list[Record]) -> Iterator[tuple[str, str, int]]:
        for mine, true in zip(said, known, strict=True):
            if mine["name"] != true["name"]:
                yield "ordered names", mine["name"], mine["line"]
                yield "ordered names", true["name"], mine["line"]
            if not self._same_c_type(mine["type"], true["type"]):
                yield "types", mine["name"], mine["line"]

    def _same_c_type(self, mine: str | None, true: str | None) -> bool:
        return bool(self._scorer.flat(mine) == self._scorer.flat(true))

    def _wmi_method(self, entity: Record) -> list[tuple[str, str, int]]:
        variants = self._truth.records(f"{entity['owner']}.{entity['name']}")
        found = [list(self._wmi_parameters(entity, one)) for one in variants]
        return min(found, key=_measures, default=[])

    def _wmi_parameters(self, entity: Record, known: Record) -> Iterator[tuple[str, str, int]]:
        said = {one["name"].lower(): one for one in entity["parameters"]}
        true = {one["name"].lower(): one for one in known["params"]}
        for name in said.keys() - true.keys():
            yield "names", said[name]["name"], said[name]["line"]
        for name in true.keys() - said.keys():
            yield "names", true[name]["name"], 0
        if said.keys() != true.keys():
            return
        for name, mine in said.items():
            if mine["direction"] != self._scorer.way(true[name]):
                yield "directions", mine["name"], mine["line"]
            if not self._scorer.wmi_type_agrees(mine["type"], true[name]["type"]):
                yield "types", mine["name"], mine["line"]
            if bool(mine["array"]) != bool(true[name]["array"]):
                yield "arrays", mine["name"], mine["line"]

    def _wmi_class(self, entity: Record) -> Iterator[tuple[str, str, int]]:
        variants = self._truth.records(entity["name"])
        for mine in entity["properties"] if variants else ():
            known = [p for v in variants for n, p in v["properties"].items() if n.lower() == mine["name"].lower()]
            if not known:
                yield "unknown", mine["name"], mine["line"]
            elif not any(self._same_property(mine, one) for one in known):
                yield "wrong", mine["name"], mine["line"]

    def _same_property(self, mine: Record, true: Record) -> bool:
        return self._scorer.wmi_type_agrees(mine["type"], true["type"]) and bool(mine["array"]) == bool(true["array"])


def _surplus(entity: Record, known: list[Record]) -> Iterator[tuple[str, str, int]]:
    """The parameters that one side has and the other has not, or has less often."""
    spare = Counter(one["name"] for one in known)
    for mine in entity["parameters"]:
        if not spare[mine["name"]]:
            yield "count", mine["name"], mine["line"]
        spare[mine["name"]] -= 1
    for name in (+spare).elements():
        yield "count", name, 0


def _measures(found: list[tuple[str, str, int]]) -> int:
    """How many of the scorer's four verdicts are against a release; other names make all of them so."""
    measures = {measure for measure, _, _ in found}
    return 4 if "names" in measures else len(measures)
