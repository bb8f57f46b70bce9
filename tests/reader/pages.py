"""Pages in the forms that published ones have, about things that do not exist; and what all reader tests ask."""

from collections.abc import Iterable, Iterator
from typing import Any

from specgen.lexicons import ENGLISH, Lexicon, lexicon
from specgen.model.facts import PageFacts
from specgen.model.folded import Folded
from specgen.model.spans import Quote
from specgen.reader import read_page
from specgen.reader.blocks import Block, read_blocks
from specgen.reader.flow import DefList, Node, Para, flow
from specgen.reader.sections import Part, read_headings, split_sections
from specgen.reader.source import Source

WORDS = lexicon(ENGLISH)

WMI_METHOD = """---
description: Bores a hole.
ms.assetid: 0f0f0f0f-1111-2222-3333-444444444444
title: Bore method of the Ice_Drill class
ms.topic: reference
topic_type:
- APIRef
- kbSyntax
api_name:
- Ice_Drill.Bore
api_type:
- COM
api_location:
- icedrill.dll
---
# Bore method of the Ice\\_Drill class

Bores a hole through the ice.

## Syntax

```mof
uint32 Bore(
  [in]           uint32 Depth,
  [in, optional] string Tip = Steel,
  [out]          Ice_Core REF Core
);
```

## Parameters

<dl> <dt>

*Depth* \\[in\\]
</dt> <dd>

How deep to bore. One of the following.

<dt>

<span id="Surface"></span><span id="surface"></span>

**Surface** (1)

</dt> <dd></dd> <dt>

**Bedrock** (2)

</dt> <dd></dd> </dl> </dd> <dt>

*Tip* \\[in, optional\\]
</dt> <dd>

What the tip is made of.

</dd> <dt>

*Core* \\[out\\]
</dt> <dd>

The core that came up.

</dd> </dl>

## Return value

Returns 0 on success, otherwise returns a WMI error code.

## Remarks

Mind the walrus.

## Requirements

| Requirement | Value |
|-------------------------------------|---------------------------------------------|
| Minimum supported client<br/> | None supported<br/> |
| Minimum supported server<br/> | Windows Server 2012<br/> |
| Namespace<br/> | Root\\\\Polar\\\\Ice<br/> |
| MOF<br/> | <dl> <dt>IceDrill.mof</dt> </dl> |
| DLL<br/> | <dl> <dt>IceDrill.dll</dt> </dl> |

## See also

<dl> <dt>

[**Ice\\_Drill**](ice-drill.md)
</dt> </dl>
"""

WMI_CLASS = """---
description: A drill.
title: Ice_Drill class
api_name:
- Ice_Drill
- Ice_Drill.Depth
- Ice_Drill.Status
api_type:
- DllExport
---
# Ice\\_Drill class

A drill for ice.

## Syntax

``` syntax
[Dynamic, Provider("IceProv"), AMENDMENT]
class Ice_Drill : Ice_Tool
{
  uint32  Depth;
  string  Status;
  uint16  Modes[];
};
```

## Members

The **Ice\\_Drill** class has these types of members:

### Methods

| Method | Description |
|:--------------------------|:-----------------|
| [**Bore**](bore-ice-drill.md) | Bores.<br/> |
| **Thaw** | Not implemented.<br/> |

### Properties

<dl> <dt>

**Depth**
</dt> <dd> <dl> <dt>

Data type: **uint32**
</dt> <dt>

Access type: Read-only
</dt> <dt>

Qualifiers: [**key**](../wmisdk/key-qualifier.md), [**MaxLen**](../wmisdk/standard-qualifiers.md) (64)
</dt> </dl>

How deep it is.

This property is inherited from [**Ice\\_Tool**](ice-tool.md).

</dd> <dt>

**Modes**
</dt> <dd> <dl> <dt>

Data type: **uint16** array
</dt> <dt>

Access type: Read/write
</dt> </dl>

What it can do.

<dt>

<span id="Slow"></span>

**Slow** (1)

</dt> <dd></dd> <dt>

**Fast** (2)

</dt> <dd></dd> </dl> </dd> <dt>

**Status**
</dt> <dd> <dl> <dt>

Data type: **string**
</dt> <dt>

Access type: Read-only
</dt> </dl>

How it is.

</dd> </dl>

## Requirements

| Requirement | Value |
|---|---|
| Namespace<br/> | Root\\\\Polar\\\\Ice<br/> |
| MOF<br/> | <dl> <dt>IceDrill.mof</dt> </dl> |
"""

