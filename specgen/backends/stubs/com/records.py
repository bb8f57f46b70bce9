"""The layouts of structures and unions: which fields, in which order, of which size, or why nobody can tell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from specgen.backends.stubs.com.storage import Stored, StoredTypes, structure_key
from specgen.emit import Code, python_identifiers
from specgen.model import machine
from specgen.model.entities import StructMember, Structure, Union
from specgen.model.types import Dimension

_DEEPEST = 32
_LARGEST = 2**31 - 1


@dataclass(frozen=True)
class Form:
    """The type of a field: ``base`` is a ctypes class, or the key of a record, with stars and the sizes of an array."""

    base: str
    is_record: bool = False
    stars: int = 0
    sizes: tuple[int, ...] = ()

    @property
    def held(self) -> str | None:
        """The key of the record that the field holds itself, and not only the address of."""
        return self.base if self.is_record and not self.stars else None


@dataclass(frozen=True)
class Field:
    """A field; ``bits`` is the width of a bit field, ``told`` what the page calls it."""

    name: Code
    form: Form
    bits: int | None
    told: str


@dataclass(frozen=True)
class Record:
    """A structure or union. ``fields`` is None where ``reason`` says what keeps it from being laid out.

    ``source`` is None for one that is written in place; ``anonymous`` are the fields whose own fields are its fields.
    """

    key: str
    called: str
    is_union: bool
    source: Structure | Union | None
    fields: tuple[Field, ...] | None = None
    anonymous: tuple[Code, ...] = ()
    reason: str | None = None
    is_guid: bool = False

    @property
    def held(self) -> frozenset[str]:
        """The keys of the records that it holds."""
        return frozenset(one.form.held for one in self.fields or () if one.form.held is not None)


class _UnsizedError(Exception):
    """A member that cannot be laid out; the message says why."""


class Records:
    """Lays out all structures of a library; ``numbers`` is what symbols are worth."""

    def __init__(self, sources: Sequence[Structure | Union], types: StoredTypes, numbers: Mapping[str, int]) -> None:
        self._types = types
        self._numbers = numbers
        self._made: dict[str, Record] = {}
        for one in sources:
            key = structure_key(one)
            if key not in self._made:
                self._lay_out(Record(key, one.name, isinstance(one, Union), one), one.members)

    def settled(self) -> list[Record]:
        """Every record; one comes after those that it holds, and has no fields where one of them has none."""
        waiting = dict(sorted(self._made.items()))
        done: dict[str, Record] = {}
        while waiting:
            ready = [key for key, one in waiting.items() if one.held <= done.keys()]
            for key in ready or list(waiting):
                done[key] = _checked(waiting.pop(key), done)
        return list(done.values())

    def _lay_out(self, bare: Record, members: Sequence[StructMember]) -> None:
        key = bare.key
        self._made[key] = bare
        if bare.called in machine.GUIDS and bare.source is not None:
            self._made[key] = replace(bare, is_guid=True)
            return
        try:
            self._made[key] = self._with_fields(bare, members)
        except _UnsizedError as error:
            self._made[key] = replace(bare, reason=str(error))

    def _with_fields(self, bare: Record, members: Sequence[StructMember]) -> Record:
        if not members:
            raise _UnsizedError("No page lists its members.")
        names = python_identifiers(one.name or "unnamed" for one in members)
        fields: list[Field] = []
        for place, (name, one) in enumerate(zip(names, members, strict=True)):
            last = bare.is_union or place == len(members) - 1
            fields.append(Field(name, self._form(bare, place, one, last=last), one.bits, one.name or ""))
        nested = {name for name, one in zip(names, members, strict=True) if one.name is None and one.kind}
        made = replace(bare, fields=tuple(fields))
        anonymous = tuple(one.name for one in fields if one.name in nested and self._may_promote(made, one))
        return self._in_units(replace(made, anonymous=anonymous))

    def _may_promote(self, outer: Record, field: Field) -> bool:
        """Whether a field without a name adds no name that its record has already."""
        inner = self._made.get(field.form.base)
        own = {one.name for one in outer.fields or ()}
        return inner is not None and not field.form.sizes and own.isdisjoint(self.promoted(inner))

    def promoted(self, one: Record) -> set[Code]:
        """The names of the fields, and of those of its anonymous fields."""
        names: set[Code] = set()
        for field in one.fields or ():
            names.add(field.name)
            if field.name in one.anonymous:
                names |= self.promoted(self._made[field.form.base])
        return names

    def _form(self, outer: Record, place: int, one: StructMember, *, last: bool) -> Form:
        if one.kind in ("struct", "union"):
            return self._nested(outer, place, one, last=last)
        stars = one.pointer + (1 if one.ref else 0)
        stored = Stored("number", "c_int32", stars) if one.kind == "enum" else self._types.of(one.type, stars)
        if one.name is None and one.bits is None:
            raise _UnsizedError(f"The page gives a member without a name: {one.raw or one.type}.")
        form = None if stored is None else plain_form(stored)
        if form is None:
            raise _UnsizedError(f"Nothing tells the size of its member {one.name}, of the type {one.type or '?'}.")
        if one.bits is not None and (form.stars or form.base not in _UNITS or one.bits > _UNITS[form.base]):
            raise _UnsizedError(f"Its bit field {one.name} is of the type {one.type or '?'}.")
        return replace(form, sizes=self._sizes(one, last=last))

    def _nested(self, outer: Record, place: int, one: StructMember, *, last: bool) -> Form:
        key = f"{outer.key}/{place}"
        if key.count("/") > _DEEPEST:
            raise _UnsizedError("Its members are too deep in one another.")
        called = f"{outer.called}_{one.name or 'unnamed'}"
        self._lay_out(Record(key, called, one.kind == "union", None), one.members)
        return Form(key, is_record=True, stars=one.pointer, sizes=self._sizes(one, last=last))

    def _sizes(self, one: StructMember, *, last: bool) -> tuple[int, ...]:
        return tuple(self._size(each, one, open_=last and not place) for place, each in enumerate(one.array or ()))

    def _size(self, size: Dimension, one: StructMember, *, open_: bool) -> int:
        """The elements of a dimension: one where headers write one for as many as follow, if ``open_``."""
        if (size is None and open_) or (isinstance(size, str) and size in machine.OPEN_DIMENSIONS):
            return 1
        known = self._numbers.get(size) if isinstance(size, str) else size
        if known is None or not 0 < known <= _LARGEST:
            raise _UnsizedError(f"Nothing tells how many elements its member {one.name} has.")
        return known

    def _in_units(self, one: Record) -> Record:
        """Bit fields of several types: a record a unit, so that it does not matter how a compiler joins units."""
        runs = list(_units(one.fields or ()))
        if one.is_union or not any(len({each.form for each in run}) > 1 or _ends_unit(run) for run in runs):
            return one
        fields: list[Field] = []
        anonymous = [*one.anonymous]
        for number, unit in enumerate(_split(one.fields or ()), 1):
            if unit[0].bits is None:
                fields += unit
                continue
            key = f"{one.key}/bits{number}"
            self._made[key] = Record(key, f"{one.called}_bits_{number}", False, None, tuple(unit))  # noqa: FBT003
            name = _free(f"bits_{number}", {each.name for each in one.fields or ()})
            fields.append(Field(name, Form(key, is_record=True), None, ""))
            anonymous.append(name)
        return replace(one, fields=tuple(fields), anonymous=tuple(anonymous))


_UNITS = {f"c_{sign}int{bits}": bits for sign in ("", "u") for bits in (8, 16, 32, 64)}
_UNITS |= {"c_size_t": 64, "c_ssize_t": 64}


def plain_form(stored: Stored) -> Form | None:
    """The field of a type. Text of 8 bits is a c_char_p, of 16 bits a pointer to numbers: c_wchar has 32 elsewhere."""
    bases = {"number": stored.name, "guid": "Guid", "wide": "c_uint16", "handle": "c_void_p"}
    if stored.role == "structure":
        return Form(stored.name, is_record=True, stars=stored.stars)
    if stored.role in bases:
        return Form(bases[stored.role], stars=stored.stars)
    if stored.role == "narrow":
        return Form("c_char_p", stars=stored.stars - 1) if stored.stars else Form("c_char")
    return Form("c_void_p", stars=stored.stars - 1) if stored.stars else None


def _units(fields: Sequence[Field]) -> Iterator[list[Field]]:
    """The runs of bit fields."""
    run: list[Field] = []
    for one in fields:
        if one.bits is not None:
            run.append(one)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _ends_unit(run: Sequence[Field]) -> bool:
    return any(not one.bits for one in run)


def _split(fields: Sequence[Field]) -> Iterator[list[Field]]:
    """Fields one by one, and bit fields by the unit that they share, as Windows' compilers have it."""
    unit: list[Field] = []
    for one in fields:
        if unit and (one.bits is None or not one.bits or not _fits(unit, one)):
            yield unit
            unit = []
        if one.bits is None:
            yield [one]
        elif one.bits:
            unit.append(one)
    if unit:
        yield unit


def _fits(unit: Sequence[Field], one: Field) -> bool:
    """Whether a unit has room: units are shared by types of one size."""
    size = _UNITS[one.form.base]
    return _UNITS[unit[0].form.base] == size and sum(each.bits or 0 for each in unit) + (one.bits or 0) <= size


def _free(name: str, taken: set[Code]) -> Code:
    while name in taken:
        name += "_"
    return Code(name)


def _checked(one: Record, done: Mapping[str, Record]) -> Record:
    for field in one.fields or ():
        held = field.form.held
        if held is None:
            continue
        called = field.told or "without a name"
        inner = done.get(held)
        if inner is None:
            return replace(
                one, fields=None, anonymous=(), reason=f"Its member {called} would hold the structure itself."
            )
        if inner.fields is None and not inner.is_guid:
            said = f"Its member {called} is of the type {inner.called}. {inner.reason}"
            return replace(one, fields=None, anonymous=(), reason=said)
    return one
