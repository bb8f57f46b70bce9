"""Damage is drawn from pairs of pages, by position, and from nothing else."""

import random

import pytest

from benches.injection.drawing import drawn

CLEAN = """\
---
title: Dim
description: Dims.
---

# Dim method of the Acme\\_Lamp class

Call **ILamp::Paint** or [**ILamp::Dim**](dim.md) in Lamp.dll.

## Parameters

<dl> <dt>

*Power* \\[in\\]
</dt> <dd>

</dd> <dt>

*LampNumber* \\[out\\]
</dt> <dd>

</dd> </dl>

## Return value

| <dl> <dt>**LAMP\\_E\\_NONE**</dt> </dl> |

| Namespace<br/> | Root\\\\Acme<br/> |

12345678-ABCD-4321-9876-0123456789AB
"""

FRENCH = """\
---
title: Baisser
Description: Baisse.
---

# <a name="dim-method-of-the-acme_lamp-class"></a>Méthode de la \\_ classe Acme

Appelez **ILamp ::P aint** ou [**ILamp:: baisser**](dim.md) dans Lamp. dll.

## <a name="parameters"></a>Paramètres

<dl> <dt>

*Puissance* \\[ dans\\]
</dt> <dd>

</dd> <dt>

*LampNumber* \\[ à\\]
</dt> <dd>

</dd> </dl>

## <a name="return-value"></a>Valeur de retour

| <dl> <dt>**LAMP \\_ E \\_ aucun**</dt> </dl> |

| Espace de noms<br/> | \\\\Acme racine<br/> |

12345678-ABCD-4321 -9876-0123456789AB
"""


@pytest.fixture
def damage(tmp_path):
    for locale, text in (("en-us", CLEAN), ("fr-fr", FRENCH)):
        page = tmp_path / "docset" / locale / "docs" / "dim.md"
        page.parent.mkdir(parents=True)
        page.write_text(text, "utf-8")
    return drawn(tmp_path)


def test_what_the_pair_shows_is_drawn(damage):
    assert damage.constants[r"LAMP\_E\_NONE"] == {r"LAMP \_ E \_ aucun": 1}
    assert damage.words["NONE"] == {"aucun": 1}
    assert damage.gaps == {3: {(r" \_ ", r" \_ "): 1}}
    assert damage.names["Power"] == {"Puissance": 1}
    assert damage.tags["out"] == {" à": 1}
    assert damage.headings["docs/dim.md"][0].endswith(r"Méthode de la \_ classe Acme")
    assert damage.split_letters == {"P": 1}
    assert damage.files == {("as it was", ". ", "as it was"): 1}
    assert damage.namespaces[r"Root\\Acme"] == {r"\\Acme racine": 1}
    assert damage.guids == {("blank", 18, " "): 1}
    assert damage.keys["description"] == {"Description": 1}


def test_it_is_applied_by_analogy(damage):
    chance = random.Random(1)
    assert damage.constant_spaced(r"OVEN\_E\_HOT", chance) == r"OVEN \_ E \_ HOT"
    assert damage.constant_translated(r"OVEN\_IS\_NONE", chance) == r"OVEN \_ IS \_ aucun"
    assert damage.name_translated("Power", chance) == "Puissance"
    assert damage.file_name("Oven", "mof", chance, recased=False) == "Oven. mof"


def test_what_no_pair_shows_is_not_invented(damage):
    chance = random.Random(1)
    assert damage.constant_spaced("OVEN_E_HOT", chance) is None, "written without a backslash"
    assert damage.constant_spaced(r"OVEN\_HOT", chance) is None, "of two words"
    assert damage.constant_translated(r"OVEN\_E\_HOT", chance) is None
    assert damage.name_translated("Depth", chance) is None
    assert damage.name_recased("Depth", chance) is None
    assert damage.file_name("Oven", "mof", chance, recased=True) is None
