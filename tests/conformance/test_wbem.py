"""A live CIM server as a target: over the wire, with certificates, and without a change to what it holds."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pywbem
import pywbem_mock

from specgen.conformance.target import Call, Capability, Outcome
from specgen.conformance.targets.documented import MissingDataError
from specgen.conformance.targets.mock import WmiMock
from specgen.conformance.targets.opening import Opening, TargetError, open_target
from specgen.conformance.targets.wbem import Wbem
from tests.conformance.cim_server import CERTIFICATE, KEY, CimServer, serving

pytest_plugins = ("pytester",)

Run = Callable[..., pytest.RunResult]

MOF = """
Qualifier Abstract : boolean = false, Scope(class), Flavor(Restricted);
Qualifier Association : boolean = false, Scope(association), Flavor(DisableOverride);
Qualifier Dynamic : boolean = false, Scope(class);
Qualifier Provider : string = null, Scope(any);
Qualifier Key : boolean = false, Scope(property, reference), Flavor(DisableOverride);
Qualifier Read : boolean = true, Scope(property);
Qualifier Write : boolean = false, Scope(property);
Qualifier In : boolean = true, Scope(parameter), Flavor(DisableOverride);
Qualifier Out : boolean = false, Scope(parameter), Flavor(DisableOverride);
Qualifier Static : boolean = false, Scope(method), Flavor(DisableOverride);

[Abstract] class Sample_Device {
  [Key, Read] string DeviceID;
};

[Dynamic, Provider("SampleProvider")] class Sample_Printer : Sample_Device {
  [Read, Write] uint32 Jobs[];
  [Read] datetime Installed;
  uint64 Pages;
  [Write] uint32 Tray;
  [Read(false), Write] string Secret;
  uint32 Reset([In] string Reason, [In(false), Out] uint32 JobId, [In, Out] sint16 Level, [In] boolean Force);
  [Static] uint32 Count([In(false), Out] uint32 Total);
  uint32 Missing();
};

[Association] class Sample_Uses {
  [Key] Sample_Printer REF User;
  [Key] Sample_Printer REF Used;
};

class Sample_Empty {
  [Key] string Name;
  uint32 Reset();
};

