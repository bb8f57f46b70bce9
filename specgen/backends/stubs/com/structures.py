"""Structures and unions as classes of ctypes."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from specgen.backends import Artefact, Options
from specgen.backends.stubs.com.records import Field, Form, Record
from specgen.backends.stubs.com.structure_docs import of_record
from specgen.backends.stubs.docs import Docs
from specgen.backends.stubs.views import Doc
from specgen.emit import Code, python_identifiers, render

RECORDS_A_MODULE = 50
"""Classes a module, as of interfaces."""

RESERVED = frozenset(
    (
        *("Array", "Guid", "POINTER", "PointerTo", "Structure", "TypeAlias", "Union", "classes", "layout"),
        *("bool", "bytes", "float", "int", "c_bool", "c_char", "c_char_p", "c_double", "c_float", "c_void_p"),
        *("c_size_t", "c_ssize_t"),
        *(f"c_{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)),
    )
)
"""Names that the modules themselves use."""

_READ = {
    "c_bool": ("bool",),
    "c_char": ("bytes",),
    "c_char_p": ("bytes", "None"),
    "c_double": ("float",),
    "c_float": ("float",),
    "c_void_p": ("int", "None"),
}
"""What ctypes gives for a field; of any other class an int."""

_GENERIC = {"Array": "_ctypes", "PointerTo": "_base"}
_WORD = re.compile(r"(?!None\b)\w+")


@dataclass(frozen=True)
class Attribute:
    """A field in a stub."""

    name: Code
    annotation: Code


@dataclass(frozen=True)
class RecordClass:
    """A class in source. ``opaque``: why it has no fields; ``fields`` are what ``_fields_`` lists."""

    key: str
    name: Code
    base: Code
    doc: Doc
    opaque: str | None
    attributes: tuple[Attribute, ...]
    fields: tuple[Code, ...]
    anonymous: tuple[Code, ...]
    uses: frozenset[str]
    pages: tuple[str, ...]


@dataclass(frozen=True)
class RecordModule:
    """A module of classes; ``ctypes`` are the names that fields need from there, ``others`` what other modules give.

    ``annotated`` are the names that the stub needs of ctypes, ``pointers``: it needs PointerTo; ``whole`` are modules
    that it needs as such.
    """

    name: Code
    classes: tuple[RecordClass, ...]
    bases: tuple[Code, ...]
    ctypes: tuple[Code, ...]
    annotated: tuple[Code, ...]
    pointers: bool
    guid: bool
    others: tuple[tuple[Code, tuple[Code, ...]], ...]
    aliases: tuple[Code, ...]
    whole: tuple[Code, ...]

    @property
    def imported(self) -> tuple[Code, ...]:
        """What the source needs of ctypes to declare the fields."""
        return (*self.bases, *self.ctypes)

    @property
    def guid_bases(self) -> bool:
        """Whether a class is a GUID."""
        return any(one.base == "Guid" for one in self.classes)

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages that it is made of, sorted."""
        return tuple(sorted({page for one in self.classes for page in one.pages}))


