"""Every injector changes what it reports and nothing else, on hand-written pages in the common forms."""

import ast
import random
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from benches.injection import injectors
from benches.injection.damage import Damage
from benches.injection.edits import Injected
from benches.injection.page import Folder, Page
from benches.injection.signature import members_agree, syntax_of

PACKAGE = Path(injectors.__file__).parents[1]
ALL = {one.NAME: one for one in injectors.discovered()}

METHOD = """\
---
description: Makes a lamp.
title: {name} method of the Acme_Lamp class
topic_type:
- APIRef
api_name:
- Acme_Lamp.{name}
---

# {name} method of the Acme\\_Lamp class

## Syntax

```mof
uint32 {name}(
  [in]            uint16 {first},
  [in, optional]  string DialColour[],
  [out]           uint32 LampNumber
);
```

## Parameters

<dl> <dt>

*{first}* \\[in\\]
</dt> <dd>

Type: **uint16**

How bright. See **LAMP\\_MODE\\_FAST** for more, and **ILamp::Dim**, and `Full` or `Half`.

</dd> <dt>

*DialColour* \\[in, optional\\]
</dt> <dd>

The colour.

<dt>

**Red** (1)
</dt> <dd></dd> <dt>

**Blue** (2)
</dt> <dd></dd> </dl>

</dd> <dt>

*LampNumber* \\[out\\]
</dt> <dd>

The number.

</dd> </dl>

## Return value

This call can return **{code}** when the lamp is out.

| Return code/value | Description |
|---|---|
| <dl> <dt>**S\\_OK**</dt> <dt>0 (0x0)</dt> </dl> | Done.<br/> |
| <dl> <dt>**{code}**</dt> <dt>5 (0x5)</dt> </dl> | No lamp.<br/> |
| <dl> <dt>**LAMP\\_E\\_COLD**</dt> <dt>7 (0x7)</dt> </dl> | Cold.<br/> |

## Remarks

On a cold day it can return **LAMP\\_E\\_COLD**.

See [the lamp](acme-lamp.md), [the other](dim-acme-lamp.md) and [the syntax](#syntax).

## Requirements

| Requirement | Value |
|---|---|
| Namespace<br/> | Root\\\\Acme<br/> |
| MOF<br/> | <dl> <dt>AcmeLamp.mof</dt> </dl> |
| IID<br/> | IID\\_ILamp is defined as 12345678-ABCD-4321-9876-0123456789AB<br/> |
"""

CLASS = """\
---
title: {name} class
api_name:
- {name}
- {name}.Status
---

# {name} class

## Syntax

``` syntax
class {name} : Acme_Thing
{{
  uint8  Power;
  uint16 Modes[];
  string Status;
}};
```

## Members

### Methods

| Method | Description |
|:---|:---|
| [**Light**](light-acme-lamp.md) | Lights it.<br/> |
| [**Dim**](dim-acme-lamp.md) | Dims it.<br/> |

### Properties

<dl> <dt>

**Modes**
</dt> <dd> <dl> <dt>

Data type: **uint16** array
</dt> <dt>

Access type: Read-only
</dt> </dl>

The modes.

</dd> <dt>

**Power**
</dt> <dd> <dl> <dt>

Data type: **uint8**
</dt> <dt>

Access type: Read-only
</dt> </dl>

The power.

<dt>

**One** (1)
</dt> <dd></dd> <dt>

**Two** (2)
</dt> <dd></dd> <dt>

**Three** (3)
</dt> <dd></dd> <dt>

**Four** (4)
</dt> <dd></dd> <dt>

**Five** (5)
</dt> <dd></dd> </dl>

</dd> <dt>

**Status**
</dt> <dd> <dl> <dt>

Data type: **string**
</dt> <dt>

Access type: Read-only
</dt> </dl>

How it does.

<dt>

**OK** ("OK")
</dt> <dd></dd> </dl>

</dd> </dl>

## See also

[Light](light-acme-lamp.md)

[Dim](dim-acme-lamp.md)
"""

CALL = """\
---
title: ILampOpen
api_name:
- ILamp.{name}
---

# <a name="ilamp{name}"></a>ILamp::{name}

```cpp
HRESULT {name}(
  ULONG ulFlags,
  LPLAMP * lppLamp
);
```

## <a name="parameters"></a>Parameters

 _ulFlags_
~~
> [in] Flags. {flag}

LAMP_BRIGHT
~~
> Bright.
~~~~
 _lppLamp_
~~
> [out] The lamp.
~~~~
## <a name="return-value"></a>Return value

S_OK
~~
> Done.
~~~~
LAMP_E_{name}
~~
> Not done.
~~~~
""".replace("~", " ")  # the blank lines of this form hold blanks

