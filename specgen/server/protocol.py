"""The protocol: what an editor may ask, and what is asked of the editor. Wires pygls to ``Editor``."""

from collections.abc import Generator
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, default_converter, lsp_method
from pygls.uris import from_fs_path

from specgen import __version__
from specgen.server import actions, hovers
from specgen.server.documents import Document, file_of
from specgen.server.editor import Editor
from specgen.server.navigation import Target, definitions, outline
from specgen.server.trees import Settings, SettingsError, settings_of

WATCHED = ("**/*.{md,markdown,toml,h}",)


class _Protocol(LanguageServerProtocol):
    """pygls's protocol without its own copies of documents, whose lines also end where those of pages do not."""

    @lsp_method(lsp.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: lsp.DidOpenTextDocumentParams) -> Generator[Any, Any, None]:
        yield self.fm.features[lsp.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: lsp.DidChangeTextDocumentParams) -> Generator[Any, Any, None]:
        yield self.fm.features[lsp.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: lsp.DidCloseTextDocumentParams) -> Generator[Any, Any, None]:
        yield self.fm.features[lsp.TEXT_DOCUMENT_DID_CLOSE], (params,), None


class Server(LanguageServer):
    """The server of one editor. ``ended`` is the status that the protocol wants of the process."""

    def __init__(self) -> None:
        super().__init__("specgen", __version__, protocol_cls=_Protocol, converter_factory=default_converter)
        self.editor = Editor(self)
        self.ended = 1
        for method, handler, *options in _FEATURES:
            self.feature(method, *options)(handler)

    @property
    def encoding(self) -> str:
        """How characters are counted."""
        return lsp.PositionEncodingKind(self.workspace.position_encoding or "utf-16").value

    @property
    def related(self) -> bool:
        """Whether second places of diagnostics can be shown."""
        document = self.client_capabilities.text_document
        published = document.publish_diagnostics if document is not None else None
        return bool(published and published.related_information)

    @property
    def versioned(self) -> bool:
        """Whether edits may say of which version of a document they are."""
        workspace = self.client_capabilities.workspace
        edit = workspace.workspace_edit if workspace is not None else None
        return bool(edit and edit.document_changes)

    @property
    def markdown(self) -> bool:
        """Whether hovers are wanted as Markdown rather than as plain text."""
        document = self.client_capabilities.text_document
        formats = (document.hover.content_format if document is not None and document.hover is not None else None) or []
        return bool(formats) and formats[0] == lsp.MarkupKind.Markdown

    @property
    def hierarchical(self) -> bool:
        """Whether an outline may have levels."""
        document = self.client_capabilities.text_document
        symbols = document.document_symbol if document is not None else None
        return bool(symbols and symbols.hierarchical_document_symbol_support)

    def publish(self, uri: str, version: int | None, found: list[lsp.Diagnostic]) -> None:
        """Show these diagnostics, and no others, in a document."""
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found, version))

    def say(self, text: str, kind: lsp.MessageType = lsp.MessageType.Info) -> None:
        """Log a message; one that is worse than information is shown to the user."""
        self.window_log_message(lsp.LogMessageParams(kind, text))
        if kind != lsp.MessageType.Info:
            self.window_show_message(lsp.ShowMessageParams(kind, text))


def _initialize(ls: Server, params: lsp.InitializeParams) -> None:
    folders = [folder.uri for folder in params.workspace_folders or ()]
    if not folders and params.root_uri is not None:
        folders = [params.root_uri]
    ls.editor.trees.folders = _folders(folders)
    ls.editor.trees.settings = _settings(ls, params.initialization_options) or Settings()


def _folders(uris: list[str]) -> tuple[Path, ...]:
    files = (file_of(uri) for uri in uris)
    return tuple(file for file in files if file is not None)


def _settings(ls: Server, given: Any) -> Settings | None:
    """Settings as they come, alone or under the key ``specgen``; None, and a message, where they are none."""
    own = given.get("specgen", given) if isinstance(given, dict) else given
    try:
        return settings_of(own)
    except SettingsError as error:
        ls.say(f"specgen: {error}", lsp.MessageType.Error)
        return None


