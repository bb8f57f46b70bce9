"""Collects from real pairs of pages what translation did to each class of token."""

import itertools
import re
from collections import Counter
from pathlib import Path

from benches.injection.damage import Damage, Table, case_of, squeezed, words_of
from benches.injection.page import Page, slug
from benches.injection.pairs import Pair, real_pairs
from benches.injection.prose import BOLD, FILE_NAME, GUID, NAMESPACE, QUALIFIED, TYPED
from benches.injection.values import lists_of

_CONSTANT = re.compile(r"[A-Z][A-Z0-9]*(?:\\?_[A-Z0-9]+)+")
_BARE = re.compile(r"(?<![\w\\])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?![\w\\])")
_BARE_DAMAGED = re.compile(r"(?<![\w\\])[^\W\d_][^\W_]*(?: ?_ ?[^\W_]+)+(?![\w\\])")
_CELL = re.compile(r"<dt>\*\*(?P<name>[^<*]+)\*\*</dt>")
_TERM = re.compile(
    r"^[ ]?(?P<term>[^\n<]*[*_][^\n]*)\n(?:</dt> <dd>|[ ]*\n>[ ]*(?P<lead>\[[^\]\n]*\]|[^\W\d_]+ ))", re.MULTILINE
)
_NAMED = re.compile(r"\A(?P<mark>[*_])(?P<name>[^*\n]+?)(?P=mark)(?: ?\\\[(?P<tag>[^\n]*)\\\])?[ ]*\Z")
_FILE_DAMAGED = re.compile(
    r"(?<![\w\\./-])(?P<stem>(?:\w|\\_)+)(?P<gap> ?\. ?)(?P<ending>dll|mof|h|exe|lib|idl|tlb|cpp)(?!\w)", re.IGNORECASE
)
_KEY = re.compile(r"^(?P<key>[^\W\d][\w.: -]*?):(?= |\n)", re.MULTILINE)
_LINK = re.compile(r"\[(?P<text>[^\[\]\n]*)\]\((?P<target>[^()\s]+\.md)\)")
_QUOTE = re.compile(r"\((?P<string>\"[^\"\n]{1,40}\")\)")
_QUOTE_DAMAGED = re.compile(r"\((?P<string>[\"«“][^()\n]*[\"»”])\)")
_VALUE_ID = re.compile(r'^(?:\| )?<span id="(?P<id>[^"\n]+)">', re.MULTILINE)
_LISTED_LINK = re.compile(r"^(?:[-*] +)?\[[^\]\n]*\]\((?P<target>[^()\s]+)\)[ ]*$", re.MULTILINE)
_NUMBER = re.compile(r"(?<![\w.])(?:0[xX][0-9A-Fa-f]+|\d+)(?![\w.])")
_HEADING = re.compile(r"^## +([^\n]*\S)", re.MULTILINE)


def drawn(corpus: Path, *more: Path) -> Damage:
    """What the pairs of ``corpus`` (``docset/locale/...``, each locale beside its ``en-us``) show.

    ``more`` are folders with further translations of its English pages, laid out alike.
    """
    damage = Damage()
    for pair in real_pairs(corpus, *more):
        _page(damage, pair)
        for clean, damaged in pair.lines:
            _line(damage, clean, damaged)
    return damage


def _page(damage: Damage, pair: Pair) -> None:
    _constants_in_cells(damage, pair)
    _terms(damage, pair)
    _heading(damage, pair)
    _anchors(damage, pair)
    _keys(damage, pair)
    _values(damage, pair)
    _orders(damage, pair)


def _line(damage: Damage, clean: str, damaged: str) -> None:
    _constants(damage, clean, damaged)
    _qualified(damage, clean, damaged)
    _files(damage, clean, damaged)
    _guids(damage, clean, damaged)
    _links(damage, clean, damaged)
    _codes(damage, clean, damaged)
    for true, found in _matched(_QUOTE, _QUOTE_DAMAGED, clean, damaged, "string"):
        if true != found:
            _seen(damage.strings, true, found)
    space, spoilt = NAMESPACE.match(clean), re.match(r"^\|[^|]*\|[ ]*(?P<value>[^\n|<]*[^\s|<])", damaged)
    if space and spoilt and space["value"] != spoilt["value"]:
        _seen(damage.namespaces, space["value"], spoilt["value"])


def _seen(table: Table, true: str, found: str) -> None:
    table.setdefault(true, Counter())[found] += 1


def _matched(
    one: re.Pattern[str], other: re.Pattern[str], clean: str, damaged: str, group: str
) -> list[tuple[str, str]]:
    """What the two patterns find on the two lines, side by side, when it is as much on both."""
    true, found = [m[group] for m in one.finditer(clean)], [m[group] for m in other.finditer(damaged)]
    return list(zip(true, found, strict=True)) if len(true) == len(found) else []


def _constants_in_cells(damage: Damage, pair: Pair) -> None:
    """The return codes, where the pages cannot be read side by side line by line."""
    if pair.lines:
        return
    for true, found in _matched(_CELL, _CELL, pair.clean.prose, pair.damaged.prose, "name"):
        _constant(damage, true, found)


