"""Dossiers of the national portal as a file: JSON Lines, each the content of a dossier.

A line is an object with the fields of `core.domain.dossier.Content`, and
``portal_code`` and ``submitted_at``. Everything has its type and its limit;
what the counter would ask a person about (an odd personal number) is left to
the counter, because a dossier that was filed has to reach it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from msgspec import Struct

from core.domain.deadlines import parse_limit
from core.domain.dossier import Component, Content, Party
from core.domain.errors import FieldError, Refused
from core.domain.events import PortalDossierArrived
from core.domain.numbering import is_provisional, is_slip
from core.domain.text import clean, clean_name, clean_note, has_letters, normal_phone
from core.domain.timezone import local

#: bytes of a file and of a line
MAX_FILE: Final = 200_000_000
MAX_LINE: Final = 256_000
#: characters
NAME, LINE, NOTE, NUMBER, TAG = 300, 1000, 10_000, 40, 60
MAX_COMPONENTS, MAX_RELATED, MAX_TAGS = 200, 50, 20
MAX_COUNT: Final = 9_999
MAX_FEE_VND: Final = 10**11
#: how far ahead of ours the portal's clock may be
AHEAD: Final = timedelta(days=1)
_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9./_-]{3,59}")
_CHANNELS: Final = (1, 2, 3)
_ONLINE: Final = 2
_LIMITS: Final = {
    "name": NAME, "email": NAME, "role": NAME, "helped_at": NAME, "received_at_org": NAME,
    "agency": NAME, "note": NOTE, "personal_no": NUMBER, "old_id_no": NUMBER,
    "passport_no": NUMBER, "tax_code": NUMBER, "phone": NUMBER, "procedure_code": 60, "tags": TAG,
}  # fmt: skip


class _Line(Content, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line; a name that is left out is the catalogue's."""

    portal_code: str
    submitted_at: datetime
    procedure_name: str = ""


class Read(Struct, frozen=True):
    """A line of the file, counted from 1: what it says, or what is wrong with it."""

    line: int
    portal_code: str
    arrived: PortalDossierArrived | None
    errors: tuple[FieldError, ...] = ()


def read_portal_file(data: bytes, names: Mapping[str, str], now: datetime) -> Iterator[Read]:
    """Reads every line that is not blank.

    Args:
        data: the file, UTF-8.
        names: of the procedures that the province's catalogue has, by code.
        now: central's clock, aware.

    Raises:
        Refused: ``file_too_large``.
    """
    if len(data) > MAX_FILE:
        raise Refused(FieldError("file_too_large", "file", {"limit": MAX_FILE}))
    return _lines(data.removeprefix(b"\xef\xbb\xbf"), names, now)


def _lines(data: bytes, names: Mapping[str, str], now: datetime) -> Iterator[Read]:
    for number, text in enumerate(data.split(b"\n"), 1):
        if not text.strip():
            continue
        try:
            arrived = read_line(text, names, now)
            yield Read(number, arrived.portal_code, arrived)
        except Refused as wrong:
            yield Read(number, "", None, wrong.errors)


def read_line(text: bytes, names: Mapping[str, str], now: datetime) -> PortalDossierArrived:
    """One line; see `read_portal_file`.

    Raises:
        Refused: everything that is wrong with it; no value of it is repeated.
    """
    if len(text) > MAX_LINE:
        raise Refused(FieldError("line_too_long", "", {"limit": MAX_LINE}))
    errors: list[FieldError] = []
    source = _tidy(_object(text), "", "", errors)
    _check_names(source, errors)
    try:
        line = msgspec.convert({"channel": _ONLINE, **source}, _Line)
    except (msgspec.ValidationError, RecursionError) as wrong:
        message, _, at = str(wrong).partition(" - at ")
        code = "date_invalid" if "RFC3339" in message else "wrong_type"
        if "missing required field" in message:
            code, at = "missing", message.rpartition("field ")[2]
        elif "unknown field" in message:
            code, at = "unknown_field", message.rpartition("field ")[2]
        raise Refused(*errors, FieldError(code, at.strip("`$.")[:60])) from None
    errors += _wrong(line, now)
    name = line.procedure_name or names.get(line.procedure_code, "")
    if not name:
        errors.append(FieldError("missing", "procedure_name"))
    if errors:
        raise Refused(*errors)
    fields = {key: getattr(line, key) for key in Content.__struct_fields__}
    content = Content(**{**fields, "procedure_name": name})
    return PortalDossierArrived(line.portal_code, local(line.submitted_at), content)


