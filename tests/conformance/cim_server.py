"""A CIM server over HTTP or HTTPS, in this process: CIM-XML of DSP0200 in front of a repository of pywbem's mock.

It serves what a client needs that reads classes and instances and calls methods, and writes down every operation.
"""

import base64
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pywbem
from pywbem import _cim_xml as xml
from pywbem._tupleparse import TupleParser
from pywbem._tupletree import xml_to_tupletree_sax

KEY = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgsqkyZdetRssbpGTc
A7Ou3h0EP+oh7Usf1OA3nYVCazShRANCAAQZLXSU8zv48pst8ptSUJVyb64imjyo
xYrAtPxNAwJHbUr/Ci6+SbNcW55n3TGV3PeenHSCT3+SRI0erzQHlSUf
-----END PRIVATE KEY-----
"""
CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIBeDCCAR2gAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABBktdJTzO/jymy3y
m1JQlXJvriKaPKjFisC0/E0DAkdtSv8KLr5Js1xbnmfdMZXc956cdIJPf5JEjR6v
NAeVJR+jXjBcMA8GA1UdEwEB/wQFMAMBAf8wGgYDVR0RBBMwEYIJbG9jYWxob3N0
hwR/AAABMB0GA1UdDgQWBBSuzouEbMv1XwqTSE0Q1DenVwQpCjAOBgNVHQ8BAf8E
BAMCAoQwCgYIKoZIzj0EAwIDSQAwRgIhAI0/2DAwjCD58MOUIE84+cP+RUk4/3/i
HI3BcB5Z4URXAiEA7tiCf38gmr3dUINOkyYOkdm3Gri5HTXwOFqipBZ+dYk=
-----END CERTIFICATE-----
"""
"""Of localhost, signed by itself, from 2020 to 2120. The key is no secret: it opens nothing but these tests."""


