"""Vietnamese text: cleaning on entry, folding for search, keys for sorting.

Every text enters the program through `clean`, `clean_note` or `clean_name`, so
that what is stored is NFC, visible and on one line; every search compares what
`fold` makes of both sides. Nothing here fails: any string gives a string.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Letters that look like đ/Đ in old data (eth, African d) and never are in names here.
_LOOK_ALIKES: Final = {0x00D0: "Đ", 0x00F0: "đ", 0x0189: "Đ", 0x0256: "đ"}

# Controls that are not white space, format characters, fillers, variation
# selectors, lone surrogates: nothing a reader could see.
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)

# Latin letters that no decomposition takes apart.
_PLAIN: Final = {
    "đ": "d", "ð": "d", "ɖ": "d", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th",
    "ħ": "h", "ŧ": "t", "ı": "i", "ƀ": "b", "ß": "ss",
}  # fmt: skip
_PLAIN_TABLE: Final = str.maketrans(_PLAIN)

_WORD: Final = re.compile(r"[^\W_]+")
# A run of letters with the marks that stand on them, as title-casing sees it.
_NAME_PART: Final = re.compile(r"[^\W\d_](?:[^\W_]|[\u0300-\u036f])*")
_JOINERS: Final = re.compile("['\u2019\\-\u0300-\u036f]")  # marks that compose with nothing
_PHONE: Final = re.compile(r"\+?[\d０-９][\d０-９\s.()\-\u2010-\u2015]*")
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")

# Alphabet of the interface language; f j w z stand where Latin has them.
_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Tones in the order of CLDR "vi": none, huyền, hỏi, ngã, sắc, nặng.
_TONES: Final = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def _vietnamese_letters() -> dict[str, tuple[str, str]]:
    """Map each lower-case Vietnamese letter to (letter without tone, tone digit)."""
    letters = {letter: (letter, "0") for letter in _ALPHABET}
    for vowel in "aăâeêioôơuưy":
        for mark, tone in _TONES.items():
            letters[unicodedata.normalize("NFC", vowel + mark)] = (vowel, tone)
    return letters


_LETTERS: Final = _vietnamese_letters()
_ASCII_OF: Final = {
    letter: _PLAIN.get(bare, unicodedata.normalize("NFD", bare)[0])
    for letter, (bare, _) in _LETTERS.items()
}
_FOLD_TABLE: Final = str.maketrans(
    {**_ASCII_OF, **{letter.upper(): plain for letter, plain in _ASCII_OF.items()}, "Ð": "d"}
)
_WEIGHTS: Final = {letter: chr(0x41 + i) for i, letter in enumerate(_ALPHABET)}


def nfc(s: str) -> str:
    """Return the composed form (NFC), one code point a Vietnamese letter."""
    return s if s.isascii() else unicodedata.normalize("NFC", s)


def _visible(s: str) -> str:
    """Drop invisible characters and map look-alikes; white space is left alone."""
    return nfc(_INVISIBLE.sub("", s).translate(_LOOK_ALIKES))


def clean(s: str) -> str:
    """Return one visible line: NFC, đ for its look-alikes, single spaces, no edges."""
    if s.isascii() and s.isprintable():
        return " ".join(s.split())
    return " ".join(_visible(s).split())


def clean_note(s: str) -> str:
    """Clean each line of a longer text; line breaks stay, tabs become spaces."""
    return "\n".join(map(clean, s.splitlines())).strip("\n")


def clean_name(s: str) -> str:
    """Clean a person's name and give it capitals if it was typed without care.

    Capitals are set only when every word is wholly upper or wholly lower case
    ("NGUYỄN VĂN A", "nguyễn THỊ thanh"); a name with its own capitals ("H'Hen
    Niê", "Y Bhăm Êban") and any name with letters of another script is kept.
    """
    name = clean(s)
    cased = [c for c in name if c.lower() != c.upper()]
    if not cased or not all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 for c in cased):
        return name
    parts = _NAME_PART.findall(name)
    if not all(part == part.upper() or part == part.lower() for part in parts):
        return name
    return nfc(_NAME_PART.sub(_capitalised, name))


def has_letters(s: str) -> bool:
    """Tell whether there is a letter of any script: digits and marks alone name nobody.

    >>> has_letters("H'Hen 2"), has_letters("0912 345-678")
    (True, False)
    """
    return any(c.isalpha() for c in s)


def is_email(s: str) -> bool:
    """Tell whether a text has the shape of one e-mail address; nobody is asked whether it works."""
    return _EMAIL.fullmatch(s.strip()) is not None


def _capitalised(part: re.Match[str]) -> str:
    """First letter large, unless that would make two of it (ŉ, ß)."""
    first, rest = part[0][0], part[0][1:].lower()
    return (first.title() if len(first.title()) == 1 else first) + rest


def fold(s: str) -> str:
    """Return the search form: lower case, no marks, đ as d, single spaces.

    >>> fold("  ĐỖ  Thị Thuỷ ")
    'do thi thuy'
    """
    plain = s.translate(_FOLD_TABLE)
    if not plain.isascii():
        plain = _fold_other(plain)
    elif not plain.isprintable():
        plain = _INVISIBLE.sub("", plain)
    return " ".join(plain.lower().split())


def _fold_other(s: str) -> str:
    """Fold what the table of composed Vietnamese letters does not know."""
    decomposed = unicodedata.normalize("NFD", _INVISIBLE.sub("", s)).casefold()
    decomposed = unicodedata.normalize("NFD", decomposed.translate(_PLAIN_TABLE))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def words(s: str) -> tuple[str, ...]:
    """Return the folded words of letters and digits, in order, repeats kept."""
    return tuple(_WORD.findall(fold(s)))


def fold_code(s: str) -> str:
    """Return the look-up key of a code: letters and digits only, upper case.

    >>> fold_code("000.21.41.H49-261005-0042")
    '0002141H492610050042'
    """
    return "".join(_WORD.findall(fold(s))).upper()


def sort_key(name: str) -> str:
    """Return a key that sorts people as official lists do, by plain comparison.

    Order: given name (last word), family name (first word), names between;
    within each the Vietnamese alphabet, then the tones none, huyền, hỏi, ngã,
    sắc, nặng. Case, tone placement (hòa, hoà) and punctuation do not count.
    Digits come before letters, other scripts after them.

    Returns:
        ASCII text; compare it as binary (SQLite's default collation).
    """
    parts = _WORD.findall(_without_punctuation(name))
    if not parts:
        return ""
    *others, given = parts
    return "".join(_part_key(group) for group in ([given], others[:1], others[1:]))


def _without_punctuation(name: str) -> str:
    """Compose, lower and drop what joins a word (H'Hen, Anne-Marie) or hangs on it."""
    return _JOINERS.sub("", nfc(clean(name).lower()))


def _part_key(group: list[str]) -> str:
    """Key of some words: letters of all, then tones of all; "!" and " " sort first."""
    keys = [_word_key(word) for word in group]
    return '"'.join(k for k, _ in keys) + "!" + "".join(t for _, t in keys) + " "


def _word_key(word: str) -> tuple[str, str]:
    """Return (weights of the letters, tone digits) of one lower-case word."""
    weights, tones = [], []
    for char in word:
        letter, tone = _LETTERS.get(char) or _other_letter(char)
        weights.append("".join(_WEIGHTS.get(c) or _other_weight(c) for c in letter))
        tones.append(tone.strip("0"))
    return "".join(weights), "".join(tones) or "0"


def _other_letter(char: str) -> tuple[str, str]:
    """Take apart a letter outside the Vietnamese set: its base and a tone if it has one."""
    base = ""
    tone = "0"
    for part in unicodedata.normalize("NFD", char):
        if unicodedata.normalize("NFC", base + part) in _WEIGHTS:
            base = unicodedata.normalize("NFC", base + part)
        elif unicodedata.combining(part):
            tone = _TONES.get(part, tone)
        else:
            base += _PLAIN.get(part, part)
    return base, tone


def _other_weight(char: str) -> str:
    """Weight of what is no Vietnamese letter: digits as they are, the rest last."""
    return char if "0" <= char <= "9" else f"~{ord(char):06x}"


def normal_phone(s: str) -> str:
    """Return the first telephone number in the text in one form.

    Vietnamese numbers become digits beginning with 0 ("+84 57 000 0031" gives
    "0570000031"), foreign ones "+" and digits, short numbers (113, 1900 ...)
    their digits; no digit at all gives "".
    """
    found = _PHONE.search(s)
    if found is None:
        return ""
    digits = "".join(str(unicodedata.digit(c)) for c in found[0] if c.isdecimal())
    abroad = found[0].startswith("+")
    if not abroad and digits.startswith("00") and len(digits) >= 10:
        abroad, digits = True, digits[2:]
    if digits.startswith("84") and (abroad or len(digits) in (11, 12)):
        return "0" + digits[2:].lstrip("0")
    if abroad:
        return "+" + digits
    return "0" + digits if len(digits) == 9 and digits[0] != "0" else digits
