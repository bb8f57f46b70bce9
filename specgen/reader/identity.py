"""Identity: what a page is about and of which kind, from frontmatter, syntax, heading and path; never from prose."""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import PurePosixPath

from specgen.model.change import changed
from specgen.model.facts import Declaration, FrontMatter, Heading, Witness
from specgen.model.records import Record
from specgen.reader.terms import name_fold

_FOLDED = frozenset({"heading", "stem"})
_NO_OWNERS = frozenset({"mapi", "nmapi"})
_INTERFACE = re.compile(r"I[A-Z]\w*$", re.ASCII)
_QUALIFIED = re.compile(r"([A-Za-z_]\w*)\s*::\s*([A-Za-z_~]\w*)\s*$", re.ASCII)
_MEMBER = re.compile(r"\b([A-Z]\w*)\s*::\s*([A-Za-z_~]\w*)\b", re.ASCII)
_BASED = re.compile(r"([A-Za-z_]\w*)\s*:\s+([A-Za-z_]\w*)\s*$", re.ASCII)
_ACCESSOR = re.compile(r"\A(?:get|put|putref)_(?=\w)", re.ASCII | re.IGNORECASE)
_CONSTANT = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$")
_IDENTIFIER = re.compile(r"[A-Za-z_~]\w*$", re.ASCII)
_SUFFIXES = (
    ("callback-function", "callback"),
    ("notification-code", "notification"),
    ("control-code", "message"),
    ("-command", "message"),
    ("structure", "struct"),
    ("enumeration", "enum"),
    ("interface", "com-interface"),
    ("function", "function"),
    ("callback", "callback"),
    ("message", "message"),
    ("macro", "macro"),
    ("union", "union"),
    ("event", "event"),
    ("constants", "constants"),
    ("canonical-property", "mapi-property"),
    ("property", "com-property"),
    ("method", "com-method"),
    ("class", "wmi-class"),
)
_TITLED_CALLS = (
    ("-property", "com-property"),
    ("-message", "message"),
    ("-notification-code", "notification"),
    ("-notification", "notification"),
    ("-command", "message"),
)
_FORMS = {
    "struct": "struct",
    "union": "union",
    "enum": "enum",
    "macro": "macro",
    "typedef": "typedef",
    "callback": "callback",
    "define": "constants",
}
_LONGEST_TITLE = 200
"""Words of a title among which the name is looked for."""


class Identity(Record, frozen=True):
    """The page's kind with the name, owner and base that most witnesses give."""

    kind: str
    name: str | None
    owner: str | None
    base: str | None
    witnesses: tuple[Witness, ...]


class Shape(Record, frozen=True):
    """What the sections of a page say of it.

    ``is_reference``: there are some that only reference pages have, so the syntax block is no example;
    ``has_requirements``: there is one that articles have too, so that the title must tell; ``placed``: the declaration
    stands where syntax blocks stand.
    """

    is_reference: bool = False
    has_requirements: bool = False
    placed: bool = True


_USUAL = Shape()
"""The shape of a page whose sections say nothing."""


def identify(
    path: str,
    front: FrontMatter,
    heading: Heading | None,
    declaration: Declaration | None,
    shape: Shape = _USUAL,
) -> Identity:
    """Who the page is about. ``declaration`` is that of the syntax block, None where there is none."""
    stated = shape.is_reference or (shape.placed and bool(front.api_names))
    if declaration is not None and not (stated or _is_about(path, front, heading, declaration)):
        declaration = None
    witnesses = tuple(_witnesses(path, front, heading, declaration))
    kind = _kind(front, heading, declaration, shape)
    owned = kind in ("wmi-method", "com-method", "com-property")
    name = elect(witnesses, owned=owned)
    owner = _owner(front, heading, declaration, name) if owned else None
    base = declaration.base.text if declaration and declaration.base else None
    if base is None and heading is not None and (match := _BASED.match(heading.plain)):
        base = match[2]
    return Identity(kind, name, owner, base, witnesses)


def titled(identity: Identity, heading: Heading | None) -> Identity:
    """A page of many constants is called as its title is in English: no one of them names it."""
    defined = any(one.source == "syntax" for one in identity.witnesses)
    return (
        changed(identity, name=heading.slug) if identity.kind == "constants" and heading and not defined else identity
    )


