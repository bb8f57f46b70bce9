"""A recording as a target: what a probe was told once, on a machine that is somewhere else.

It answers what was recorded and nothing else, and it never calls a method.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from specgen.conformance.described import WmiClass
from specgen.conformance.probe.process import Hello
from specgen.conformance.target import BaseTarget, Instance, Reply
from specgen.conformance.targets import wire

Found = TypeVar("Found")

_MISSING = "not in the recording"


class RecordingError(ValueError):
    """The file is no recording, or a damaged one; the message names it, and the line."""


class Replay(BaseTarget):
    """A recording that was read."""

    def __init__(self, hello: Hello) -> None:
        self.name = f"recording of {hello.system}"
        self.capabilities = wire.capabilities(hello.capabilities, allow_exec=False)
        self._superclasses = "superclass" in hello.capabilities
        self._classes: dict[tuple[str, str], Reply[WmiClass]] = {}
        self._instances: dict[tuple[str, str], Reply[tuple[Instance, ...]]] = {}
        self._objects: dict[tuple[str, str], Reply[bool]] = {}
        self._listed: dict[str, frozenset[str]] = {}

    @classmethod
    def read(cls, path: Path) -> "Replay":
        """The recording in a file. Raises RecordingError, which names the line where one is damaged."""
        try:
            lines = path.read_bytes().splitlines()
        except OSError as error:
            raise RecordingError(f"{path}: {error.strerror}") from error
        made: Replay | None = None
        for number, line in enumerate(lines, 1):
            try:
                told = json.loads(line)
                if made is None:
                    made = cls(Hello.read(told))
                else:
                    made._keep(told)
            except (ValueError, RecursionError) as error:
                raise RecordingError(f"{path}:{number}: damaged recording: {error}") from error
        if made is None:
            raise RecordingError(f"{path}: the recording is empty")
        return made

    def describe_class(self, namespace: str | None, name: str) -> Reply[WmiClass]:
        """The class as it was recorded; absent if a list of all classes was recorded that does not have it."""
        found = _find(self._classes, namespace, name)
        if found is None and any(name.casefold() not in one for one in self._lists(namespace)):
            return Reply("absent", detail="it is not among the classes that were listed")
        return found or Reply("unsupported", detail=_MISSING)

    def instances(self, namespace: str | None, name: str) -> Reply[tuple[Instance, ...]]:
        """The instances that were recorded."""
        found = _find(self._instances, namespace, name)
        if found is None:
            known = self.describe_class(namespace, name)
            return Reply("absent" if known.status == "absent" else "unsupported", detail=known.detail or _MISSING)
        return found

    def resolves(self, namespace: str | None, reference: str) -> Reply[bool]:
        """Whether the object was there when the reference to it was recorded, or is recorded itself."""
        return _find(self._objects, namespace, reference) or Reply("unsupported", detail=_MISSING)

    def _lists(self, namespace: str | None) -> list[frozenset[str]]:
        return [names for place, names in self._listed.items() if namespace is None or place == _space(namespace)]

    def _keep(self, told: object) -> None:
        request, message = _parts(told)
        op, space = request.get("op"), _space(_word(request, "namespace"))
        if op == "class":
            self._classes[space, _word(request, "name").casefold()] = wire.reply(message, self._class)
        elif op == "instances":
            found = wire.reply(message, wire.instances)
            self._instances[space, _word(request, "name").casefold()] = found
            for one in found.data or ():
                if one.path is not None:
                    self._objects[space, one.path.casefold()] = Reply("ok", data=True)
        elif op == "object":
            self._objects[space, _word(request, "path").casefold()] = _resolved(wire.reply(message, lambda _: True))
        elif op == "classes":
            listed = wire.reply(message, wire.class_names)
            if listed.data is not None:
                self._listed[space] = frozenset(name.casefold() for name in listed.data)
        else:
            raise wire.WireError(f"{op!r} is nothing that a probe records")

    def _class(self, data: Mapping[str, Any]) -> WmiClass:
        return wire.wmi_class(data, superclasses=self._superclasses)


def _resolved(found: Reply[bool]) -> Reply[bool]:
    return Reply("ok", data=False, detail=found.detail) if found.status == "absent" else found


def _find(kept: Mapping[tuple[str, str], Found], namespace: str | None, name: str) -> Found | None:
    """What was kept; where no namespace is given, in any."""
    if namespace is not None:
        return kept.get((_space(namespace), name.casefold()))
    return next((one for (_, known), one in kept.items() if known == name.casefold()), None)


def _parts(told: object) -> tuple[Mapping[str, Any], object]:
    if not isinstance(told, dict) or not isinstance(told.get("request"), dict):
        raise wire.WireError("it has no request")
    return told["request"], told.get("reply")


def _word(request: Mapping[str, Any], name: str) -> str:
    held = request.get(name)
    if not isinstance(held, str):
        raise wire.WireError(f"the request has no {name}")
    return held


def _space(namespace: str) -> str:
    return namespace.replace("\\", "/").casefold()
