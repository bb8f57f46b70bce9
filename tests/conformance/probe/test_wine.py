"""The probe, built here, on the WMI of Wine: none of it written in this house."""

import json
import os
import re
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from specgen.conformance.probe import running
from specgen.conformance.probe import wine as under_wine
from specgen.conformance.probe.__main__ import main
from specgen.conformance.probe.build import find_compiler
from specgen.conformance.probe.failures import ProbeError
from specgen.conformance.probe.process import ProbeProcess
from specgen.conformance.target import Call, Capability, Outcome
from specgen.conformance.targets.probe import Probe
from specgen.conformance.targets.replay import Replay

pytestmark = [pytest.mark.real_target, pytest.mark.slow]

CLASSES = (
    "Win32_Process",
    "Win32_OperatingSystem",
    "Win32_ComputerSystem",
    "Win32_LogicalDiskToPartition",
    "Nope_Nope",
)
WINDOWS_KEY = {"hDefKey": 0x80000002, "sSubKeyName": "Software\\Microsoft\\Windows NT\\CurrentVersion"}


@pytest.fixture(scope="module")
def exe() -> Path:
    try:
        find_compiler()
        under_wine.find_wine()
    except ProbeError as error:
        pytest.skip(str(error))
    return running.built()


@pytest.fixture(scope="module")
def probe(exe: Path) -> Iterator[Probe]:
    started = Probe.start(exe)
    yield started
    started.close()


@pytest.fixture(scope="module")
def caller(exe: Path) -> Iterator[Probe]:
    started = Probe.start(exe, allow_exec=True)
    yield started
    started.close()


