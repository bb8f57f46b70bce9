"""tree-sitter-cpp, and nothing else of this package knows it: one declarator in, its parts out."""

from dataclasses import dataclass
from functools import cache, lru_cache

import tree_sitter
import tree_sitter_cpp
from tree_sitter import Node

from specgen.model.types import Dimension
from specgen.reader.numbers import whole

_PARAMETER = "void f("
_SOME_LIST = "\n(int x);"
"""A parameter list for a head that is parsed alone; an empty one would make ``TYPE (NAME)()`` an expression."""
_NAMES = frozenset(
    {"identifier", "type_identifier", "field_identifier", "destructor_name", "operator_name", "primitive_type"}
)
_TAGS = frozenset({"struct_specifier", "union_specifier", "enum_specifier", "class_specifier"})


@dataclass(frozen=True)
class Part:
    """A stretch of the text that was parsed, the end exclusive."""

    start: int
    end: int


@dataclass(frozen=True)
class Parsed:
    """A declarator. ``type`` leaves out stars, const and the words struct, union and enum.

    ``callable`` is a function, or a pointer to one; ``variadic`` is the three dots, which have nothing else.
    """

    type: Part | None = None
    name: Part | None = None
    owner: Part | None = None
    default: Part | None = None
    array: tuple[Dimension, ...] | None = None
    pointer: int = 0
    reference: bool = False
    const: bool = False
    callable: bool = False
    variadic: bool = False


@cache
def _parser() -> tree_sitter.Parser:
    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_cpp.language()))


@lru_cache(maxsize=2_000)
def parameter(text: str) -> Parsed | None:
    """One parameter (ASCII), None where it is not exactly one. Memoised, because interfaces repeat theirs."""
    root = _parser().parse(f"{_PARAMETER}{text}\n);".encode("ascii")).root_node
    listed = None if root.has_error else _first(root, "parameter_list")
    if listed is None:
        return None
    items = listed.children[1:-1]
    if len(items) != 1:
        return None
    shift = -len(_PARAMETER)
    if items[0].type == "...":
        return Parsed(variadic=True)
    return _declared(items[0], shift) if items[0].type.endswith("parameter_declaration") else None


def head(text: str) -> Parsed | None:
    """What stands before a parameter list (ASCII): return type and name; None where it is something else."""
    root = _parser().parse(f"{text}{_SOME_LIST}".encode("ascii")).root_node
    items = [child for child in root.children if child.type not in (";", "comment")]
    if root.has_error or len(items) != 1 or items[0].type not in ("declaration", "type_definition"):
        return None
    return _declared(items[0], 0)


def _declared(node: Node, shift: int) -> Parsed:
    kind = node.child_by_field_name("type")
    declarator = node.child_by_field_name("declarator")
    default = node.child_by_field_name("default_value")
    shape = _Shape(shift)
    if declarator is not None:
        shape.read(declarator)
    return Parsed(
        type=None if kind is None else _type_part(kind, shift),
        name=shape.name,
        owner=shape.owner,
        default=None if default is None else _part(default, shift),
        array=tuple(reversed(shape.dimensions)) or None,
        pointer=shape.pointer,
        reference=shape.reference,
        const=any(child.type == "type_qualifier" and child.text == b"const" for child in node.children),
        callable=shape.callable,
    )


class _Shape:
    """What the wrappings of a declarator say: from the outside in, until the name."""

    def __init__(self, shift: int) -> None:
        self._shift = shift
        self.name: Part | None = None
        self.owner: Part | None = None
        self.dimensions: list[Dimension] = []
        self.pointer = 0
        self.reference = False
        self.callable = False

    def read(self, declarator: Node) -> None:
        """Take in a declarator and those inside it."""
        node: Node | None = declarator
        while node is not None:
            self._take(node)
            node = _inner(node)

    def _take(self, node: Node) -> None:
        kind = node.type
        if "pointer" in kind and not self.callable:
            self.pointer += 1
        elif "reference" in kind:
            self.reference = True
        elif "array" in kind:
            self.dimensions.append(_dimension(node.child_by_field_name("size")))
        elif kind in ("function_declarator", "abstract_function_declarator"):
            self.callable = True
        elif kind == "qualified_identifier":
            scope = node.child_by_field_name("scope")
            self.owner = None if scope is None else _part(scope, self._shift)
        elif kind in _NAMES:
            self.name = _part(node, self._shift)


def _inner(node: Node) -> Node | None:
    if node.type == "qualified_identifier":
        return node.child_by_field_name("name")
    found = node.child_by_field_name("declarator")
    if found is not None or node.type in _NAMES:
        return found
    inside = (child for child in node.named_children if child.type.endswith("declarator") or child.type in _NAMES)
    return next(inside, None)


def _type_part(node: Node, shift: int) -> Part:
    """The type without its tag word; for a template or a plain type all of it."""
    name = node.child_by_field_name("name") if node.type in _TAGS else None
    return _part(name or node, shift)


def _dimension(size: Node | None) -> Dimension:
    if size is None or size.text is None:
        return None
    text = size.text.decode("ascii")
    number = whole(text) if text.isdecimal() else None
    return text if number is None else number


def _part(node: Node, shift: int) -> Part:
    return Part(node.start_byte + shift, node.end_byte + shift)


def _first(root: Node, kind: str) -> Node | None:
    waiting = [root]
    while waiting:
        node = waiting.pop(0)
        if node.type == kind:
            return node
        waiting.extend(node.children)
    return None
