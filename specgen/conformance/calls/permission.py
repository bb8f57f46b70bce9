r"""Who may read, and who may call what: the rules before a target is asked for more than its declarations.

Declarations are always asked for. Instances are read only where the command line says ``--specgen-read``. A method is
called only where three switches that know nothing of each other agree: the target itself was started with
``allow_exec``, the command line says ``--specgen-invoke``, and the allow-list names the method with the arguments to
pass and the codes to expect. A target that is declared ``disposable`` needs no allow-list. Every method is destructive
unless listed; names are not judged. The stand-ins that are made from the pages need no switch: there is nothing behind
them.

The allow-list is a TOML file::

    [[call]]
    method = "Sample_Printer.Reset"     # Class.Method (in any case) or Interface.Method (as documented)
    namespace = "root/cimv2"            # optional: any namespace without it; any case, / or \
    keys = { DeviceID = "LPT1" }        # optional: the instance to call
    arguments = { Reason = "test" }     # required, may be empty
    expect = [0, 5]                     # required: the codes that the tester expects
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from specgen.conformance.described import Method
from specgen.conformance.target import Call, Target

_REQUIRED: dict[str, type] = {"method": str, "arguments": dict, "expect": list}
_KINDS: dict[str, type] = {**_REQUIRED, "namespace": str, "keys": dict}


class AllowListError(ValueError):
    """The allow-list cannot be read, or says something that it may not say; the message names file and entry."""


@dataclass(frozen=True)
class AllowedCall:
    """One entry of the allow-list."""

    call: Call
    expect: tuple[int | str, ...]

    def __str__(self) -> str:
        """Which method it names."""
        where = f" in {self.call.namespace}" if self.call.namespace else ""
        return f"{self.call.owner}.{self.call.method}{where}"


@dataclass(frozen=True)
class Permission:
    """The switches of a test run: the command line's, and the allow-list."""

    invoke: bool = False
    allowed: tuple[AllowedCall, ...] = ()
    read: bool = False

    def for_stand_ins(self) -> "Permission":
        """The same with the command line's switches on: for targets that the suite itself made."""
        return replace(self, invoke=True, read=True)

    def entries(self, method: Method) -> tuple[AllowedCall, ...]:
        """The entries for ``method``."""
        return tuple(entry for entry in self.allowed if _names(entry.call, method))

    def reading_refused(self, target: Target) -> str | None:
        """Why instances may not be read; None if they may."""
        return None if self.read else f"{target.name} is read only with --specgen-read"

    def refusal(self, target: Target, method: Method, *, invented: bool = False) -> str | None:
        """Why ``method`` may not be called on ``target``; None if it may.

        ``invented``: with arguments that nobody wrote down, which only a disposable target takes.
        """
        if getattr(target, "allow_exec", False) is not True:
            return f"{target.name} was not started so that it allows calls (allow_exec)"
        if not self.invoke:
            return f"{target.name} is called only with --specgen-invoke"
        if is_disposable(target):
            return None
        name = f"{method.owner}.{method.name}"
        if invented:
            return f"{target.name} is not declared disposable: it gets no arguments for {name} that nobody wrote down"
        if not self.entries(method):
            return f"{target.name} is not disposable, and {name} is not in the allow-list (--specgen-allow)"
        return None


def is_disposable(target: Target) -> bool:
    """Whether calls may have effects: only if the target says exactly ``disposable = True``."""
    return getattr(target, "disposable", False) is True


def without_method(allowed: Iterable[AllowedCall], methods: Iterable[Method]) -> list[AllowedCall]:
    """The entries that name none of the methods."""
    rest = list(allowed)
    for method in methods:
        if not rest:
            break
        rest = [entry for entry in rest if not _names(entry.call, method)]
    return rest


def _names(call: Call, method: Method) -> bool:
    if call.namespace is not None and _space(call.namespace) != _space(method.namespace):
        return False
    named, promised = (call.owner, call.method), (method.owner, method.name)
    if method.technology != "wmi":
        return named == promised
    return [one.lower() for one in named] == [one.lower() for one in promised]


def _space(namespace: str | None) -> str | None:
    r"""``root/cimv2`` for ``\\.\ROOT\cimv2`` and the like."""
    if namespace is None:
        return None
    return "/".join(one.lower() for one in re.split(r"[\\/]+", namespace) if one not in ("", "."))


def read_allow_list(path: Path) -> tuple[AllowedCall, ...]:
    """The entries of the file. Raises AllowListError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise AllowListError(f"allow-list {path}: {error}") from error
    entries = data.get("call", [])
    if set(data) - {"call"} or not isinstance(entries, list):
        raise AllowListError(f"allow-list {path}: only [[call]] entries are understood")
    return tuple(_entry(entry, f"allow-list {path}, call {number}") for number, entry in enumerate(entries, 1))


def _entry(entry: object, place: str) -> AllowedCall:
    if not isinstance(entry, dict):
        raise AllowListError(f"{place}: not a table")
    _check_keys(entry, place)
    owner, dot, name = entry["method"].rpartition(".")
    if not (owner and dot and name):
        raise AllowListError(f"{place}: method must be Class.Method, not {entry['method']!r}")
    expect = entry["expect"]
    if not expect or not all(isinstance(code, (int, str)) and not isinstance(code, bool) for code in expect):
        raise AllowListError(f"{place}: expect must list at least one code (number or symbol)")
    namespace = cast("str | None", entry.get("namespace"))
    call = Call(owner, name, namespace, entry["arguments"], entry.get("keys", {}))
    return AllowedCall(call, tuple(expect))


def _check_keys(entry: Mapping[str, object], place: str) -> None:
    missing = _REQUIRED.keys() - entry.keys()
    if missing:
        raise AllowListError(f"{place}: no {', '.join(sorted(missing))}")
    for key, value in entry.items():
        kind = _KINDS.get(key)
        if kind is None or not isinstance(value, kind):
            raise AllowListError(f"{place}: {key} is unknown or of the wrong type")
