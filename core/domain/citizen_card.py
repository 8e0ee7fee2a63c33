"""Reading the QR of a citizen card (CCCD with chip, căn cước).

Seven fields with "|" between them: personal number, old identity number or
nothing, name, birth ddmmyyyy, sex, address, issue date ddmmyyyy; newer cards
may add fields. UTF-8 without any mark saying so, hence the repairs below
(formats.md §1). No signature: what is read is a help with typing, not a proof.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from core.domain.errors import FieldError, Refused
from core.domain.personal_number import FEMALE, check_personal_number, normal_sex
from core.domain.text import clean, nfc

MAX_CHARACTERS: Final = 1000
_FIRST_YEAR, _LAST_YEAR = 1900, 2399  # centuries that the number's fourth digit may name soon

_AIM: Final = re.compile(r"\A\][A-Za-z][0-9A-Fa-f]")
_ECI: Final = re.compile(r"\A\\\d{6}", re.ASCII)
_EIGHT_DIGITS: Final = re.compile(r"[0-9]{8}")
_YEAR_ONLY: Final = re.compile(r"(?:0000)?([0-9]{4})")

# Letters of names and addresses: Latin with any marks, no other script. What
# remains after a wrong decoding (», ¡, box lines, ideographs) is outside it.
_LETTERS: Final = "A-Za-zÀ-ÖØ-öø-ɏ\u1e00-\u1eff\u0300-\u036f"
_SOUND_TEXT: Final = re.compile(f"[{_LETTERS}\u0020-\u007e\u00a0\t‘’“”–—…]*")
_VIETNAMESE_TEXT: Final = re.compile(
    "[\u0020-\u007e\u00a0\tÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9‘’“”–—…]*"
)
# Code pages a reader may have taken the UTF-8 bytes for.
_MISTAKEN: Final = ("latin-1", "cp1252", "cp1258", "cp437")


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says.

    Attributes:
        personal_no: 12 digits.
        old_id_no: 9 digits as a rule, "" when there was none.
        name: NFC; "" when the text came damaged.
        birth: None when the card gives no full date.
        sex: "Nam", "Nữ" or "".
        address: NFC; "" when the text came damaged.
        issued: None when missing or no date.
        extra: fields after the seventh, as read.
        encoding: "utf-8", "cp1258", "utf-8 via <code page>" after a repair,
            "damaged" when no text could be had.
        warnings: what a person should look at; ``field`` is an attribute name.
    """

    personal_no: str
    old_id_no: str
    name: str
    birth: date | None
    sex: str
    address: str
    issued: date | None
    extra: tuple[str, ...]
    encoding: str
    warnings: tuple[FieldError, ...]


class _Text(NamedTuple):
    text: str
    encoding: str


class _Fields(NamedTuple):
    number: str
    old: str
    name: str
    birth: str
    sex: str
    address: str
    issued: str
    extra: tuple[str, ...]


def read_card(raw: bytes | bytearray | str, *, today: date | None = None) -> Card:
    """Read a card's QR as it came from a scanner.

    Args:
        raw: bytes of a serial scanner, terminator and AIM identifier allowed,
            or text typed by a keyboard scanner.
        today: to refuse births in the future; None to accept them.

    Returns:
        The card. Text that came damaged beyond repair is left empty with the
        warning ``card_text_damaged``, since a half-right name is worse than
        none. Other warnings: ``card_encoding_guessed``, ``card_letters_lost``
        (a "?" where a letter was), ``old_id_no_unusual``, ``birth_incomplete``,
        ``sex_unknown``, ``name_missing``, ``address_missing``,
        ``issue_date_invalid``, ``issue_date_in_future``, and those of
        `check_personal_number`.

    Raises:
        Refused: ``card_too_long``, ``card_not_a_card``, ``birth_invalid``,
            ``birth_in_future``, ``personal_number_digits``,
            ``personal_number_length``. Nothing else, whatever is given.
    """
    text, encoding = _repaired(_decoded(raw))
    damaged = encoding == "damaged"
    fields = _split_damaged(text) if damaged else _split(text)
    warnings: list[FieldError] = []
    if encoding not in ("utf-8", "damaged"):
        warnings.append(FieldError("card_encoding_guessed", "", {"encoding": encoding}))

    number = fields.number
    sex = normal_sex(fields.sex)
    if damaged and not sex and re.match("N[^\x00-\x7f]", fields.sex):
        sex = FEMALE  # "Nam" is ASCII and cannot be damaged
    birth = _birth(fields.birth, warnings)
    checked = check_personal_number(number, sex, birth)
    if checked.errors:
        raise Refused(*checked.errors)
    if birth is not None and today is not None and birth > today:
        raise Refused(FieldError("birth_in_future", "birth"))
    warnings.extend(checked.warnings)
    old = clean(fields.old)
    if old and re.fullmatch("[0-9]{9}", old) is None:
        warnings.append(FieldError("old_id_no_unusual", "old_id_no"))
    if not sex:
        warnings.append(FieldError("sex_unknown", "sex"))
    name, address = _name_and_address(fields, damaged, warnings)
    return Card(
        personal_no=number,
        old_id_no=old,
        name=name,
        birth=birth,
        sex=sex,
        address=address,
        issued=_issued(fields.issued, birth, today, warnings),
        extra=fields.extra,
        encoding=encoding,
        warnings=tuple(warnings),
    )