class CimServer:
    """A server of a repository. ``operations`` are the names of what it was asked, methods with their class.

    ``errors``: the CIM status codes to answer operations with, ``hangs``: operations that are never answered,
    ``garbled``: operations that are answered with what is no CIM-XML,
    ``credentials``: who may ask, anybody without them, ``asked_by``: who did.
    """

    def __init__(self, repository: Any) -> None:
        self.repository = repository
        self.operations: list[str] = []
        self.errors: dict[str, int] = {}
        self.hangs: set[str] = set()
        self.garbled: set[str] = set()
        self.credentials: tuple[str, str] | None = None
        self.asked_by: set[str | None] = set()
        self.url = ""
        self.ended = threading.Event()
        self._one_at_a_time = threading.Lock()

    def may_ask(self, authorization: str | None) -> bool:
        """Whether the header names who may ask."""
        self.asked_by.add(authorization)
        if self.credentials is None:
            return True
        return authorization == "Basic " + base64.b64encode(":".join(self.credentials).encode()).decode()

    def answer(self, request: bytes) -> str:
        """The answer to a request in CIM-XML."""
        asked = TupleParser().parse_cim(xml_to_tupletree_sax(request, "request"))
        call = asked[2][2][2]
        kind, attributes, place, sent = call
        name = attributes["NAME"]
        self.operations.append(name if kind == "IMETHODCALL" else f"{place.classname}.{name}")
        if self.operations[-1] in self.hangs:
            self.ended.wait()
        if self.operations[-1] in self.garbled:
            return "<html>It works!"
        try:
            self._fail_if_told()
            with self._one_at_a_time:
                given = self._intrinsic(name, place, dict(sent)) if kind == "IMETHODCALL" else self._method(*call[1:])
        except pywbem.CIMError as error:
            given = [xml.ERROR(str(error.status_code), error.status_description)]
        response = xml.IMETHODRESPONSE if kind == "IMETHODCALL" else xml.METHODRESPONSE
        answered: str = xml.CIM(
            xml.MESSAGE(xml.SIMPLERSP(response(name, given)), asked[2][1]["ID"], "1.0"), "2.0", "2.0"
        ).toxml()
        return answered

    def _fail_if_told(self) -> None:
        if self.operations[-1] in self.errors:
            raise pywbem.CIMError(self.errors[self.operations[-1]], "as the test wants it")

    def _intrinsic(self, name: str, namespace: str, sent: dict[str, Any]) -> list[Any]:
        """The result of an operation; of reading ones alone, whatever the repository could do."""
        wanted = sent.pop("ClassName", None) or sent.pop("InstanceName", None)
        more = {key: value for key, value in sent.items() if value is not None}
        match name:
            case "GetClass":
                found = [self.repository.GetClass(wanted, namespace=namespace, **more).tocimxml()]
            case "EnumerateInstances":
                instances = self.repository.EnumerateInstances(wanted, namespace=namespace, **more)
                found = [xml.VALUE_NAMEDINSTANCE(_local(one.path), one.tocimxml(ignore_path=True)) for one in instances]
            case "EnumerateInstanceNames":
                found = [_local(one) for one in self.repository.EnumerateInstanceNames(wanted, namespace=namespace)]
            case "GetInstance":
                wanted.namespace = namespace
                found = [self.repository.GetInstance(wanted, **more).tocimxml(ignore_path=True)]
            case _:
                raise pywbem.CIMError(pywbem.CIM_ERR_NOT_SUPPORTED, f"no {name} here")
        return [xml.IRETURNVALUE(found)]

    def _method(self, attributes: dict[str, str], place: Any, sent: list[Any]) -> list[Any]:
        declared = self.repository.GetClass(place.classname, namespace=place.namespace, LocalOnly=False).methods
        taken = declared[attributes["NAME"]].parameters if attributes["NAME"] in declared else {}
        given = [_argument(taken, *one) for one in sent]
        code, outs = self.repository.InvokeMethod(attributes["NAME"], place, given)
        returned = [xml.RETURNVALUE(xml.VALUE(str(code)), pywbem.cimtype(code))]
        return returned + [
            pywbem.CIMParameter(name, taken[name].type, value=value, is_array=isinstance(value, list)).tocimxml(
                as_value=True
            )
            for name, value in outs.items()
        ]


def _local(path: Any) -> Any:
    return path.tocimxml(ignore_host=True, ignore_namespace=True)


def _argument(taken: Any, name: str, kind: str | None, text: Any) -> Any:
    kind = kind or taken[name].type
    if kind == "boolean" and isinstance(text, str):
        text = text.lower() == "true"
    value = text if kind == "reference" or text is None else pywbem.cimvalue(text, kind)
    return pywbem.CIMParameter(name, kind, value=value, is_array=isinstance(value, list))


@contextmanager
def serving(repository: Any, *, certificate: Path | None = None) -> Iterator[CimServer]:
    """A server that runs until the end of the block; with a file of key and certificate by HTTPS."""
    served = CimServer(repository)

    class Handler(BaseHTTPRequestHandler):
        """One connection of a client."""

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if not served.may_ask(self.headers.get("Authorization")):
                self.send_response(401)
                self.send_header("WWW-Authenticate", 'Basic realm="sample"')
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            answered = served.answer(body).encode()
            if served.ended.is_set():
                return
            self.send_response(200)
            self.send_header("Content-Type", 'application/xml; charset="utf-8"')
            self.send_header("CIMOperation", "MethodResponse")
            self.send_header("Content-Length", str(len(answered)))
            self.end_headers()
            self.wfile.write(answered)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  http.server names it so
            """Says nothing."""

    server = ThreadingHTTPServer(("localhost", 0), Handler)
    server.daemon_threads = True
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    served.url = f"{'https' if certificate else 'http'}://localhost:{server.server_port}"
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    running.start()
    try:
        yield served
    finally:
        served.ended.set()
        server.shutdown()
        running.join()
        server.server_close()
