from hypothesis import example, given
from hypothesis import strategies as st

from specgen.link.names import agreed, settle
from specgen.model.facts import Heading, PageFacts, Witness
from specgen.model.folded import Folded
from specgen.model.spans import Quote, Span

PLACE = Span(1, 1, 1, 2)
NAMES = st.sampled_from(["Dim", "dim", "Di_m", "Lamp", "get_Dim"])
SLUGS = st.sampled_from(["dim", "lamp-dim", "dim-lamp", "lampdim", "di_m-method", "lamp"])
WITNESSES = st.lists(
    st.one_of(
        st.builds(Witness, st.sampled_from(["api_name", "syntax"]), NAMES, st.none(), st.none()),
        st.builds(Witness, st.sampled_from(["heading", "stem"]), SLUGS, st.none(), st.none()),
    ),
    max_size=4,
)


SPELT, SUPPORTED = Witness("syntax", "Dim"), Witness("stem", "lamp")


@example([SPELT, SUPPORTED, SUPPORTED], "Dim", ["Lamp"], frozenset(), "dim")
@example([SPELT, Witness("syntax", "get_Dim"), SUPPORTED], "Lamp", [], frozenset({"getdim"}), "dim")
@given(WITNESSES, NAMES, st.lists(NAMES, max_size=2), st.frozensets(NAMES), SLUGS)
def test_where_all_witnesses_agree_nothing_else_decides(
    witnesses: list[Witness], name: str, listed: list[str], taken: frozenset[str], slug: str
) -> None:
    heading = Heading(1, Quote("Dim Lamp", PLACE), "Dim Lamp", slug, anchored=True)
    facts = PageFacts(
        "a.md",
        "com-method",
        "compiled",
        name=name,
        owner="Lamp",
        heading=heading,
        witnesses=Folded.of(Witness, witnesses),
    )
    found = agreed(facts)
    assert found is None or found == settle(facts, listed, taken)
