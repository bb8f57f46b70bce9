"""Trees of hand-written pages, linked; and short pages about things that do not exist."""

from collections.abc import Mapping
from typing import Any

from specgen.link import link
from specgen.model.entities import AnyEntity
from specgen.model.facts import Note
from specgen.model.library import Library, Page
from specgen.reader import read_page


def pages(texts: Mapping[str, str], locale: str | None = None, root: str = "tree") -> list[Page]:
    """The pages of one tree; ``locale`` is what its folders say."""
    facts = [read_page(path, text.encode(), locale) for path, text in texts.items()]
    return [Page(one, root, one.locale) for one in facts]


def library(texts: Mapping[str, str], locale: str | None = None, reference: Library | None = None) -> Library:
    return link(pages(texts, locale), reference)


def by_id(found: Library) -> dict[str, Any]:
    """Primary entities by id."""
    return {one.id: one for one in found.entities if one.primary}


def only(found: Library) -> Any:
    (one,) = found.entities
    return one


def at(found: Library, path: str) -> Any:
    """The one entity of a page."""
    (one,) = [one for one in found.entities if one.page == path]
    return one


def ids(found: Library) -> list[str]:
    return [one.id for one in found.entities]


def notes(found: Library, path: str, code: str) -> list[Note]:
    return [note for page in found.pages if page.facts.path == path for note in page.facts.notes if note.code == code]


def repairs(entity: AnyEntity) -> list[tuple[Any, ...]]:
    return [(one.field, one.member, one.read, one.value, one.evidence) for one in entity.repairs]


def front(api: str | None, **keys: str) -> str:
    """Frontmatter; keyword arguments are further keys, ``_`` for a dot."""
    lines = [f"api_name:\n- {api}"] if api else []
    lines += [f"{key.replace('_', '.', 1)}: {value}" for key, value in keys.items()]
    return "---\ntitle: t\n" + "\n".join(lines) + "\n---\n"


def wmi_class(  # noqa: PLR0913 - each part of a page that a test may want otherwise
    name: str,
    *,
    base: str | None = None,
    properties: str = "  uint32 Depth;",
    described: str = "",
    methods: str = "",
    namespace: str | None = None,
    qualifiers: str = "",
    keys: Mapping[str, str] | None = None,
) -> str:
    """A class page. ``methods``: rows of its table; ``described``: its property list."""
    derived = f" : {base}" if base else ""
    text = front(name, **(keys or {})) + f"# {name.replace('_', chr(92) + '_')} class\n\nA thing.\n\n## Syntax\n\n"
    text += f"``` syntax\n{qualifiers}\nclass {name}{derived}\n{{\n{properties}\n}};\n```\n\n## Members\n\n"
    if methods:
        text += f"### Methods\n\n| Method | Description |\n|---|---|\n{methods}\n\n"
    if described:
        text += f"### Properties\n\n{described}\n\n"
    return text + requirements(namespace)


def requirements(namespace: str | None) -> str:
    row = "" if namespace is None else f"| Namespace<br/> | {namespace}<br/> |\n"
    return f"## Requirements\n\n| Requirement | Value |\n|---|---|\n{row}| MOF<br/> | <dl> <dt>Ice.mof</dt> </dl> |\n"


def wmi_method(  # noqa: PLR0913 - as above
    name: str,
    owner: str,
    *,
    api: str | None = None,
    syntax: str | None = None,
    namespace: str | None = None,
    see: str = "",
    heading: str | None = None,
    keys: Mapping[str, str] | None = None,
) -> str:
    """A method page without parameters; ``see`` is its See-also line."""
    title = heading or f"{name} method of the {owner.replace('_', chr(92) + '_')} class"
    text = front(api or f"{owner}.{name}", **(keys or {})) + f"# {title}\n\nDoes it.\n\n## Syntax\n\n"
    text += f"```mof\n{syntax or f'uint32 {name}();'}\n```\n\n## Parameters\n\nThis method has no parameters.\n\n"
    text += "## Return value\n\nReturns 0 on success.\n\n" + requirements(namespace)
    return text + (f"\n## See also\n\n{see}\n" if see else "")


def com_method(name: str, owner: str, *, api: str | None = None, body: str = "", arguments: str = "ULONG ulCup") -> str:
    """A MAPI method page with one parameter; ``body`` follows the syntax block."""
    text = (
        front(api or f"{owner}.{name}")
        + f"# {owner}::{name}\n\nDoes it.\n\n```cpp\nHRESULT {name}(\n  {arguments}\n);\n```\n\n"
    )
    return text + (body or "## Parameters\n\n _ulCup_\n\n> [in] The cup.\n")


def interface(name: str, base: str, rows: str, *, vtable: bool = True) -> str:
    """An interface page; ``rows`` are those of its member table."""
    section = "Vtable order" if vtable else "Methods"
    return front(name) + f"# {name} : {base}\n\nIt is.\n\n## {section}\n\n|||\n|:--|:--|\n{rows}\n"


def rows(*names: str) -> str:
    """Rows of a member table; a name with a dot links to that file."""
    made = []
    for name in names:
        label, _, target = name.partition("@")
        made.append(f"| [**{label}**]({target}) | Text. |" if target else f"| {label} | Text. |")
    return "\n".join(made)