def accessed(name: str) -> str:
    """The property behind the name of an accessor: ``get_X`` and ``put_X`` are X's."""
    return _ACCESSOR.sub("", name, count=1)


def _is_about(path: str, front: FrontMatter, heading: Heading | None, declaration: Declaration) -> bool:
    """Whether a declaration is the page's own and no example: frontmatter, title or file name say its name."""
    name = declaration.name.text if declaration.name else None
    if name is None:
        return bool(front.api_names)
    if any(name_fold(api_pair(quote.text)[1]) == name_fold(name) for quote in front.api_names):
        return True
    witnesses = [one for one in _witnesses(path, front, heading, None) if one.source != "api_name"]
    return any(supports(one, name, owned=True) for one in witnesses)


def api_pair(text: str) -> tuple[str | None, str]:
    """``Class.Member`` cut at the last dot or colons; prefixes that are no owners are dropped."""
    qualified = _QUALIFIED.fullmatch(text.strip().rpartition(".")[2])
    if qualified:
        return qualified[1], qualified[2]
    owner, _, name = text.strip().rpartition(".")
    if not owner or owner.lower() in _NO_OWNERS:
        return None, name
    return owner, name


def _witnesses(
    path: str, front: FrontMatter, heading: Heading | None, declaration: Declaration | None
) -> list[Witness]:
    found = []
    if front.api_names:
        owner, name = api_pair(front.api_names[0].text)
        found.append(Witness("api_name", name, owner, front.api_names[0]))
    if declaration is not None and declaration.name is not None:
        owner = declaration.owner.text if declaration.owner else None
        found.append(Witness("syntax", accessed(declaration.name.text), owner, declaration.name))
    if heading is not None:
        found.append(Witness("heading", heading.slug, None, heading.quote))
    found.append(Witness("stem", _stem(path)))
    return found


@lru_cache(maxsize=16)
def _stem(path: str) -> str:
    """Memoised for the page that is being read, whose witnesses are asked for twice."""
    if path.endswith(".md"):
        # What a path makes of it too, without making one.
        return path[path.rfind("/") + 1 : -3].lower() or ".md"
    return PurePosixPath(path).stem.lower()


def supports(witness: Witness, name: str, *, owned: bool) -> bool:
    """Whether a folded witness (slug or stem) holds ``name`` as a whole: at an end, or anywhere between hyphens."""
    if witness.source in ("api_name", "syntax"):
        return name_fold(witness.name) == name_fold(name)
    slug, wanted = witness.name.lower(), name.lower()
    spellings = (wanted, wanted.replace("_", "-"), wanted.replace("_", "")) if "_" in wanted else (wanted,)
    parts = f"-{slug}-"
    for spelling in spellings:
        bare = spelling.strip("-")
        if bare and f"-{bare}-" in parts:
            return True
    folded = name_fold(slug)
    return owned and (folded.endswith(name_fold(name)) or folded.startswith(name_fold(name)))


def elect(witnesses: Sequence[Witness], *, owned: bool) -> str | None:
    """The spelling that most witnesses hold; the syntax settles a tie."""
    spellings = [one for one in witnesses if one.source in ("syntax", "api_name")]
    votes: dict[str, int] = {}
    for name in dict.fromkeys(spelling.name for spelling in spellings):
        votes[name] = sum([supports(one, name, owned=owned) for one in witnesses])
    heading = next((one for one in witnesses if one.source == "heading" and one.quote is not None), None)
    shown = _heading_name(heading.quote.text, witnesses) if heading and heading.quote else None
    if not votes:
        return shown
    best = max(votes, key=lambda name: (votes[name], name == spellings[-1].name))
    if votes[best] == 1 and shown and sum(supports(one, shown, owned=False) for one in witnesses) > 1:
        return shown
    return best


def _heading_name(text: str, witnesses: Sequence[Witness]) -> str | None:
    """The word of a heading that is the name: the one that slug and file name have too, else the first."""
    shown = text.replace("\\", "").strip()
    qualified = _QUALIFIED.match(shown)
    if qualified:
        return qualified[2]
    based = _BASED.match(shown)
    if based:
        return based[1]
    words = [word.split("::")[-1].rstrip("()") for word in shown.split(" ", _LONGEST_TITLE)[:_LONGEST_TITLE]]
    named = (word for word in words if _IDENTIFIER.match(word))
    proven = (
        word for word in named if all(supports(one, word, owned=False) for one in witnesses if one.source in _FOLDED)
    )
    first = next(proven, words[0])
    return first if _IDENTIFIER.match(first) else None