@pytest.fixture(scope="module")
def recording(exe: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recording")
    (folder / "names.txt").write_text("\r\n".join(CLASSES), "utf-8")
    out = folder / "cimv2.jsonl"
    assert main(["record", "root/cimv2", str(out), "--classes", str(folder / "names.txt"), "--exe", str(exe)]) == 0
    assert [one.name for one in sorted(folder.iterdir())] == ["cimv2.jsonl", "names.txt"]
    return out


Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def run(exe: Path) -> Run:
    """The program itself, as a person starts it, with a user of its own choice."""

    def run(*arguments: str, given: bytes = b"", user: str = "grete.muster") -> "subprocess.CompletedProcess[bytes]":
        program = under_wine.prefix().program(exe, *arguments)
        environment = {**(program.environment or {}), "USER": user, "LOGNAME": user}
        return subprocess.run(
            list(program.command),
            check=False,
            input=given,
            env=environment,
            cwd=program.folder,
            capture_output=True,
            timeout=60,
        )

    return run


def test_wine_sees_nothing_of_the_user(exe: Path) -> None:
    prefix = under_wine.prefix()
    assert prefix is under_wine.prefix(under_wine.find_wine())
    assert [one.name for one in (prefix.folder / "prefix" / "dosdevices").iterdir()] == ["c:"]
    homes = [one.resolve() for one in (prefix.drive / "users").glob("*/*")]
    assert homes and all(one.is_relative_to(prefix.folder.resolve()) for one in homes)
    assert prefix.environment["HOME"] != os.environ.get("HOME") and "DISPLAY" not in prefix.environment


def test_it_says_what_it_can_do(probe: Probe) -> None:
    assert probe.name.startswith("WMI of Wine ")
    assert {Capability.CLASSES, Capability.TYPES, Capability.DIRECTIONS, Capability.INSTANCES} <= probe.capabilities
    assert not probe.allow_exec and not probe.disposable
    assert not probe.capabilities & {Capability.INVOKE, Capability.SUCCEEDS, Capability.REFUSES, Capability.SLOTS}


def test_a_class_is_described(probe: Probe) -> None:
    reply = probe.describe_class("root/cimv2", "win32_process")
    assert reply.status == "ok", reply.detail
    assert (reply.data.name, reply.data.namespace) == ("Win32_Process", "root/cimv2")
    types = {one.name: one.type for one in reply.data.properties}
    assert types["Handle"] == "string" and types["WorkingSetSize"] == "uint64" and types["ThreadCount"] == "uint32"
    create = next(one for one in reply.data.methods if one.name == "Create")
    assert create.returns == "uint32"
    directions = {one.name: one.direction for one in create.parameters}
    assert directions["CommandLine"] == "in" and directions["ProcessId"] == "out"
    assert not any(name.startswith("__") for name in types)
    # Which this Wine cannot tell, and so nobody may claim it.
    if Capability.KEYS not in probe.capabilities:
        assert all(one.key is None and one.access is None for one in reply.data.properties)


def test_what_is_not_there_is_absent(probe: Probe) -> None:
    assert probe.describe_class("root/cimv2", "Win32_Nope").status == "absent"
    assert probe.describe_class("root/nope", "Win32_Process").status == "absent"
    assert probe.instances("root/cimv2", "Win32_Nope").status == "absent"
    assert probe.describe_class("root/cimv2", "Win32_Process'").status == "error"
    assert probe.describe_class("\\\\other\\root", "Win32_Process").status == "error"


def test_instances_come_as_they_are(probe: Probe) -> None:
    reply = probe.instances("root/cimv2", "Win32_OperatingSystem")
    assert reply.status == "ok", reply.detail
    (one,) = reply.data or ()
    assert isinstance(one.values["TotalVisibleMemorySize"], int) and one.values["TotalVisibleMemorySize"] > 0
    assert isinstance(one.values["BuildNumber"], str)
    assert one.values["Primary"] is True
    # Wine 8.0 leaves a digit of the time zone out; DSP0004 has 25 characters. Whatever it says arrives unchanged.
    assert re.fullmatch(r"\d{14}\.\d{6}[+-]\d{2,3}", str(one.values["LocalDateTime"]))


def test_references_resolve_or_not(probe: Probe) -> None:
    processes = probe.instances("root/cimv2", "Win32_Process").data or ()
    assert len(processes) > 1
    assert probe.resolves("root/cimv2", str(processes[1].path)).data is True
    assert probe.resolves("root/cimv2", 'Win32_Process.Handle="999999"').data is False
    elsewhere = probe.resolves("root/cimv2", '\\\\somewhere\\root\\cimv2:Win32_Process.Handle="1"')
    assert (elsewhere.status, elsewhere.detail) == ("unsupported", "the path is one of another machine")


def test_a_documented_failure_comes_back(caller: Probe) -> None:
    done = caller.invoke(Call("Win32_Process", "Create", "root/cimv2", {"CommandLine": "C:\\nope.exe"}))
    assert done.status == "ok", done.detail
    assert done.data.code == 9  # the page: Path Not Found


def test_a_value_is_read_from_the_registry(caller: Probe) -> None:
    wanted = {**WINDOWS_KEY, "sValueName": "ProductName"}
    done = caller.invoke(Call("StdRegProv", "GetStringValue", "root/default", wanted))
    assert done.status == "ok", done.detail
    assert done.data.code == 0 and "Windows" in str(done.data.outs["sValue"])


def test_arguments_that_do_not_fit_are_refused(caller: Probe) -> None:
    for wrong in ({"CommandLine": 5}, {"CommandLine": ["x"]}, {"NoSuch": "x"}):
        done = caller.invoke(Call("Win32_Process", "Create", None, wrong))
        assert done.status == "ok" and done.data.refused, done
    assert caller.invoke(Call("Win32_Process", "NoSuch")).status == "absent"


def test_nothing_is_called_without_leave(probe: Probe) -> None:
    said = probe.invoke(Call("Win32_Process", "Create", None, {"CommandLine": "hostname.exe"}))
    assert (said.status, said.detail) == ("unsupported", "started without --allow-exec")


def test_what_does_harm_is_not_asked_for(probe: Probe) -> None:
    for name, why in under_wine.DENIED.items():
        for reply in (probe.describe_class(None, name), probe.instances(None, name.upper())):
            assert reply.status == "unsupported" and why in reply.detail
    assert probe.resolves(None, 'CIM_DataFile.Name="c:\\\\x"').status == "unsupported"


def test_one_request_that_hangs_does_not_stop_the_next(exe: Path) -> None:
    process = ProbeProcess(running.program(exe, None, (), "--timeout", "1"), 1)
    try:
        began = time.monotonic()
        reply = process.ask("wait", seconds=30)
        assert reply["status"] == "timeout" and time.monotonic() - began < 5
        # The same process: only its thread was left alone.
        assert process.ask("class", namespace="root/cimv2", name="Win32_BIOS")["status"] == "ok"
    finally:
        process.close()


def test_one_that_wine_dies_of_does_not_stop_the_next(exe: Path) -> None:
    """With the deny-list lifted, the target survives whatever Wine does: an answer, a time-out or a crash."""
    target = Probe(ProbeProcess(running.program(exe, None, (), "--timeout", "3", deny_known=False), 3))
    try:
        for name in ("Win32_Directory", "CIM_DataFile"):
            assert target.instances("root/cimv2", name).status in ("ok", "timeout", "error")
        for _ in range(2):
            last = target.describe_class("root/cimv2", "Win32_BIOS")
        assert last.status == "ok"
    finally:
        target.close()


def test_a_thousand_lookups(probe: Probe, record_property: Callable[[str, object], None]) -> None:
    began = time.monotonic()
    assert all(probe.describe_class("root/cimv2", "Win32_Process").status == "ok" for _ in range(1000))
    record_property("1,000 class look-ups under Wine", f"{time.monotonic() - began:.1f} s")


def test_lines_that_are_no_requests(run: Run) -> None:
    lines = (
        b"nonsense",
        b"[1]",
        b'{"id":1',
        b'{"id":1,"id":2,"op":"quit"}',
        b"\xff\xfe",
        b'{"x":' * 200,
        b"5" * 5_000_000,
        b"{}",
        b'{"id":7,"op":"paint","namespace":"root/cimv2"}',
        b'{"id":{"a":[1,"\\ud83d\\ude00\\u00e9"]},"op":"class"}',
        b'{"id":8,"op":"instances","namespace":"root/cimv2","name":"Win32_BIOS","limit":0}',
        b'{"id":9,"op":"class","namespace":"root/cimv2","name":"Win32_BIOS"}',
        b'{"op":"quit"}',
        b'{"id":10,"op":"class"}',
    )
    done = run(given=b"\n".join(lines))
    hello, *replies = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0 and hello["probe"] == "specgen-wmi"
    assert [one["detail"] for one in replies[:7]] == ["line is no JSON object"] * 7
    assert [one["status"] for one in replies[7:]] == ["error", "error", "error", "error", "ok"]
    assert [one["id"] for one in replies[7:]] == [None, 7, {"a": [1, "😀é"]}, 8, 9]


def test_options(run: Run) -> None:
    helped = run("--help")
    assert helped.returncode == 0 and b"Masked are:" in helped.stdout
    for wrong in (
        ["--paint"],
        ["--timeout"],
        ["--timeout", "soon"],
        ["--limit", "0"],
        ["--record", "\\\\other\\root"],
        ["--record", "root/cimv2", "--allow-exec"],
        ["--out", "x"],
    ):
        done = run(*wrong)
        assert (done.returncode, done.stdout) == (2, b""), wrong
        assert done.stderr.startswith(b"wmi_probe: ")


def test_wine_lists_no_classes_and_says_so(run: Run) -> None:
    done = run("--record", "root/cimv2")
    if done.returncode:  # a Wine that lists them records them
        assert b"give the names with --classes FILE" in done.stderr and not done.stdout


def test_a_recording_is_written_whole_or_not_at_all(run: Run) -> None:
    drive = under_wine.prefix().drive
    (drive / "names.txt").write_text("Win32_BIOS\n")
    done = run("--record", "root/cimv2", "--classes", "C:\\names.txt", "--out", "C:\\made.jsonl")
    assert done.returncode == 0, done.stderr
    assert (drive / "made.jsonl").is_file() and not (drive / "made.jsonl.part").exists()
    assert Replay.read(drive / "made.jsonl").describe_class("root/cimv2", "Win32_BIOS").status == "ok"
    done = run("--record", "root/cimv2", "--classes", "C:\\names.txt", "--out", "C:\\no\\made.jsonl")
    assert done.returncode == 1 and b"cannot write" in done.stderr
    (drive / "names.txt").write_text("Win32_BIOS\n'; DROP\n")
    done = run("--record", "root/cimv2", "--classes", "C:\\names.txt")
    assert done.returncode == 1 and b"names.txt:2" in done.stderr


def test_what_was_recorded_is_what_the_probe_says(probe: Probe, recording: Path) -> None:
    replay = Replay.read(recording)
    for name in CLASSES:
        live, told = probe.describe_class("root/cimv2", name), replay.describe_class("root/cimv2", name)
        assert live == told
    disks = replay.instances("root/cimv2", "Win32_LogicalDiskToPartition").data or ()
    assert disks
    for one in disks:
        for end in ("Antecedent", "Dependent"):
            assert replay.resolves("root/cimv2", str(one.values[end])).data is True
    assert replay.describe_class("root/cimv2", "Win32_BIOS").detail == "not in the recording"
    assert replay.invoke(Call("Win32_Process", "Create")).status == "unsupported"
    assert replay.capabilities == probe.capabilities


def values(line: dict[str, Any]) -> Iterator[str]:
    for instance in line["reply"]["data"]["instances"]:
        yield from (str(one["value"]) for one in instance["values"].values())
        yield instance["path"] or ""


def test_nothing_personal_is_recorded(run: Run) -> None:
    names = under_wine.prefix().drive / "people.txt"
    names.write_text("\n".join(CLASSES))
    done = run("--record", "root/cimv2", "--classes", "C:\\people.txt", "--hide", "Wine Project")
    assert done.returncode == 0, done.stderr
    text = done.stdout.decode().lower()
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    held = [one for line in lines[1:] if line["request"]["op"] == "instances" for one in values(line)]
    host = socket.gethostname().split(".")[0].lower()
    assert "grete" not in text and "muster" not in text and "wine project" not in text
    assert not [one for one in held if host in re.split(r"\W+", one.lower())]
    computer = next(
        line
        for line in lines
        if line.get("request", {}).get("name") == "Win32_ComputerSystem" and "instances" in line["reply"]["data"]
    )
    told = computer["reply"]["data"]["instances"][0]
    assert told["values"]["UserName"]["value"] == "<host-1>\\<user-1>"
    assert told["values"]["Name"]["value"] == "<host-1>" and "<host-1>" in told["path"]
    assert os.environ.get("USER", "?") not in held


def account(**values: Any) -> dict[str, Any]:
    path = '\\\\FS1\\root\\cimv2:Win32_UserAccount.Domain="CORP",Name="alice"'
    instances = [{"path": path, "values": values}]
    request = {"op": "instances", "namespace": "root/cimv2", "name": "Win32_UserAccount"}
    return {"request": request, "reply": {"status": "ok", "detail": "", "data": {"instances": instances}}}


def typed(kind: str, value: object) -> dict[str, object]:
    return {"type": kind, "array": isinstance(value, list), "value": value}


def test_masks(run: Run) -> None:
    sid = "S-1-5-21-1004336348-1177238915-682003330-500"
    trustee = {"class": "Win32_Trustee", "values": {"Name": typed("string", "Bo"), "Domain": typed("string", "corp")}}
    line = account(
        Early=typed("string", ["C:\\Users\\ALICE\\x", "alice@corp.example", f"{sid}_Classes", "malice", "robot"]),
        Name=typed("string", "Alice"),
        Domain=typed("string", "CORP"),
        ServerName=typed("string", "FS1"),
        Caption=typed("string", "CORP\\alice"),
        OwnerSID=typed("string", sid),
        SID=typed("uint8", [1, 5, 0, 0, 0, 0, 0, 5, 21, 0, 0, 0, 7, 7, 7, 7]),
        Known=typed("string", "S-1-5-32-544"),
        UserModeTime=typed("uint64", "123456"),
        NumberOfUsers=typed("uint32", 3),
        Account=typed("reference", '\\\\fs1\\root\\cimv2:Win32_Account.Domain="corp",Name="ALICE"'),
        Owner=typed("object", trustee),
        Guest=typed("string", "grete.muster and Grete.Musters"),
        SystemDirectory=typed("string", "C:\\Windows\\System32"),
        DomainOf=typed("string", "NT AUTHORITY"),
        Service=typed("string", "NT AUTHORITY\\SYSTEM"),
    )
    done = run("--mask", given=json.dumps(line).encode())
    assert done.returncode == 0, done.stderr
    (instance,) = json.loads(done.stdout)["reply"]["data"]["instances"]
    told = {name: one["value"] for name, one in instance["values"].items()}
    user, domain, server = told["Name"], told["Domain"], told["ServerName"]
    for put, kind in ((user, "user"), (domain, "domain"), (server, "host")):
        assert re.fullmatch(rf"<{kind}-\d+>", put)
    account_sid = told["OwnerSID"]
    assert re.fullmatch(r"<sid-\d+>", account_sid)
    assert told["Early"] == [
        f"C:\\Users\\{user}\\x",
        f"{user}@{domain}.example",
        f"{account_sid}_Classes",
        "malice",
        "robot",
    ]
    assert told["Caption"] == f"{domain}\\{user}"
    assert told["SID"] is None and told["Known"] == "S-1-5-32-544"
    assert (told["UserModeTime"], told["NumberOfUsers"]) == ("123456", 3)
    assert told["Account"] == f'\\\\{server}\\root\\cimv2:Win32_Account.Domain="{domain}",Name="{user}"'
    assert instance["path"] == f'\\\\{server}\\root\\cimv2:Win32_UserAccount.Domain="{domain}",Name="{user}"'
    assert told["Owner"]["class"] == "Win32_Trustee" and told["Owner"]["values"]["Domain"]["value"] == domain
    assert told["Owner"]["values"]["Name"]["value"] != "Bo"
    assert told["Guest"] == "<user-1> and <user-1>s"
    assert told["SystemDirectory"] == "C:\\Windows\\System32" and told["Service"] == "NT AUTHORITY\\SYSTEM"
    assert told["DomainOf"].startswith("<domain-")


def instance_of(name: str, path: str | None, values: dict[str, object]) -> dict[str, Any]:
    request = {"op": "instances", "namespace": "root/cimv2", "name": name}
    data = {"instances": [{"path": path, "values": {one: typed("string", value) for one, value in values.items()}}]}
    return {"request": request, "reply": {"status": "ok", "detail": "", "data": data}}


def masked(run: Run, *lines: dict[str, Any]) -> list[dict[str, Any]]:
    done = run("--mask", given="\n".join(json.dumps(line) for line in lines).encode())
    assert done.returncode == 0, done.stderr
    return [json.loads(line)["reply"]["data"]["instances"][0] for line in done.stdout.splitlines()]


MASKED = {
    "user": "LoginName LogonUser Contact PrimaryOwnerContact Manager eMail EMailAddress FirstName AccountSPN1 Users"
    " sIssuedToUser user_name DomainUser InstalledBy",
    "domain": "UserDomain DNSDomain AccountDomain Workgroup",
    "host": "MachineName ClientName ClientMachineName VMName VmName VMs VMHostName FQDN ConnectionBroker DnsServerName"
    " SessionBrokerName NetbiosName NetBIOSName NodeName ReferenceVirtualDesktopMachineName ComputerDNSName FarmAlias"
    " DesktopName GatewayName SBNetworkName CertificateIssuedTo LogonServer machinename MailExchange",
    "address": "Address ClientAddress IPv4Address IPv6Address ClientIPv4 ServerIPAddress NetworkAdapterIP IPAddresses"
    " NetworkAdapterMacList DefaultIPGateway",
    "sid": "UserSID SIDs",
    "secret": "Pwd UserPwd Pass UserPass PassPhrase Passphrase AccountPassword SharedSecret ProductKey PreSharedKey"
    " SBDbConnectionString SNMPCommunity",
    "id": "SerialNumber VolumeSerialNumber SMBIOSAssetTag AssetTag UUID IdentifyingNumber ProductId sHardwareId",
    "phone": "PhoneNumber HomeTelephone Fax",
    "text": "Organization Company City RequiredCommandLine CustomRDPSettings VmFarmSettings RDPFileContents",
}
OPEN = (
    "Name Caption Description Key PublicKey KeyName SectionKey PassiveMode Passed CompassHeading UserType ClientVersion"
    " ServerState LogonId Logons LogonHours IPSecPermitTCPPorts IPProtocol InprocServer32 LocalServer VMMPath"
    " Microphone PersonalDesktop Velocity Sidebar Ship Machinist DeviceID Equipment State OSVersion"
    " ProtocolName TerminalName"
)


def test_the_words_of_a_name_say_what_its_values_are(run: Run) -> None:
    names = {name: kind for kind, listed in MASKED.items() for name in listed.split()}
    names |= dict.fromkeys(OPEN.split(), "")
    given: dict[str, object] = {name: f"v{number:03}w" for number, name in enumerate(names)}
    line = instance_of("Sample_Lamp", None, given)
    for name, kind in (("LoginTime", "datetime"), ("ClientCount", "uint32"), ("VMState", "boolean")):
        line["reply"]["data"]["instances"][0]["values"][name] = {"type": kind, "array": False, "value": "20200101"}
    (told,) = masked(run, line)
    for name, kind in names.items():
        value = told["values"][name]["value"]
        assert re.fullmatch(rf"<{kind}-\d+>", value) if kind else value == given[name], (name, value)
    assert [told["values"][name]["value"] for name in ("LoginTime", "ClientCount", "VMState")] == ["20200101"] * 3


def test_names_of_machines_and_what_is_not_one(run: Run) -> None:
    server, setting, product, other = masked(
        run,
        instance_of("Win32_RDSHServer", None, {"Name": "rd7.corp.example", "ConnectionBroker": "\\\\cb1\\pool"}),
        instance_of("Win32_TSLogonSetting", None, {"Name": "RDP-Tcp"}),
        instance_of(
            "Win32_ComputerSystemProduct",
            '\\\\.\\root\\cimv2:Win32_ComputerSystemProduct.IdentifyingNumber="None",Name="20X",Version="1"',
            {"IdentifyingNumber": "None", "SerialNumber": "PF-0AB12C", "Name": "20X"},
        ),
        instance_of(
            "Sample_Lamp",
            'Sample_Lamp.Owner="CO\\\\zed",LoginTime="20200101000000.000000+000",ClientId="17",Of="\\\\\\\\rd9\\\\root'
            '\\\\cimv2:Sample_Shade.MachineName=\\"rd9\\""',
            {"Terminal": "RDP-Tcp on RD7.corp.example", "Tag": "cb1, PF-0ab12c", "MachineName": "rd9", "Label": "None"},
        ),
    )
    host = server["values"]["Name"]["value"]
    broker = server["values"]["ConnectionBroker"]["value"]
    assert re.fullmatch(r"<host-\d+>", host) and re.fullmatch(r"\\\\<host-\d+>\\<text-\d+>", broker)
    assert setting["values"]["Name"]["value"] == "RDP-Tcp"
    held = {name: one["value"] for name, one in product["values"].items()}
    assert f'.IdentifyingNumber="{held["IdentifyingNumber"]}",Name="20X",Version="1"' in product["path"]
    said = {name: one["value"] for name, one in other["values"].items()}
    assert said["Terminal"] == f"RDP-Tcp on {host}" and said["Label"] == "None"
    assert said["Tag"] == f"{broker[2:].split(chr(92))[0]}, {held['SerialNumber']}"
    lamp = said["MachineName"]
    assert re.fullmatch(
        r'Sample_Lamp\.Owner="<domain-\d+>\\\\<user-\d+>",LoginTime="20200101000000\.000000\+000",ClientId="17",'
        rf'Of="\\\\\\\\{lamp}\\\\root\\\\cimv2:Sample_Shade\.MachineName=\\"{lamp}\\""',
        other["path"],
    ), other["path"]


def test_a_user_called_like_a_class_spoils_no_names(run: Run) -> None:
    line = account(Name=typed("string", "Win32"), Text=typed("string", "Win32_UserAccount of win32"))
    done = run("--mask", given=json.dumps(line).encode(), user="win32")
    (instance,) = json.loads(done.stdout)["reply"]["data"]["instances"]
    assert instance["values"]["Text"]["value"] == "Win32_UserAccount of <user-1>"
    assert ":Win32_UserAccount." in instance["path"]


def test_masking_takes_lines_as_they_come(run: Run) -> None:
    odd = (
        b'{"request":{"op":"x"},"reply":{"data":null}}',
        b'{"a":[{"request":1}]}',
        b'{"request":{"op":"instances"},"reply":{"data":{"instances":[3,{"values":[{"value":"x"}]}]}}}',
    )
    done = run("--mask", given=b"\n".join(odd))
    assert done.returncode == 0 and done.stdout.splitlines() == list(odd)
    assert run("--mask", given=b"{}\n{").returncode == 1


def test_an_outcome_has_its_numbers_unsigned(caller: Probe) -> None:
    wanted = {**WINDOWS_KEY, "sValueName": "NoSuchValue"}
    done = caller.invoke(Call("StdRegProv", "GetStringValue", "root/default", wanted)).data
    assert isinstance(done, Outcome) and isinstance(done.code, int) and done.code >= 0
