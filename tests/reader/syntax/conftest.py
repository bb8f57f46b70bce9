"""The two rooms as functions of a block's text."""

import pytest

from specgen.reader.syntax import c, mof
from tests.reader.syntax.blocks import Parse, declarations


@pytest.fixture
def in_mof() -> Parse:
    return lambda text: declarations(mof, text)


@pytest.fixture
def in_c() -> Parse:
    return lambda text: declarations(c, text)
