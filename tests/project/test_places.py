from pathlib import PurePosixPath

import pytest

from specgen.project import docset_of, locale_of


@pytest.mark.parametrize(
    ("declared", "path", "locale"),
    [
        ("fr-FR", "/docs/en-us/a.md", "fr-fr"),
        (" pt-BR ", "/docs/a.md", "pt-br"),
        (None, "/docs/de-de/desktop/a.md", "de-de"),
        (None, "/docs/de-de/fr-fr/a.md", "fr-fr"),
        (None, "/docs/zh-Hans-CN/a.md", "zh-hans-cn"),
        (None, "/docs/es-419/a.md", "es-419"),
        (None, "/docs/fr/a.md", "en-us"),
        (None, "/docs/some-where/fr-fr.md", "en-us"),
        ("../../x", "/docs/a.md", "en-us"),
        ("", "/docs/ja-jp/a.md", "ja-jp"),
    ],
)
def test_locale(declared: str | None, path: str, locale: str) -> None:
    assert locale_of(declared, PurePosixPath(path)) == locale


@pytest.mark.parametrize(
    ("docsets", "path", "docset"),
    [
        ({"seeds/wmi": "wmi"}, "/home/x/seeds/wmi/en-us/a.md", "wmi"),
        ({"wmi": "wmi", "mapi": "mapi"}, "/x/mapi/wmi/a.md", "mapi"),
        ({"wmi": "wmi"}, "/x/wmi.md", None),
        ({"seeds/wmi": "wmi"}, "/x/wmi/a.md", None),
        ({}, "/x/wmi/a.md", None),
    ],
)
def test_docset(docsets: dict[str, str], path: str, docset: str | None) -> None:
    assert docset_of(docsets, PurePosixPath(path)) == docset
