"""The licences of a distribution: MIT for its code, and that of the pages for the text it has from them."""

from collections.abc import Iterator
from dataclasses import dataclass

from specgen.backends import Artefact, Options
from specgen.emit import Code, render

_CODE = Code("MIT")
_KNOWN = {"CC BY 4.0": Code("CC-BY-4.0")}
"""By the name that the attribution gives: the identifier of the SPDX licence list, whose text is shipped."""

_OWN = Code("LicenseRef-Pages")
"""The identifier of any other licence (SPDX 2.3, annex D)."""


@dataclass(frozen=True)
class Licences:
    """What a distribution is licensed under."""

    options: Options

    @property
    def expression(self) -> Code:
        """The SPDX expression: without text of pages there is nothing but code."""
        return Code(f"{_CODE} AND {self._pages}") if self.options.descriptions else _CODE

    @property
    def _pages(self) -> Code:
        return _KNOWN.get(self.options.attribution.licence, _OWN)

    def artefacts(self, folder: str) -> Iterator[Artefact]:
        """The texts, below ``LICENSES`` in the folder of the distribution."""
        for licence in (_CODE, self._pages)[: 1 + self.options.descriptions]:
            if licence == _OWN:
                text = render("stubs/licences/pages.txt.j2", attribution=self.options.attribution)
            else:
                text = render(f"stubs/licences/{licence}.txt")
            yield Artefact(f"{folder}/LICENSES/{licence}.txt", text)