def _object(text: bytes) -> dict[str, Any]:
    try:
        source = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Refused(FieldError("json_invalid", "")) from None
    if not isinstance(source, dict):
        raise Refused(FieldError("json_not_object", ""))
    return source


def _tidy(value: Any, key: str, path: str, errors: list[FieldError]) -> Any:
    """Texts cleaned and within their limits; null is left out."""
    if isinstance(value, str):
        return _text(value, key, path, errors)
    if isinstance(value, list):
        return [_tidy(each, key, f"{path}[{n}]", errors) for n, each in enumerate(value[:1000])]
    if isinstance(value, dict):
        inside = f"{path}." if path else ""
        return {
            name: _tidy(each, name, f"{inside}{name[:40]}", errors)
            for name, each in value.items()
            if each is not None
        }
    return value


def _text(value: str, key: str, path: str, errors: list[FieldError]) -> str:
    limit = _LIMITS.get(key, LINE)
    if any(c < " " and c not in "\t\n\r" for c in value):
        errors.append(FieldError("control_character", path))
        return ""
    if len(value) > limit:
        params = {"limit": limit, "length": len(value)}
        errors.append(FieldError("too_long", path, params))
        return ""
    tidy: dict[str, Callable[[str], str]] = {"note": clean_note, "phone": normal_phone}
    return tidy.get(key, clean)(value)


def _check_names(source: dict[str, Any], errors: list[FieldError]) -> None:
    """People's names get their capitals; fields that nobody would read are told."""
    people = [("owner", source.get("owner")), ("filer", source.get("filer"))]
    for key, kind in (("related", Party), ("components", Component)):
        found = source.get(key)
        for number, each in enumerate(found if isinstance(found, list) else []):
            if kind is Party:
                people.append((f"related[{number}]", each))
            else:
                errors += _unknown(f"components[{number}]", each, kind)
    for where, person in people:
        errors += _unknown(where, person, Party)
        if isinstance(person, dict) and isinstance(person.get("name"), str):
            if person.get("kind", "person") == "person":
                person["name"] = clean_name(person["name"])
            if not has_letters(person["name"]):
                errors.append(FieldError("name_without_letters", f"{where}.name"))


def _unknown(where: str, value: Any, kind: type[Struct]) -> list[FieldError]:
    names = value if isinstance(value, dict) else {}
    return [
        FieldError("unknown_field", f"{where}.{name}"[:60])
        for name in names
        if name not in kind.__struct_fields__
    ]


def _wrong(line: _Line, now: datetime) -> Iterator[FieldError]:
    code = line.portal_code
    if not _CODE.fullmatch(code) or is_provisional(code) or is_slip(code):
        yield FieldError("portal_code_invalid", "portal_code")
    if not _plausible(line.submitted_at, now):
        yield FieldError("date_invalid", "submitted_at")
    if line.limit:
        try:
            parse_limit(line.limit)
        except Refused as wrong:
            yield from wrong.errors
    if line.channel not in _CHANNELS:
        yield FieldError("not_a_choice", "channel", {"choices": "1, 2, 3"})
    if line.return_by not in ("counter", "post"):
        yield FieldError("not_a_choice", "return_by", {"choices": "counter, post"})
    for person in (line.owner, *((line.filer,) if line.filer else ()), *line.related):
        if person.kind not in ("person", "organisation"):
            yield FieldError("not_a_choice", "kind", {"choices": "person, organisation"})
    yield from _counts(line)


def _plausible(moment: datetime, now: datetime) -> bool:
    try:
        return moment.year >= 2000 and local(moment) <= now + AHEAD
    except OverflowError:
        return False


def _counts(line: _Line) -> Iterator[FieldError]:
    for field, held, most in (
        ("components", line.components, MAX_COMPONENTS),
        ("related", line.related, MAX_RELATED),
        ("tags", line.tags, MAX_TAGS),
    ):
        if len(held) > most:
            yield FieldError("too_many", field, {"limit": most})
    numbers = [("sets", line.sets, 1, MAX_COUNT), ("fee_vnd", line.fee_vnd or 0, 0, MAX_FEE_VND)]
    numbers.append(("procedure_version", line.procedure_version, 1, MAX_COUNT))
    for n, each in enumerate(line.components):
        where = f"components[{n}]"
        if not each.name:
            yield FieldError("missing", f"{where}.name")
        for key in ("originals", "certified", "copies", "pages"):
            numbers.append((f"{where}.{key}", getattr(each, key), 0, MAX_COUNT))
    for field, value, low, high in numbers:
        if not low <= value <= high:
            yield FieldError("out_of_range", field, {"low": low, "high": high})
