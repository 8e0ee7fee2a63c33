"""Finding a procedure by a few letters, as clerks type them.

Without accents, by code, by the beginnings of words in any order, by initials
("dkks" for đăng ký khai sinh), and also when Telex keys arrive raw because the
input method was off ("ddawng kys khai sinh"). The closer the match the higher
it stands ("khai tu" is khai tử before anything that merely begins so: tuổi,
tục, tư pháp); among equals what is used often and lately stands first, then
the plainest name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from core.domain.procedure import Procedure
from core.domain.text import fold_code, words

_TELEX_PAIRS = (("aa", "a"), ("ee", "e"), ("oo", "o"), ("aw", "a"), ("ow", "o"), ("uw", "u"))
_VOWEL = re.compile(r"[aeiouyw]")
#: no Vietnamese syllable has these after its vowel: there they are tone keys
_TELEX_TONE = re.compile(r"[sfrxj]")
#: what many names begin with and nobody types
_PREFACE = ("thu", "tuc")


class _Match(IntEnum):
    """How an entry answers, the worst first."""

    NONE = 0
    INITIALS_INSIDE = 1
    BEGINNINGS = 2  # every word typed begins a word of the name, in any order
    INITIALS = 3
    NEXT_TO_EACH_OTHER = 4  # whole words in their order, the last one perhaps half typed
    WORDS = 5  # every word typed is a whole word of the name
    PHRASE = 6  # whole words, in their order
    CODE_BEGINS = 7
    CODE = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """A procedure prepared for searching; ``plain`` is its name without its preface."""

    procedure: Procedure
    version: int
    code: str
    words: tuple[str, ...]
    plain: tuple[str, ...]
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
        plain = name[2:] if name[:2] == _PREFACE else name
        entries.append(
            Entry(
                procedure,
                version,
                fold_code(procedure.code).lower(),
                (*name, *words(procedure.field)),
                plain,
                "".join(word[0] for word in name),
            )
        )
    return entries


def untelex(word: str) -> str:
    """A folded word as it would be, had the input method been on.

    >>> untelex("ddawng"), untelex("kys"), untelex("huyeenf"), untelex("turw")
    ('dang', 'ky', 'huyen', 'tu')
    """
    vowel = _VOWEL.search(word)
    if vowel is None:
        return word
    onset, rest = word[: vowel.start()], _TELEX_TONE.sub("", word[vowel.start() :])
    for pair, letter in _TELEX_PAIRS:
        rest = rest.replace(pair, letter)
    return onset.replace("dd", "d") + rest.replace("w", "u")


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
    raw = tuple(map(untelex, asked))
    scored: list[tuple[tuple[int, int, bool, int, str], Entry, tuple[str, ...]]] = []
    for entry in entries:
        match, marks = _match(entry, asked, code), asked
        if raw != asked and match < _Match.PHRASE:
            read = _match_words(entry, raw)
            match, marks = max((match, asked), (read, raw), key=lambda found: found[0])
        if match:
            name, use = entry.procedure.name, used.get(entry.procedure.code, 0)
            leads = entry.plain[: len(marks)] == marks
            rank = (-match, -use, not leads, len(entry.plain), name)
            scored.append((rank, entry, marks if match in _OF_WORDS else ()))
    scored.sort(key=lambda row: row[0])
    return [Hit(e.procedure, e.version, marks) for _, e, marks in scored[:limit]]


_OF_WORDS = frozenset({_Match.BEGINNINGS, _Match.NEXT_TO_EACH_OTHER, _Match.WORDS, _Match.PHRASE})


def _match(entry: Entry, asked: tuple[str, ...], code: str) -> _Match:
    if any(c.isdigit() for c in code) and entry.code.startswith(code):
        return _Match.CODE if entry.code == code else _Match.CODE_BEGINS
    found = _match_words(entry, asked)
    if len(asked) == 1 and len(code) >= 3 and code in entry.initials:
        begins = entry.initials.startswith(code)
        return max(found, _Match.INITIALS if begins else _Match.INITIALS_INSIDE)
    return found


def _match_words(entry: Entry, asked: tuple[str, ...]) -> _Match:
    have, name = entry.words, entry.plain
    if not all(any(word.startswith(part) for word in have) for part in asked):
        return _Match.NONE
    found = _Match.WORDS if all(part in have for part in asked) else _Match.BEGINNINGS
    whole, last = asked[:-1], asked[-1]
    for at in range(len(name) - len(whole)):
        end = at + len(whole)
        if name[end].startswith(last) and name[at:end] == whole:
            if name[end] == last:
                return _Match.PHRASE
            found = max(found, _Match.NEXT_TO_EACH_OTHER)
    return found
