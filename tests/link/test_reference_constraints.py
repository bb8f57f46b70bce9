"""Constraints that a translation has from the page it was made from."""

from specgen.link import link
from specgen.model.entities import Constraint
from tests.link.trees import library, only, pages

PAGE = """---
api_name:
- IKettle.Brew
---

# IKettle::Brew

```cpp
HRESULT Brew(
  LPCUP lpCup,
  ULONG ulReserved
);
```

## {}

 _lpCup_

> [in] {}

 _ulReserved_

> [in] {}
"""
ENGLISH = PAGE.format("Parameters", "The cup. The _lpCup_ parameter can be NULL.", "Reserved; must be zero.")
FRENCH = PAGE.format("Paramètres", "La tasse, ou NULL.", "Réservé. Doit être égal à 0.")


def constraints(reference: bool) -> dict[str, tuple[Constraint, ...]]:
    original = link(pages({"brew.md": ENGLISH}, "en-us", "ref")) if reference else None
    method = only(library({"brew.md": FRENCH}, "fr-fr", original))
    return {item.name: item.constraints for item in method.parameters}


def test_a_member_without_constraints_has_those_of_its_original() -> None:
    (cup,) = constraints(reference=True)["lpCup"]
    assert (cup.kind, cup.text) == ("may-be-null", "The _lpCup_ parameter can be NULL.")
    assert ENGLISH.splitlines()[cup.line - 1].endswith(cup.text)


def test_a_member_keeps_what_was_read_on_its_own_page() -> None:
    (reserved,) = constraints(reference=True)["ulReserved"]
    assert (reserved.kind, reserved.value, reserved.text) == ("reserved-zero", 0, "Doit être égal à 0.")


def test_without_the_reference_only_what_is_certain_is_there() -> None:
    found = constraints(reference=False)
    assert (found["lpCup"], [one.kind for one in found["ulReserved"]]) == ((), ["reserved-zero"])


def test_an_original_that_says_nothing_changes_nothing() -> None:
    silent = link(pages({"brew.md": PAGE.format("Parameters", "The cup.", "Nothing.")}, "en-us", "ref"))
    method = only(library({"brew.md": FRENCH}, "fr-fr", silent))
    assert [len(item.constraints) for item in method.parameters] == [0, 1]
