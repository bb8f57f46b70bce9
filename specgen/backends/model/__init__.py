"""The model itself as files: ``model/<locale>.jsonl``, one entity a line, as ``specgen model`` prints them."""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from specgen.backends import Artefact, Options
from specgen.files import safe_paths
from specgen.model.entities import AnyEntity
from specgen.model.library import Library
from specgen.model.serial import entity_line

NAME = "model"

_PROSE = {"summary": None, "description": None, "label": None, "text": ""}


def generate(library: Library, options: Options) -> Iterator[Artefact]:
    """One file a locale; ``options.locale`` limits them to one. Without descriptions, prose is null."""
    locales: dict[str, list[AnyEntity]] = defaultdict(list)
    for entity in library.entities:
        locales[entity.locale].append(entity)
    chosen = [options.locale] if options.locale in locales else sorted(locales)
    paths = safe_paths(("model", f"{locale}.jsonl") for locale in chosen)
    for locale, path in zip(chosen, paths, strict=True):
        lines = [_line(entity, options.descriptions) for entity in locales[str(locale)]]
        yield Artefact(path, "".join(lines), tuple(sorted({entity.page for entity in locales[str(locale)]})))


def _line(entity: AnyEntity, descriptions: bool) -> str:  # noqa: FBT001  the option's value, passed on
    line = entity_line(entity).decode()
    if not descriptions:
        line = json.dumps(_facts_alone(json.loads(line)), ensure_ascii=False, separators=(",", ":"))
    return f"{line}\n"


def _facts_alone(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _PROSE[key] if key in _PROSE else _facts_alone(one) for key, one in value.items()}
    return [_facts_alone(one) for one in value] if isinstance(value, list) else value
