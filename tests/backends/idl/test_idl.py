"""The IDL that is generated, as text."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from specgen.backends import Options, idl
from specgen.backends.idl import repairs
from specgen.model.departures import Departure
from specgen.model.library import Library
from specgen.model.symbols import Known, Symbols
from tests.backends.idl.samples import HOSTILE, MENDED, PLAIN, REPAIRED
from tests.backends.library import library, prop, wmi_class


def made(source: Library, *, descriptions: bool = True) -> dict[str, str]:
    return {one.path: one.text for one in idl.generate(source, Options(descriptions))}


def uncommented(text: str) -> str:
    return re.sub(r"//[^\n]*", "", text)


def directives(text: str) -> list[str]:
    """What the preprocessor would take for its own, or for the begin of a comment."""
    return re.findall(r"^\s*#|/\*", uncommented(text), re.MULTILINE)


def declared(text: str) -> str:
    """The text without comments, white space made one blank."""
    return " ".join(uncommented(text).split())


@pytest.mark.parametrize("name", REPAIRED)
def test_each_repair_is_named_at_its_spot(name: str) -> None:
    texts = "".join(made(REPAIRED[name]).values())
    assert re.search(rf"// {name}: .+ \(the page has: .+\)$", texts, re.MULTILINE)


def test_every_repair_has_its_sample() -> None:
    named = {one.name for one in vars(repairs).values() if isinstance(one, Departure)}
    assert named == set(REPAIRED)


SPELLED = {
    "invalid-name": "[in] ULONG a____",
    "reserved-name": "[in] ULONG default_",
    "duplicate-name": "[in] ULONG a, [in] ULONG a_2",
    "unknown-return": "HRESULT M(void);",
    "foreign-type": "[in] const WCHAR *a",
    "spelling": "[in] IX *a",
    "interface-value": "[in] IStream *a",
    "reference": "[in] GUID *a",
    "open-array": "[in] ULONG *a",
    "variadic": "M( [in] ULONG a );",
    "out-not-pointer": "[in] ULONG a",
    "plain-optional": "[in] ULONG a",
    "undocumented-slot": "HRESULT M(void); HRESULT N(void);",
    "missing-slot": "HRESULT Slot3_undocumented(void); HRESULT Slot4_undocumented(void); HRESULT M(void);",
    "unlisted-method": "{ HRESULT N(void); };",
    "base-cycle": "interface IX : IUnknown",
    "unknown-iid": "[object, local, pointer_default(unique)]",
    "unwritable-type": "[out] void **a",
}


@pytest.mark.parametrize("name", SPELLED)
def test_what_stands_instead(name: str) -> None:
    assert SPELLED[name] in declared(made(REPAIRED[name])["idl/ix.idl"])


@pytest.mark.parametrize("name", MENDED)
def test_what_was_wrong_once(name: str) -> None:
    source, file, wanted = MENDED[name]
    assert wanted in declared(made(source)[f"idl/{file}.idl"])


def test_a_method_on_another_page_is_not_called_undocumented() -> None:
    text = made(MENDED["method-by-page"][0])["idl/ix.idl"]
    assert "undocumented-slot" not in text
    assert "// iy-m.md, line 12" in text


def test_bit_fields_tell_what_became_of_their_type() -> None:
    assert "// bit-fields: " in made(MENDED["bits-of-none"][0])["idl/types.idl"]
    assert "// foreign-type: " in made(MENDED["bits-of-bool"][0])["idl/types.idl"]
    assert re.search(r"// bit-fields: .+ a:4 :0\)$", made(MENDED["bits-ended"][0])["idl/types.idl"], re.MULTILINE)


def test_a_tag_of_windows_is_not_declared() -> None:
    for name in (name for name in MENDED if name.startswith("tag-")):
        for text in made(MENDED[name][0]).values():
            assert not re.search(r"\b(struct|enum|union|typedef) .*\btag(VARIANT|STATSTG|TYMED|RECT)\b", declared(text))


BODIES = {
    "open-member": "struct BREW { ULONG a[1]; };",
    "symbol-size": "struct BREW { ULONG a[1][2]; };",
    "untagged": "struct BREW { struct BREW_a { ULONG b; } a; };",
    "unnamed-structure": "struct BREW { struct BREW_unnamed { ULONG b; } unnamed; };",
    "unknown-unit": "struct BREW { ULONG bits; ULONG bits_2; };",
    "bit-fields": "struct BREW { ULONG bits; ULONG bits_2; ULONG d; };",
    "empty": "struct BREW { byte empty; };",
    "value-cycle": "struct BREW { BREW *a; };",
    "unknown-constant": "typedef enum ROAST { DARK, PALE = 4, } ROAST;",
}


@pytest.mark.parametrize("name", BODIES)
def test_what_stands_instead_in_types(name: str) -> None:
    assert BODIES[name] in declared(made(REPAIRED[name])["idl/types.idl"])


def test_a_size_is_what_its_symbol_is_worth() -> None:
    told = Symbols({"CUP_DIM": Known(6, "page", "cups.md", 3)})
    text = made(replace(REPAIRED["symbol-size"], symbols=told))["idl/types.idl"]
    assert "struct BREW { ULONG a[6][2]; };" in declared(text)
    assert "symbol-size" not in text


def test_an_interface_is_what_its_page_says() -> None:
    texts = made(PLAIN)
    grinder = declared(texts["idl/igrinder.idl"])
    assert "[object, local, uuid(0a1b2c3d-0001-0002-0003-0a1b2c3d4e5f), pointer_default(unique)]" in grinder
    assert "[in, out] GRINDSTATE *pState, [out] LPBURRGRINDER *ppNext" in grinder
    assert "[in] ULONG grams[4] ); HRESULT Slot4_undocumented(void); void Stop(void); };" in grinder
    assert texts["idl/igrinder.idl"].count("// Grinds the beans.") == 1
    burr = declared(texts["idl/iburrgrinder.idl"])
    assert 'import "igrinder.idl"; [object, local, pointer_default(unique)] interface IBurrGrinder : IGrinder' in burr
    tuner = declared(texts["idl/ituner.idl"])
    assert "[propget] HRESULT Pitch( [in, optional] VARIANT at, [out, retval] LONG *pitch );" in tuner
    assert "[propput] HRESULT Pitch( [in] LONG pitch );" in tuner


def test_types_are_declared_before_their_use() -> None:
    types = declared(made(PLAIN)["idl/types.idl"])
    assert "typedef void **HGRIND" not in types and "typedef void *HGRIND;" in types
    assert "typedef void GRIT;" in types
    assert "typedef void *LPFNGROUND;" in types
    assert "typedef BEANS *LPBEANS;" in types
    assert "typedef IHopper *LPHOPPER;" in types
    assert types.index("union AUNION {") < types.index("struct ZSTATE {")
    assert types.index("typedef struct _BEANS BEANS;") < types.index("struct _BEANS {")
    assert "struct GUID" not in types
    base = "interface IVessel : IUnknown { HRESULT Slot3_undocumented(void); HRESULT Slot4_undocumented(void); };"
    assert base in types


def test_a_library_imports_whatever_its_interface_leads_to() -> None:
    text = made(PLAIN)["idl/igrinder.typelib.idl"]
    assert re.findall(r'import "(.*)";', text) == ["iburrgrinder.idl", "igrinder.idl", "ihopper.idl"]
    assert "interface IGrinder;" in text


def test_without_descriptions_no_sentence_is_left() -> None:
    texts = "".join(made(HOSTILE, descriptions=False).values()) + "".join(made(PLAIN, descriptions=False).values())
    assert "__import__" not in texts
    assert "Grinds" not in texts


def test_text_of_pages_stays_in_its_comment() -> None:
    for path, text in made(HOSTILE).items():
        assert PurePosixPath(path).parent == PurePosixPath("idl")
        assert not re.search(r"\\$", text, re.MULTILINE)
        assert "__import__" not in declared(text)
        assert not directives(text)
        assert "etc" not in re.sub(r"___etc\w*", "", declared(text))


@pytest.mark.parametrize("text", ['import "types.idl";\n#include <evil>\n', "  # x", "interface /* X"])
def test_a_directive_is_seen(text: str) -> None:
    assert directives(text)


PRINTED = """from tests.backends.idl.samples import HOSTILE, PLAIN
from tests.backends.idl.test_idl import made
print(list(made(PLAIN).items()), list(made(HOSTILE).items()))"""


def test_the_order_of_hashes_changes_no_byte() -> None:
    """Two processes, because the order of a set of names is another in each."""
    printed = [
        subprocess.run(
            [sys.executable, "-c", PRINTED],
            cwd=Path(__file__).resolve().parents[3],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert printed[0] == printed[1] != b""


def test_no_interface_makes_no_file() -> None:
    assert made(library(wmi_class("X", prop("P")))) == {}


def test_the_manual_names_every_repair() -> None:
    manual = (Path(__file__).resolve().parents[3] / "docs" / "idl.md").read_text("utf-8")
    rows = manual[manual.index("| about | repairs |") :]
    assert set(re.findall(r"`([a-z-]+)`", rows)) == set(REPAIRED)
