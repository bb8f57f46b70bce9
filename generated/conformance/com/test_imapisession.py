"""COM interface IMAPISession: what its pages promise.

Made by specgen from the pages below, and made again by the next "specgen generate": what is wrong here is wrong there.

    office/pt-br/docs/outlook/mapi/imapisession-logoff.md

What is quoted from these pages is adapted from "API reference documentation"
by Microsoft and contributors, CC BY 4.0
(https://creativecommons.org/licenses/by/4.0/).
"""

import pytest

from specgen.conformance import (
    Code,
    Com,
    ComInterface,
    ComMethod,
    Parameter,
    each_parameter,
    parameters,
    promised,
)

INTERFACE = ComInterface("IMAPISession", members=1, page="office/pt-br/docs/outlook/mapi/imapisession-logoff.md", line=31)


@promised(INTERFACE)
def test_interface(com: Com, promise: ComInterface) -> None:
    """No page describes the interface; the pages of its methods imply it."""
    com.has_interface(promise)


class TestLogoff:
    """Logoff: Finaliza uma sessão MAPI.

    office/pt-br/docs/outlook/mapi/imapisession-logoff.md, by line:

          31  HRESULT Logoff(...)
          32  ULONG_PTR ulUIParam
          33  ULONG ulFlags
          34  ULONG ulReserved
          62  S_OK
    """

    method = ComMethod(
        "Logoff",
        "IMAPISession",
        returns="HRESULT",
        page="office/pt-br/docs/outlook/mapi/imapisession-logoff.md",
        line=31,
        parameters=(
            Parameter("ulUIParam", type="ULONG_PTR", direction="in", line=32),
            Parameter(
                "ulFlags", type="ULONG", direction="in", flags=True, line=33,
                values=(
                    Code(symbol="MAPI_LOGOFF_SHARED", line=48),
                    Code(symbol="MAPI_LOGOFF_UI", line=52),
                ),
            ),
            Parameter("ulReserved", type="ULONG", direction="in", reserved=True, line=34),
        ),
        codes=(
            Code(value=0, symbol="S_OK", line=62, success=True),
        ),
    )

    @promised(method)
    def test_present(self, com: Com, promise: ComMethod) -> None:
        """Line 31: HRESULT Logoff(...)."""
        com.has_method(promise)

    @promised(method)
    def test_takes_no_others(self, com: Com, promise: ComMethod) -> None:
        """Line 31: it takes the parameters below and no others."""
        com.takes_no_others(promise)

    @each_parameter(method)
    def test_parameter(self, com: Com, parameter: Parameter) -> None:
        """It takes the parameter, as declared in lines 32 to 34."""
        com.has_parameter(self.method, parameter)

    @each_parameter(method)
    def test_parameter_order(self, com: Com, parameter: Parameter) -> None:
        """The order of declaration."""
        com.parameter_in_place(self.method, parameter)

    @each_parameter(method, "type")
    def test_parameter_type(self, com: Com, parameter: Parameter) -> None:
        """The type as declared, in lines 32 to 34."""
        com.parameter_has_type(self.method, parameter)

    @each_parameter(method, "direction")
    def test_parameter_direction(self, com: Com, parameter: Parameter) -> None:
        """In, out or both, as the page says in the same lines or where it describes them."""
        com.parameter_has_direction(self.method, parameter)

    @promised(method)
    def test_return_type(self, com: Com, promise: ComMethod) -> None:
        """Line 31: HRESULT Logoff(...)."""
        com.returns_type(promise)

    @pytest.mark.specgen_invoke
    @promised(method)
    def test_answer(self, com: Com, promise: ComMethod) -> None:
        """The code is one of those in line 62."""
        com.answers(promise)

    @pytest.mark.specgen_invoke
    @parameters(method, "ulReserved")
    def test_reserved(self, com: Com, parameter: Parameter) -> None:
        """Reserved: whatever is not zero is refused."""
        com.refuses_reserved(self.method, parameter)

    @pytest.mark.specgen_invoke
    @parameters(method, "ulFlags")
    def test_unknown_flags(self, com: Com, parameter: Parameter) -> None:
        """A flag that the page does not list is refused."""
        com.refuses_unknown_flags(self.method, parameter)
