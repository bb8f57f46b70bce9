"""Qualifiers: their declarations, and values that fit them.

The declarations of the standard ones follow DSP0004 and Microsoft's Win32 qualifiers. A qualifier that is in
neither is declared by its uses.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from specgen.cim.literals import RESERVED, NoLiteral, Scalar, array_literal, literal
from specgen.emit import Code, cim_identifier
from specgen.model.types import QualifierValue


@dataclass(frozen=True)
class Declared:
    """A qualifier declaration: ``type`` ends in ``[]`` for a list; ``scope`` and ``flavor`` as MOF lists them."""

    name: str
    type: str
    scope: str = "any"
    flavor: str = ""

    @property
    def array(self) -> bool:
        """Whether the argument is a list."""
        return self.type.endswith("[]")

    def fits(self, scope: str) -> bool:
        """Whether an element of ``scope`` may have it; an association is a class."""
        scopes = self.scope.split(", ")
        return "any" in scopes or scope in scopes or (scope == "class" and "association" in scopes)

    @property
    def code(self) -> Code:
        """The declaration, without the keyword before and the semicolon after it."""
        value = {"boolean": " = false"}.get(self.type, "")
        flavor = f", Flavor({self.flavor})" if self.flavor else ""
        return Code(f"{self.name} : {self.type}{value}, Scope({self.scope}){flavor}")

    @property
    def element(self) -> str:
        """The intrinsic type of the argument, or of its elements."""
        return self.type.removesuffix("[]")


@dataclass(frozen=True)
class Use:
    """A qualifier on an element; ``value`` is its argument as MOF, None for a bare one."""

    name: str
    value: Code | None
    declared: Declared

    @property
    def code(self) -> Code:
        """The qualifier as it stands in the list."""
        if self.value is None:
            return Code(self.name)
        return Code(f"{self.name}{self.value}" if self.declared.array else f"{self.name}({self.value})")


NO_TEXT = "No value"
"""What DSP0004 has for a deprecation without a replacement."""
_VALUED = "property, method, parameter, reference"
_BOOLEAN = (
    ("Abstract", "class, association, indication", "EnableOverride, Restricted"),
    ("Aggregate", "reference", "DisableOverride, ToSubclass"),
    ("Aggregation", "association", "DisableOverride, ToSubclass"),
    ("Amendment", "class, association, indication", "DisableOverride, ToSubclass"),
    ("Association", "association", "DisableOverride, ToSubclass"),
    ("Dynamic", "any", ""),
    ("EmbeddedObject", "property, method, parameter", "DisableOverride, ToSubclass"),
    ("Implemented", "method", ""),
    ("In", "parameter", "DisableOverride, ToSubclass"),
    ("Key", "property, reference", "DisableOverride, ToSubclass"),
    ("Not_Null", "property, reference", ""),
    ("Optional", "any", ""),
    ("Out", "parameter", "DisableOverride, ToSubclass"),
    ("Read", "property, reference", ""),
    ("Required", _VALUED, "DisableOverride, ToSubclass"),
    ("Singleton", "class, association, indication", ""),
    ("Static", "property, method", "DisableOverride, ToSubclass"),
    ("Stream", "any", ""),
    ("SupportsCreate", "class, association, indication", ""),
    ("SupportsDelete", "class, association, indication", ""),
    ("SupportsUpdate", "class, association, indication", ""),
    ("Terminal", "class, association, indication", ""),
    ("Weak", "reference", ""),
    ("Write", "property, reference", ""),
)
_OTHER = (
    Declared("ArrayType", "string", "property, parameter"),
    Declared("BitMap", "string[]", _VALUED),
    Declared("BitValues", "string[]", _VALUED, "EnableOverride, ToSubclass, Translatable"),
    Declared("Deprecated", "string[]", "any", "EnableOverride, Restricted"),
    Declared("Description", "string", "any", "EnableOverride, ToSubclass, Translatable"),
    Declared("DisplayName", "string", "any", "EnableOverride, ToSubclass, Translatable"),
    Declared("EmbeddedInstance", "string", "property, method, parameter"),
    Declared("ID", "sint32", "parameter"),
    Declared("MappingStrings", "string[]"),
    Declared("Max", "uint32", "reference"),
    Declared("MaxLen", "uint32", "property, method, parameter"),
    Declared("MaxValue", "sint64", _VALUED),
    Declared("Min", "uint32", "reference"),
    Declared("MinLen", "uint32", "property, method, parameter"),
    Declared("MinValue", "sint64", _VALUED),
    Declared("ModelCorrespondence", "string[]"),
    Declared("Override", "string", "property, method, reference", "EnableOverride, Restricted"),
    Declared("Propagated", "string", "property, reference", "DisableOverride, ToSubclass"),
    Declared("Units", "string", "property, method, parameter", "EnableOverride, ToSubclass, Translatable"),
    Declared("UUID", "string", "class, association, indication", "EnableOverride, Restricted"),
    Declared("ValueMap", "string[]", _VALUED),
    Declared("Values", "string[]", _VALUED, "EnableOverride, ToSubclass, Translatable"),
    Declared("Version", "string", "class, association, indication", "EnableOverride, Restricted, Translatable"),
)


def _standard() -> dict[str, Declared]:
    booleans = [Declared(name, "boolean", scope, flavor) for name, scope, flavor in _BOOLEAN]
    return {one.name.casefold(): one for one in (*booleans, *_OTHER)}


STANDARD = _standard()
FINAL = frozenset(name for name, one in STANDARD.items() if "DisableOverride" in one.flavor)
"""Qualifiers whose value a subclass may not change, in lower case."""


@dataclass(frozen=True)
class Vocabulary:
    """Every qualifier of a library by its name in lower case, the standard ones and those declared by their uses."""

    declared: Mapping[str, Declared]

    def wants_text(self, name: str) -> bool:
        """Whether a qualifier takes strings."""
        declared = self.declared.get(name.casefold())
        return declared is not None and declared.element == "string"

    def use(self, name: str, value: QualifierValue, scope: str) -> Use | None:
        """The qualifier with this argument on an element of ``scope``.

        None where the argument is none of its type, the name none of CIM, or the scope none of its own.
        """
        return self.judged(name, value, scope)[0]

    def judged(self, name: str, value: QualifierValue, scope: str) -> tuple[Use | None, str | None]:
        """``use``, and in words what is wrong with it; None where nothing is.

        A number or truth value in quotes is read, and wrong all the same.
        """
        declared = self.declared.get(name.casefold())
        if declared is None:
            return None, "no qualifier can have this name"
        if not declared.fits(scope):
            return None, f"it is no qualifier of {_article(scope)}"
        try:
            use = self._use(name, value)
        except NoLiteral:
            return None, f"its argument is {_article(declared.type)}"
        values = value if isinstance(value, list) else [value]
        quoted = declared.element != "string" and any(isinstance(one, str) for one in values)
        return use, f"its argument is {_article(declared.element)}, not a string" if quoted else None

    def _use(self, name: str, value: QualifierValue) -> Use:
        declared = self.declared[name.casefold()]
        return Use(declared.name, _argument(value, declared), declared)


def _article(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' and not word.startswith('uint') else 'a'} {word}"


def vocabulary(uses: Iterable[tuple[str, QualifierValue]]) -> Vocabulary:
    """The standard qualifiers, and a declaration for every other that is used: its type is that of its arguments."""
    forms: dict[str, Declared] = dict(STANDARD)
    others = [one for one in uses if one[0].casefold() not in STANDARD]
    for name, value in sorted(others, key=lambda one: (one[0].casefold(), one[0], repr(one[1]))):
        folded = name.casefold()
        if folded in RESERVED or cim_identifier(name) is None:
            continue
        made = Declared(name, _type_of(value) + ("[]" if isinstance(value, list) else ""))
        forms[folded] = _joined(forms.get(folded, made), made)
    return Vocabulary(forms)


def _type_of(value: QualifierValue) -> str:
    sample = value[0] if isinstance(value, list) and value else value
    if isinstance(sample, bool):
        return "boolean"
    if isinstance(sample, int):
        return "sint64"
    return "real64" if isinstance(sample, float) else "string"


def _joined(held: Declared, other: Declared) -> Declared:
    element = held.element if held.element == other.element else "string"
    return Declared(held.name, element + ("[]" if held.array or other.array else ""))


def _argument(value: QualifierValue, declared: Declared) -> Code | None:
    if declared.type == "boolean" and not declared.array:
        made = literal(value if isinstance(value, (bool, str)) else "?", "boolean")
        return None if made == "true" else made
    if declared.array:
        return array_literal(value if isinstance(value, list) else [value], declared.element)
    return literal(_scalar(value), declared.type)


def _scalar(value: QualifierValue) -> Scalar:
    if isinstance(value, list):
        raise NoLiteral(str(value))
    return value
