"""What an editor is told, by a real server in a process of its own."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types as lsp

from tests.cli.conftest import ARTICLE, METHOD
from tests.server.client import FULL, Editor, editing
from tests.server.conftest import CLASS

DAMAGED = METHOD.split("\n").index("| MOF<br/> | <dl> <dt>Probe. mof</dt> </dl> |")
"""The line, from 0, on which a file name is spelt wrong."""
ALL = lsp.Range(lsp.Position(0, 0), lsp.Position(999, 0))
LINKS = {"select": ["SG1", "SG405", "SG604"], "preview": True}
"""Settings that ask for broken links too."""


def run(scenario: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(scenario())


def applied(text: str, edits: list[lsp.TextEdit]) -> str:
    """Text after edits, in UTF-16 as editors count."""
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda one: (one.range.start.line, one.range.start.character), reverse=True):
        start, end = edit.range.start, edit.range.end
        assert start.line == end.line
        raw = lines[start.line].encode("utf-16-le")
        new = raw[: 2 * start.character] + edit.new_text.encode("utf-16-le") + raw[2 * end.character :]
        lines[start.line] = new.decode("utf-16-le")
    return "\n".join(lines)


def edits(action: lsp.CodeAction) -> tuple[int | None, list[lsp.TextEdit]]:
    """Of which version the edits are, and which."""
    assert action.edit is not None and action.edit.document_changes is not None
    (change,) = action.edit.document_changes
    assert isinstance(change, lsp.TextDocumentEdit)
    return change.text_document.version, [one for one in change.edits if isinstance(one, lsp.TextEdit)]


def test_findings_are_shown_where_they_are(tree: Path) -> None:
    page = tree / "dig-probe-ground.md"

    async def scenario() -> None:
        async with editing(tree) as editor:
            assert editor.encoding == "utf-16"
            editor.open(page)
            first, second = await editor.shows(page, ["SG101", "SG405"])
            assert second.range == lsp.Range(lsp.Position(DAMAGED, 22), lsp.Position(DAMAGED, 32))
            assert (second.source, second.severity) == ("specgen", lsp.DiagnosticSeverity.Warning)
            assert "Probe.mof" in second.message and "Reached" in first.message
            editor.close(page)
            await editor.shows(page, [])
            await editor.until(lambda: "workspace/didChangeWatchedFiles" in editor.registered)

    run(scenario)


def test_rules_are_documented_where_the_settings_say(tree: Path) -> None:
    page = tree / "dig-probe-ground.md"

    async def scenario() -> None:
        async with editing(tree, settings={"documentation": "https://example.org/rules/"}) as editor:
            editor.open(page)
            first, _ = await editor.shows(page, ["SG101", "SG405"])
            assert first.code_description is not None
            assert first.code_description.href == "https://example.org/rules/sg101-undocumented-parameter.md"

    run(scenario)


def test_edits_count_as_the_protocol_does(tree: Path) -> None:
    """Astral letters are two units of UTF-16, and lines end at none of what only Python takes for ends."""
    page = tree / "dig-probe-ground.md"

    async def scenario() -> None:
        async with editing(tree) as editor:
            editor.open(page)
            await editor.shows(page, ["SG101", "SG405"])
            editor.edit(page, "🧪𐐷\u2028\x0b\x85 ", DAMAGED, 0, DAMAGED, 0)
            _, shown = await editor.shows(page, ["SG101", "SG405"])
            assert shown.range == lsp.Range(lsp.Position(DAMAGED, 30), lsp.Position(DAMAGED, 40))
            # Between the two letters, then the space in the file name: only what is meant is replaced.
            editor.edit(page, "x", DAMAGED, 2, DAMAGED, 4)
            editor.edit(page, "", DAMAGED, 35, DAMAGED, 36)
            await editor.shows(page, ["SG101"])
            editor.edit(page, " ", DAMAGED, 35, DAMAGED, 35)
            _, shown = await editor.shows(page, ["SG101", "SG405"])
            assert shown.range == lsp.Range(lsp.Position(DAMAGED, 29), lsp.Position(DAMAGED, 39))

    run(scenario)


@pytest.mark.parametrize(("wanted", "columns"), [("utf-8", (27, 37)), ("utf-32", (24, 34)), ("utf-7", (25, 35))])
def test_the_encoding_is_the_one_that_the_editor_prefers(tree: Path, wanted: str, columns: tuple[int, int]) -> None:
    page = tree / "dig-probe-ground.md"
    general = lsp.GeneralClientCapabilities(position_encodings=[wanted])

    async def scenario() -> None:
        async with editing(tree, capabilities={**FULL, "general": general}) as editor:
            assert editor.encoding == (wanted if wanted != "utf-7" else "utf-16")
            editor.open(page, METHOD.replace("| MOF", "🧪 | MOF"))
            _, shown = await editor.shows(page, ["SG101", "SG405"])
            assert (shown.range.start.character, shown.range.end.character) == columns

    run(scenario)


def test_a_storm_of_keystrokes_ends_in_the_right_findings(tree: Path) -> None:
    page = tree / "dig-probe-ground.md"
    typed = "  [in] string Label,\n"
    line = METHOD.split("\n").index("  [out] uint32 Reached")

    async def scenario() -> None:
        async with editing(tree) as editor:
            editor.open(page)
            for _ in range(10):
                for at, letter in enumerate(typed[:-1]):
                    editor.edit(page, letter, line, at, line, at)
                editor.edit(page, "\n", line, len(typed) - 1, line, len(typed) - 1)
            shown = await editor.shows(page, ["SG101", *["SG105"] * 9, "SG101", "SG405"])
            assert [one.range.start.line for one in shown[:-1]] == list(range(line, line + 11))
            assert len(editor.published) < 10 * len(typed)
            for _ in range(10):
                editor.edit(page, "", line, 0, line + 1, 0)
            await editor.shows(page, ["SG101", "SG405"])
            assert [text for kind, text in editor.said if kind != lsp.MessageType.Log] == []

    run(scenario)


def test_fixes_are_offered_where_the_findings_are(tree: Path) -> None:
    page = tree / "dig-probe-ground.md"

    async def scenario() -> None:
        async with editing(tree) as editor:
            editor.open(page)
            await editor.shows(page, ["SG101", "SG405"])
            editor.edit(page, "𐐷", DAMAGED, 0, DAMAGED, 0)
            (action,) = await editor.actions(page, ALL)
            version, changes = edits(action)
            assert (action.title, action.kind) == ("SG405: replace with Probe.mof", lsp.CodeActionKind.QuickFix)
            assert (version, action.is_preferred) == (2, True)
            assert action.diagnostics is not None and [one.code for one in action.diagnostics] == ["SG405"]
            text = METHOD.replace("| MOF", "𐐷| MOF")
            assert applied(text, changes) == text.replace("Probe. mof", "Probe.mof")
            assert await editor.actions(page, lsp.Range(lsp.Position(0, 0), lsp.Position(5, 0))) == []
            assert await editor.actions(page, ALL, "refactor") == []

    run(scenario)


@pytest.mark.parametrize("kind", ["source", "source.fixAll", "source.fixAll.specgen"])
def test_safe_fixes_are_applied_together(tree: Path, kind: str) -> None:
    page = tree / "dig-probe-ground.md"
    text = METHOD.replace("| MOF<br/> | <dl>", "| MOF<br/> | <dl> <dt>Spade. mof</dt>").replace("\n", "\r\n")

    async def scenario() -> None:
        async with editing(tree) as editor:
            editor.open(page, text)
            (action,) = await editor.actions(page, ALL, kind)
            _, changes = edits(action)
            assert (action.title, action.kind) == ("specgen: mend 2 findings (proven)", "source.fixAll.specgen")
            mended = applied(text.replace("\r", ""), changes)
            editor.edit(page, mended)
            await editor.shows(page, ["SG101"])
            assert await editor.actions(page, ALL, kind) == []

    run(scenario)


def test_an_editor_without_versions_gets_plain_edits(tree: Path) -> None:
    page = tree / "dig-probe-ground.md"

    async def scenario() -> None:
        async with editing(tree, capabilities={}) as editor:
            assert editor.encoding == "utf-16"
            editor.open(page)
            (action,) = await editor.actions(page, ALL)
            assert action.edit is not None and action.edit.document_changes is None
            assert [edit.new_text for edit in (action.edit.changes or {})[page.as_uri()]] == ["Probe.mof"]
            assert await editor.hover(page, DAMAGED) == (
                "requirement mof: Probe. mof => Probe.mof\n"
                "repaired mof: Probe. mof => Probe.mof (SG405, proven by page)"
            )
            asked = lsp.DocumentSymbolParams(lsp.TextDocumentIdentifier(page.as_uri()))
            found = await editor.text_document_document_symbol_async(asked)
            assert [(one.name, getattr(one, "container_name", "")) for one in found or ()] == [
                ("Dig", None),
                ("Depth", "Dig"),
                ("Reached", "Dig"),
            ]

    run(scenario)


def test_hover_says_what_was_read_and_cannot_be_tricked(tree: Path) -> None:
    page = tree / "dig-probe-ground.md"
    trick = "*De````pth\u202e* <b>[x](command:evil)</b> `````"

    async def scenario() -> None:
        async with editing(tree) as editor:
            editor.open(page)
            syntax = METHOD.split("\n").index("  [in] uint32 Depth,")
            assert await editor.hover(page, syntax) == ("```text\nparameter: [in] uint32 Depth => in uint32 Depth\n```")
            described = METHOD.split("\n").index("*Depth* \\[in\\]")
            assert await editor.hover(page, described) == (
                "```text\nparameter, described: Depth => describes Depth (by name)\n```"
            )
            assert await editor.hover(page, 1) is None
            heading = METHOD.split("\n").index("# Dig method of the Probe\\_Ground class")
            await editor.read(tree)
            assert "documents wmi-method wmi:root/probe:Probe_Ground.Dig" in (await editor.hover(page, heading) or "")
            editor.edit(page, trick, heading, 2, heading, 200)
            shown = await editor.hover(page, heading)
            assert shown is not None and shown.startswith("``````text\n") and shown.endswith("\n``````")
            assert "\u202e" not in shown and "`````" in shown[9:-6]
            assert "``````" not in shown[9:-6]

    run(scenario)


def test_from_a_description_to_the_syntax_and_back(tree: Path) -> None:
    page = tree / "dig-probe-ground.md"
    lines = METHOD.split("\n")
    syntax, described = lines.index("  [in] uint32 Depth,"), lines.index("*Depth* \\[in\\]")

    async def scenario() -> None:
        async with editing(tree) as editor:
            editor.open(page, METHOD.replace("*Depth*", "🧪 *Depth*"))
            assert await editor.definition(page, described, 4) == [(page.as_uri(), syntax, 14)]
            (found,) = await editor.definition(page, syntax, 15)
            assert found[:2] == (page.as_uri(), described)
            assert await editor.definition(page, syntax + 1, 15) == []
            assert await editor.definition(page, 9999, 15) == []

    run(scenario)


def test_from_a_class_to_its_methods_and_back(tree: Path) -> None:
    method, page = tree / "dig-probe-ground.md", tree / "probe-ground.md"
    row = next(at for at, line in enumerate(CLASS.split("\n")) if "**Dig**" in line)
    heading = CLASS.split("\n").index("# Probe\\_Ground class")
    method_heading = METHOD.split("\n").index("# Dig method of the Probe\\_Ground class")

    async def scenario() -> None:
        async with editing(tree) as editor:
            editor.open(page)
            editor.open(method)
            await editor.until(lambda: editor.last(method) and editor.last(page))
            there = (method.as_uri(), method_heading, 2)
            await editor.read(tree)
            assert await editor.definition(page, row, 3) == [there]
            assert await editor.definition(page, row + 1, 3) == []
            assert await editor.definition(page, heading, 3) == [there]
            assert await editor.definition(method, method_heading, 3) == [(page.as_uri(), heading, 2)]
            editor.close(page)
            page.write_text(page.read_text("utf-8").replace("A thing", "🧪"), encoding="utf-8")
            assert await editor.definition(method, method_heading, 3) == [(page.as_uri(), heading, 2)]

    run(scenario)


def test_the_outline_has_parameters_and_methods(tree: Path) -> None:
    method, page = tree / "dig-probe-ground.md", tree / "probe-ground.md"

    async def outline(editor: Editor, file: Path) -> lsp.DocumentSymbol:
        asked = lsp.DocumentSymbolParams(lsp.TextDocumentIdentifier(file.as_uri()))
        found = await editor.text_document_document_symbol_async(asked)
        assert found
        (one,) = found
        assert isinstance(one, lsp.DocumentSymbol)
        return one

    async def scenario() -> None:
        async with editing(tree) as editor:
            editor.open(method)
            editor.open(page)
            one = await outline(editor, method)
            assert (one.name, one.kind) == ("Dig", lsp.SymbolKind.Method)
            assert [(child.name, child.detail, child.selection_range.start.line) for child in one.children or ()] == [
                ("Depth", "in uint32", 16),
                ("Reached", "out uint32", 17),
            ]
            other = await outline(editor, page)
            assert [(child.name, child.kind) for child in other.children or ()] == [
                ("Depth", lsp.SymbolKind.Property),
                ("Dig", lsp.SymbolKind.Method),
                ("Fill", lsp.SymbolKind.Method),
            ]
            about = tree / "about.md"
            editor.open(about)
            asked = lsp.DocumentSymbolParams(lsp.TextDocumentIdentifier(about.as_uri()))
            assert not await editor.text_document_document_symbol_async(asked)

    run(scenario)


def test_what_one_page_does_to_another_is_shown_after_a_pause(tree: Path) -> None:
    """A method page that another claims too: told when the other is edited, when it is saved, and on disk."""
    method, rival = tree / "dig-probe-ground.md", tree / "sub" / "dig.md"
    rival.parent.mkdir()
    rival.write_text(ARTICLE, encoding="utf-8")

    async def scenario() -> None:
        async with editing(tree) as editor:
            editor.open(method)
            editor.open(rival)
            await editor.shows(method, ["SG101", "SG405"])
            editor.edit(rival, METHOD.replace("Probe. mof", "Probe.mof"))
            await editor.shows(rival, ["SG402", "SG101"])
            editor.edit(rival, ARTICLE)
            editor.save(rival)
            await editor.shows(rival, [])
            editor.close(rival)
            assert rival.read_text("utf-8") == ARTICLE
            await editor.shows(method, ["SG101", "SG405"])

    run(scenario)


def test_files_that_change_on_disk_are_read_again(tree: Path) -> None:
    page, link = tree / "dig-probe-ground.md", tree / "late.md"

    async def scenario() -> None:
        async with editing(tree, settings=LINKS) as editor:
            editor.open(page, METHOD + "\nSee [late](late.md).\n")
            await editor.shows(page, ["SG101", "SG405", "SG604"])
            link.write_text(ARTICLE, encoding="utf-8")
            editor.tell_files((link, lsp.FileChangeType.Created))
            await editor.shows(page, ["SG101", "SG405"])
            link.unlink()
            editor.tell_files((link, lsp.FileChangeType.Deleted))
            await editor.shows(page, ["SG101", "SG405", "SG604"])
            page.unlink()
            editor.tell_files((page, lsp.FileChangeType.Deleted))
            editor.edit(page, "\n", 0, 0, 0, 0)
            editor.edit(page, "", 0, 0, 1, 0)
            await editor.shows(page, ["SG101", "SG405", "SG604"])
            editor.close(page)
            await editor.shows(page, [])

    run(scenario)


def test_a_page_that_changes_on_disk_changes_what_others_say(tree: Path) -> None:
    page, rival = tree / "rival.md", tree / "dig-probe-ground.md"
    rival.write_text(ARTICLE, encoding="utf-8")

    async def scenario() -> None:
        async with editing(tree) as editor:
            editor.open(page, METHOD)
            await editor.read(tree)
            await editor.shows(page, ["SG101", "SG405"])
            rival.write_text(METHOD, encoding="utf-8")
            editor.tell_files((rival, lsp.FileChangeType.Changed))
            await editor.shows(page, ["SG402", "SG101", "SG405"])
            rival.write_text(ARTICLE, encoding="utf-8")
            editor.tell_files((rival, lsp.FileChangeType.Changed), (tree / "other.txt", lsp.FileChangeType.Changed))
            await editor.shows(page, ["SG101", "SG405"])

    run(scenario)


def test_configuration_and_settings_may_change(tree: Path) -> None:
    page, configuration = tree / "dig-probe-ground.md", tree / "specgen.toml"

    async def scenario() -> None:
        async with editing(tree) as editor:
            editor.open(page)
            await editor.shows(page, ["SG101", "SG405"])
            configuration.write_text('ignore = ["SG101"]\n', encoding="utf-8")
            editor.tell_files((configuration, lsp.FileChangeType.Changed))
            await editor.shows(page, ["SG405"])
            configuration.write_text('ignore = ["SG777"]\n', encoding="utf-8")
            editor.tell_files((configuration, lsp.FileChangeType.Changed))
            await editor.shows(page, [])
            await editor.until(lambda: any("SG777" in text for _, text in editor.said))
            configuration.write_text("", encoding="utf-8")
            editor.tell_files((configuration, lsp.FileChangeType.Changed))
            await editor.shows(page, ["SG101", "SG405"])
            settings = {"specgen": {"select": ["SG405"]}}
            editor.workspace_did_change_configuration(lsp.DidChangeConfigurationParams(settings))
            await editor.shows(page, ["SG405"])
            nonsense: list[Any] = [{"selekt": []}, {"select": "SG1"}, 7]
            for wrong in nonsense:
                editor.said.clear()
                editor.workspace_did_change_configuration(lsp.DidChangeConfigurationParams(wrong))
                await editor.until(lambda: any("setting" in text for _, text in editor.said))
            editor.workspace_did_change_configuration(lsp.DidChangeConfigurationParams(None))
            await editor.shows(page, ["SG101", "SG405"])

    run(scenario)


def test_a_wrong_configuration_is_said_once_and_crashes_nothing(tree: Path) -> None:
    (tree / "specgen.toml").write_text("selekt = []\n", encoding="utf-8")
    page = tree / "dig-probe-ground.md"

    async def scenario() -> None:
        async with editing(tree) as editor:
            editor.open(page)
            await editor.shows(page, [])
            editor.edit(page, "\n", 0, 0, 0, 0)
            await editor.shows(page, [])
            assert await editor.hover(page, 4) is None
            assert await editor.definition(page, 4) == []
            errors = [text for kind, text in editor.said if kind == lsp.MessageType.Error]
            assert len(errors) == 1 and "unknown key selekt" in errors[0]

    run(scenario)


def test_folders_may_be_added(tree: Path, tmp_path: Path) -> None:
    empty, page = tmp_path / "empty", tree / "dig-probe-ground.md"
    empty.mkdir()

    async def scenario() -> None:
        async with editing(empty, settings=LINKS) as editor:
            editor.open(page, METHOD + "\n[class](probe-ground.md) [gone](gone.md)\n")
            await editor.until(lambda: any("outside of the folders" in text for _, text in editor.said))
            await editor.shows(page, ["SG101", "SG405"])
            event = lsp.WorkspaceFoldersChangeEvent(added=[lsp.WorkspaceFolder(tree.as_uri(), "tree")], removed=[])
            editor.workspace_did_change_workspace_folders(lsp.DidChangeWorkspaceFoldersParams(event))
            await editor.shows(page, ["SG101", "SG405", "SG604"])

    run(scenario)


def test_documents_that_are_no_pages(tree: Path, tmp_path: Path) -> None:
    outside, latin = tmp_path / "outside.md", tree / "latin.md"
    outside.write_text(METHOD, encoding="utf-8")
    latin.write_bytes(METHOD.replace("Digs", "Grübt").encode("latin-1"))
    (tree / "specgen.toml").write_text('exclude = ["about.md"]\n', encoding="utf-8")

    async def scenario() -> None:
        async with editing(tree) as editor:
            editor.open(outside)
            await editor.shows(outside, ["SG101", "SG405"])
            assert any("outside of the folders" in text for _, text in editor.said)
            editor.open(tree / "about.md", METHOD)
            await editor.shows(tree / "about.md", [])
            editor.open(latin)
            await editor.until(lambda: any("is not UTF-8" in text for _, text in editor.said))
            await editor.until(lambda: editor.last(latin))
            editor.open(tree / "none" / "new.md", METHOD)
            await editor.until(lambda: editor.last(tree / "none" / "new.md"))
            document = lsp.TextDocumentItem("untitled:Untitled-1", "markdown", 1, METHOD)
            editor.text_document_did_open(lsp.DidOpenTextDocumentParams(document))
            await editor.until(lambda: any("is no file" in text for _, text in editor.said))
            which = lsp.VersionedTextDocumentIdentifier(2, (tree / "never-opened.md").as_uri())
            editor.text_document_did_change(lsp.DidChangeTextDocumentParams(which, []))
            await editor.until(lambda: any("not open" in text for _, text in editor.said))
            assert await editor.hover(tree / "never-opened.md", 1) is None

    run(scenario)


def test_an_unreadable_page_is_read_from_its_buffer(tree: Path) -> None:
    page = tree / "folder.md"
    page.mkdir()

    async def scenario() -> None:
        async with editing(tree) as editor:
            editor.open(page, METHOD)
            await editor.shows(page, ["SG402", "SG101", "SG405"])
            editor.close(page)
            await editor.shows(page, [])

    run(scenario)