def _constants(damage: Damage, clean: str, damaged: str) -> None:
    if "_" not in clean:
        return
    for true, found in _matched(BOLD, BOLD, clean, damaged, "text"):
        _constant(damage, true, found)
        if _CONSTANT.fullmatch(true) and squeezed(true) not in squeezed(damaged):
            damage.lost["constant"] += true.replace("\\", "").lower() not in squeezed(damaged).replace("\\", "").lower()
    bold = {found["text"] for found in BOLD.finditer(clean)}
    missing = [one for one in _BARE.findall(clean) if one not in damaged and one not in bold]
    new = [one for one in _BARE_DAMAGED.findall(damaged) if one not in clean]
    if len(missing) == len(new) == 1:
        _constant(damage, missing[0], new[0])
    if missing and not new:
        damage.lost["constant"] += 1


def _constant(damage: Damage, true: str, found: str) -> None:
    separator = r"\_" if r"\_" in true else "_"
    if not _CONSTANT.fullmatch(true) or true in found or found[-1:] in ".,;:" or found.count("_") != true.count("_"):
        return
    words, parts = true.split(separator), found.split(separator)
    if len(words) != len(parts):
        return
    gaps = tuple(
        f"{' ' * left.endswith(' ')}{separator}{' ' * right.startswith(' ')}"
        for left, right in itertools.pairwise(parts)
    )
    damage.gaps.setdefault(len(words), Counter())[gaps] += 1
    _seen(damage.constants, true, found)
    for word, part in zip(words, (part.strip() for part in parts), strict=True):
        if part and len(word) > 1 and word.lower() not in part.lower().split():
            _seen(damage.words, word, part)


def _terms(damage: Damage, pair: Pair) -> None:
    """The described parameters, by position, where both pages have as many."""
    clean, damaged = _heads(pair.clean), _heads(pair.damaged)
    if len(clean) != len(damaged):
        return
    for true, found in zip(clean, damaged, strict=True):
        if true["lead"] and found["lead"] and re.match(r"\[[a-z]", true["lead"]) and true["lead"] != found["lead"]:
            _seen(damage.tags, true["lead"], found["lead"].strip())
        one, other = _NAMED.match(true["term"]), _NAMED.match(found["term"])
        if not one or not other:
            continue
        if one["tag"] and other["tag"] is not None and one["tag"] != other["tag"] and one["name"] == other["name"]:
            _seen(damage.tags, one["tag"], other["tag"])
        _name(damage, one["name"], other["name"])


def _heads(page: Page) -> list[re.Match[str]]:
    within = page.sections.get("parameters")
    found = list(_TERM.finditer(page.prose, within.start, within.end)) if within else []
    return [one for one in found if not one["lead"] or one["term"].startswith("_")]


def _name(damage: Damage, true: str, found: str) -> None:
    """What became of a name: another case, blanks between its words, or another word."""
    case = case_of(true, found)
    if case == "as it was" or not re.fullmatch(r"[A-Za-z]\w*", true):
        return
    if case:
        damage.name_cases[case] += 1
    elif squeezed(found).lower() == true.lower() and " " in found:
        at = 0
        for piece in found.split():
            shape = case_of(true[at : at + len(piece)], piece)
            damage.name_splits[shape or "as it was"] += bool(at and shape)
            at += len(piece)
    elif squeezed(found).lower() != true.lower() and re.fullmatch(r"[^\W_][\w ’'-]*", found):
        _seen(damage.names, true, found)


def _heading(damage: Damage, pair: Pair) -> None:
    """Whole first headings on which what the English one says in code is no longer found."""
    clean, damaged = pair.clean.h1, pair.damaged.h1
    if not clean or not damaged:
        return
    codes = re.findall(r"\w+(?:\\_\w+)+|\w+::(?:\w|\\_)+|[A-Z][a-z]+[A-Z]\w+", clean.text)
    if any(code not in damaged.text for code in codes):
        damage.headings.setdefault(pair.clean.path, []).append(pair.damaged.line_of(damaged).text.rstrip("\n"))


def _anchors(damage: Damage, pair: Pair) -> None:
    """Anchors that are not what the English heading makes."""
    heads = [pair.clean.h1.text if pair.clean.h1 else "", *_HEADING.findall(pair.clean.prose)]
    if len(heads) != len(pair.damaged.anchors):
        return
    for head, anchor in zip(heads, pair.damaged.anchors, strict=True):
        if slug(head) != anchor.text:
            damage.anchors[_anchor_shape(slug(head), anchor.text)] += 1


def _anchor_shape(true: str, found: str) -> str:
    if set(found.split("-")) < set(true.split("-")):
        return "shorter"
    return "longer" if set(true.split("-")) < set(found.split("-")) else "other"


def _keys(damage: Damage, pair: Pair) -> None:
    clean, damaged = (_KEY.findall(page.front.text) for page in (pair.clean, pair.damaged))
    new = {key.lower(): key for key in damaged if key not in clean}
    for key in clean:
        if key not in damaged and key.lower() in new:
            _seen(damage.keys, key, new[key.lower()])


