"""Small things to try operators on: a class, its page, a page of an interface, a header."""

from typing import Any

import pywbem
import pywbem_mock

from specgen.model import entities as model
from specgen.model.entities import Constraint, Requirements, Returns, Value
from tests.mutation.promises import PromisedClass, PromisedInterface

MOF = """\
Qualifier Key : boolean = false, Scope(property, reference), Flavor(DisableOverride, ToSubclass);
Qualifier Read : boolean = true, Scope(property, reference);
Qualifier Write : boolean = false, Scope(property, reference);
Qualifier In : boolean = true, Scope(parameter), Flavor(DisableOverride, ToSubclass);
Qualifier Out : boolean = false, Scope(parameter), Flavor(DisableOverride, ToSubclass);
Qualifier EmbeddedInstance : string = null, Scope(property, method, parameter);

class Acme_Thing { [Key, Read] string Name; };
class Acme_Plan { [Key, Read] string Title; };
class Acme_Lamp : Acme_Thing {
    [Read, Write] uint16 Power;
    [Read] string Colours[];
    uint32 Dim([In] uint16 Power, [In, Out] string Mood, [In(false), Out, EmbeddedInstance("Acme_Plan")] string Plan);
    uint32 Reset();
};
class Acme_Red : Acme_Lamp {};
"""

HEADER = """\
DECLARE_MAPI_INTERFACE_PTR(ILamp,LPLAMP);
#define MAPI_ILAMP_METHODS(IPURE) MAPIMETHOD(Dim) (THIS_ ULONG ulPower,LPLAMP *lppLamp) IPURE; \
MAPIMETHOD_(ULONG,Count)(THIS) IPURE; MAPIMETHOD(Reset) (THIS_ ULONG,ULONG ulReserved) IPURE;
#undef INTERFACE
#define INTERFACE ILamp
  DECLARE_MAPI_INTERFACE_(ILamp,IThing) {
    BEGIN_INTERFACE
      MAPI_IUNKNOWN_METHODS(PURE)
      MAPI_ILAMP_METHODS(PURE)
  };
"""


def made(kind: Any, **given: Any) -> Any:
    """A struct of the model with what is given, and nothing where something is asked for."""
    empty: dict[str, Any] = {
        "values": (),
        "constraints": (),
        "methods": (),
        "properties": (),
        "parameters": (),
        "qualifiers": {},
    }
    required = kind.__struct_fields__[: len(kind.__struct_fields__) - len(kind.__struct_defaults__)]
    asked = {name: empty.get(name) for name in required}
    return kind(**{**asked, **given})


def entity(kind: Any, **given: Any) -> Any:
    """An entity of the model."""
    common = {
        "locale": "en-us",
        "docset": None,
        "root": "",
        "page": "a.md",
        "line": 1,
        "api_names": (),
        "summary": None,
    }
    rest = {"requirements": Requirements(), "repairs": (), "findings": (), "owner": None, "id": given["name"]}
    fields = {name: None for name in kind.__struct_fields__ if name not in ("schema", "also_on", "primary")}
    empty: dict[str, Any] = {
        "qualifiers": {},
        "parameters": (),
        "methods": (),
        "properties": (),
        "namespaces": (),
        "traits": (),
    }
    return kind(**{**fields, **{name: one for name, one in empty.items() if name in fields}, **common, **rest, **given})


def parameter(name: str | None, kind: str, direction: str | None, **given: Any) -> Any:
    """A parameter of a page."""
    return made(model.Parameter, name=name, type=kind, direction=direction, **{"pointer": 0, "ref": False, **given})


def constraint(kind: str, confidence: float = 0.95) -> Constraint:
    """A constraint of a page."""
    return Constraint(kind, None, None, "", 1, confidence)


def value(number: int | None, symbol: str | None = None, *, success: bool | None = None, span: Any = "single") -> Value:
    """A documented value."""
    return Value(number, None, span, symbol, None, None, success, "", None, 1)


def returns(kind: str, *values: Value, others: Any = None) -> Returns:
    """What a page says that a method returns."""
    return Returns(kind, 0, kind, 1, documented=True, values=values, others=others)


def connection() -> Any:
    """A mock server with the classes of ``MOF``."""
    server = pywbem_mock.FakedWBEMConnection(default_namespace="root/acme")
    server.compile_mof_string(MOF)
    return server


def store(server: Any) -> Any:
    """Its classes."""
    return server.cimrepository.get_class_store("root/acme")


def qualifier(name: str) -> Any:
    """A qualifier that is true."""
    return pywbem.CIMQualifier(name, value=True, type="boolean")


def lamp() -> PromisedClass:
    """What the pages of Acme_Lamp say."""
    said: dict[str, Any] = {"array": None, "access": "read", "key": False, "qualifiers": {"read": True}}
    properties = [
        made(model.Property, **{**said, "name": "Name", "type": "string", "key": True}),
        made(model.Property, **{**said, "name": "Power", "type": "uint16", "access": "readwrite"}),
        made(model.Property, **{**said, "name": "Colours", "type": "string", "array": (None,)}),
        made(model.Property, **{**said, "name": "Lost", "type": "string"}),
    ]
    dim = entity(
        model.WmiMethod,
        name="Dim",
        owner="Acme_Lamp",
        namespace="root/acme",
        returns=returns("uint32", value(0, success=True), value(5, success=False)),
        parameters=(
            parameter("Power", "uint16", "in"),
            parameter("Mood", "string", "inout"),
            parameter("Plan", "Acme_Plan", "out"),
        ),
    )
    reset = made(model.ClassMethod, name="Reset", implemented=True)
    page = entity(
        model.WmiClass,
        name="Acme_Lamp",
        namespace="root/acme",
        superclass="Acme_Thing",
        properties=tuple(properties),
        methods=(reset,),
    )
    return PromisedClass(page, {one.name.lower(): one for one in properties}, {"dim": dim}, {"reset": reset})


def dim_of_ilamp(**given: Any) -> Any:
    """The page of ILamp::Dim."""
    taken = (parameter("ulPower", "ULONG", "in"), parameter("lppLamp", "LPLAMP", "out", pointer=1))
    about = {"parameters": taken, "slot": 3, "returns": returns("HRESULT", value(None, "S_OK", success=True))}
    return entity(model.ComMethod, name="Dim", owner="ILamp", **{**about, **given})


def ilamp() -> PromisedInterface:
    """What the pages of ILamp say."""
    count = entity(model.ComMethod, name="Count", owner="ILamp", returns=returns("ULONG"), slot=4)
    taken = (parameter(None, "ULONG", "in"), parameter("ulReserved", "ULONG", "in"))
    reset = entity(model.ComMethod, name="Reset", owner="ILamp", returns=returns("HRESULT"), slot=5, parameters=taken)
    page = entity(model.ComInterface, name="ILamp", base="IThing")
    return PromisedInterface(page, {"Dim": dim_of_ilamp(), "Count": count, "Reset": reset})
