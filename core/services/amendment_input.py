"""From a JSON object to an amendment: a reason and the fields that change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from core.domain.dossier import Party
from core.domain.errors import FieldError, Refused
from core.services.dossier_input import KNOWN, TEXTS, NewDossier, read_plain
from core.services.input_reader import LINE, Reader

#: no amendment reaches these
FIXED = frozenset(
    {"dossier_code", "dossier_no", "code", "day", "received_at", "station", "client_ref"}
    | {"slip", "matter", "supplement", "refusal"}
)
#: the outside's names of fields that `Content` calls otherwise
_ATTRIBUTES = {"copies": "sets", "submission": "channel"}
_PLAIN = (*TEXTS, "copies", "fee_vnd", "submission", "return_by", "limit", "tags")


def read_amendment(
    source: Mapping[str, Any], owner: Party, filer: Party | None, today: date
) -> tuple[str, dict[str, Any], list[FieldError]]:
    """Decodes an amendment: a reason and the fields that change, in the same shape.

    A person given in part keeps the rest: ``{"applicant": {"phone": "…"}}``.

    Returns:
        ``(reason, changes by Content's field names, warnings)``.

    Raises:
        Refused: everything wrong at once; ``field_fixed`` for code, day, station.
    """
    reader = Reader(source, today)
    reason = _reason(reader)
    for name in source:
        if name in FIXED:
            reader.error("field_fixed", name)
        elif name != "reason" and name not in KNOWN:
            reader.error("unknown_field", str(name)[:60])
    changes = {**_plain_changes(reader), **_people_changes(reader, owner, filer)}
    if not changes and not reader.errors:
        reader.error("nothing_to_change", "")
    if reader.errors:
        raise Refused(*reader.errors)
    return reason, changes, reader.warnings


def read_reason(source: Any) -> str:
    """Why somebody cancels.

    Raises:
        Refused: ``missing``, ``wrong_type``, ``too_long``, ``control_character``.
    """
    reader = Reader(source if isinstance(source, dict) else {}, date.max)
    reason = _reason(reader)
    if reader.errors:
        raise Refused(*reader.errors)
    return reason


def _reason(reader: Reader) -> str:
    reason = reader.text("reason", reader.take("reason", str, ""), LINE)
    if not reason and not reader.errors:
        reader.error("missing", "reason")
    return reason


def _plain_changes(reader: Reader) -> dict[str, Any]:
    new = NewDossier()
    read_plain(reader, new)
    return {
        _ATTRIBUTES.get(name, name): getattr(new, _ATTRIBUTES.get(name, name))
        for name in _PLAIN
        if name in reader.source
    }


def _people_changes(reader: Reader, owner: Party, filer: Party | None) -> dict[str, Any]:
    source = reader.source
    changes: dict[str, Any] = {}
    if source.get("applicant") is not None:
        changes["owner"] = reader.party("applicant", source["applicant"], owner)
    if "representative" in source:
        given = source["representative"]
        changes["filer"] = reader.party("representative", given, filer) if given else None
    if "related" in source:
        changes["related"] = reader.related(source["related"] or [])
    if "attachments" in source:
        changes["components"] = reader.components(source["attachments"] or [])
    return changes
