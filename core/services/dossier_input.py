"""From a JSON object of the outside world to a new dossier's content.

Shape: one object a dossier as in the sample file of the demo (applicant,
representative, related, attachments, …). Every field is decoded on its own
with its own limits, so that all that is wrong is told at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar, cast

import msgspec
from msgspec import UNSET, Struct, UnsetType

from core.domain.citizen_card import read_card
from core.domain.deadlines import parse_limit
from core.domain.dossier import Component, Party
from core.domain.errors import FieldError, Refused
from core.domain.personal_number import check_personal_number
from core.domain.text import clean, clean_name, clean_note, fold, normal_phone

T = TypeVar("T")

#: longest texts, in characters
NAME, LINE, NOTE = 300, 1000, 10_000
MAX_COMPONENTS, MAX_RELATED, MAX_TAGS = 200, 50, 20
_COMPONENT_FIELDS = frozenset({"no", "name", "originals", "certified", "copies", "pages"})
MAX_FEE_VND = 10**11

#: written by the sample file and other exporters; ours to decide, so not read
IGNORED = frozenset(
    {"seq", "fictitious", "dossier_no", "dossier_code", "received_at", "procedure_name", "field"}
    | {"level", "due_at", "status", "edge_case"}
)


class PartyInput(Struct, frozen=True):
    """A person as the outside writes them; every text may be null."""

    name: str | UnsetType | None = UNSET
    kind: str | UnsetType | None = UNSET
    personal_no: str | UnsetType | None = UNSET
    old_id_no: str | UnsetType | None = UNSET
    passport_no: str | UnsetType | None = UNSET
    passport_country: str | UnsetType | None = UNSET
    tax_code: str | UnsetType | None = UNSET
    dob: date | UnsetType | None = UNSET
    sex: str | UnsetType | None = UNSET
    address: str | UnsetType | None = UNSET
    phone: str | UnsetType | None = UNSET
    email: str | UnsetType | None = UNSET
    ethnicity: str | UnsetType | None = UNSET
    id_issued: date | UnsetType | None = UNSET
    role: str | UnsetType | None = UNSET
    authorisation: str | UnsetType | None = UNSET


#: the outside's names of fields that ours call otherwise
_PARTY_NAMES = {"dob": "birth"}


@dataclass
class NewDossier:
    """What a line asks for; defaults are taken from the procedure later."""

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
    at_once: bool = False
    wants_receipt: bool = False
    digest: str = ""  # of everything asked; tells a repeated request from another one
    errors: list[FieldError] = field(default_factory=list)
    warnings: list[FieldError] = field(default_factory=list)


class Reader:
    """Takes fields out of an object and collects what is wrong with them."""

    def __init__(self, source: Mapping[str, Any], today: date) -> None:
        self.source = source
        self.today = today
        self.errors: list[FieldError] = []
        self.warnings: list[FieldError] = []

    def error(self, code: str, name: str, **params: Any) -> None:
        self.errors.append(FieldError(code, name, params))

    def take(self, name: str, kind: type[T], default: T) -> T:
        """A field of a plain type; null and absence give the default."""
        value = self.source.get(name)
        if value is None:
            return default
        return cast(T, self.convert(value, kind, name, default))

    def unknown(self, source: Mapping[str, Any], known: Container[str], where: str = "") -> None:
        """Warns of fields that nobody will read; most are misspelt."""
        for name in source:
            if name not in known:
                self.warnings.append(FieldError("unknown_field", f"{where}{name}"[:60]))

    def convert(self, value: Any, kind: Any, name: str, default: Any) -> Any:
        try:
            return msgspec.convert(value, kind)
        except (msgspec.ValidationError, RecursionError) as wrong:
            _, at, inside = str(wrong).rpartition("`$")
            code = "date_invalid" if "RFC3339" in str(wrong) else "wrong_type"
            self.error(code, name + inside.rstrip("`") if at else name)
            return default

    def text(
        self, name: str, value: str, limit: int = LINE, tidy: Callable[[str], str] = clean
    ) -> str:
        """A cleaned text within its limit."""
        if any(c < " " and c not in "\t\n\r" for c in value):
            self.error("control_character", name)
            return ""
        if len(value) > limit:
            self.error("too_long", name, limit=limit, length=len(value))
            return ""
        return tidy(value)

    def number(self, name: str, default: int, low: int, high: int) -> int:
        value = self.take(name, int, default)
        if not low <= value <= high:
            self.error("out_of_range", name, low=low, high=high)
            return default
        return value

    def party(self, name: str, source: Any, base: Party | None = None) -> Party | None:
        """A person or organisation; ``base`` fills what ``source`` leaves out."""
        given = self.convert(source, PartyInput, name, None)
        if given is None:
            return None
        self.unknown(source, PartyInput.__struct_fields__, f"{name}.")
        if given.kind not in (UNSET, None, "person", "organisation"):
            self.error("not_a_choice", f"{name}.kind", choices="person, organisation")
        values = self._party_values(name, given, base)
        organisation = values.get("kind") == "organisation"
        if organisation and not values.get("tax_code") and len(values.get("personal_no", "")) == 10:
            values["tax_code"] = values.pop("personal_no")
        values["kind"] = "organisation" if organisation else "person"
        if not organisation:
            values["name"] = clean_name(values.get("name", ""))
        if not values.get("name"):
            if not any(e.field == f"{name}.name" for e in self.errors):
                self.error("missing", f"{name}.name")
            return None
        party = msgspec.convert(values, Party)
        self._check_party(name, party)
        return party

    def _party_values(self, name: str, given: PartyInput, base: Party | None) -> dict[str, Any]:
        values: dict[str, Any] = msgspec.structs.asdict(base) if base else {}
        for key, value in msgspec.structs.asdict(given).items():
            if value is UNSET:
                continue
            if isinstance(value, str):
                value = self._party_text(f"{name}.{key}", key, value)
            values[_PARTY_NAMES.get(key, key)] = value if value is not None else ""
        for key in ("birth", "id_issued"):
            values[key] = values.get(key) or None
        return values

    def _party_text(self, where: str, key: str, value: str) -> str:
        limit = NAME if key in ("name", "email", "role") else LINE
        if key in ("personal_no", "old_id_no", "passport_no", "tax_code"):
            return "".join(self.text(where, value, 40).split())
        if key != "phone":
            return self.text(where, value, limit)
        phone = self.text(where, value, limit, normal_phone)
        if value.strip() and not phone and not any(e.field == where for e in self.errors):
            self.warnings.append(FieldError("phone_unreadable", where))
        return phone

    def _check_party(self, name: str, party: Party) -> None:
        if party.birth and party.birth > self.today:
            self.error("birth_in_future", f"{name}.dob")
        if party.personal_no:
            errors, warnings = check_personal_number(party.personal_no, party.sex, party.birth)
            where = f"{name}.personal_no"
            self.errors += [FieldError(e.code, where, e.params) for e in errors]
            self.warnings += [FieldError(w.code, where, w.params) for w in warnings]

    def components(self, source: Any) -> tuple[Component, ...]:
        items = self.convert(source, list[dict[str, Any]], "attachments", [])
        if len(items) > MAX_COMPONENTS:
            self.error("too_many", "attachments", limit=MAX_COMPONENTS)
            return ()
        found = []
        for index, item in enumerate(items):
            where = f"attachments[{index}]"
            inner = Reader(item, self.today)
            self.unknown(item, _COMPONENT_FIELDS, f"{where}.")
            name = inner.text("name", inner.take("name", str, ""), LINE)
            counts = {
                key: inner.number(key, 0, 0, 9999)
                for key in ("originals", "certified", "copies", "pages")
            }
            if not name and not inner.errors:
                inner.error("missing", "name")
            self.errors += [
                FieldError(e.code, f"{where}.{e.field}", e.params) for e in inner.errors
            ]
            found.append(Component(name, **counts))
        return tuple(found)

    def related(self, source: Any) -> tuple[Party, ...]:
        items = self.convert(source, list[dict[str, Any]], "related", [])
        if len(items) > MAX_RELATED:
            self.error("too_many", "related", limit=MAX_RELATED)
            return ()
        found = [self.party(f"related[{i}]", item) for i, item in enumerate(items)]
        return tuple(p for p in found if p)


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
    | {"organisation", "tags"}
)


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
    if not new.procedure_code and not any(e.field == "procedure_code" for e in reader.errors):
        reader.error("missing", "procedure_code")
    new.errors, new.warnings = reader.errors, reader.warnings
    if new.client_ref:
        new.digest = hashlib.sha256(msgspec.json.encode(new)).hexdigest()
    return new


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
