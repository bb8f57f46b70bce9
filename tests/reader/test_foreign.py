"""Pages of kinds that are named and not compiled."""

import pytest

from tests.reader.pages import read

PAGE = "---\ntitle: t\n{front}---\n# {title}\n\nWhat it is.\n\n## Syntax\n\n{fences}\n"
CPP = "```cpp\nHRESULT Boil(\n  [in] LONG lHeat\n);\n```\n"


def fence(language: str) -> str:
    return f"```{language}\nkettle\n```\n"


@pytest.mark.parametrize(
    ("path", "front", "title", "fences", "kind"),
    [
        ("adschema/a-kettle.md", "", "Kettle attribute", "", "ad-schema"),
        ("ADSchema/about.md", "", "About", "", "article"),
        ("direct3dhlsl/boil.md", "", "boil (HLSL reference)", fence("syntax"), "hlsl"),
        ("k/mi-managed-api/kettle.boil.md", "", "Kettle.Boil", "", "managed"),
        ("k/boil.md", "api_name:\n- Kettle.Boil\napi_type:\n- Managed\n", "Kettle.Boil", fence("cpp"), "managed"),
        ("k/b.md", "", "Boil method", fence("vb") + fence("csharp") + fence("cpp"), "managed"),
        ("k/b.md", "", "Kettle.Boil method", fence("VB") + fence("JScript"), "script"),
        ("k/b.md", "api_name:\n- kettle\n", "kettle element", "", "xml"),
        ("k/b.md", "", "kettle", fence("xml"), "xml"),
        ("k/b.md", "api_name:\n- IKettle.Boil\n", "IKettle::Boil method", CPP + fence("VB"), "com-method"),
    ],
)
def test_kinds_that_are_named(path: str, front: str, title: str, fences: str, kind: str) -> None:
    facts = read(PAGE.format(front=front, title=title, fences=fences), path)
    assert (facts.kind, facts.state == "compiled") == (kind, kind == "com-method")
