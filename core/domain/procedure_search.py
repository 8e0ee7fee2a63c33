"""Finding a procedure by a few letters, as clerks type them.

Without accents, by code, by the beginnings of words in any order, by initials
("dkks" for đăng ký khai sinh), and also when Telex keys arrive raw because the
input method was off ("ddawng kys khai sinh"). What is used often and lately
stands first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.domain.procedure import Procedure
from core.domain.text import fold_code, words

_TELEX_PAIRS = (("dd", "d"), ("aa", "a"), ("ee", "e"), ("oo", "o"), ("aw", "a"), ("ow", "o"))
_TELEX_TONE = re.compile(r"(?<=[aeiouy])([bcdghklmnpqtv]{0,2})[sfrxj]([bcdghklmnpqtv]{0,2})$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A procedure prepared for searching."""

    procedure: Procedure
    version: int
    code: str
    words: tuple[str, ...]
    initials: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A procedure that matches, best first; ``marks`` are word beginnings to mark."""

    procedure: Procedure
    version: int
    marks: tuple[str, ...]


def prepare(procedures: Iterable[tuple[Procedure, int]]) -> list[Entry]:
    """Folds the catalogue once."""
    entries = []
    for procedure, version in procedures:
        name = words(procedure.name)
        entries.append(
            Entry(
                procedure,
                version,
                fold_code(procedure.code).lower(),
                (*name, *words(procedure.field)),
                "".join(word[0] for word in name),
            )
        )
    return entries


def untelex(word: str) -> str:
    """A folded word as it would be, had the input method been on.

    >>> untelex("ddawng"), untelex("kys"), untelex("huyeenf")
    ('dang', 'ky', 'huyen')
    """
    plain = word
    for pair, letter in _TELEX_PAIRS:
        plain = plain.replace(pair, letter)
    plain = plain.replace("uw", "u").replace("w", "u")
    return _TELEX_TONE.sub(r"\1\2", plain)


def search(
    entries: Iterable[Entry], typed: str, used: Mapping[str, int], limit: int = 20
) -> list[Hit]:
    """The procedures that match what was typed.

    Args:
        entries: the prepared catalogue.
        typed: anything; nothing typed gives what was used most and last.
        used: how much each code was used lately, higher for more and later.
        limit: most hits returned.
    """
    asked = words(typed)
    if not asked:
        known = [e for e in entries if e.procedure.code in used]
        known.sort(key=lambda e: -used[e.procedure.code])
        return [Hit(e.procedure, e.version, ()) for e in known[:limit]]
    code = fold_code(typed).lower()
    scored: list[tuple[int, int, str, Entry, tuple[str, ...]]] = []
    for entry in entries:
        score, marks = _score(entry, asked, code)
        if score:
            use = used.get(entry.procedure.code, 0)
            scored.append((-score, -use, entry.procedure.name, entry, marks))
    scored.sort(key=lambda row: row[:3])
    return [Hit(e.procedure, e.version, marks) for *_, e, marks in scored[:limit]]


def _score(entry: Entry, asked: tuple[str, ...], code: str) -> tuple[int, tuple[str, ...]]:
    """How well an entry matches: 0 not at all."""
    if any(c.isdigit() for c in code) and entry.code.startswith(code):
        return (6 if entry.code == code else 5), ()
    if len(asked) == 1 and len(code) >= 3 and entry.initials.startswith(code):
        return 4, ()
    if _all_begin(entry.words, asked):
        return (4 if entry.words[: len(asked)] == asked else 3), asked
    if len(asked) == 1 and len(code) >= 3 and code in entry.initials:
        return 2, ()
    plain = tuple(map(untelex, asked))
    if plain != asked and _all_begin(entry.words, plain):
        return 3, plain
    return 0, ()


def _all_begin(have: tuple[str, ...], asked: tuple[str, ...]) -> bool:
    return all(any(word.startswith(part) for word in have) for part in asked)
