"""Properties, methods and parameters: from the model to what MOF can say, with the repairs that took."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from specgen.cim import repairs
from specgen.cim.layout import qualifier_lines
from specgen.cim.literals import INTEGER_RANGES, INTRINSICS, RESERVED, NoLiteral, read_default
from specgen.cim.qualifiers import NO_TEXT, Vocabulary
from specgen.emit import Code, cim_identifier, python_identifier
from specgen.model.departures import Applied, Departure
from specgen.model.entities import Parameter, Property, Value, WmiMethod
from specgen.model.types import Dimension, QualifierValue

_SHORT = 60
_NO_FACTS = ("Description(", "Override(")
_OBJECTS = frozenset(("object", "iunknown", "idispatch", "variant", "instance"))
_LIKE = {
    "integer": "sint32",
    "int": "sint32",
    "hresult": "uint32",
    "bool": "boolean",
    "dword": "uint32",
    "word": "uint16",
}
_GIVEN_BY_US = frozenset(
    ("in", "out", "optional", "ref", "key", "read", "write", "embeddedinstance", "embeddedobject", "description")
)


@dataclass(frozen=True)
class Feature:
    """A property, reference or parameter as MOF declares it.

    ``type`` is an intrinsic type or ``Class REF``; ``suffix`` is ``[]``, ``[4]`` or empty; ``needs`` is the class that
    has to be declared before; ``access`` and ``key`` are facts for comparing with an inherited feature. Its page
    declares it on ``line`` (1-based).
    """

    name: Code
    type: Code
    suffix: Code
    qualifiers: tuple[Code, ...]
    default: Code | None
    repairs: tuple[Applied, ...]
    needs: str | None
    embedded: str | None
    key: bool = False
    access: str | None = None
    line: int | None = None

    @property
    def lines(self) -> tuple[Code, ...]:
        """The qualifier list, in lines."""
        return qualifier_lines(self.qualifiers)

    @property
    def facts(self) -> frozenset[Code]:
        """The qualifiers that say something of the feature itself: no prose, and nothing that names a superclass."""
        return frozenset(one for one in self.qualifiers if not one.startswith(_NO_FACTS))

    @property
    def is_reference(self) -> bool:
        """Whether it is a REF."""
        return self.type.endswith(" REF")

    @property
    def shape(self) -> tuple[str, str, str]:
        """What an overriding feature must share."""
        kind = "reference" if self.is_reference else self.type
        return (kind, self.suffix, (self.embedded or "").casefold())


@dataclass(frozen=True)
class Method:
    """A method as MOF declares it; ``root``, ``page`` and ``line`` are where it is documented."""

    name: Code
    type: Code
    qualifiers: tuple[Code, ...]
    parameters: tuple[Feature, ...]
    repairs: tuple[Applied, ...]
    page: str
    line: int
    root: str = ""

    @property
    def lines(self) -> tuple[Code, ...]:
        """The qualifier list, in lines."""
        return qualifier_lines(self.qualifiers)

    @property
    def needs(self) -> tuple[str, ...]:
        """The classes that have to be declared before."""
        return tuple(one.needs for one in self.parameters if one.needs is not None)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parameters, without regard to case."""
        return tuple(one.name.casefold() for one in self.parameters)


class _Typed(NamedTuple):
    type: Code
    needs: str | None = None
    embedded: str | None = None
    qualifier: tuple[str, QualifierValue] | None = None
    repairs: tuple[Applied, ...] = ()


_Fitted = tuple[Code | None, list[Applied]]
"""A qualifier as MOF (None where it does not fit), and what had to be changed."""