def _values(damage: Damage, pair: Pair) -> None:
    """Numbers of value lists that changed, and lists in another order."""
    clean = [[code.number.text for code in one.codes if code.number] for one in lists_of(pair.clean)]
    damaged = [[code.number.text for code in one.codes if code.number] for one in lists_of(pair.damaged)]
    if len(clean) == len(damaged):
        for true, found in zip(clean, damaged, strict=True):
            if len(true) == len(found) and sorted(true) != sorted(found):
                damage.numbers["other"] += sum(one != other for one, other in zip(true, found, strict=True))
    for one, other in pair.lines:
        for true_number, number in _numbers(one, other):
            damage.numbers["prefix"] += number != true_number and number.lower() == true_number.lower()


def _orders(damage: Damage, pair: Pair) -> None:
    """Lists whose items are all there, in another order: values by their (never translated) ids, and links."""
    for kind, pattern in (("values", _VALUE_ID), ("links", _LISTED_LINK)):
        true, found = pattern.findall(pair.clean.prose), pattern.findall(pair.damaged.prose)
        damage.orders[kind] += true != found and sorted(true) == sorted(found)


def _numbers(clean: str, damaged: str) -> list[tuple[str, str]]:
    true, found = _NUMBER.findall(clean), _NUMBER.findall(damaged)
    return list(zip(true, found, strict=True)) if len(true) == len(found) else []


def _qualified(damage: Damage, clean: str, damaged: str) -> None:
    if "::" not in clean:
        return
    for true in QUALIFIED.finditer(clean):
        if true[0] in damaged:
            continue
        found = re.search(rf"(?i){re.escape(true['owner'])}(?P<gap>\s?::\s?)(?P<name>[^*\[\]|<>(),.]+)", damaged)
        if found:
            _member(damage, true["name"], found["gap"], found["name"].strip())


def _member(damage: Damage, true: str, gap: str, found: str) -> None:
    """What became of the ``Y`` of ``X::Y``."""
    split = re.match(r"(?P<head>\w) (?P<rest>\w+)", found)
    if split and len(split[0]) > 2 and true.lower().startswith(squeezed(split[0]).lower()):
        damage.split_letters[split["head"]] += 1
    elif gap != "::" and found.lower().startswith(true.lower()):
        damage.separators[gap] += 1
        case = case_of(true, found[: len(true)])
        if case and case != "as it was":
            damage.name_cases[case] += 1
    elif (
        len(found.split()) <= 2
        and found[1:2] != " "
        and squeezed(found).lower() != true.lower()
        and words_of(true) == [true]
    ):
        _seen(damage.names, true, found)


def _files(damage: Damage, clean: str, damaged: str) -> None:
    missing = [one for one in FILE_NAME.finditer(clean) if one[0] not in damaged]
    new = [one for one in _FILE_DAMAGED.finditer(damaged) if one[0] not in clean] if missing else []
    if len(missing) != len(new):
        return
    for true, found in zip(missing, new, strict=True):
        stem, ending = case_of(true["stem"], found["stem"]), case_of(true["ending"], found["ending"])
        if stem and ending:
            damage.files[stem, found["gap"], ending] += 1


def _guids(damage: Damage, clean: str, damaged: str) -> None:
    """One blank, one other digit or one digit less in a GUID that still begins as it should."""
    found = damaged.lower()
    for true in (one.lower() for one in GUID.findall(clean)):
        start = found.find(true[:4])
        if true in found or start < 0:
            continue
        candidate = found[start : start + len(true) + 1]
        at = next((at for at, both in enumerate(zip(true, candidate, strict=False)) if both[0] != both[1]), -1)
        if at < 0:
            continue
        if candidate[at] == " " and candidate[at + 1 :] == true[at:]:
            damage.guids["blank", at, " "] += 1
        elif candidate[at + 1 : len(true)] == true[at + 1 :]:
            damage.guids["digit", at, candidate[at]] += 1
        elif candidate[at : len(true) - 1] == true[at + 1 :]:
            damage.guids["lost", at, ""] += 1


def _links(damage: Damage, clean: str, damaged: str) -> None:
    """Links with the text as it was and another target, on lines with as many links."""
    if "](" not in clean:
        return
    true, found = list(_LINK.finditer(clean)), list(_LINK.finditer(damaged))
    if len(true) != len(found):
        return
    for one, other in zip(true, found, strict=True):
        if one["text"] == other["text"] and one["target"].lower() != other["target"].lower():
            damage.links["other page"] += 1


def _codes(damage: Damage, clean: str, damaged: str) -> None:
    if "`" not in clean:
        return
    for true, found in _matched(TYPED, TYPED, clean, damaged, "code"):
        if true == found:
            continue
        if f"`{found}`" in clean:
            damage.codes["another's"] += 1
        elif squeezed(true).lower() == squeezed(found).lower():
            damage.codes["blank" if squeezed(found) == squeezed(true) else "case"] += 1
        else:
            damage.codes["words"] += 1
    if clean.count("`") > damaged.count("`"):
        damage.codes["lost"] += 1
