"""Facts that only rules look at are bytes until somebody looks, and are then what they were."""

import pytest

from specgen.model.facts import Link, PageFacts, Passage, Token
from specgen.model.folded import Folded
from specgen.model.serial import pack_facts, plain, unpack_facts
from specgen.model.spans import Span
from specgen.reader import read_page

PAGE = b"---\ntitle: Lamps\n---\n# Lamps\n\nSee `LampOn` and [others](other.md).\n\n## More\n\nText.\n"


def test_folded_values_are_a_sequence() -> None:
    words = Folded.of(str, ("a", "b", "c"))
    assert (len(words), words[0], words[-1], words[1:], list(words)) == (3, "a", "c", ("b", "c"), ["a", "b", "c"])
    assert "b" in words and words.index("c") == 2
    assert words == ("a", "b", "c")
    assert words not in (("a",), ["a", "b", "c"])
    assert words == Folded.of(str, ["a", "b", "c"]) and hash(words) == hash(Folded.of(str, ["a", "b", "c"]))
    assert repr(words) == "('a', 'b', 'c')"
    assert words and not Folded.of(str, ())
    assert Folded.of(Passage, ()) != Folded.of(Link, ())


def test_tuples_are_packed_as_the_values_that_they_stand_for() -> None:
    facts = read_page("lamps.md", PAGE)
    assert facts.passages == Folded.of(Passage, tuple(facts.passages))
    assert facts.links == Folded.of(Link, tuple(facts.links))
    assert Folded.of(Token, (Token("hex", "0x1", Span(1, 2, 1, 5)),)) == Folded.packed(
        Token, [("hex", "0x1", (1, 2, 1, 5))]
    )


def test_they_travel_as_they_are() -> None:
    facts = read_page("lamps.md", PAGE)
    assert facts.passages and facts.links and facts.anchors and facts.sections and facts.front.keys
    again = unpack_facts(pack_facts(facts))
    assert again == facts
    assert again.passages.data == facts.passages.data
    assert [token.text for passage in again.passages for token in passage.tokens if token.form == "code"] == ["LampOn"]
    assert plain(facts)["links"] == [plain(link) for link in facts.links]


def test_bytes_that_are_no_values_are_an_error() -> None:
    with pytest.raises(ValueError, match="Expected `str`"):
        len(Folded(str, b"\x91\x01"))
    data = pack_facts(PageFacts("a.md", "article", "skipped"))
    with pytest.raises(ValueError, match="not folded"):
        unpack_facts(data.replace(b"\xa7anchors\xc4\x01\x90", b"\xa7anchors\x01"))


def test_bytes_tell_what_no_value_can_have() -> None:
    links = Folded.of(Link, [Link("the lamp", "lamp.md#é", Span(1, 1, 1, 2), "see-also")])
    assert links.may_have("the lamp") and links.may_have("lamp.md#é") and links.may_have("see-also")
    assert not links.may_have("lamp") and not links.may_have("parameters")
