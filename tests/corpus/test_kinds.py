"""Kinds, counted again from the raw text by the signals of the survey, without a parser of ours."""

import json
import re
from collections import Counter
from collections.abc import Callable

import pytest

from tests.corpus.census import Census

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

TREES = ("win32/en-us", "office/en-us")
SHORT = 0.01
TITLES = (
    ("callback function", "callback"),
    ("notification code", "notification"),
    (" structure", "struct"),
    (" enumeration", "enum"),
    (" interface", "com-interface"),
    (" function", "function"),
    (" message", "message"),
    (" macro", "macro"),
    (" method", "com-method"),
    (" property", "com-property"),
    (" event", "com-method"),
    (" command", "message"),
)
FORMS = (
    (r"(typedef\s+)?enum\b", "enum"),
    (r"(typedef\s+)?(struct|union)\b", "struct"),
    (r"typedef\b", "typedef"),
    (r"\w+\s*\([^;]*\)\s*$", "macro"),
    (r"[\w\s*]+[\w :]+\(", "function"),
)
NOT_OF_THAT_KIND = {
    "desktop-src/TermServ/iwtsserverchannel.md": "says only that the interface is not supported",
    "desktop-src/TermServ/iwtsserverchannelmanager.md": "says only that the interface is not supported",
    "desktop-src/TermServ/iwtsvirtualchannelcallback2.md": "says only that the interface is not supported",
    "docs/outlook/mapi/imapisyncsynchronizeinbackground.md": "a method: a colon parts its name from the interface",
}
"""Pages that are of another kind than their title signals; any other shortfall has to be explained here."""


def heading(text: str) -> str:
    found = re.search(r"^# (.*)$", text, re.MULTILINE)
    return re.sub(r"<[^>]*>", "", found[1].replace("\\", "")).strip() if found else ""


def signalled(path: str, text: str) -> str | None:
    """The kind that the signals give, None where there is none."""
    fences = re.findall(r"^```[ ]*([^\n]*)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    if re.match(r"pid(tag|lid|name).*canonical-property", path.rsplit("/", 1)[-1]):
        return "mapi-property"
    mof = [body for language, body in fences if language.strip().lower() in ("syntax", "", "mof", "cmd")]
    if any(re.search(r"^\s*class\s+\w+(\s*:\s*\w+)?\s*\{", re.sub(r'"[^"]*"', "", body), re.MULTILINE) for body in mof):
        return "wmi-class" if "public:" not in "".join(mof) else None
    if any(
        language.strip().lower() == "mof" and re.match(r"\s*(\[[^\]]*\]\s*)?(static )?\w+\s+\w+\s*\(", body)
        for language, body in fences
    ):
        return "wmi-method"
    code = [body for language, body in fences if language.strip().lower() in ("c++", "cpp", "c", "syntax", "")]
    return _mapi(text, code) if "/outlook/" in path else _titled(text, code)


def _mapi(text: str, code: list[str]) -> str | None:
    title = heading(text)
    if re.match(r"I\w+ : I?\w+$", title):
        return "com-interface"
    if "::" in title and code:
        return "com-method"
    described = "api_name" in text.split("\n---", 1)[0] or "## Parameters" in text or "## Members" in text
    if not (code and described):
        return None
    return next((kind for form, kind in FORMS if re.match(form, code[0].strip())), None)


def _titled(text: str, code: list[str]) -> str | None:
    front = text.split("\n---", 1)[0]
    title = heading(text).lower()
    if title.endswith(" method") and title.startswith("win32_"):
        return "wmi-method"
    for suffix, kind in TITLES:
        if title.endswith(suffix) and "api_name" in front and (code or kind == "com-interface"):
            return kind
    return None


def test_no_kind_falls_short(census_of: Callable[[str], Census]) -> None:
    """Of every kind as many pages as the signals count, but for one in a hundred and those explained."""
    expected, found = Counter[str](), Counter[str]()
    missed: dict[str, list[str]] = {}
    for tree in TREES:
        census = census_of(tree)
        for path, facts in census.facts.items():
            kind = signalled(path, census.text(path))
            found[facts.kind] += 1
            if kind is not None and path not in NOT_OF_THAT_KIND:
                expected[kind] += 1
                if facts.kind != kind:
                    missed.setdefault(kind, []).append(f"{path}: {facts.kind}")
    for kind, count in sorted(expected.items()):
        print(f"{kind}: {found[kind]} compiled, {count} by the signals, {len(missed.get(kind, ()))} of these otherwise")  # noqa: T201
    short = {kind: missed.get(kind) for kind, count in expected.items() if found[kind] < count * (1 - SHORT)}
    assert not short, json.dumps(short, indent=1)
