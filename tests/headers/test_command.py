"""``--constants`` and the key of the configuration: which headers a run reads, and what it says of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.link.trees import wmi_method

pytest.importorskip("clang.cindex", reason="libclang is not installed (extra: headers)")

COMMANDS = ("check", "model", "stats", "explain", "generate")


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder ``pages`` with a method whose one return code has no number; the run starts beside it."""
    monkeypatch.chdir(tmp_path)
    pages = tmp_path / "pages"
    pages.mkdir()
    code = "<dl> <dt>\n\n**ICE\\_E\\_WET**\n</dt> <dd></dd> </dl>\n"
    page = wmi_method("Bore", "Ice_Drill").replace("Returns 0 on success.\n", f"One of:\n\n{code}")
    (pages / "bore-ice-drill.md").write_text(page, encoding="utf-8")
    (tmp_path / "ice.h").write_text("#define ICE_E_WET ((HRESULT)0x80040020L)\n", encoding="utf-8")
    (tmp_path / "more.h").write_text("#define ICE_E_WET 5\nstruct open {\n", encoding="utf-8")
    return pages


def number(outcome: Any) -> Any:
    (found,) = outcome.entities
    return found["returns"]["values"][0]["value"]


def test_a_header_gives_numbers_that_no_page_gives(tree: Path, command: Any) -> None:
    assert number(command("model", "pages")) is None
    assert number(command("model", "pages", "--constants", "ice.h")) == 0x80040020
    assert number(command("model", "pages", "--constants", "ice.h", "--constants", "more.h")) is None


def test_the_configuration_names_headers_beside_itself(tree: Path, command: Any) -> None:
    (tree / "specgen.toml").write_text('constants = ["../ice.h"]\n', encoding="utf-8")
    assert number(command("model", "pages")) == 0x80040020
    assert number(command("model", "pages", "--constants", "more.h")) == 5
    (tree / "specgen.toml").write_text("constants = true\n", encoding="utf-8")
    done = command("model", "pages")
    assert done.status == 2 and "constants must be an array of strings" in done.err.decode()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_header_that_cannot_be_read_is_status_2(tree: Path, command: Any, name: str) -> None:
    done = command(name, "pages", "--constants", "absent.h")
    assert (done.status, done.out) == (2, b"")
    assert "absent.h: No such file or directory" in done.err.decode()
    assert command(name, "pages", "--constants", "ice.h").status != 2


def test_what_clang_could_not_read_is_a_warning(tree: Path, command: Any) -> None:
    done = command("model", "pages", "--constants", "more.h")
    assert done.status == 0
    assert "more.h:2: " in done.talk[0] and done.talk[0].startswith("specgen: warning: ")
    assert command("model", "pages", "--constants", "more.h", "--quiet").err == b""


def test_many_errors_are_counted(tree: Path, command: Any) -> None:
    text = "#define ICE_A 1\n" + "".join(f"nothing f{at}();\n" for at in range(9))
    (tree.parent / "worse.h").write_text(text, encoding="utf-8")
    talk = command("model", "pages", "--constants", "worse.h").talk
    assert [line for line in talk if "worse.h" in line and "warning" in line] == talk[:5]
    assert talk[5] == "specgen: warning: 4 more errors in headers"


def test_explain_says_where_a_number_comes_from(tree: Path, command: Any) -> None:
    (page,) = json.loads(command("explain", "pages", "--constants", "ice.h", "--format=json").out)
    (reading,) = [one for one in page["read"] if one["what"] == "number"]
    assert reading["value"] == "ICE_E_WET is 2147745824 (by the header ice.h)"
    (value,) = [one for one in page["read"] if one["what"] == "value"]
    assert value["line"] == reading["line"] and "2147745824" not in value["value"]
    assert page["repairs"] == []


def test_explain_names_the_page_that_gives_a_number(tree: Path, command: Any) -> None:
    other = (tree / "bore-ice-drill.md").read_text("utf-8").replace("Bore", "Melt").replace("WET**", "WET** (9)")
    (tree / "melt-ice-drill.md").write_text(other, encoding="utf-8")
    pages = json.loads(command("explain", "pages", "--format=json").out)
    numbers = [one["value"] for page in pages for one in page["read"] if one["what"] == "number"]
    line = other[: other.index("WET")].count("\n") + 1
    assert numbers == [f"ICE_E_WET is 9 (by melt-ice-drill.md:{line})"]