class Builder:
    """Builds features with one vocabulary of qualifiers; ``descriptions`` says whether prose goes along."""

    def __init__(self, vocabulary: Vocabulary, *, descriptions: bool) -> None:
        self.vocabulary = vocabulary
        self.descriptions = descriptions
        self._told: dict[tuple[object, ...], _Fitted] = {}

    def property(self, source: Property) -> Feature:
        """A property or reference."""
        typed = _typed(source)
        found = list(typed.repairs)
        suffix = _suffix(source.array, source.raw, found)
        default = self._default(source, typed.type, found)
        scope = "reference" if typed.type.endswith(" REF") else "property"
        given: list[tuple[str, QualifierValue]] = [("Key", True)] if source.key else []
        given += _ACCESS.get(source.access or "", ())
        qualifiers = self._qualifiers(source, given, typed, scope, found)
        return Feature(
            cim_name(source.name, found),
            typed.type,
            suffix,
            qualifiers,
            default,
            tuple(found),
            typed.needs,
            typed.embedded,
            source.key,
            source.access,
            source.line,
        )

    def method(self, source: WmiMethod) -> Method:
        """A method with its parameters."""
        found: list[Applied] = []
        returned = _return_type(source, found)
        given: list[tuple[str, QualifierValue]] = [("Static", True)] if source.static else []
        given += self._maps(source.returns.values, returned, found)
        own = [(name, value) for name, value in source.qualifiers.items() if name.casefold() != "static"]
        wanted = [*given, *own, *self.described(source.summary)]
        return Method(
            cim_name(source.name, found),
            returned,
            self.qualifiers(wanted, "method", found),
            self._parameters(source.parameters, found),
            tuple(found),
            source.page,
            source.line,
            source.root,
        )

    def _parameters(self, sources: Sequence[Parameter], found: list[Applied]) -> tuple[Feature, ...]:
        made: dict[str, Feature] = {}
        for number, source in enumerate(sources, 1):
            feature = self._parameter(source, number)
            if feature.name.casefold() in made:
                found.append(Applied(repairs.DUPLICATE_MEMBER, source.raw or feature.name))
            else:
                made[feature.name.casefold()] = feature
        return tuple(made.values())

    def _parameter(self, source: Parameter, number: int) -> Feature:
        typed = _typed(source)
        found = list(typed.repairs)
        suffix = _suffix(source.array, source.raw, found)
        if source.default is not None:
            found.append(Applied(repairs.PARAMETER_DEFAULT, f"= {source.default}"))
        if source.name is None:
            found.append(Applied(repairs.UNNAMED_PARAMETER, source.raw or "nothing"))
        given = _directions(source)
        qualifiers = self._qualifiers(source, given, typed, "parameter", found)
        name = cim_name(source.name or f"Unnamed{number}", found)
        needs, embedded, line = typed.needs, typed.embedded, source.line
        return Feature(name, typed.type, suffix, qualifiers, None, tuple(found), needs, embedded, line=line)

    def _qualifiers(
        self,
        source: Property | Parameter,
        given: list[tuple[str, QualifierValue]],
        typed: _Typed,
        scope: str,
        found: list[Applied],
    ) -> tuple[Code, ...]:
        """Ours first, then the page's own, then maps and prose."""
        wanted = [*given, *([typed.qualifier] if typed.qualifier else [])]
        wanted += [(name, value) for name, value in source.qualifiers.items() if name.casefold() not in _GIVEN_BY_US]
        if "values" not in {name.casefold() for name, _ in wanted}:
            wanted += self._maps(source.values, typed.type, found)
        wanted += self.described(source.description)
        return self.qualifiers(wanted, scope, found)

    def qualifiers(
        self, wanted: Iterable[tuple[str, QualifierValue]], scope: str, found: list[Applied]
    ) -> tuple[Code, ...]:
        """The qualifiers of an element of ``scope``; those that do not fit are added to ``found``."""
        codes: dict[str, Code] = {}
        for name, value in wanted:
            code, wrong = self._fitted(name, scope, value)
            found += wrong
            if code is not None:
                codes.setdefault(name.casefold(), code)
        return tuple(codes.values())

    def _fitted(self, name: str, scope: str, value: QualifierValue) -> "_Fitted":
        """What a qualifier is. Most have a short argument, or none: there are few, and they stand everywhere."""
        if isinstance(value, list) or (isinstance(value, str) and len(value) > _SHORT):
            return self._fit(name, scope, value)
        # As it is written: 1 and True are two arguments, and equal.
        key = (name, scope, repr(value))
        if key not in self._told:
            self._told[key] = self._fit(name, scope, value)
        return self._told[key]

    def _fit(self, name: str, scope: str, value: QualifierValue) -> "_Fitted":
        found: list[Applied] = []
        if value is True and self.vocabulary.wants_text(name):
            found.append(Applied(repairs.BARE_QUALIFIER, name, "it takes a text, and has none"))
            value = NO_TEXT
        use, wrong = self.vocabulary.judged(name, value, scope)
        if wrong is not None:
            departure = repairs.UNFIT_QUALIFIER if use is None else repairs.QUALIFIER_TYPE
            found.append(Applied(departure, f"{name}({value})", wrong))
        return use.code if use is not None else None, found

    def described(self, text: str | None) -> list[tuple[str, QualifierValue]]:
        """A Description, unless prose is left out."""
        return [("Description", text)] if text and self.descriptions else []

    def _maps(self, values: Sequence[Value], cim_type: str, found: list[Applied]) -> list[tuple[str, QualifierValue]]:
        """ValueMap and Values, for the types that DSP0004 allows them on."""
        if not values:
            return []
        if cim_type != "string" and cim_type not in INTEGER_RANGES:
            lost = [one for one in map(_mapped, values) if one is not None]
            if lost:
                found.append(Applied(repairs.UNMAPPED_VALUES, ", ".join(lost)))
            return []
        rows: dict[str, str] = {}
        for value in values:
            mapped = _mapped(value)
            if mapped is not None:
                rows.setdefault(mapped, self._label(value, mapped))
        return [("ValueMap", list(rows)), ("Values", list(rows.values()))] if rows else []

    def _label(self, value: Value, mapped: str) -> str:
        label = value.label if self.descriptions else None
        return value.name or value.symbol or label or mapped

    def _default(self, source: Property, cim_type: str, found: list[Applied]) -> Code | None:
        if source.default is None:
            return None
        try:
            made, quoted = read_default(source.default, cim_type, array=source.array is not None)
        except NoLiteral:
            found.append(Applied(repairs.INVALID_DEFAULT, f"= {source.default}"))
            return None
        if quoted:
            found.append(Applied(repairs.UNQUOTED_DEFAULT, f"= {source.default}"))
        return made