MAPI_METHOD = """---
title: "IKettleBrew"
description: "Last modified: March 09, 2015"
api_name:
- IKettle.Brew
api_type:
- COM
---

# IKettle::Brew

**Applies to**: Kitchens

Brews a pot.

```cpp
HRESULT Brew(
  ULONG_PTR ulCup,
  ULONG ulHeat,
  LPKETTLE FAR * lppKettle
);
```

## Parameters

 _ulCup_

> [in] The cup to fill.

 _ulHeat_

> [in] A bitmask of flags. The following can be set:

KETTLE_BOIL

> Boils it.

KETTLE_SIMMER

> Lets it simmer.

 _lppKettle_

> [out] The kettle.

## Return value

S_OK

> The pot is ready.

KETTLE_E_DRY

> There is no water.

## See also

[IKettle : IUnknown](ikettleiunknown.md)
"""

MAPI_INTERFACE = """---
title: "IKettle IUnknown"
api_name:
- IKettle
api_type:
- COM
---

# IKettle : IUnknown

**Applies to**: Kitchens

Brews.

|||
|:-----|:-----|
|Header file: <br/> |Kettle.h <br/> |
|Interface identifier: <br/> |IID_IKettle <br/> |

## Vtable order

|||
|:-----|:-----|
|[Brew](ikettle-brew.md) <br/> |Brews a pot. <br/> |
|[Pour](ikettle-pour.md) <br/> |Pours it. <br/> |
"""

PAGES = {"bore-ice-drill.md": WMI_METHOD, "ice-drill.md": WMI_CLASS, "ikettle-brew.md": MAPI_METHOD}
PAGES["ikettleiunknown.md"] = MAPI_INTERFACE


def read(text: str, path: str = "page.md", locale: str | None = None) -> PageFacts:
    """The facts of a page given as text; every quote in them is checked against it."""
    facts = read_page(path, text.encode("utf-8"), locale)
    assert_quoted(text.encode("utf-8"), facts)
    return facts


def assert_quoted(data: bytes, facts: PageFacts) -> None:
    """Every quote anywhere in the facts says what stands at its place in the page."""
    source = Source.decode(facts.path, data)
    for quote in quotes(facts):
        assert source.slice(quote.span) == quote.text, quote


def quotes(value: Any) -> Iterator[Quote]:
    """Every quote inside a model value, however deep."""
    if isinstance(value, Quote):
        yield value
    elif isinstance(value, dict):
        yield from (one for inner in value.values() for one in quotes(inner))
    elif isinstance(value, list | tuple | Folded):
        yield from (one for inner in value for one in quotes(inner))
    elif fields := getattr(value, "__struct_fields__", None):
        yield from (one for name in fields for one in quotes(getattr(value, name)))


def blocks(text: str) -> tuple[Block, ...]:
    return read_blocks(Source.decode("page.md", text.encode("utf-8")), 1)


def nodes(text: str) -> list[Node]:
    """The tree of a section."""
    return flow(blocks(text))


def parts(text: str, words: Lexicon = WORDS) -> tuple[Part, ...]:
    source = Source.decode("page.md", text.encode("utf-8"))
    found = read_blocks(source, 1)
    return split_sections(found, read_headings(found), words, len(source.lines))[1]


def outline(found: Iterable[Node]) -> list[Any]:
    """A tree as plain lists: text, (terms, body) pairs in a list after "dl", rows after "table", else names."""
    return [_outline(node) for node in found if not (isinstance(node, Para) and not node.text)]


def _outline(node: Node) -> Any:
    if isinstance(node, Para):
        return node.text
    if isinstance(node, DefList):
        items = [([para.text for para in item.terms if para.text], outline(item.body)) for item in node.items]
        return ["dl", *items]
    if rows := getattr(node, "rows", None):
        return ["table", *([outline(cell) for cell in row] for row in rows)]
    if inner := getattr(node, "nodes", None):
        return ["quote", *outline(inner)]
    return type(node).__name__.lower()
