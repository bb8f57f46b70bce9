"""Constants known by some of their words, and by how many underscores are left."""

import pytest

from specgen.lexicons import ENGLISH, lexicon
from specgen.names.nearest import Nearest

KETTLES = (
    "KTL_E_NO_WATER",
    "KTL_E_LID_OPEN",
    "KTL_E_INVALID_TOKEN",
    "KTL_E_INVALID_LID",
    "KTL_E_OK",
    "KTL_I_CONTEXT_EXPIRED",
    "KTL_E_CONTEXT_EXPIRED",
    "KTL_REQ_HEAT",
    "S_FALSE",
    "S_WATER",
)
NEAREST = Nearest(KETTLES, documented=frozenset({"KTL_E_INVALID_LID"}))


def fill(*labels: str, named: str = "KTL_E_LID_OPEN", locale: str = "fr-fr") -> list[str | None]:
    """The constants of a list that holds one nobody damaged, and these labels."""
    found = NEAREST.fill([named, *labels], [named, *(None for _ in labels)], lexicon(locale))
    return found[1:]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("k _ E _ jeton non valide _", "KTL_E_INVALID_TOKEN"),
        ("le _ contexte ktl I _ _ a expiré", "KTL_I_CONTEXT_EXPIRED"),
        ("_contexte E/k _ _ expiré", "KTL_E_CONTEXT_EXPIRED"),
        ("KTL _ demande _ heat", "KTL_REQ_HEAT"),
        ('" _ false', "S_FALSE"),
        ("k _ E _ eau", None),
        ("bouilloire", None),
    ],
)
def test_words_and_underscores_tell(label: str, expected: str | None) -> None:
    assert fill(label) == [expected]


def test_a_first_letter_is_enough_where_nothing_else_tells() -> None:
    assert NEAREST.fill(["k_E_OK"], [None], lexicon(ENGLISH)) == ["KTL_E_OK"]
    assert NEAREST.fill(["la _ valeur S false"], [None], lexicon("fr-fr")) == ["S_FALSE"]


def test_of_two_that_fit_as_well_the_documented_one_is_meant() -> None:
    assert fill("KTL _ E _ non valide _") == ["KTL_E_INVALID_LID"]
    both = Nearest(KETTLES, frozenset({"KTL_E_INVALID_LID", "KTL_E_INVALID_TOKEN"}))
    assert both.fill(["KTL _ E _ non valide _"], [None], lexicon("fr-fr")) == [None]


@pytest.mark.parametrize(
    ("label", "constant"),
    [
        ("ADS_group_ enabled", "ADS_GROUP_DISABLED"),
        ("ADS_GROUP_ valeur", "ADS_GROUP_DISABLED"),
        ("ERROR_ contexte _ inconnu", "ERROR_INVALID_CONTENT"),
        ("SEC_E_ Internet _ erreur", "SEC_E_INTERNAL_ERROR"),
    ],
)
def test_a_word_that_says_another_thing_speaks_against_it(label: str, constant: str) -> None:
    others = ("ADS_ENABLED", "ERROR_CONTEXT", "SEC_INTERNET", "SEC_VALUE")
    nearest = Nearest((constant, *others), frozenset())
    assert nearest.fill([label], [None], lexicon("fr-fr")) == [None]


def test_a_constant_of_the_list_is_not_named_twice() -> None:
    assert fill("KTL _ E _ lid _ ouvert") == [None]
    assert fill("KTL _ E _ jeton _ non valide", "KTL _ E _ jeton _ incorrect") == [None, None]
    assert fill("KTL _ E _ jeton _ non valide", "KTL _ E _ jeton _") == ["KTL_E_INVALID_TOKEN", None]


def test_words_of_one_origin_need_no_lexicon() -> None:
    assert fill("k _ I _ contexto _ expirado", locale="xx-xx") == ["KTL_I_CONTEXT_EXPIRED"]
