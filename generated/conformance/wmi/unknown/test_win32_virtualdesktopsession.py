"""WMI class Win32_VirtualDesktopSession: what its pages promise.

Made by specgen from the pages below, and made again by the next "specgen generate": what is wrong here is wrong there.

    win32/fr-fr/desktop-src/TermServ/logoff-win32-virtualdesktopsession.md

What is quoted from these pages is adapted from "API reference documentation"
by Microsoft and contributors, CC BY 4.0
(https://creativecommons.org/licenses/by/4.0/).
"""

import pytest

from specgen.conformance import (
    Code,
    Wmi,
    WmiClass,
    WmiMethod,
    promised,
)

CLASS = WmiClass(
    "Win32_VirtualDesktopSession",
    members=1,
    page="win32/fr-fr/desktop-src/TermServ/logoff-win32-virtualdesktopsession.md",
    line=35,
)


@promised(CLASS)
def test_class(wmi: Wmi, promise: WmiClass) -> None:
    """No page declares the class; the pages of its methods imply it."""
    wmi.has_class(promise)


class TestLogoff:
    """Logoff: Déconnecte l’utilisateur de la session de bureau virtuel.

    win32/fr-fr/desktop-src/TermServ/logoff-win32-virtualdesktopsession.md, by line:

          35  uint32 Logoff()
          46  Retourne 0 en cas de réussite, sinon retourne un code d’erreur WMI.
    """

    method = WmiMethod(
        "Logoff",
        "Win32_VirtualDesktopSession",
        returns="uint32",
        others="error",
        page="win32/fr-fr/desktop-src/TermServ/logoff-win32-virtualdesktopsession.md",
        line=35,
        codes=(
            Code(value=0, line=46, success=True),
        ),
    )

    @promised(method)
    def test_present(self, wmi: Wmi, promise: WmiMethod) -> None:
        """Line 35: uint32 Logoff()."""
        wmi.has_method(promise)

    @promised(method)
    def test_takes_no_others(self, wmi: Wmi, promise: WmiMethod) -> None:
        """Line 35: it takes no parameters."""
        wmi.takes_no_others(promise)

    @promised(method)
    def test_return_type(self, wmi: Wmi, promise: WmiMethod) -> None:
        """Line 35: uint32 Logoff()."""
        wmi.returns_type(promise)

    @pytest.mark.specgen_invoke
    @promised(method)
    def test_answer(self, wmi: Wmi, promise: WmiMethod) -> None:
        """The code is one of those in line 46, or another error code."""
        wmi.answers(promise)
