"""The rules that are there: those of this package, then those that entry points add."""

import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from types import FunctionType, ModuleType
from typing import Any, get_args

# Imported here, before the function ``rules`` takes its name in ``specgen.checks``.
from specgen.checks.rules import __path__ as folder
from specgen.model.library import Library
from specgen.model.rules import LibraryCheck, PageCheck, PairCheck, RuleInfo, Scope
from specgen.model.types import Severity

PACKAGE = "specgen.checks.rules"
ENTRY_POINTS = "specgen.rules"


class RuleError(ValueError):
    """A rule module that is none: a constant is missing or wrong, or its code or name is taken."""


@dataclass(frozen=True)
class Rule:
    """A rule, ready to run.

    Without any check it is a rule whose facts the reader or the linker notices itself: notes with its code
    become its findings. ``lacks_context`` says that a library is too small for the rule to speak, ``links_not_checked``
    how many links it had to leave alone. ``heeds_linking``: it looks at what linking notices on a page, which are
    notes, repairs and ``only_original``. ``follows_links``: what it says of a page follows from the links of the page,
    the tree, and the anchors of pages that they lead to.
    """

    info: RuleInfo
    on_page: PageCheck | None = None
    on_library: LibraryCheck | None = None
    on_pair: PairCheck | None = None
    lacks_context: Callable[[Library], bool] | None = None
    links_not_checked: Callable[[Library], int] | None = None
    heeds_linking: bool = False
    follows_links: bool = False

    @property
    def is_foreign(self) -> bool:
        """Whether an entry point brought it, so that nobody knows what it looks at."""
        check = self.on_page or self.on_pair or self.on_library
        return check is not None and not check.__module__.startswith(f"{PACKAGE}.")


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, by code. Raises RuleError for a module that is no rule and where two claim a code or a name."""
    return arrange(rule_of(module) for module in (*_inside(), *_outside()))


def arrange(found: Iterable[Rule]) -> tuple[Rule, ...]:
    """Rules by code. Raises RuleError where two claim a code or a name."""
    ordered = tuple(sorted(found, key=lambda rule: rule.info.code))
    for word in ("code", "name"):
        taken = [getattr(rule.info, word) for rule in ordered]
        twice = sorted({value for value in taken if taken.count(value) > 1})
        if twice:
            raise RuleError(f"two rules have the {word} {twice[0]}")
    return ordered


def rule_of(module: ModuleType) -> Rule:
    """A module as a rule. Raises RuleError that says what the module lacks."""
    info = _info(module)
    check: Any = getattr(module, "check", None)
    if "check" in vars(module) and not isinstance(check, FunctionType):
        raise RuleError(f"{module.__name__}: check is no function")
    return Rule(
        info,
        on_page=check if info.scope == "page" else None,
        on_library=check if info.scope == "library" else None,
        on_pair=check if info.scope == "pair" else None,
        lacks_context=getattr(module, "lacks_context", None),
        links_not_checked=getattr(module, "links_not_checked", None),
        heeds_linking=bool(getattr(module, "HEEDS_LINKING", False)),
        follows_links=bool(getattr(module, "FOLLOWS_LINKS", False)),
    )


def _info(module: ModuleType) -> RuleInfo:
    missing = [word for word in ("CODE", "NAME", "SEVERITY", "SCOPE", "PREVIEW") if not hasattr(module, word)]
    if missing or not module.__doc__:
        raise RuleError(f"{module.__name__}: no {', '.join(missing) or 'docstring'}")
    if module.SEVERITY not in get_args(Severity):
        raise RuleError(f"{module.__name__}: no severity is called {module.SEVERITY}")
    if module.SCOPE not in get_args(Scope):
        raise RuleError(f"{module.__name__}: no scope is called {module.SCOPE}")
    return RuleInfo(module.CODE, module.NAME, module.SEVERITY, module.SCOPE, module.PREVIEW, module.__doc__)


def _inside() -> Iterator[ModuleType]:
    for room in sorted(pkgutil.iter_modules(folder, f"{PACKAGE}."), key=lambda room: room.name):
        yield import_module(room.name)


def _outside() -> Iterator[ModuleType]:
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name):
        yield point.load()