def _kind(front: FrontMatter, heading: Heading | None, declaration: Declaration | None, shape: Shape) -> str:
    if declaration is not None:
        by_form = _kind_of_form(front, heading, declaration)
        if by_form is not None:
            return by_form
    slug = heading.slug.lower() if heading else ""
    if heading is not None and _BASED.match(heading.plain) and front.api_names:
        return "com-interface"
    titled = next((kind for suffix, kind in _SUFFIXES if slug.endswith(suffix)), None)
    if not front.api_names and declaration is None and not shape.is_reference:
        return titled if titled and (shape.has_requirements or titled == "mapi-property") else "article"
    if "-method-of-the-" in slug:
        return "wmi-method"
    if shape.is_reference and heading is not None and _CONSTANT.match(heading.quote.text.replace("\\", "").strip()):
        return "message"
    return titled or "other"


def _kind_of_form(front: FrontMatter, heading: Heading | None, declaration: Declaration) -> str | None:
    form = declaration.form
    if form == "message":
        return "notification" if heading is not None and "notification" in heading.slug else "message"
    if form == "class" and declaration.language == "mof":
        return "wmi-class"
    if form == "method":
        return "com-method" if _is_interface_method(front, declaration) else "wmi-method"
    if form in _FORMS:
        return _FORMS[form]
    return _kind_of_call(front, heading, declaration) if form == "call" else None


def _kind_of_call(front: FrontMatter, heading: Heading | None, declaration: Declaration) -> str:
    """What a C declaration with parameters declares: by the title's English slug, else by its name and owner.

    A name in capitals is that of a prototype, as a type's is, where the title is the name alone.
    """
    slug = heading.slug.lower() if heading else ""
    if slug.endswith(("callback-function", "-callback")):
        return "callback"
    by_title = next((kind for suffix, kind in _TITLED_CALLS if slug.endswith(suffix)), None)
    if by_title is not None:
        return by_title
    capitals = declaration.name is not None and declaration.owner is None and declaration.name.text.isupper()
    if capitals and "-" not in slug:
        return "callback"
    owner = api_pair(front.api_names[0].text)[0] if front.api_names else None
    qualified = heading is not None and _QUALIFIED.match(heading.plain) is not None
    return "com-method" if owner or declaration.owner or qualified or slug.endswith("-method") else "function"


def _is_interface_method(front: FrontMatter, declaration: Declaration) -> bool:
    """A COM method in a MOF fence: its owner is named like an interface, and CIM has none of its types."""
    owner = api_pair(front.api_names[0].text)[0] if front.api_names else None
    if owner is None or not _INTERFACE.match(owner):
        return False
    types = [item.type_quote.text for item in declaration.parameters if item.type_quote is not None]
    return not types or any(text.isupper() for text in types)


def _owner(
    front: FrontMatter, heading: Heading | None, declaration: Declaration | None, name: str | None
) -> str | None:
    for quote in front.api_names:
        owner, member = api_pair(quote.text)
        if owner and (name is None or name_fold(member) == name_fold(name)):
            return owner
    for quote in front.api_names:
        owner, _ = api_pair(quote.text)
        if owner:
            return owner
    if declaration is not None and declaration.owner is not None:
        return declaration.owner.text
    if heading is None:
        return None
    qualified = _QUALIFIED.match(heading.plain) or _MEMBER.search(heading.plain)
    if qualified:
        return qualified[1]
    return _owner_in_title(heading, front)


def _owner_in_title(heading: Heading, front: FrontMatter) -> str | None:
    """``x-method-of-the-<class>-class``: the slug has the owner in lower case; the page's words give its spelling."""
    match = re.search(r"-(?:method|property)-of-the-([\w-]+?)-(?:class|interface)", heading.slug.lower())
    if match is None:
        return None
    title = front.title.text if front.title else ""
    for text in (heading.plain, title.replace("\\", ""), front.description or ""):
        for word in re.findall(r"[A-Za-z_]\w*", text):
            if word.lower() == match[1]:
                return str(word)
    return match[1]
