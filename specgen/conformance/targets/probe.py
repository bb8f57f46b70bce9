"""WMI itself as a target: a probe asks it, on Windows or under Wine."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from specgen.conformance.described import WmiClass
from specgen.conformance.probe import running
from specgen.conformance.probe.failures import ProbeError
from specgen.conformance.probe.process import ProbeProcess
from specgen.conformance.target import BaseTarget, Call, Instance, Outcome, Reply, elsewhere
from specgen.conformance.targets import wire

Data = TypeVar("Data")

ANYWHERE = "root/cimv2"
"""Where classes are looked for whose documentation names no namespace."""


class Probe(BaseTarget):
    """A probe that runs. ``process`` is started, and ended by ``close``."""

    def __init__(self, process: ProbeProcess, *, disposable: bool = False) -> None:
        self._process = process
        hello = process.hello
        self.name = f"WMI of {hello.system}"
        self.disposable = disposable
        self.allow_exec = hello.allow_exec
        self.capabilities = wire.capabilities(hello.capabilities, allow_exec=hello.allow_exec)
        self._superclasses = "superclass" in hello.capabilities

    @classmethod
    def start(
        cls,
        exe: Path | None = None,
        *,
        wine: Path | None = None,
        denied: Iterable[str] = (),
        allow_exec: bool = False,
        timeout: float = 20.0,
    ) -> "Probe":
        """A probe for the WMI of this Windows, elsewhere for that of a throw-away Wine. Raises ProbeError.

        ``exe`` is one that was built before, ``wine`` the Wine to use; ``denied`` are classes not to ask for, beside
        those that Wine is known to die of. ``timeout``: seconds for one request.
        """
        denied = tuple(denied)
        refused = [name for name in denied if not name.replace("_", "a").isalnum()]
        if refused:
            raise ProbeError(f"{refused[0]!r} is no name of a class")
        arguments = ["--timeout", f"{timeout:.3f}", *(["--allow-exec"] if allow_exec else [])]
        return cls(ProbeProcess(running.program(exe, wine, denied, *arguments), timeout))

    def describe_class(self, namespace: str | None, name: str) -> Reply[WmiClass]:
        """The class as WMI has it, inherited members included."""
        said = self._process.ask("class", namespace=namespace or ANYWHERE, name=name)
        found = self._reply(said, lambda data: wire.wmi_class(data, superclasses=self._superclasses))
        return elsewhere(found, namespace, name)

    def instances(self, namespace: str | None, name: str) -> Reply[tuple[Instance, ...]]:
        """The first hundred instances of the class itself."""
        said = self._process.ask("instances", namespace=namespace or ANYWHERE, name=name)
        return self._reply(said, wire.instances)

    def resolves(self, namespace: str | None, reference: str) -> Reply[bool]:
        """Whether WMI finds the object; a path of another machine is not looked for."""
        said = self._process.ask("object", namespace=namespace or ANYWHERE, path=reference)
        found = self._reply(said, lambda _: True)
        return Reply("ok", data=False, detail=found.detail) if found.status == "absent" else found

    def invoke(self, call: Call) -> Reply[Outcome]:
        """ExecMethod on the instance that the keys choose, else on the class."""
        said = self._process.ask(
            "invoke",
            namespace=call.namespace or ANYWHERE,
            **{"class": call.owner},
            path=path(call.owner, call.keys) if call.keys else None,
            method=call.method,
            arguments=dict(call.arguments),
        )
        try:
            return wire.outcome(said)
        except wire.WireError as error:
            return Reply("error", detail=f"the probe's answer is damaged: {error}")

    def close(self) -> None:
        """Ends the probe."""
        self._process.close()

    @staticmethod
    def _reply(said: Mapping[str, Any], convert: Callable[[Mapping[str, Any]], Data]) -> Reply[Data]:
        try:
            return wire.reply(said, convert)
        except wire.WireError as error:
            return Reply("error", detail=f"the probe's answer is damaged: {error}")


def path(owner: str, keys: Mapping[str, object]) -> str:
    """The object path of the instance of ``owner`` with these keys, text in quotes and escaped (DSP0004)."""
    return f"{owner}.{','.join(f'{name}={_key(held)}' for name, held in keys.items())}"


def _key(held: object) -> str:
    if isinstance(held, bool):
        return "TRUE" if held else "FALSE"
    if isinstance(held, int):
        return str(held)
    escaped = str(held).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
