"""Which lines of originals would prevent findings on translations."""

from specgen.checks import run
from specgen.checks.glossary import Line, glossary, shown
from specgen.link import link
from specgen.model.library import Library, Page
from specgen.reader import read_page

ORIGINAL = """---
title: Dim method of the Acme_Lamp class
api_name:
- Acme_Lamp.Dim
---
# Dim method of the Acme\\_Lamp class

Dims a lamp, as **ILamp::Dim** does.

## Syntax

```mof
uint32 Dim([in] uint32 Level);
```

## Parameters

<dl> <dt>

*Level* \\[in\\]
</dt> <dd>

How dim.

</dd> </dl>

## Requirements

| Requirement | Value |
|--|--|
| MOF | <dl> <dt>Acmelamp.mof</dt> </dl> |
"""

TRANSLATED = (
    ORIGINAL.replace("api_name:", "ms.contentlocale: LOCALE\napi_name:", 1)
    .replace("## Parameters", '## <a name="parameters"></a>Paramètres')
    .replace("*Level*", "*Niveau*")
    .replace("Acmelamp.mof", "Acmelamp. mof")
)


def page(text: str, locale: str) -> Page:
    facts = read_page("acme/dim.md", text.replace("LOCALE", locale).encode(), locale)
    return Page(facts, f"docs/{locale}", locale)


def library(*locales: str) -> Library:
    return link([page(TRANSLATED, locale) for locale in locales], link([page(ORIGINAL, "en-us")]))


def line(part: str) -> int:
    return next(at for at, text in enumerate(ORIGINAL.split("\n"), 1) if part in text)


def test_findings_group_by_term_with_the_line_of_the_original() -> None:
    there = library("fr-fr", "de-de")
    terms, others = glossary(there, run(there))
    assert [(term.text, term.findings, term.locales) for term in terms] == [
        ("Acmelamp.mof", 2, ("de-de", "fr-fr")),
        ("Level", 2, ("de-de", "fr-fr")),
    ]
    assert [term.lines for term in terms] == [
        (Line("acme/dim.md", line("Acmelamp.mof"), "back-ticks"),),
        (Line("acme/dim.md", line("*Level*"), "back-ticks"),),
    ]
    assert others == 0


def test_without_an_original_no_line_would_prevent_it() -> None:
    alone = link([page(TRANSLATED, "fr-fr")])
    assert glossary(alone, run(alone)) == ((), 2)


def test_a_term_is_shown_as_a_reader_sees_it() -> None:
    assert shown(r"*Root\\Acme\_Lamp*") == r"Root\Acme_Lamp"
    assert shown(r"Root\Acme") == r"Root\Acme"
