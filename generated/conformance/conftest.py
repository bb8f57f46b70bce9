"""A conformance suite: does an implementation do what its documentation promises?

    pytest                                        against stand-ins made from the same pages (needs ../mof, ../model)
    pytest --specgen-target headers:DIR           against the C++ headers in a folder (COM interfaces)
    pytest --specgen-target MODULE:FACTORY        against your implementation: FACTORY() makes its adapter,
                                                  an object that follows specgen.conformance.Target
    pytest -m "not specgen_invoke"                declarations only, nothing is called
    pytest -k "Class.Method"                      one method: ids read wmi/Class.Method::Parameter

On an implementation that is live, a method is called only if its adapter was opened with allow_exec, the command
line says --specgen-invoke, and --specgen-allow FILE names the method with arguments and expected codes.
"""

from pathlib import Path

import pytest

from specgen.conformance import Com, Suite, Wmi

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
