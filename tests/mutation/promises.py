"""What pages promise, read from the model's JSON lines, and from nothing that the generator of suites made."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from specgen.model.entities import (
    AnyEntity,
    ClassMethod,
    ComInterface,
    ComMethod,
    Parameter,
    Property,
    Value,
    WmiClass,
    WmiMethod,
)
from specgen.model.serial import entity_from_line

Callable = WmiMethod | ComMethod
PRIVATE = ("none", None)
"""What ``returns.others`` says where no other code is promised."""


@dataclass(frozen=True)
class PromisedClass:
    """A WMI class that has a page: its own words, and those of its methods' pages. Keys are in lower case.

    ``elsewhere``: a page tells of a class of this name in another namespace.
    """

    page: WmiClass
    properties: Mapping[str, Property]
    methods: Mapping[str, WmiMethod]
    listed: Mapping[str, ClassMethod]
    elsewhere: bool = False

    @property
    def module(self) -> Path:
        """The module of its suite, below the folder of the suites."""
        namespace = self.page.namespace.replace("/", "_") if self.page.namespace else "unknown"
        name = self.page.name.lower()
        return Path("wmi", namespace, f"test_{name}__{namespace}.py" if self.elsewhere else f"test_{name}.py")


@dataclass(frozen=True)
class PromisedInterface:
    """A COM interface that has a page. Overloads are left out: an id names them both."""

    page: ComInterface
    methods: Mapping[str, ComMethod] = field(default_factory=dict)

    @property
    def module(self) -> Path:
        """The module of its suite, below the folder of the suites."""
        return Path("com", f"test_{self.page.name.lower()}.py")


def entities(folder: Path) -> Iterator[AnyEntity]:
    """The primary entities of the model files in ``folder``."""
    for path in sorted(folder.glob("*.jsonl")):
        with path.open("rb") as lines:
            for line in lines:
                entity = entity_from_line(line)
                if entity.primary:
                    yield entity


def promised_classes(model: Iterable[AnyEntity]) -> list[PromisedClass]:
    """The WMI classes of a model, sorted by namespace and name."""
    pages: list[WmiClass] = []
    methods: dict[tuple[str | None, str], dict[str, WmiMethod]] = defaultdict(dict)
    for one in model:
        if isinstance(one, WmiClass):
            pages.append(one)
        elif isinstance(one, WmiMethod) and one.owner:
            methods[one.namespace, one.owner.lower()].setdefault(one.name.lower(), one)
    names = Counter(page.name.lower() for page in pages)
    return [
        _promised(page, methods[page.namespace, page.name.lower()], elsewhere=names[page.name.lower()] > 1)
        for page in sorted(pages, key=_place)
    ]


def promised_interfaces(model: Iterable[AnyEntity]) -> list[PromisedInterface]:
    """The COM interfaces of a model, sorted by name."""
    pages: dict[str, ComInterface] = {}
    methods: dict[str, dict[str, list[ComMethod]]] = defaultdict(lambda: defaultdict(list))
    for one in model:
        if isinstance(one, ComInterface):
            pages[one.name] = one
        elif isinstance(one, ComMethod) and one.owner:
            methods[one.owner][one.name].append(one)
    return [
        PromisedInterface(page, {called: only[0] for called, only in methods[name].items() if len(only) == 1})
        for name, page in sorted(pages.items())
    ]


def parameter_name(method: Callable, parameter: Parameter) -> str:
    """How ids name a parameter: ``#1`` where the page does not name it."""
    return parameter.name or f"#{method.parameters.index(parameter) + 1}"


def documents(values: Iterable[Value], code: int) -> bool:
    """Whether one of the documented values, or a range of them, takes in ``code`` (as 32 bits without a sign)."""
    return any(_covers(one, code) for one in values)


def _covers(one: Value, code: int) -> bool:
    if one.range == "rest":
        return True
    if not isinstance(one.value, int):
        return False
    first = one.value & 0xFFFFFFFF
    last = {"single": first, "from": 0xFFFFFFFF}.get(one.range, first if one.last is None else one.last & 0xFFFFFFFF)
    return (0 if one.range == "to" else first) <= code <= last


def _promised(page: WmiClass, methods: Mapping[str, WmiMethod], *, elsewhere: bool) -> PromisedClass:
    properties = {one.name.lower(): one for one in page.properties}
    listed = {one.name.lower(): one for one in page.methods}
    return PromisedClass(page, properties, dict(methods), listed, elsewhere)


def _place(page: WmiClass) -> tuple[str, str]:
    return page.namespace or "", page.name.lower()