class Structures:
    """The module ``structures`` of a package, or the package of that name if it has many classes."""

    def __init__(self, records: Sequence[Record], docs: Docs, options: Options, taken: Container[str]) -> None:
        """``records`` come after those that they hold; no class is called as one of ``taken``."""
        self._docs = docs
        self._options = options
        self._records = {one.key: one for one in records}
        ordered = sorted(self._records)
        called = (self._records[key].called for key in ordered)
        names = python_identifiers(called, _Either(taken, RESERVED))
        self.names: dict[str, Code] = dict(zip(ordered, names, strict=True))
        cut = [ordered[start : start + RECORDS_A_MODULE] for start in range(0, len(ordered), RECORDS_A_MODULE)]
        self._chunks = cut
        self._place = {key: number for number, keys in enumerate(cut) for key in keys}

    def laid_out(self, key: str) -> bool:
        """Whether a value of the class has a size."""
        return self._records[key].fields is not None or self._records[key].is_guid

    def place(self, key: str) -> tuple[str, ...]:
        """The path of the module that has the class, below the package."""
        return ("structures",) if len(self._chunks) == 1 else ("structures", _chunk(self._place[key]))

    def artefacts(self, folder: str, package: str) -> Iterator[Artefact]:
        """The files, below ``folder``; ``package`` is the name to import them from."""
        if not self._chunks:
            return
        modules = [self._module(keys, number) for number, keys in enumerate(self._chunks)]
        classes = {one.key: one for module in modules for one in module.classes}
        laid_out = [classes[key] for key in self._records if classes[key].fields]
        view = {"options": self._options, "package": package, "laid_out": laid_out, "parts": modules}
        if len(modules) == 1:
            for suffix in ("py", "pyi"):
                text = render(f"stubs/com_structures.{suffix}.j2", module=modules[0], alone=True, **view)
                yield Artefact(f"{folder}/structures.{suffix}", text, modules[0].pages)
            return
        view["imported"] = sorted({name for one in modules for name in one.imported if name not in one.bases})
        view["guid"] = any(one.guid for one in modules)
        for suffix in ("py", "pyi"):
            yield Artefact(f"{folder}/structures/__init__.{suffix}", render(f"stubs/com_gathered.{suffix}.j2", **view))
            for module in modules:
                text = render(f"stubs/com_structures.{suffix}.j2", module=module, alone=False, **view)
                yield Artefact(f"{folder}/structures/{module.name}.{suffix}", text, module.pages)

    def _module(self, keys: Sequence[str], number: int) -> RecordModule:
        classes = tuple(self._class(self._records[key]) for key in keys)
        spelled = [field.form for key in keys for field in self._records[key].fields or ()]
        used = {key for one in classes for key in one.uses if self._place[key] != number}
        others = sorted({self._place[key] for key in used})
        hidden = {name for one in classes for name in self._hidden(one)}
        bases = tuple(sorted({one.base for one in classes if one.base != "Guid"}))
        return RecordModule(
            Code(_chunk(number)) if len(self._chunks) > 1 else Code("structures"),
            classes,
            bases,
            tuple(sorted({name for form in spelled for name in _of_ctypes(form)})),
            tuple(sorted({*bases, *(name for one in keys for name in self._annotating(self._records[one]))})),
            any(form.stars for form in spelled),
            any(form.base == "Guid" for form in spelled) or any(one.base == "Guid" for one in classes),
            tuple(
                (Code(_chunk(other)), tuple(sorted(self.names[key] for key in used if self._place[key] == other)))
                for other in others
            ),
            tuple(sorted(hidden - _GENERIC.keys())),
            tuple(sorted(Code(_GENERIC[name]) for name in hidden & _GENERIC.keys())),
        )

    def _annotating(self, one: Record) -> Iterator[Code]:
        """The names of ctypes in the annotations of a class."""
        for field in self._all_fields(one):
            for name in self._named(field.form):
                if name == "Array" or (name.startswith("c_") and name in RESERVED):
                    yield Code(name)

    def _hidden(self, one: RecordClass) -> set[Code]:
        """The names in annotations that a field of the class hides."""
        own = {field.name for field in self._all_fields(self._records[one.key])}
        forms = [field.form for field in self._all_fields(self._records[one.key])]
        return {Code(name) for form in forms for name in self._named(form) if name in own}

    def _class(self, one: Record) -> RecordClass:
        fields = list(self._all_fields(one))
        own = {field.name for field in fields}
        base = "Guid" if one.is_guid else "Union" if one.is_union else "Structure"
        return RecordClass(
            one.key,
            self.names[one.key],
            Code(base),
            of_record(one, self._docs, descriptions=self._options.descriptions),
            None if one.reason is None else f"Opaque: nobody can tell its layout. {one.reason}",
            tuple(Attribute(field.name, self._annotation(field, own)) for field in fields),
            tuple(self._declared(field) for field in one.fields or ()),
            one.anonymous,
            frozenset(field.form.base for field in fields if field.form.is_record),
            (one.source.page,) if one.source is not None else (),
        )

    def _all_fields(self, one: Record) -> Iterator[Field]:
        """The fields, and those of anonymous fields behind them."""
        for field in one.fields or ():
            yield field
            if field.name in one.anonymous:
                yield from self._all_fields(self._records[field.form.base])

    def _declared(self, field: Field) -> Code:
        text = f'"{field.name}", {self.spelled(field.form)}'
        return Code(f"({text}, {field.bits})" if field.bits is not None else f"({text})")

    def spelled(self, form: Form) -> Code:
        """The type in a call of ctypes."""
        text = self._base(form)
        for _ in range(form.stars):
            text = f"POINTER({text})"
        for size in reversed(form.sizes):
            text = f"{text} * {size}" if "*" not in text else f"({text}) * {size}"
        return Code(text)

    def _base(self, form: Form) -> str:
        return self.names[form.base] if form.is_record else form.base

    def _named(self, form: Form) -> Iterator[str]:
        """The names that the annotation of a field is made of."""
        yield from _WORD.findall(self._read(form))

    def _annotation(self, field: Field, own: Container[str]) -> Code:
        """What reading the field gives; names that fields of the class hide have an alias."""
        text = self._read(field.form)
        return Code(_WORD.sub(lambda word: _hidden_by(word[0]) if word[0] in own else word[0], text))

    def _read(self, form: Form) -> str:
        is_class = form.is_record or form.base == "Guid"
        value = " | ".join((self._base(form),) if is_class else _READ.get(form.base, ("int",)))
        text: str = self._base(form)
        for _ in range(form.stars):
            text, value = f"PointerTo[{text}, {value}]", f"PointerTo[{text}, {value}]"
        if form.sizes and text == "c_char" and len(form.sizes) == 1:
            return "bytes"
        for _ in form.sizes:
            text = f"Array[{text}]"
        return text if form.sizes else value


class _Either(Container[str]):
    """What is in one of two containers."""

    def __init__(self, one: Container[str], other: Container[str]) -> None:
        self._both = one, other

    def __contains__(self, name: object) -> bool:
        return any(name in each for each in self._both)


def _hidden_by(name: str) -> str:
    """What to call a name that a field hides: generic classes have no alias."""
    return f"{_GENERIC[name]}.{name}" if name in _GENERIC else f"_{name}"


def _chunk(number: int) -> str:
    return f"classes_{number + 1:02}"


def _of_ctypes(form: Form) -> Iterator[Code]:
    """The names of ctypes that a field needs."""
    if not form.is_record and form.base != "Guid":
        yield Code(form.base)
    if form.stars:
        yield Code("POINTER")