def _initialized(ls: Server, _params: lsp.InitializedParams) -> None:
    """Ask to be told of files that change, where the editor can be asked."""
    workspace = ls.client_capabilities.workspace
    watching = workspace.did_change_watched_files if workspace is not None else None
    if watching is None or not watching.dynamic_registration:
        return
    options = lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher(glob) for glob in WATCHED])
    wanted = lsp.Registration("specgen-files", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    ls.client_register_capability(lsp.RegistrationParams([wanted]))


def _shutdown(ls: Server, _params: None) -> None:
    ls.ended = 0
    ls.editor.close()


def _opened(ls: Server, params: lsp.DidOpenTextDocumentParams) -> None:
    document = params.text_document
    ls.editor.opened(document.uri, document.version, document.text)


def _changed(ls: Server, params: lsp.DidChangeTextDocumentParams) -> None:
    document = ls.editor.documents.get(params.text_document.uri)
    if document is None:
        ls.say("specgen: a document was changed that is not open", lsp.MessageType.Warning)
        return
    document.change(params.content_changes, params.text_document.version)
    ls.editor.changed(document)


def _saved(ls: Server, params: lsp.DidSaveTextDocumentParams) -> None:
    document = ls.editor.documents.get(params.text_document.uri)
    if document is not None:
        ls.editor.saved(document)


def _closed(ls: Server, params: lsp.DidCloseTextDocumentParams) -> None:
    ls.editor.closed(params.text_document.uri)


async def _files_changed(ls: Server, params: lsp.DidChangeWatchedFilesParams) -> None:
    for changed in (True, False):
        same = [one for one in params.changes if (one.type == lsp.FileChangeType.Changed) is changed]
        files = [file for one in same if (file := file_of(one.uri)) is not None]
        await ls.editor.files_changed(files, came_or_went=not changed)


def _settings_changed(ls: Server, params: lsp.DidChangeConfigurationParams) -> None:
    settings = _settings(ls, params.settings)
    if settings is not None:
        ls.editor.reconfigure(settings=settings)


def _folders_changed(ls: Server, _params: lsp.DidChangeWorkspaceFoldersParams) -> None:
    ls.editor.reconfigure(folders=_folders([folder.uri for folder in ls.workspace.folders.values()]))


async def _actions(ls: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    fresh = await ls.editor.fresh(params.text_document.uri)
    if fresh is None:
        return []
    document, workspace = fresh
    only = params.context.only
    found: list[lsp.CodeAction] = []
    if actions.wants(lsp.CodeActionKind.QuickFix.value, only):
        pairs = zip(document.found, ls.editor.shown(document, document.found), strict=True)
        here = [(finding, shown) for finding, shown in pairs if _meet(shown.range, params.range)]
        found += actions.quick_fixes(document, here, versioned=ls.versioned)
    # Asked for by name alone: to prove it, the page is read again.
    if only is not None and actions.wants(actions.FIX_ALL, only) and document.file is not None:
        edition = document.edition
        proven = await ls.editor.swiftly(workspace.provable, document.file)
        found += actions.fix_all(document, proven, versioned=ls.versioned) if document.edition == edition else []
    return found


def _meet(one: lsp.Range, other: lsp.Range) -> bool:
    return _at(one.start) <= _at(other.end) and _at(other.start) <= _at(one.end)


def _at(position: lsp.Position) -> tuple[int, int]:
    return position.line, position.character


async def _hover(ls: Server, params: lsp.HoverParams) -> lsp.Hover | None:
    fresh = await ls.editor.fresh(params.text_document.uri)
    if fresh is None or fresh[0].file is None:
        return None
    document, workspace = fresh
    line, _ = document.text.place(params.position)
    explanation = await ls.editor.swiftly(workspace.explanation, document.file)
    text = hovers.hover_text(explanation, line) if explanation is not None else None
    if text is None:
        return None
    return lsp.Hover(hovers.markup(text, markdown=ls.markdown), document.text.line_range(line))


async def _definition(ls: Server, params: lsp.DefinitionParams) -> list[lsp.Location]:
    fresh = await ls.editor.fresh(params.text_document.uri)
    if fresh is None or fresh[0].file is None:
        return []
    document, workspace = fresh
    place = document.text.place(params.position)
    targets = await ls.editor.swiftly(definitions, workspace, document.file, *place)
    return [_location(ls, document, target) for target in targets]


def _location(ls: Server, document: Document, target: Target) -> lsp.Location:
    """A place in a document that is open, else in a file as it is on disk."""
    there = [one for one in (document, *ls.editor.documents.values()) if one.file == target.file]
    if there:
        return lsp.Location(there[0].uri, there[0].text.range(target.span))
    try:
        text = target.file.read_text("utf-8", errors="replace")
    except OSError:
        text = ""
    return lsp.Location(from_fs_path(str(target.file)) or target.file.as_uri(), ls.editor.text(text).range(target.span))


async def _symbols(
    ls: Server, params: lsp.DocumentSymbolParams
) -> list[lsp.DocumentSymbol] | list[lsp.SymbolInformation]:
    fresh = await ls.editor.fresh(params.text_document.uri)
    if fresh is None or fresh[0].file is None:
        return []
    document, workspace = fresh
    file = fresh[0].file
    page = await ls.editor.swiftly(workspace.page, file)
    symbols = outline(page, workspace.entities(file), document.text) if page is not None else []
    return symbols if ls.hierarchical else list(_flat(symbols, document.uri))


def _flat(symbols: list[lsp.DocumentSymbol], uri: str, owner: str | None = None) -> list[lsp.SymbolInformation]:
    found = []
    for one in symbols:
        place = lsp.Location(uri, one.selection_range)
        found.append(lsp.SymbolInformation(place, one.name, one.kind, container_name=owner))
        found += _flat(list(one.children or ()), uri, one.name)
    return found


_FEATURES: tuple[tuple[Any, ...], ...] = (
    (lsp.INITIALIZE, _initialize),
    (lsp.INITIALIZED, _initialized),
    (lsp.SHUTDOWN, _shutdown),
    (lsp.TEXT_DOCUMENT_DID_OPEN, _opened),
    (lsp.TEXT_DOCUMENT_DID_CHANGE, _changed),
    (lsp.TEXT_DOCUMENT_DID_SAVE, _saved),
    (lsp.TEXT_DOCUMENT_DID_CLOSE, _closed),
    (lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, _files_changed),
    (lsp.WORKSPACE_DID_CHANGE_CONFIGURATION, _settings_changed),
    (lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, _folders_changed),
    (lsp.TEXT_DOCUMENT_CODE_ACTION, _actions, lsp.CodeActionOptions(code_action_kinds=list(actions.KINDS))),
    (lsp.TEXT_DOCUMENT_HOVER, _hover),
    (lsp.TEXT_DOCUMENT_DEFINITION, _definition),
    (lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL, _symbols),
)