FOLDER = Folder(
    {
        "docs/light-acme-lamp.md": METHOD.format(name="Light", first="Power", code=r"LAMP\_E\_NONE"),
        "docs/dim-acme-lamp.md": METHOD.format(name="Dim", first="Depth", code=r"LAMP\_E\_NONE"),
        "docs/flash-acme-lamp.md": METHOD.format(name="Flash", first="Pause", code=r"LAMP\_E\_STUCK"),
        "docs/acme-lamp.md": CLASS.format(name="Acme_Lamp"),
        "docs/acme-oven.md": CLASS.format(name="Acme_Oven"),
        "docs/ilamp-open.md": CALL.format(
            name="Open", flag="The MAPI_BRIGHT flag calls ILamp::Dim in Lamp.dll at 0x1."
        ),
        "docs/ilamp-close.md": CALL.format(name="Close", flag="None."),
    }
)

DAMAGE = Damage(
    constants={r"S\_OK": Counter({r"S \_ bien": 1})},
    words={
        "NONE": Counter({"aucun": 1}),
        "FAST": Counter({"rapide": 1}),
        "E": Counter(),
        "BRIGHT": Counter({"clair": 1}),
    },
    gaps={2: Counter({(r" \_ ",): 1, ("_ ",): 1}), 3: Counter({(r" \_ ", r" \_"): 2}), 4: Counter()},
    names={"Power": Counter({"Puissance": 1}), "Dim": Counter({"baisser": 1})},
    name_cases=Counter({"lower": 1}),
    name_splits=Counter({"lower": 1}),
    tags={"in": Counter({" dans": 1}), "[in]": Counter({"no": 1})},
    headings={"docs/light-acme-lamp.md": ["# Éclairer une \\_ lampe"]},
    separators=Counter({":: ": 1}),
    split_letters=Counter({"D": 1}),
    files=Counter({("as it was", ". ", "as it was"): 1, ("capitalised", ". ", "upper"): 1}),
    namespaces={r"Root\\Acme": Counter({r"\\Acme racine": 1})},
    guids=Counter({("blank", 9, " "): 1}),
    links=Counter({"other page": 1}),
    anchors=Counter({"longer": 1}),
    keys={"description": Counter({"Description": 1})},
    codes=Counter({"lost": 1, "another's": 1}),
    numbers=Counter({"prefix": 1}),
    strings={'"OK"': Counter({"« bien »": 1})},
    orders=Counter({"links": 1}),
    lost=Counter({"constant": 1}),
)


def damaged(injector: injectors.Injector, seed: int = 0) -> list[tuple[Page, Injected]]:
    """What the injector makes of the pages of the folder that it fits."""
    both = [(page, injector.inject(page, DAMAGE, random.Random(f"{seed} {page.path}"))) for page in FOLDER.pages()]
    return [(page, found) for page, found in both if found]


def test_the_pages_are_in_the_common_form():
    assert all(members_agree(page) for page in FOLDER.pages())
    kinds = [syntax.kind for syntax in map(syntax_of, FOLDER.pages()) if syntax]
    assert sorted(kinds) == ["call", "call", "class", "class", "method", "method", "method"]


def test_every_injector_has_a_line_in_the_table_of_codes():
    expected = tomllib.loads((PACKAGE / "expected.toml").read_text("utf-8"))
    assert sorted(expected) == sorted(ALL)
    assert len(ALL) >= 32


@pytest.mark.parametrize("name", ALL)
def test_an_injector_damages_a_page(name):
    assert any(damaged(ALL[name], seed) for seed in range(12))


@pytest.mark.parametrize("name", ALL)
def test_only_the_reported_lines_change(name):
    for seed in range(12):
        for page, found in damaged(ALL[name], seed):
            lines = found.text.split("\n")
            touched = {line for first, last in found.lines for line in range(first, last + 1)}
            assert found.text != page.text
            assert min(touched) >= 1 and max(touched) <= len(lines)
            old = iter(page.text.split("\n"))
            kept = [line for number, line in enumerate(lines, 1) if number not in touched]
            assert all(line in old for line in kept), "a line that was not reported is new or has moved"


@pytest.mark.parametrize("name", ALL)
def test_an_empty_page_has_no_place(name):
    assert ALL[name].inject(Page("docs/empty.md", ""), DAMAGE, random.Random(1)) is None


@pytest.mark.parametrize("name", [name for name, one in ALL.items() if one.FAMILY == "translation"])
def test_translation_invents_nothing(name):
    pages = list(FOLDER.pages())
    assert not any(ALL[name].inject(page, Damage(), random.Random(seed)) for page in pages for seed in range(4))


@pytest.mark.parametrize("name", ALL)
def test_a_seed_gives_the_same_damage(name):
    assert damaged(ALL[name], 3) == damaged(ALL[name], 3)


def test_the_package_imports_nothing_of_what_it_judges():
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(name.partition(".")[0] == "specgen" for name in names), path
            assert not isinstance(node, ast.ImportFrom) or not node.level, path