_ACCESS: dict[str, tuple[tuple[str, bool], ...]] = {
    "read": (("Read", True),),
    "write": (("Read", False), ("Write", True)),
    "readwrite": (("Read", True), ("Write", True)),
}
"""DSP0004's default of Read is true, so what can only be written says that it cannot be read."""


def _directions(source: Parameter) -> list[tuple[str, QualifierValue]]:
    """DSP0004's default is In, so an out-parameter says that it is no in-parameter."""
    given: list[tuple[str, QualifierValue]] = [("In", source.direction != "out")]
    if source.direction in ("out", "inout"):
        given.append(("Out", True))
    return [*given, ("Optional", True)] if source.optional else given


def cim_name(name: str, found: list[Applied]) -> Code:
    """``name`` as a CIM identifier; what had to be changed for that is added to ``found``."""
    valid = cim_identifier(name)
    if valid is None:
        found.append(Applied(repairs.INVALID_NAME, name))
        return python_identifier(name[:200])
    if valid.casefold() in RESERVED:
        found.append(Applied(repairs.RESERVED_NAME, name))
        return Code(f"{valid}_")
    return valid


def _suffix(array: tuple[Dimension, ...] | None, raw: str | None, found: list[Applied]) -> Code:
    if array is None:
        return Code("")
    if array == (None,) or not array:
        return Code("[]")
    if len(array) == 1 and isinstance(array[0], int) and array[0] > 0:
        return Code(f"[{array[0]}]")
    found.append(Applied(repairs.ARRAY_FORM, raw or str(array)))
    return Code("[]")


def _typed(source: Property | Parameter) -> _Typed:
    spelled = source.raw or f"{source.type} {source.name}"
    word = (source.type or "").casefold()
    if source.ref:
        return _reference(source.type, spelled)
    if word in INTRINSICS:
        return _declared_embedded(source, word)
    if word in _OBJECTS:
        return _string(repairs.OBJECT_TYPE, spelled, ("EmbeddedObject", True))
    return _class_typed(source.type, spelled)


def _declared_embedded(source: Property | Parameter, word: str) -> _Typed:
    """An intrinsic type, unless the page itself says what a string embeds."""
    if word != "string" or not source.qualifiers:
        return _INTRINSIC[word]
    folded = {name.casefold(): value for name, value in source.qualifiers.items()}
    target = cim_identifier(str(folded.get("embeddedinstance", "")))
    if target is not None:
        return _Typed(Code("string"), target, target, ("EmbeddedInstance", target))
    if "embeddedobject" in folded:
        return _Typed(Code("string"), None, "*", ("EmbeddedObject", True))
    return _INTRINSIC[word]


_INTRINSIC = {word: _Typed(Code(word)) for word in INTRINSICS}


def _reference(name: str | None, spelled: str) -> _Typed:
    target = cim_identifier(name)
    if target is None or target.casefold() in INTRINSICS or target.casefold() in _OBJECTS:
        return _Typed(Code("string"), repairs=(Applied(repairs.STRING_REF, spelled),))
    return _Typed(Code(f"{target} REF"), target)


def _class_typed(name: str | None, spelled: str) -> _Typed:
    like = _LIKE.get((name or "").casefold())
    if like is not None:
        return _Typed(Code(like), repairs=(Applied(repairs.UNKNOWN_TYPE, spelled),))
    target = cim_identifier(name)
    if target is None:
        return _Typed(Code("string"), repairs=(Applied(repairs.UNKNOWN_TYPE, spelled),))
    applied = (Applied(repairs.EMBEDDED_CLASS, spelled),)
    return _Typed(Code("string"), target, target, ("EmbeddedInstance", target), applied)


def _string(departure: Departure, spelled: str, qualifier: tuple[str, QualifierValue]) -> _Typed:
    return _Typed(Code("string"), None, "*", qualifier, (Applied(departure, spelled),))


def _return_type(source: WmiMethod, found: list[Applied]) -> Code:
    word = (source.returns.type or "").casefold()
    spelled = source.returns.raw or source.returns.type or "nothing"
    if word in INTRINSICS:
        return Code(word)
    if word == "void":
        found.append(Applied(repairs.VOID_METHOD, spelled))
    elif not word:
        found.append(Applied(repairs.UNKNOWN_RETURN, spelled))
    else:
        found.append(Applied(repairs.UNKNOWN_TYPE, spelled))
        return Code(_LIKE.get(word, "string"))
    return Code("uint32")


def _mapped(value: Value) -> str | None:
    """A value in the notation of ValueMap, None where the page gives no number or string."""
    if value.range == "rest":
        return ".."
    if value.value is None:
        return None
    if value.range == "single":
        return str(value.value)
    if value.range == "from":
        return f"{value.value}.."
    return f"{value.value}..{value.last}" if value.range == "closed" else f"..{value.value}"
