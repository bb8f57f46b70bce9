import ast
import re
import sys
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from specgen import checks
from specgen.checks import Rule, RuleError, Selection, UnknownRuleError, discovery, documentation, rules
from specgen.model.rules import RuleInfo

HERE = Path(__file__).parent
FOLDER = Path(checks.__file__).parent / "rules"
DOCS = HERE.parents[1] / "docs" / "rules"


def test_codes_are_never_reused_or_renumbered() -> None:
    locked = (HERE / "codes.lock").read_text(encoding="utf-8").splitlines()
    now = [f"{rule.info.code} {rule.info.name}" for rule in rules()]
    assert now == [line for line in locked if not line.endswith(" (removed)")]
    codes = [line.split()[0] for line in locked]
    assert codes == sorted(set(codes))


def test_every_rule_is_one_file_named_after_it() -> None:
    names = {f"{rule.info.code.lower()}_{rule.info.name.replace('-', '_')}.py" for rule in rules()}
    assert {path.name for path in FOLDER.glob("*.py")} - {"__init__.py"} == names


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.info.code)
def test_docstring_has_the_five_headings_with_text(rule: Rule) -> None:
    parts = re.split(r"^## (.+)$", rule.info.documentation, flags=re.MULTILINE)
    assert tuple(parts[1::2]) == documentation.HEADINGS
    assert all(part.strip() for part in parts)
    assert parts[0].strip().endswith(".")


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.info.code)
def test_name_names_the_problem(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.info.name)
    assert not re.match(r"no-|disallow-|fix-|use-|banned-", rule.info.name)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("sg*.py")), ids=lambda path: path.stem)
def test_rules_neither_read_the_locale_nor_import_each_other(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not attributes & {"locale", "content_locale"}
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    assert not any(name.startswith("specgen.checks.rules") for name in imported)
    assert not any(name.startswith(("specgen.reader", "specgen.lexicons")) for name in imported)


def test_documentation_in_docs_is_what_the_docstrings_say() -> None:
    assert {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")} == documentation.pages(), (
        "run: python -m specgen.checks.documentation docs/rules"
    )


def test_documentation_is_written_and_stale_pages_go(tmp_path: Path) -> None:
    (tmp_path / "sg000-gone.md").write_text("old", encoding="utf-8")
    documentation.write(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(documentation.pages())


def _module(**constants: Any) -> ModuleType:
    module = ModuleType("acme_rule", "Something is wrong.")
    defaults = {"CODE": "XX101", "NAME": "acme-wrong", "SEVERITY": "info", "SCOPE": "page", "PREVIEW": False}
    for name, value in {**defaults, **constants}.items():
        setattr(module, name, value)
    return module


def test_a_rule_outside_the_package_is_found_by_its_entry_point(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "acme_rules.py").write_text(
        '"""Wrong."""\nCODE, NAME, SEVERITY, SCOPE, PREVIEW = "XX101", "acme-wrong", "info", "page", False\n'
        "def check(page):\n    return ()\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    point = metadata.EntryPoint("acme", "acme_rules", discovery.ENTRY_POINTS)
    monkeypatch.setattr(discovery, "entry_points", lambda group: [point] if group == discovery.ENTRY_POINTS else [])
    discovery.rules.cache_clear()
    try:
        assert "XX101" in {rule.info.code for rule in rules()}
    finally:
        discovery.rules.cache_clear()
        sys.modules.pop("acme_rules", None)


@pytest.mark.parametrize(
    ("constants", "words"),
    [
        ({"SEVERITY": "fatal"}, "no severity is called fatal"),
        ({"SCOPE": "planet"}, "no scope is called planet"),
        ({"check": "text"}, "check is no function"),
        ({"__doc__": None}, "no docstring"),
    ],
)
def test_a_module_that_is_no_rule_is_refused(constants: dict[str, Any], words: str) -> None:
    with pytest.raises(RuleError, match=words):
        discovery.rule_of(_module(**constants))


def test_a_module_without_constants_is_refused_by_their_names() -> None:
    with pytest.raises(RuleError, match="no CODE, NAME, SEVERITY, SCOPE, PREVIEW"):
        discovery.rule_of(ModuleType("acme_rule", "Text."))


@pytest.mark.parametrize(("word", "other"), [("code", {"NAME": "acme-other"}), ("name", {"CODE": "XX102"})])
def test_a_code_and_a_name_belong_to_one_rule(word: str, other: Any) -> None:
    pair = [discovery.rule_of(_module()), discovery.rule_of(_module(**other))]
    with pytest.raises(RuleError, match=f"two rules have the {word}"):
        discovery.arrange(pair)


def _info(code: str = "SG501", name: str = "identifier-translated", *, preview: bool = False) -> RuleInfo:
    return RuleInfo(code, name, "warning", "page", preview, "Text.")


@pytest.mark.parametrize(
    ("select", "ignore", "chosen"),
    [
        ((), (), True),
        (("SG5",), (), True),
        (("sg501",), (), True),
        (("SG1",), (), False),
        (("identifier-translated",), (), True),
        ((), ("SG5",), False),
        (("SG501",), ("SG5",), True),
        (("SG5",), ("SG501",), False),
        (("SG5",), ("SG5",), False),
        (("SG5",), ("identifier-translated",), False),
        (("ALL",), (), True),
        (("ALL",), ("SG5",), False),
        (("SG5",), ("ALL",), True),
        ((), ("ALL",), False),
    ],
)
def test_the_closer_selector_wins_and_a_tie_leaves_out(
    select: tuple[str, ...], ignore: tuple[str, ...], chosen: bool
) -> None:
    assert Selection(select, ignore).chooses(_info()) is chosen


def test_preview_rules_run_only_when_asked_for() -> None:
    assert not Selection(("SG501",)).chooses(_info(preview=True))
    assert Selection(preview=True).chooses(_info(preview=True))


@pytest.mark.parametrize("word", ["SG7", "identifier", "", "X"])
def test_a_selector_that_means_nothing_is_an_error(word: str) -> None:
    with pytest.raises(UnknownRuleError):
        Selection(ignore=(word,)).require_known([_info()])


def test_entry_points_are_asked_for_by_the_documented_group(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def points(group: str) -> tuple[metadata.EntryPoint, ...]:
        asked.append(group)
        return ()

    monkeypatch.setattr(discovery, "entry_points", points)
    assert list(discovery._outside()) == []
    assert asked == ["specgen.rules"]
