"""A conformance suite: does an implementation do what its documentation promises?

    pytest                                        declarations and calls, on stand-ins made from the same pages
                                                  (these need ../mof and ../model)
    pytest --specgen-target TARGET                on an implementation: what can be a TARGET, "pytest --help" lists
    pytest --specgen-target TARGET --specgen-read its instances too: values, keys, references
    pytest --specgen-report report.md             promised, kept, broken and not testable, by class (or .json)
    pytest -m "not specgen_invoke"                nothing is called
    pytest -k "Class.Method"                      one method: ids read wmi/Class.Method::Parameter

A method of an implementation is called only if the target was started so that it allows it, the command line says
--specgen-invoke, and --specgen-allow FILE names the method with arguments and expected codes, or the target is
declared disposable.
"""

from pathlib import Path

import pytest

from specgen.conformance import runtime

runtime.require(2)

from specgen.conformance import Com, Suite, Wmi  # noqa: E402  after the check


GENERATED = Path(__file__).resolve().parent.parent
MODEL = GENERATED / "model"
LOCALE = None
MOF = {
    None: GENERATED / "mof/namespaces/unknown.mof",
}


@pytest.fixture(scope="session")
def wmi(specgen_suite: Suite) -> Wmi:
    """The WMI side of the target: yours, or pywbem's mock server with the generated MOF in it."""
    return specgen_suite.wmi(MOF, MODEL, LOCALE)


@pytest.fixture(scope="session")
def com(specgen_suite: Suite) -> Com:
    """The COM side of the target: yours, or objects that behave as documented."""
    return specgen_suite.com(MODEL, LOCALE)
