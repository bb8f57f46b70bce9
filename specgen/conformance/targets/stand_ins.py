"""The targets of a run that names none: stand-ins that are made from the pages."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from specgen.conformance.target import Target
from specgen.conformance.targets.documented import MissingDataError
from specgen.conformance.verdicts import NotTestable, Why


def wmi(namespaces: Mapping[str | None, Path], model: Path, locale: str | None) -> Target:
    """The mock of pywbem with the MOF of ``namespaces``."""
    from specgen.conformance.targets.mock import WmiMock, is_installed  # noqa: PLC0415  it needs an extra

    if not is_installed():
        reason = "the WMI stand-in needs pywbem: pip install specgen[conformance], or give --specgen-target"
        raise NotTestable(reason, Why.TIER)
    try:
        return WmiMock.read(namespaces, model, locale)
    except MissingDataError as error:
        trouble = str(error)
    pytest.fail(trouble, pytrace=False)


def com(model: Path, locale: str | None) -> Target:
    """Objects that behave as documented."""
    from specgen.conformance.targets.com_objects import ComObjects  # noqa: PLC0415  as above

    try:
        return ComObjects.read(model, locale)
    except MissingDataError as error:
        trouble = str(error)
    pytest.fail(trouble, pytrace=False)
