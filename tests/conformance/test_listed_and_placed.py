"""What a class's page says beside its members' own pages: which methods it has, and in which namespace it is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pywbem import CIM_ERR_METHOD_NOT_AVAILABLE, CIMError

from specgen.conformance.targets.mock import WmiMock
from specgen.model.entities import AnyEntity, ClassMethod
from tests.conformance.conftest import failed, printer, wmi_class

pytest_plugins = ("pytester",)

Run = Callable[..., pytest.RunResult]
Target = Callable[[str], tuple[str, str]]
SPACE = "root/sample"

HAVING = """
from specgen.conformance import BaseTarget, Capability, Reply
from specgen.conformance.described import Method, WmiClass


class Target(BaseTarget):
    name = "sample"
    capabilities = frozenset({CAPABILITIES})

    def describe_class(self, namespace, name):
        methods = tuple(Method(one, name, namespace) for one in METHODS)
        return Reply("ok", WmiClass(name, NAMESPACE, methods=methods))
"""


def having(*methods: str, namespace: str | None = SPACE, capabilities: str = "*Capability") -> str:
    """A target whose classes have these methods, wherever they are asked for."""
    said = {"CAPABILITIES": capabilities, "METHODS": repr(methods), "NAMESPACE": repr(namespace)}
    text = HAVING
    for word, value in said.items():
        text = text.replace(word, value)
    return text


@pytest.fixture
def listing(generate: Callable[..., Path]) -> Path:
    """The suite of a class whose page lists two methods that have no pages, and of a class derived from it."""
    rows = (ClassMethod("Reset", None, None, False, None), ClassMethod("SetPower", None, None, True, None))
    base = wmi_class("Sample_Device", methods=rows)
    derived = wmi_class("Sample_Scanner", superclass="Sample_Device")
    return generate([base, derived])


def test_a_listed_method_without_a_page_is_looked_for(listing: Path, run: Run, target: Target) -> None:
    result = run(listing, *target(having("Reset", "SETPOWER")), "-k", "listed_method", "-v")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["*::test_listed_method[[]wmi/Sample_Device.SetPower]*"])


def test_one_that_is_missing_is_a_difference_of_its_page(listing: Path, run: Run, target: Target) -> None:
    result = run(listing, *target(having("Reset")), "-rf")
    assert failed(result) == {"listed_method[wmi/Sample_Device.SetPower]"}
    result.stdout.fnmatch_lines(["docs/sample_device.md: Sample_Device has SetPower; the target has Reset"])


def test_listed_methods_count_as_members_of_the_class_and_of_those_derived(listing: Path) -> None:
    texts = [path.read_text("utf-8") for path in sorted(listing.glob("wmi/*/test_*.py"))]
    assert ["    members=2," in text for text in texts] == [True, True]
    assert ["LISTED" in text for text in texts] == [True, False]


def test_one_that_has_a_page_is_tested_by_that_page_alone(generate: Callable[..., Path]) -> None:
    entities: list[AnyEntity] = printer()
    (module,) = generate(entities).glob("wmi/*/test_sample_printer.py")
    assert "LISTED" not in module.read_text("utf-8")


def test_the_mock_declares_them_for_the_class_and_those_derived(listing: Path, run: Run) -> None:
    result = run(listing, "-k", "listed_method")
    result.assert_outcomes(passed=2)
    server = _mock(listing).connection()
    derived = server.GetClass("Sample_Scanner", SPACE, LocalOnly=False)
    assert list(derived.methods) == ["Reset", "SetPower"]


def test_the_mock_refuses_to_call_what_no_page_documents(listing: Path) -> None:
    server = _mock(listing).connection()
    (path,) = server.EnumerateInstanceNames("Sample_Scanner", SPACE)
    with pytest.raises(CIMError) as refusal:
        server.InvokeMethod("SetPower", path)
    assert refusal.value.status_code == CIM_ERR_METHOD_NOT_AVAILABLE


def _mock(listing: Path) -> WmiMock:
    folder = listing.parent
    return WmiMock.read({SPACE: folder / "mof" / "namespaces" / "root_sample.mof"}, folder / "model")


def test_the_namespace_is_a_promise_of_its_own(listing: Path, run: Run, target: Target) -> None:
    result = run(listing, *target(having("Reset", "SetPower", namespace="Root/Sample")), "-k", "namespace")
    result.assert_outcomes(passed=2)
    broken = run(listing, *target(having("Reset", "SetPower", namespace="root/other")), "-rf")
    assert failed(broken) == {"namespace[wmi/Sample_Device]", "namespace[wmi/Sample_Scanner]"}
    broken.stdout.fnmatch_lines(
        ["docs/sample_scanner.md, line 12: Sample_Scanner is in root/sample; in the target in root/other"]
    )


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (having(capabilities="Capability.CLASSES"), "sample has no capability 'namespaces'"),
        (having(namespace=None), "the target does not tell the namespace of Sample_Device"),
    ],
)
def test_where_a_target_does_not_keep_namespaces_apart_nothing_is_shown(
    source: str, reason: str, listing: Path, run: Run, target: Target
) -> None:
    result = run(listing, *target(source), "-k", "namespace", "-rs")
    result.assert_outcomes(skipped=2)
    result.stdout.fnmatch_lines([f"SKIPPED*{reason}"])


@pytest.mark.parametrize("namespace", [None, "*"])
def test_a_page_that_names_no_single_namespace_promises_none(
    namespace: str | None, generate: Callable[..., Path]
) -> None:
    suite = generate([wmi_class("Sample_Device", namespace=namespace)])
    (module,) = suite.glob("wmi/*/test_*.py")
    assert "test_namespace" not in module.read_text("utf-8")
