"""What generated conformance tests run on: promises, targets, and the rules for calling.

Generated suites import from here; so does whoever writes an adapter for an implementation (``Target``).
"""

from specgen.conformance.described import (
    Code,
    ComInterface,
    ComMethod,
    Method,
    Parameter,
    Property,
    WmiClass,
    WmiMethod,
)
from specgen.conformance.marks import each_parameter, each_property, parameters, promised, properties
from specgen.conformance.sides.com import Com
from specgen.conformance.sides.wmi import Wmi
from specgen.conformance.suite import Suite
from specgen.conformance.target import BaseTarget, Call, Capability, Instance, Outcome, Reply, Status, Target

__all__ = [
    "BaseTarget",
    "Call",
    "Capability",
    "Code",
    "Com",
    "ComInterface",
    "ComMethod",
    "Instance",
    "Method",
    "Outcome",
    "Parameter",
    "Property",
    "Reply",
    "Status",
    "Suite",
    "Target",
    "Wmi",
    "WmiClass",
    "WmiMethod",
    "each_parameter",
    "each_property",
    "parameters",
    "promised",
    "properties",
]
