"""The rules' documentation as Markdown pages, made from their docstrings.

``python -m specgen.checks.documentation docs/rules`` writes them anew; a test compares the folder with what the
docstrings say.
"""

import sys
from collections.abc import Sequence
from inspect import cleandoc
from pathlib import Path

from specgen.checks.discovery import rules
from specgen.model.rules import RuleInfo

HEADINGS = ("What it does", "Why it is bad", "Example", "Use instead", "How sure")


def page_name(rule: RuleInfo) -> str:
    """The file name of a rule's page."""
    return f"{rule.code.lower()}-{rule.name}.md"


def first_line(rule: RuleInfo) -> str:
    """What the rule reports, in one sentence."""
    return cleandoc(rule.documentation).splitlines()[0]


def rule_page(rule: RuleInfo) -> str:
    """A rule's page: its code and name, what kind of rule it is, and its docstring."""
    state = ", in preview" if rule.preview else ""
    kind = f"{rule.severity}, looks at: {rule.scope}{state}"
    return f"# {rule.code} {rule.name}\n\n{kind}\n\n{cleandoc(rule.documentation)}\n"


def pages() -> dict[str, str]:
    """Every page of the folder by file name: the index, then one for each rule."""
    infos = [rule.info for rule in rules()]
    return {"README.md": _index(infos), **{page_name(info): rule_page(info) for info in infos}}


def _index(infos: Sequence[RuleInfo]) -> str:
    rows = [
        f"| [{info.code}]({page_name(info)}) | {info.name} | {info.severity} | {first_line(info)} |" for info in infos
    ]
    head = ["# Rules", "", "| Code | Name | Severity | What it reports |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *rows, ""])


def write(folder: Path) -> None:
    """Writes every page and removes pages of rules that are gone. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    made = pages()
    for stale in set(folder.glob("*.md")) - {folder / name for name in made}:
        stale.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
