"""Why nothing was written."""


class OutputError(Exception):
    """The output folder cannot be written as asked; nothing was changed. The command ends with status 2."""


class UnsafePathError(OutputError):
    """A path that leads out of the folder, that two artefacts share, or that no file system takes."""


class ManifestError(OutputError):
    """The manifest in the folder is none of ours, or is damaged."""


class EditedFilesError(OutputError):
    """Files that would be overwritten or removed are not as they were made. ``paths`` names them."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        self.paths = paths
        shown = ", ".join(paths[:5]) + (f" and {len(paths) - 5} more" if len(paths) > 5 else "")
        super().__init__(f"edited since they were generated, or not generated here: {shown} (--force overwrites)")
