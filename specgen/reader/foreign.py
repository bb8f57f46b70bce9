"""Kinds of API page that are named and not compiled: managed code, shaders, directory schema, scripting, XML.

Folders tell most, then the languages of the syntax section, then the title's English slug; none of them is translated.
"""

import re
from collections.abc import Collection
from functools import lru_cache

from specgen.model.facts import FrontMatter, Heading

_FOLDERS = (
    (re.compile(r"direct3dhlsl|dx-graphics-hlsl"), "hlsl"),
    (re.compile(r"adschema"), "ad-schema"),
    (re.compile(r"extensible-storage-engine|.*-managed-api"), "managed"),
)
_SCHEMA_PAGE = re.compile(r"[acrs]-")
_LANGUAGES = (
    (frozenset({"csharp", "cs", "c#", "fsharp", "f#"}), frozenset({"vb", "cpp", "c++"}), "managed"),
    (frozenset({"hlsl"}), frozenset[str](), "hlsl"),
    (frozenset({"vb", "vbs", "vbscript", "jscript", "javascript", "js"}), frozenset[str](), "script"),
    (frozenset({"xml", "xsd", "xaml"}), frozenset[str](), "xml"),
)
"""Fence languages that make a kind, and those that may stand beside them."""
_MANAGED = frozenset({"managed", "assembly"})
_XML = ("-element", "-complextype", "-simpletype", "-complex-type", "-simple-type")


def foreign_kind(
    path: str, front: FrontMatter, heading: Heading | None, languages: Collection[str] | None
) -> str | None:
    """The kind of such a page, or None.

    ``languages``: of the fences of its syntax section, as the fences name them; None where a syntax block was read, so
    that neither they nor the title can say another kind.
    """
    folders, _, stem = path.lower().rpartition("/")
    for kind in _kinds_in(folders):
        if kind != "ad-schema" or _SCHEMA_PAGE.match(stem):
            return kind
    if not _MANAGED.isdisjoint(one.lower() for one in front.api_types):
        return "managed"
    if languages is None:
        return None
    spoken = {one.lower() for one in languages if one}
    for known, beside, kind in _LANGUAGES:
        if not spoken.isdisjoint(known) and spoken <= known | beside:
            return kind
    slug = heading.slug.lower() if heading is not None else ""
    return "xml" if slug.endswith(_XML) and front.api_names else None


@lru_cache(maxsize=512)
def _kinds_in(folders: str) -> tuple[str, ...]:
    """The kinds of which pages stand in one of the folders."""
    names = folders.split("/")
    return tuple(kind for pattern, kind in _FOLDERS if any(map(pattern.fullmatch, names)))
