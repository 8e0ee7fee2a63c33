"""The province's list of codes, a CSV file: which dossier has which official code.

Each line names a dossier by any number printed for it, and its code. A line
that fits binds the code, one that was bound already changes nothing, and the
others are told one by one; no line stands in another one's way.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from msgspec import Struct

from central.database import Database
from central.decisions import bind_code
from central.keys import CentralKeys
from core.domain.errors import FieldError, Refused
from core.domain.numbering import is_provisional, is_slip
from core.domain.text import clean, fold, fold_code

MAX_FILE: Final = 20_000_000
MAX_LINES: Final = 200_000
#: characters of a number
LONGEST: Final = 60
#: an official code: what the province's system gives, in capitals
_CODE: Final = re.compile(r"[A-Z0-9][A-Z0-9.]{0,30}(-[A-Z0-9.]{1,20}){1,4}")
#: headings that people write, folded
_NUMBER_NAMES: Final = frozenset({"number", "so tam", "so ho so", "so", "provisional_number"})
_CODE_NAMES: Final = frozenset({"code", "ma ho so", "ma so ho so", "ma", "dossier_code"})

BOUND, ALREADY, UNKNOWN, CONFLICT, INVALID = "bound", "already", "unknown", "conflict", "invalid"
_RESULTS: Final = {
    "dossier_unknown": UNKNOWN,
    "number_ambiguous": CONFLICT,
    "code_bound_already": CONFLICT,
    "code_taken": CONFLICT,
}


class Line(Struct, frozen=True):
    """What became of a line of the file, counted from 1 with its heading.

    ``result``: ``bound``, ``already``, ``unknown``, ``conflict``, ``invalid``;
    ``error`` says why not.
    """

    line: int
    number: str
    code: str
    result: str
    error: FieldError | None = None

    @property
    def ok(self) -> bool:
        """Whether the dossier has this code now."""
        return self.result in (BOUND, ALREADY)


def read_code(text: str) -> str:
    """An official code as typed.

    Raises:
        Refused: ``code_invalid``.
    """
    code = clean(text).upper()
    if len(code) > LONGEST or not _CODE.fullmatch(code) or is_provisional(code) or is_slip(code):
        raise Refused(FieldError("code_invalid", "code", {"code": text[:LONGEST]}))
    return code


def read_number(text: str) -> str:
    """A number printed for a dossier, as typed.

    Raises:
        Refused: ``missing``, ``dossier_unknown`` when no number is that long.
    """
    number = clean(text)
    if not number:
        raise Refused(FieldError("missing", "number"))
    if len(number) > LONGEST or "\0" in number:
        raise Refused(FieldError("dossier_unknown", "number", {"code": number[:LONGEST]}))
    return number


def import_list(
    db: Database,
    keys: CentralKeys,
    data: bytes,
    actor: str,
    now: datetime,
    *,
    most: int = MAX_LINES,
) -> Iterator[Line]:
    """Binds what fits, each line in a transaction of its own; the file is read first.

    Raises:
        Refused: ``file_too_large``, ``not_utf8``, ``csv_invalid``,
            ``columns_missing``, ``too_many``; nothing was bound.
    """
    rows = _rows(data, most)
    given: set[str] = set()
    return (_bind(db, keys, row, actor, now, given) for row in rows)


def _rows(data: bytes, most: int) -> list[tuple[int, str, str]]:
    """``(line, number, code)`` of every line that is not blank."""
    if len(data) > MAX_FILE:
        raise Refused(FieldError("file_too_large", "file", {"limit": MAX_FILE}))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise Refused(FieldError("not_utf8", "file", {"at": wrong.start})) from None
    heading = text.partition("\n")[0]
    marks = {mark: heading.count(mark) for mark in ",;\t"}
    mark = max(marks, key=lambda each: marks[each])  # spreadsheets here write semicolons
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        names = [fold(name) for name in next(reader, [])]
        number, code = _column(names, _NUMBER_NAMES), _column(names, _CODE_NAMES)
        if number is None or code is None:
            raise Refused(FieldError("columns_missing", "file", {"columns": "number, code"}))
        found = []
        for row in reader:
            if any(cell.strip() for cell in row):
                cells = [*row, *[""] * len(names)]
                found.append((reader.line_num, cells[number], cells[code]))
            if len(found) > most:
                raise Refused(FieldError("too_many", "file", {"limit": most}))
    except csv.Error as wrong:
        raise Refused(FieldError("csv_invalid", "file", {"detail": str(wrong)[:100]})) from None
    return found


def _column(names: list[str], wanted: frozenset[str]) -> int | None:
    return next((at for at, name in enumerate(names) if name in wanted), None)


def _bind(
    db: Database,
    keys: CentralKeys,
    row: tuple[int, str, str],
    actor: str,
    now: datetime,
    given: set[str],
) -> Line:
    at, number, code = row[0], clean(row[1])[:LONGEST], clean(row[2])[:LONGEST]
    try:
        number, code = read_number(row[1]), read_code(row[2])
        with db.transaction() as conn:
            fresh = bind_code(conn, keys, number, code, actor, now, given=given)
    except Refused as wrong:
        (error,) = wrong.errors
        return Line(at, number, code, _RESULTS.get(error.code, INVALID), error)
    given.add(fold_code(code))
    return Line(at, number, code, BOUND if fresh else ALREADY)
