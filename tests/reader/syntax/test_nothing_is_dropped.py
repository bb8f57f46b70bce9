"""Every word of a block is in its declaration, or in ``unread``: the model accounts for the page."""

import re
from pathlib import Path
from types import ModuleType

import pytest

from specgen.model.facts import Declaration, Declarator
from specgen.model.types import QualifierValue
from specgen.reader.source import Source
from specgen.reader.syntax import c, mof

WORD = re.compile(r"\w+")
KEYWORDS = frozenset(["class", "static", "ref", "const", "struct", "union", "enum", "far", "constant", "typedef"])

MOF = """\
[dynamic, provider("lab prov"), Rank{1, 2}: ToSubclass]
class Lab_Lens : Lab_Part
{
  [key, MaxLen(64)] string Name;
  uint16 Stages[] = {3, 4};
  boolean Clear    Inside;
  Lab_Case REF Holder;
  bad bad bad;
  [Implemented] static uint32 Polish([in] uint16 Grade = Very Fine, [out, ref] Lab_Job &Job[5], [in] oh no! );
};
"""
C = """\
HRESULT STDMETHODCALLTYPE ILens::Polish(
  [in, size_is(cb)] const BYTE FAR *pb,
  _Out_writes_(cch) struct NAME **ppn = NULL,
  unsigned long rg[MAX][2],
  is this at all a parameter,
  ULONG cb) trailing words;
"""


def accounted(declaration: Declaration) -> set[str]:
    """The words of everything that the declaration says."""
    parts = [declaration.name, declaration.owner, declaration.base, *declaration.unread]
    texts = [part.text for part in parts if part is not None]
    texts += qualifier_texts(declaration.qualifiers)
    declarators = [*declaration.parameters, *declaration.members, *filter(None, [declaration.returns])]
    texts += [text for each in declarators for text in declarator_texts(each)]
    words = {word.lower() for text in texts for word in WORD.findall(text)}
    return words.union(*(accounted(method) for method in declaration.methods))


def declarator_texts(each: Declarator) -> list[str]:
    texts = [each.name or "", each.type_quote.text if each.type_quote else "", each.default or ""]
    texts += [str(size) for size in each.array or () if size is not None]
    return texts + qualifier_texts(each.qualifiers)


def qualifier_texts(qualifiers: dict[str, QualifierValue]) -> list[str]:
    values = [item for value in qualifiers.values() for item in (value if isinstance(value, list) else [value])]
    return [*qualifiers, *(str(value) for value in values)]


@pytest.mark.parametrize(("room", "text"), [(mof, MOF), (c, C)], ids=["mof", "c"])
def test_every_word_is_read_or_left_out_by_name(room: ModuleType, text: str) -> None:
    page = Source("page.md", text)
    (made,) = room.parse(page.extract(1, len(page.lines)))
    assert {word.lower() for word in WORD.findall(text)} <= accounted(made) | KEYWORDS
    assert len([note for note in made.notes if note.code == "SG903"]) >= len(made.unread) > 0
    assert {quote.span for quote in made.unread} <= {note.span for note in made.notes}


@pytest.mark.corpus
def test_every_word_of_the_real_blocks_is_read(corpus: Path) -> None:
    fence = re.compile(r"^```[ \t]*(mof|syntax)\n(.*?)^```", re.MULTILINE | re.DOTALL)
    count = 0
    for path in sorted((corpus / "win32" / "en-us").rglob("*.md")):
        for _, text in fence.findall(path.read_text(encoding="utf-8-sig")):
            if not mof.claims("", text):
                continue
            page = Source("page.md", text)
            (made,) = mof.parse(page.extract(1, len(page.lines)))
            assert {word.lower() for word in WORD.findall(text)} <= accounted(made) | KEYWORDS, path.name
            count += 1
    assert count > 1400
