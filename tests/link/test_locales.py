"""Pairing: which page of the reference a translation was made from."""

from dataclasses import replace

import pytest

from specgen.link import link
from specgen.link.locales import Pairs
from specgen.model.library import Library, Page
from tests.link.trees import com_method, front, library, only, pages, wmi_method


def reference(**assets: str) -> Library:
    """A reference tree: path (``__`` for a slash) to the asset id of a page whose api_name is its stem."""
    texts = {
        path.replace("__", "/") + ".md": front(path.rsplit("__", 1)[-1], **({"ms_assetid": asset} if asset else {}))
        + "# T\n"
        for path, asset in assets.items()
    }
    return link(pages(texts, "en-us", "ref"))


def paired(found: Library, path: str, *, asset: str | None = None, api: str | None = None) -> str | None:
    text = front(api, **({"ms_assetid": asset} if asset else {})) + "# T\n"
    (page,) = pages({path: text}, "fr-fr")
    other = Pairs(found).page_of(page)
    return other.facts.path if isinstance(other, Page) else None


def test_the_path_comes_first() -> None:
    found = reference(a__x="1", b__x="2")
    assert paired(found, "a/x.md", asset="2") == "a/x.md"
    assert paired(found, "A/X.md") == "a/x.md"


def test_a_page_asked_for_by_itself_pairs_as_in_its_tree() -> None:
    """Its bare name is that of another page of the reference too: its home says which of them is meant."""
    found = reference(x="1", a__x="2", b__x="1")
    (page,) = pages({"x.md": front(None, ms_assetid="1") + "# T\n"}, "fr-fr", root="docs/a/x.md")
    other = Pairs(found).page_of(replace(page, home="docs/a/x.md"))
    assert other is not None and other.facts.path == "a/x.md"


def test_then_a_unique_asset_id() -> None:
    assert paired(reference(a__x="1", a__y="2"), "other/z.md", asset="2") == "a/y.md"


def test_an_asset_id_that_two_pages_share_pairs_nothing() -> None:
    assert paired(reference(a__x="1", a__y="1"), "other/z.md", asset="1") is None


def test_then_the_one_page_with_the_longest_common_end() -> None:
    found = reference(one__docs__x="", two__docs__x="", three__other__x="")
    assert paired(found, "deep/two/docs/X.md") == "two/docs/x.md"
    assert paired(found, "elsewhere/x.md") is None
    assert paired(found, "elsewhere/docs/x.md") is None
    assert paired(found, "other/x.md") == "three/other/x.md"


def test_then_a_unique_api_name_of_the_same_kind() -> None:
    assert paired(reference(a__x="", a__y=""), "else/z.md", api="Y") == "a/y.md"
    assert paired(reference(a__x="", b__x=""), "else/z.md", api="x") is None


def test_nothing_pairs_by_having_nothing() -> None:
    found = reference(a__x="", a__y="")
    assert paired(found, "else/z.md") is None
    assert paired(link([]), "a/x.md", asset="1", api="x") is None


@pytest.mark.parametrize("told", [True, False])
def test_directions_come_from_the_reference_where_nothing_else_tells(*, told: bool) -> None:
    body = "## Parameters\n\n _ulCup_\n\n> The cup.\n"
    english = library({"brew.md": com_method("Brew", "IKettle")}, "en-us")
    found = library({"brew.md": com_method("Brew", "IKettle", body=body)}, "pt-br", english if told else None)
    assert only(found).parameters[0].direction == ("in" if told else None)


def test_the_page_itself_beats_the_reference() -> None:
    body = "## Parameters\n\n _ulCup_\n\n> [out] The cup.\n"
    english = library({"brew.md": com_method("Brew", "IKettle")}, "en-us")
    found = library({"brew.md": com_method("Brew", "IKettle", body=body)}, "pt-br", english)
    assert only(found).parameters[0].direction == "out"


def test_mof_without_a_direction_is_in() -> None:
    found = library({"x.md": wmi_method("Bore", "Ice_Drill", syntax="uint32 Bore(\n  uint32 Depth\n);")})
    assert only(found).parameters[0].direction == "in"
