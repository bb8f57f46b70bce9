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
from specgen.conformance.session import Com, Wmi
from specgen.conformance.suite import Suite, each_parameter, each_property, promised
from specgen.conformance.target import Call, Capability, Outcome, Reply, Status, Target

__all__ = [
    "Call",
    "Capability",
    "Code",
    "Com",
    "ComInterface",
    "ComMethod",
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
    "promised",
]
