"""The catalogue as a file: CSV, UTF-8, a procedure a row."""

from __future__ import annotations

import csv
import hashlib
import io

from core.domain.deadlines import parse_limit
from core.domain.errors import FieldError, Refused
from core.domain.procedure import Procedure, base_code
from core.domain.text import clean, fold

#: bytes; the whole national catalogue fits several times
MAX_FILE = 20_000_000
MAX_ROWS = 20_000
#: procedures an event, so that no event nears its size limit
PART = 50

COLUMNS = (
    "code", "name_vi", "field", "level", "agency", "time_limit", "time_unit", "fee_vnd",
    "online", "postal", "required_documents", "source", "confidence", "notes",
)  # fmt: skip
_LEVELS = ("ward", "city", "vertical")
_UNITS = {"working_day": "working_days", "day": "days", "hour": "hours", "month": "months"}


def read_catalogue(data: bytes) -> list[Procedure]:
    """Decodes a CSV catalogue (UTF-8, the columns of `COLUMNS`).

    Raises:
        Refused: every row's errors, with ``row N`` in the field.
    """
    if len(data) > MAX_FILE:
        raise Refused(FieldError("file_too_large", "file", {"limit": MAX_FILE}))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise Refused(FieldError("not_utf8", "file", {"at": wrong.start})) from wrong
    try:
        reader = csv.DictReader(io.StringIO(text), strict=True)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise Refused(FieldError("columns_missing", "file", {"columns": ", ".join(missing)}))
        rows = list(reader)
    except csv.Error as wrong:
        raise Refused(FieldError("csv_invalid", "file", {"detail": str(wrong)})) from wrong
    if len(rows) > MAX_ROWS:
        raise Refused(FieldError("too_many", "file", {"limit": MAX_ROWS}))
    errors: list[FieldError] = []
    found: dict[str, Procedure] = {}
    for number, row in enumerate(rows, 2):
        try:
            procedure = _procedure(row)
        except Refused as wrong:
            errors += [
                FieldError(e.code, f"row {number}.{e.field}", e.params) for e in wrong.errors
            ]
            continue
        if procedure.code in found:
            errors.append(
                FieldError("duplicate_code", f"row {number}.code", {"code": procedure.code})
            )
        found[procedure.code] = procedure
    if errors:
        raise Refused(*errors)
    return list(found.values())


def _procedure(row: dict[str, str | None]) -> Procedure:
    value = {name: clean(row.get(name) or "") for name in COLUMNS}
    if not value["name_vi"]:
        raise Refused(FieldError("missing", "name_vi"))
    if value["level"] not in _LEVELS:
        raise Refused(FieldError("not_a_choice", "level", {"choices": ", ".join(_LEVELS)}))
    fee = value["fee_vnd"]
    if fee and not (fee.isascii() and fee.isdigit() and len(fee) <= 11):
        raise Refused(FieldError("wrong_type", "fee_vnd"))
    limit, immediate = _limit(value["time_limit"], value["time_unit"])
    return Procedure(
        code=base_code(value["code"]) or local_key(value["name_vi"]),
        name=value["name_vi"],
        field=value["field"],
        level=value["level"],
        agency=value["agency"],
        limit=limit,
        fee_vnd=int(fee) if fee else None,
        online=value["online"] or "none",
        postal=value["postal"] == "yes",
        documents=tuple(d for d in map(clean, value["required_documents"].split(";")) if d),
        immediate=immediate,
        local_key=not value["code"],
        source=value["source"],
        confidence=value["confidence"],
        notes=value["notes"],
    )


def _limit(amount: str, unit: str) -> tuple[str, bool]:
    """``(limit text, immediate)``; an empty amount means that nobody published one."""
    if not amount:
        return "", False
    if unit == "immediate" or amount == "0":
        return "same_day", unit == "immediate"
    if unit not in _UNITS:
        raise Refused(FieldError("not_a_choice", "time_unit", {"choices": ", ".join(_UNITS)}))
    return str(parse_limit(f"{amount} {_UNITS[unit]}")), False


def local_key(name: str) -> str:
    """Key of a procedure without a published code: stable, made from its name."""
    return "LOCAL-" + hashlib.sha256(fold(name).encode()).hexdigest()[:8].upper()