def _decoded(raw: bytes | bytearray | str) -> _Text:
    """Decode, drop what the scanner put around the data, check the length."""
    if isinstance(raw, str):
        text, encoding = raw, "utf-8"
    elif len(raw) > 4 * MAX_CHARACTERS + 16:
        raise Refused(FieldError("card_too_long", "", {"most": MAX_CHARACTERS}))
    else:
        text, encoding = _from_bytes(bytes(raw))
    text = _AIM.sub("", text.lstrip("\ufeff\x02\r\n").rstrip("\r\n\t\0\x03\x04 "))
    if _ECI.match(text):
        text = text[7:].replace("\\\\", "\\")
    if len(text) > MAX_CHARACTERS:
        raise Refused(FieldError("card_too_long", "", {"most": MAX_CHARACTERS}))
    if "\r" in text or "\n" in text:  # two scans in one
        raise Refused(FieldError("card_not_a_card"))
    return _Text(text, encoding)


def _from_bytes(raw: bytes) -> _Text:
    """Strict UTF-8, else Windows-1258 if that gives Vietnamese, else give up the text."""
    try:
        return _Text(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    try:
        text = nfc(raw.decode("cp1258"))
    except UnicodeDecodeError:
        text = "\ufffd"
    if _VIETNAMESE_TEXT.fullmatch(text.rstrip("\r\n\0")):
        return _Text(text, "cp1258")
    return _Text(raw.decode("utf-8", "replace"), "damaged")


def _repaired(read: _Text) -> _Text:
    """Undo a wrong code page where every byte can be had back; else mark damage."""
    if read.encoding != "utf-8" or read.text.isascii():
        return read
    for code_page in _MISTAKEN:
        original = _bytes_of(read.text, code_page)
        if original is None:
            continue
        try:
            return _Text(original.decode("utf-8"), f"utf-8 via {code_page}")
        except UnicodeDecodeError:
            continue
    if _SOUND_TEXT.fullmatch(nfc(read.text)):
        return read
    return _Text(read.text, "damaged")


def _bytes_of(text: str, code_page: str) -> bytes | None:
    """Encode; bytes the code page leaves undefined stand as C1 controls, as Windows has it."""
    encoded = bytearray()
    for char in text:
        try:
            encoded += char.encode(code_page)
        except UnicodeEncodeError:
            if not "\x80" <= char <= "\x9f":
                return None
            encoded.append(ord(char))
    return bytes(encoded)


def _real_date(digits: str) -> date | None:
    """The date of ddmmyyyy, None if it is none of a living card holder."""
    if _EIGHT_DIGITS.fullmatch(digits) is None:
        return None
    try:
        day = date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def _split(text: str) -> _Fields:
    """Cut into fields; the place of the birth date tells whether slot 2 is there."""
    fields = [part.strip() for part in nfc(text).split("|")]
    if len(fields) < 6:
        raise Refused(FieldError("card_not_a_card"))
    number = fields[0]
    if _real_date(fields[3]) is None:
        if _real_date(fields[2]) or (fields[2].isdigit() and normal_sex(fields[3])):
            fields.insert(1, "")  # no slot for the old number
        elif not _looks_like_card(number, fields):
            raise Refused(FieldError("card_not_a_card"))
    old, name, birth, sex, address = fields[1:6]
    issued = fields[6] if len(fields) > 6 else ""
    return _Fields(number, old, name, birth, sex, address, issued, tuple(fields[7:]))


def _looks_like_card(number: str, fields: list[str]) -> bool:
    """A card with a bad birth date rather than any other text with bars."""
    return re.fullmatch("[0-9]{12}", number) is not None and (
        fields[3].isdigit() or normal_sex(fields[4]) != ""
    )


def _split_damaged(text: str) -> _Fields:
    """Take the ASCII fields alone: a wrong decoding may have swallowed the bars between.

    East Asian code pages take "|" for the second half of a character, so the
    birth date is sought by its shape, and the issue date from the end.
    """
    number, _, rest = text.partition("|")
    found = re.search(r"(?<![0-9])([0-9]{8})\|", rest)
    if found is None or _real_date(found[1]) is None:
        raise Refused(FieldError("card_not_a_card"))
    old = re.match(r"([0-9]{9})\|", rest)
    after = rest[found.end() :]
    last = re.search(r"(?:\A|[^0-9])([0-9]{8})\Z", after)
    return _Fields(
        number=number.strip(),
        old=old[1] if old else "",
        name="",
        birth=found[1],
        sex=after.partition("|")[0].strip(),
        address="",
        issued=last[1] if last else "",
        extra=(),
    )


def _birth(text: str, warnings: list[FieldError]) -> date | None:
    """The birth date; None with a warning when the card gives a year or nothing."""
    birth = _real_date(text)
    if birth is None:
        year = _YEAR_ONLY.fullmatch(text)
        if text and not (year and _FIRST_YEAR <= int(year[1]) <= _LAST_YEAR):
            raise Refused(FieldError("birth_invalid", "birth"))
        params = {"year": int(year[1])} if year else {}
        warnings.append(FieldError("birth_incomplete", "birth", params))
    return birth


def _issued(
    text: str, birth: date | None, today: date | None, warnings: list[FieldError]
) -> date | None:
    """The issue date, None with a warning when it cannot be one."""
    issued = _real_date(text)
    if issued is None or (birth is not None and issued < birth):
        warnings.append(FieldError("issue_date_invalid", "issued"))
        return None
    if today is not None and issued > today:
        warnings.append(FieldError("issue_date_in_future", "issued"))
    return issued


def _name_and_address(
    fields: _Fields, damaged: bool, warnings: list[FieldError]
) -> tuple[str, str]:
    """Clean both texts; both empty when damaged, a "?" inside them is pointed out."""
    if damaged:
        warnings.append(FieldError("card_text_damaged"))
        return "", ""
    texts = clean(fields.name), clean(fields.address)
    for field, text in zip(("name", "address"), texts, strict=True):
        if not text:
            warnings.append(FieldError(f"{field}_missing", field))
        elif "?" in text:
            warnings.append(FieldError("card_letters_lost", field))
    return texts