instance of Sample_Printer as $one {
  DeviceID = "LPT1"; Jobs = {1, 2}; Installed = "20240229235959.123456+060"; Pages = 18446744073709551615;
};
instance of Sample_Printer as $two { DeviceID = "a \\"b\\" c"; Jobs = NULL; };
instance of Sample_Uses { User = $one; Used = $two; };
"""

SPACE = "root/sample"
READING = {"GetClass", "EnumerateInstances", "EnumerateInstanceNames", "GetInstance"}


class Printers(pywbem_mock.MethodProvider):  # type: ignore[misc]
    """What the methods do."""

    provider_classnames = ("Sample_Printer",)

    def InvokeMethod(self, methodname: str, localobject: Any, params: Any) -> Any:  # noqa: N802
        if methodname == "Missing":
            raise pywbem.CIMError(pywbem.CIM_ERR_METHOD_NOT_AVAILABLE, "not yet")
        if methodname == "Count":
            assert isinstance(localobject, pywbem.CIMClassName)
            return pywbem.Uint32(0), [pywbem.CIMParameter("Total", "uint32", value=pywbem.Uint32(2))]
        if params["Reason"].value == "forbidden":
            raise pywbem.CIMError(pywbem.CIM_ERR_INVALID_PARAMETER, "no such reason")
        held = len(localobject["DeviceID"])
        level = pywbem.Sint16(-params["Level"].value) if "Level" in params else pywbem.Sint16(0)
        outs = [
            pywbem.CIMParameter("JobId", "uint32", value=pywbem.Uint32(held)),
            pywbem.CIMParameter("Level", "sint16", value=level),
        ]
        return pywbem.Uint32(0 if params["Reason"].value else 5), outs


def repository() -> Any:
    made = pywbem_mock.FakedWBEMConnection(default_namespace="root/cimv2")
    made.add_namespace(SPACE)
    made.compile_mof_string(MOF, namespace=SPACE)
    made.register_provider(Printers(made.cimrepository), namespaces=SPACE)
    return made


def contents(held: Any) -> list[str]:
    return [one.tomof() for one in held.EnumerateInstances("Sample_Printer", namespace=SPACE)]


@pytest.fixture(scope="module")
def kept() -> Any:
    return repository()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("certificate") / "localhost.pem"
    path.write_text(KEY + CERTIFICATE, encoding="ascii")
    return path


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("USER", "PASSWORD", "CA"):
        monkeypatch.delenv(f"SPECGEN_WBEM_{name}", raising=False)
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "localhost")


@pytest.fixture
def server(kept: Any) -> Iterator[CimServer]:
    with serving(kept) as one:
        yield one


@pytest.fixture
def secure(kept: Any, certificate: Path) -> Iterator[CimServer]:
    with serving(kept, certificate=certificate) as one:
        yield one


@pytest.fixture
def trusted(secure: CimServer, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> CimServer:
    """The server by HTTPS, whose certificate the environment says to trust."""
    monkeypatch.setenv("SPECGEN_WBEM_CA", str(certificate))
    return secure


FIRST = {"DeviceID": "LPT1"}


def target(server: CimServer, *, allow_exec: bool = False) -> Wbem:
    return Wbem.connect(server.url, allow_exec=allow_exec, timeout=5)


def call(method: str, owner: str = "Sample_Printer", keys: Any = None, **given: object) -> Call:
    return Call(owner, method, SPACE, given, keys or {})


def outcome(server: CimServer, one: Call) -> Outcome:
    reply = target(server, allow_exec=True).invoke(one)
    assert reply.status == "ok" and reply.data is not None, reply.detail
    return reply.data


def test_a_class_is_described_over_https(trusted: CimServer) -> None:
    found = open_target(f"wbem:{trusted.url}", Opening()).describe_class(SPACE, "sample_printer").data
    assert found is not None
    assert (found.name, found.namespace, found.superclass) == ("Sample_Printer", SPACE, "Sample_Device")
    assert found.qualifiers == {"Dynamic": True, "Provider": "SampleProvider"}
    properties = {one.name: (one.type, one.array, one.access, one.key) for one in found.properties}
    assert properties == {
        "DeviceID": ("string", False, "read", True),
        "Jobs": ("uint32", True, "readwrite", False),
        "Installed": ("datetime", False, "read", False),
        "Pages": ("uint64", False, None, False),
        # DSP0004: what does not say otherwise can be read.
        "Tray": ("uint32", False, "readwrite", False),
        "Secret": ("string", False, "write", False),
    }
    methods = {one.name: one for one in found.methods}
    assert {name: one.static for name, one in methods.items()} == {"Reset": False, "Count": True, "Missing": False}
    taken = [(one.name, one.type, one.direction) for one in methods["Reset"].parameters]
    assert taken == [
        ("Reason", "string", "in"),
        ("JobId", "uint32", "out"),
        ("Level", "sint16", "inout"),
        ("Force", "boolean", "in"),
    ]
    assert set(trusted.operations) == {"GetClass"}


def test_references_are_described_by_their_class(server: CimServer) -> None:
    found = target(server).describe_class(SPACE, "Sample_Uses").data
    assert found is not None and found.superclass == ""
    assert [(one.name, one.type, one.ref) for one in found.properties] == [
        ("User", "Sample_Printer", True),
        ("Used", "Sample_Printer", True),
    ]


def test_a_class_is_asked_for_once(server: CimServer) -> None:
    asking = target(server)
    for name in ("Sample_Printer", "SAMPLE_PRINTER", "Sample_Printer"):
        assert asking.describe_class(SPACE, name).status == "ok"
    assert server.operations == ["GetClass"]


def test_instances_are_read_as_plain_values(trusted: CimServer) -> None:
    found = target(trusted).instances(SPACE, "Sample_Device").data
    assert found is not None
    one, two = sorted(found, key=lambda each: str(each.values["DeviceID"]), reverse=True)[::-1]
    values = {str(each.values["DeviceID"]): each.values for each in (one, two)}
    assert values["LPT1"] == {
        "DeviceID": "LPT1",
        "Jobs": [1, 2],
        "Installed": "20240229235959.123456+060",
        "Pages": 18446744073709551615,
    }
    assert {type(value) for value in values["LPT1"].values()} == {str, list, int}
    assert values['a "b" c']["Jobs"] is None
    assert trusted.operations == ["EnumerateInstances"]


def test_references_resolve_and_others_do_not(server: CimServer) -> None:
    asking = target(server)
    found = asking.instances(SPACE, "Sample_Uses").data
    assert found is not None
    (uses,) = found
    for name in ("User", "Used"):
        assert asking.resolves(SPACE, str(uses.values[name])).data is True
    assert asking.resolves(SPACE, str(uses.path)).data is True
    gone = asking.resolves(SPACE, f'/{SPACE}:Sample_Printer.DeviceID="LPT9"')
    assert (gone.status, gone.data) == ("ok", False)
    assert asking.resolves(SPACE, 'Sample_Printer.DeviceID="LPT1"').data is True
    assert asking.resolves(SPACE, "LPT1").status == "error"


def test_an_object_without_properties_is_an_object(server: CimServer) -> None:
    class Bare:
        def GetInstance(self, path: Any) -> Any:  # noqa: N802
            return pywbem.CIMInstance("Sample_Empty", path=path)

    assert Wbem(Bare(), "bare").resolves(SPACE, 'Sample_Empty.Name="x"').data is True


def test_describing_and_reading_change_nothing(server: CimServer, kept: Any) -> None:
    before = contents(kept)
    asking = target(server)
    for name in ("Sample_Device", "Sample_Printer", "Sample_Uses", "Sample_Other"):
        asking.describe_class(SPACE, name)
        asking.instances(SPACE, name)
    asking.resolves(SPACE, 'Sample_Printer.DeviceID="LPT1"')
    asking.invoke(call("Reset", Reason="x"))
    asking.reset()
    assert set(server.operations) <= READING
    assert contents(kept) == before


def test_a_certificate_that_nobody_trusts_is_refused(secure: CimServer) -> None:
    asking = target(secure)
    replies: list[Any] = [
        asking.describe_class(SPACE, "Sample_Printer"),
        asking.instances(SPACE, "Sample_Printer"),
        asking.resolves(SPACE, 'Sample_Printer.DeviceID="LPT1"'),
        target(secure, allow_exec=True).invoke(call("Reset", Reason="x")),
    ]
    for reply in replies:
        assert (reply.status, reply.data) == ("error", None)
        assert "certificate" in reply.detail.lower()
    assert secure.operations == []


def test_a_certificate_of_another_host_is_refused(trusted: CimServer) -> None:
    elsewhere = Wbem.connect(trusted.url.replace("localhost", "127.0.0.2"), allow_exec=False, timeout=5)
    reply = elsewhere.describe_class(SPACE, "Sample_Printer")
    assert reply.status == "error"
    assert trusted.operations == []


def test_certificates_to_trust_that_are_not_there_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPECGEN_WBEM_CA", str(tmp_path / "missing.pem"))
    with pytest.raises(TargetError, match=r"SPECGEN_WBEM_CA: .*missing\.pem"):
        open_target("wbem:https://localhost:5989", Opening())


def test_who_connects_is_said_by_the_environment(server: CimServer, monkeypatch: pytest.MonkeyPatch) -> None:
    server.credentials = ("sample", "p:ss wörd")
    refused = target(server).describe_class(SPACE, "Sample_Printer")
    assert refused.status == "error" and "AuthError" in refused.detail
    assert server.operations == []
    monkeypatch.setenv("SPECGEN_WBEM_USER", "sample")
    monkeypatch.setenv("SPECGEN_WBEM_PASSWORD", "p:ss wörd")
    accepted = target(server)
    assert accepted.describe_class(SPACE, "Sample_Printer").status == "ok"
    assert "sample" not in accepted.name


@pytest.mark.parametrize(
    "url",
    [
        "https://sample:geheim@localhost:5989",
        "https://sample@localhost",
        "https://:geheim@localhost",
        "https://sample:geheim@localhost:port",
        "https://sample:geheim@",
    ],
)
def test_who_connects_does_not_belong_into_the_url(url: str) -> None:
    with pytest.raises(MissingDataError) as raised:
        Wbem.connect(url, allow_exec=False)
    assert "geheim" not in str(raised.value)
    assert "SPECGEN_WBEM_PASSWORD" in str(raised.value) or "names no server" in str(raised.value)


@pytest.mark.parametrize(
    "url",
    ["", "localhost:5989", "ftp://localhost", "https://", "https:localhost", "https://localhost:port", "https://["],
)
def test_what_names_no_server_is_said(url: str) -> None:
    with pytest.raises(MissingDataError, match="names no server: it is wbem:https://HOST:PORT"):
        Wbem.connect(url, allow_exec=False)


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (pywbem.CIM_ERR_NOT_FOUND, "absent"),
        (pywbem.CIM_ERR_INVALID_NAMESPACE, "absent"),
        (pywbem.CIM_ERR_INVALID_CLASS, "absent"),
        (pywbem.CIM_ERR_NOT_SUPPORTED, "unsupported"),
        (pywbem.CIM_ERR_ACCESS_DENIED, "unsupported"),
        (pywbem.CIM_ERR_FAILED, "error"),
    ],
)
def test_errors_of_cim_are_what_the_protocol_calls_them(server: CimServer, code: int, status: str) -> None:
    server.errors = dict.fromkeys(("GetClass", "EnumerateInstances"), code)
    asking = target(server)
    replies: list[Any] = [
        asking.describe_class(SPACE, "Sample_Printer"),
        asking.instances(SPACE, "Sample_Printer"),
        target(server, allow_exec=True).invoke(call("Reset", Reason="x")),
    ]
    for reply in replies:
        assert (reply.status, reply.data) == (status, None)
        assert reply.detail


def test_what_the_server_has_not_is_absent(server: CimServer) -> None:
    asking = target(server)
    assert asking.describe_class(SPACE, "Sample_Other").status == "absent"
    assert asking.describe_class("root/other", "Sample_Printer").status == "absent"
    assert asking.describe_class(None, "Sample_Printer").status == "unsupported"
    assert asking.instances(SPACE, "Sample_Other").status == "absent"


def test_a_server_that_is_gone_is_an_error(kept: Any) -> None:
    with serving(kept) as one:
        asking = target(one)
    reply = asking.describe_class(SPACE, "Sample_Printer")
    assert reply.status == "error" and "ConnectionError" in reply.detail


def test_what_is_no_cim_is_an_error(server: CimServer) -> None:
    server.garbled = {"GetClass", "EnumerateInstances", "GetInstance"}
    asking = target(server)
    replies: list[Any] = [
        asking.describe_class(SPACE, "Sample_Printer"),
        asking.instances(SPACE, "Sample_Printer"),
        asking.resolves(SPACE, 'Sample_Printer.DeviceID="LPT1"'),
    ]
    assert [one.status for one in replies] == ["error"] * 3


@pytest.mark.parametrize("operation", ["GetClass", "EnumerateInstances", "GetInstance", "Sample_Printer.Reset"])
def test_a_server_that_hangs_is_not_waited_for(server: CimServer, operation: str) -> None:
    server.hangs = {operation}
    asking = Wbem.connect(server.url, allow_exec=True, timeout=0.3)
    ask: dict[str, Callable[[], Any]] = {
        "GetClass": lambda: asking.describe_class(SPACE, "Sample_Printer"),
        "EnumerateInstances": lambda: asking.instances(SPACE, "Sample_Printer"),
        "GetInstance": lambda: asking.resolves(SPACE, 'Sample_Printer.DeviceID="LPT1"'),
        "Sample_Printer.Reset": lambda: asking.invoke(call("Reset", keys=FIRST, Reason="x")),
    }
    started = time.monotonic()
    assert ask[operation]().status == "timeout"
    assert time.monotonic() - started < 3
    assert server.operations.count(operation) == 1


def test_a_method_is_called_on_the_instance_that_is_named(server: CimServer) -> None:
    keys = {"DeviceID": 'a "b" c'}
    given: Any = {"Reason": "test", "Level": 7, "Force": True}
    assert outcome(server, call("Reset", keys=keys, **given)) == Outcome(0, {"JobId": 7, "Level": -7})
    assert server.operations == ["GetClass", "Sample_Printer.Reset"]


def test_without_keys_a_live_server_is_not_called_but_for_a_static_method(server: CimServer) -> None:
    reply = target(server, allow_exec=True).invoke(call("Reset", Reason=""))
    assert reply.status == "unsupported" and "needs the keys" in reply.detail
    assert outcome(server, call("Count")) == Outcome(0, {"Total": 2})
    assert "Sample_Printer.Reset" not in server.operations
    assert "EnumerateInstanceNames" not in server.operations


def test_an_error_of_cim_in_a_call_is_a_refusal(server: CimServer) -> None:
    refused = outcome(server, call("Reset", keys=FIRST, Reason="forbidden"))
    assert refused.refused
    assert refused.code == "CIM_ERR_INVALID_PARAMETER"
    assert "no such reason" in refused.detail


def test_what_cannot_be_called_is_no_refusal(server: CimServer) -> None:
    asking = target(server, allow_exec=True)
    assert asking.invoke(call("Missing")).status == "unsupported"
    assert asking.invoke(call("Explode")).status == "absent"
    assert asking.invoke(call("Reset", "Sample_Other")).status == "absent"
    nowhere = asking.invoke(call("Reset", "Sample_Empty"))
    assert nowhere.status == "unsupported" and "Sample_Empty.Reset needs the keys" in nowhere.detail


@pytest.mark.parametrize(
    "given", [{"Reason": 5}, {"Level": 70000}, {"Level": "many"}, {"Level": [1, 2]}, {"Reason": {"a": 1}}]
)
def test_an_argument_that_its_type_has_no_value_for_is_an_error_and_never_sent(server: CimServer, given: Any) -> None:
    reply = target(server, allow_exec=True).invoke(call("Reset", keys={"DeviceID": "LPT1"}, **given))
    assert reply.status == "error"
    assert server.operations == ["GetClass"]


@pytest.mark.parametrize("value", [5, -5, 1.5, "x", True, None, [1, 2]])
def test_an_argument_that_the_class_does_not_declare_is_for_the_server_to_refuse(
    server: CimServer, value: object
) -> None:
    refused = outcome(server, call("Reset", keys={"DeviceID": "LPT1"}, Reason="x", Other=value))
    assert refused.refused
    assert server.operations == ["GetClass", "Sample_Printer.Reset"]


def test_a_target_that_was_not_started_for_calls_sends_none(server: CimServer) -> None:
    reply = target(server).invoke(call("Reset", Reason="x"))
    assert reply.status == "unsupported" and "not started so that it allows calls" in reply.detail
    assert server.operations == []
    assert open_target(f"wbem+exec:{server.url}", Opening()).allow_exec
    assert not open_target(f"wbem:{server.url}", Opening()).allow_exec


def test_a_live_server_is_not_disposable_and_promises_no_success(server: CimServer) -> None:
    asking = target(server, allow_exec=True)
    assert not asking.disposable
    assert {Capability.INVOKE, Capability.INSTANCES, Capability.NAMESPACES} <= asking.capabilities
    assert not {Capability.SUCCEEDS, Capability.INTERFACES} & asking.capabilities
    asking.close()


ALLOWED = """
[[call]]
method = "Sample_Printer.Count"
namespace = "root/sample"
arguments = {}
expect = [0]
"""


@pytest.fixture
def documented(suite: Path, entities: Any) -> Iterator[CimServer]:
    """A live server with just what the pages of the hand-made library say."""
    folder = suite.parent
    made = WmiMock.read({"root/sample": next((folder / "mof").rglob("root_sample.mof"))}, folder / "model")
    with serving(made.connection()) as one:
        yield one


@pytest.mark.parametrize(
    ("switches", "called"),
    [
        ("wbem:URL", 0),
        ("wbem:URL --specgen-invoke --specgen-allow=FILE", 0),
        ("wbem+exec:URL --specgen-invoke", 0),
        ("wbem+exec:URL --specgen-allow=FILE", 0),
        ("wbem+exec:URL --specgen-invoke --specgen-allow=FILE", 1),
    ],
)
def test_a_run_of_a_suite_calls_only_where_every_switch_allows_it(
    documented: CimServer, suite: Path, run: Run, switches: str, called: int
) -> None:
    allowed = suite / "allowed.toml"
    allowed.write_text(ALLOWED, encoding="utf-8")
    options = switches.replace("URL", documented.url).replace("FILE", str(allowed)).split()
    result = run(suite / "wmi/root_sample", "--specgen-read", "--specgen-target", *options)
    counts = result.parseoutcomes()
    assert not set(counts) - {"passed", "skipped"} and counts["passed"] > 20
    calls = [one for one in documented.operations if one not in READING]
    assert calls == ["Sample_Printer.Count"] * called


def test_a_run_of_a_suite_without_the_switch_for_it_reads_no_instance(
    documented: CimServer, suite: Path, run: Run
) -> None:
    run(suite / "wmi/root_sample", "--specgen-target", f"wbem:{documented.url}")
    assert set(documented.operations) == {"GetClass"}


def test_nothing_passes_on_a_server_that_is_not_trusted(secure: CimServer, suite: Path, run: Run) -> None:
    result = run(suite / "wmi/root_sample", "--specgen-target", f"wbem:{secure.url}", "--specgen-read")
    counts = result.parseoutcomes()
    assert "passed" not in counts and counts["failed"] > 0
    assert secure.operations == []
