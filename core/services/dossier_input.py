"""From a JSON object of the outside world to a new dossier's content.

Shape: one object a dossier as in the sample file of the demo (applicant,
representative, related, attachments, …). Every field is decoded on its own
with its own limits, so that all that is wrong is told at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec

from core.domain.citizen_card import read_card
from core.domain.deadlines import parse_limit
from core.domain.dossier import Component, Party
from core.domain.errors import FieldError, Refused
from core.domain.text import clean, clean_note, fold
from core.services.exit_input import Refusal, Supplement, read_refusal, read_supplement
from core.services.input_reader import LINE, MAX_FEE_VND, MAX_TAGS, NAME, NOTE, Reader

#: written by the sample file and other exporters; ours to decide, so not read
IGNORED = frozenset(
    {"seq", "fictitious", "dossier_no", "dossier_code", "received_at", "procedure_name", "field"}
    | {"level", "due_at", "status", "edge_case"}
)


@dataclass
class NewDossier:
    """What a line asks for; defaults are taken from the procedure later.

    At most one of ``supplement`` and ``refusal`` is set: the exits of
    reception beside the receipt (NĐ 118/2025 Đ17.1.c). ``slip`` is the number
    of an earlier form 02 that the citizen brings back. ``matter`` says what
    was asked for when no procedure fits, for a refusal only.
    """

    procedure_code: str = ""
    owner: Party | None = None
    filer: Party | None = None
    related: tuple[Party, ...] = ()
    components: tuple[Component, ...] | None = None
    sets: int = 1
    limit: str = ""
    fee_vnd: int | None = None
    channel: int = 1
    return_by: str = "counter"
    return_address: str = ""
    helped_at: str = ""
    received_at_org: str = ""
    agency: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    client_ref: str = ""
    slip: str = ""
    matter: str = ""
    supplement: Supplement | None = None
    refusal: Refusal | None = None
    at_once: bool = False
    wants_receipt: bool = False
    digest: str = ""  # of everything asked; tells a repeated request from another one
    errors: list[FieldError] = field(default_factory=list)
    warnings: list[FieldError] = field(default_factory=list)


#: stands for an exit that the line does not ask for; an empty object asks for it, wrongly
_NONE: dict[str, Any] = {}
_CHANNELS = {"counter": 1, "counter by representative": 1, "online": 2, "post": 3}
TEXTS: dict[str, tuple[str, int, Callable[[str], str]]] = {
    "procedure_code": ("procedure_code", 60, clean),
    "return_address": ("return_address", LINE, clean),
    "helped_at": ("helped_at", NAME, clean),
    "received_at_org": ("received_at_org", NAME, clean),
    "agency": ("agency", NAME, clean),
    "note": ("note", NOTE, clean_note),
    "client_ref": ("client_ref", 100, clean),
}
KNOWN = frozenset(
    {*TEXTS, "applicant", "representative", "related", "attachments", "copies", "fee_vnd"}
    | {"submission", "return_by", "limit", "immediate", "wants_receipt", "card_qr", "passport"}
    | {"organisation", "tags", "supplement", "refusal", "slip", "matter"}
)


#: fields of `NewDossier` that were not there in the first schema with ``client_ref``
_LATER = frozenset({"slip", "matter", "supplement", "refusal"})


def read_dossier(source: Mapping[str, Any], today: date) -> NewDossier:
    """Decodes one dossier.

    Args:
        source: the decoded JSON object.
        today: no birth date may be later.

    Returns:
        The dossier with ``errors`` (it must then be refused) and ``warnings``.
    """
    reader = Reader(source, today)
    new = NewDossier()
    reader.unknown(source, KNOWN | IGNORED)
    read_plain(reader, new)
    _read_people(reader, new)
    if source.get("attachments") is not None:
        new.components = reader.components(source["attachments"])
    _read_exit(reader, new)
    known = new.procedure_code or (new.refusal and new.matter)
    if not known and not any(e.field == "procedure_code" for e in reader.errors):
        reader.error("missing", "procedure_code")
    new.errors, new.warnings = reader.errors, reader.warnings
    if new.client_ref:
        new.digest = hashlib.sha256(_asked(new)).hexdigest()
    return new


def _asked(new: NewDossier) -> bytes:
    """All that was asked, the same bytes whichever version of this program reads the line.

    Fields that a later version brought count only where they are set, so that
    a request sent before an upgrade and again after it is still the same one.
    """
    fields: dict[str, Any] = msgspec.to_builtins(new)
    return msgspec.json.encode({k: v for k, v in fields.items() if v or k not in _LATER})


def read_plain(reader: Reader, new: NewDossier) -> None:
    for name, (attribute, limit, tidy) in TEXTS.items():
        value = reader.take(name, str, "")
        if value:
            setattr(new, attribute, reader.text(name, value, limit, tidy))
    new.sets = reader.number("copies", 1, 1, 9999)
    if reader.source.get("fee_vnd") is not None:
        new.fee_vnd = reader.number("fee_vnd", 0, 0, MAX_FEE_VND)
    submission = reader.take("submission", str, "counter")
    if submission in _CHANNELS:
        new.channel = _CHANNELS[submission]
    else:
        reader.error("not_a_choice", "submission", choices=", ".join(_CHANNELS))
    new.return_by = reader.take("return_by", str, "counter")
    if new.return_by not in ("counter", "post"):
        reader.error("not_a_choice", "return_by", choices="counter, post")
    promised = reader.take("limit", str, "")
    if promised:
        try:
            parse_limit(promised)
            new.limit = promised
        except Refused as wrong:
            reader.errors += [FieldError(e.code, "limit", e.params) for e in wrong.errors]
    new.at_once = reader.take("immediate", bool, False)
    new.wants_receipt = reader.take("wants_receipt", bool, False)
    tags = reader.take("tags", list[str], [])
    if len(tags) > MAX_TAGS:
        reader.error("too_many", "tags", limit=MAX_TAGS)
    new.tags = tuple(reader.text("tags", tag, 60) for tag in tags[:MAX_TAGS])


def _read_exit(reader: Reader, new: NewDossier) -> None:
    """``supplement`` or ``refusal``: the citizen goes home without a receipt."""
    new.slip = reader.text("slip", reader.take("slip", str, ""), 60)
    new.matter = reader.text("matter", reader.take("matter", str, ""))
    asked = reader.take("supplement", dict[str, Any], _NONE)
    refused = reader.take("refusal", dict[str, Any], _NONE)
    exits = [name for name in ("supplement", "refusal") if reader.source.get(name) is not None]
    if len(exits) + new.at_once > 1:
        reader.error("not_a_choice", exits[-1], choices="immediate, supplement, refusal")
    elif asked is not _NONE:
        new.supplement = read_supplement(reader, asked)
    elif refused is not _NONE:
        new.refusal = read_refusal(reader, refused)
    if new.matter and new.procedure_code:
        reader.warnings.append(FieldError("matter_unused", "matter"))


def _read_people(reader: Reader, new: NewDossier) -> None:
    source = reader.source
    applicant = dict(reader.take("applicant", dict[str, Any], {}))
    card = reader.take("card_qr", str, "")
    if card:
        _fill_from_card(reader, card, applicant)
    for name, inside in (("passport", "passport_no"), ("organisation", "tax_code")):
        extra = reader.take(name, dict[str, Any], {})
        if extra and name == "passport":
            applicant.setdefault("passport_country", extra.get("country"))
            applicant.setdefault(inside, extra.get("no"))
        elif extra:
            applicant.setdefault(inside, extra.get("tax_code"))
    if not applicant:
        if not any(e.field == "applicant" for e in reader.errors):
            reader.error("missing", "applicant")
    else:
        new.owner = reader.party("applicant", applicant)
    if source.get("representative") is not None:
        new.filer = reader.party("representative", source["representative"])
    if source.get("related") is not None:
        new.related = reader.related(source["related"])


def _fill_from_card(reader: Reader, text: str, applicant: dict[str, Any]) -> None:
    """A scanned card fills what was not typed; what differs is warned of."""
    try:
        card = read_card(text, today=reader.today)
    except Refused as wrong:
        reader.errors += [FieldError(e.code, "card_qr", e.params) for e in wrong.errors]
        return
    reader.warnings += [FieldError(w.code, "card_qr", w.params) for w in card.warnings]
    facts = {
        "personal_no": card.personal_no,
        "old_id_no": card.old_id_no,
        "name": card.name,
        "dob": card.birth.isoformat() if card.birth else None,
        "sex": card.sex,
        "address": card.address,
        "id_issued": card.issued.isoformat() if card.issued else None,
    }
    for key, value in facts.items():
        typed = applicant.get(key)
        if not value:
            continue
        if not typed:
            applicant[key] = value
        elif key in ("personal_no", "name", "dob") and fold(str(typed)) != fold(str(value)):
            reader.warnings.append(FieldError("differs_from_card", f"applicant.{key}"))
