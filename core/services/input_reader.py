"""Decodes what the outside sends, field by field, so that all that is wrong is told at once."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from datetime import date
from typing import Any, TypeVar, cast

import msgspec
from msgspec import UNSET, Struct, UnsetType

from core.domain.dossier import Component, Party
from core.domain.errors import FieldError
from core.domain.personal_number import check_personal_number
from core.domain.text import clean, clean_name, has_letters, is_email, normal_phone

T = TypeVar("T")

#: longest texts, in characters
NAME, LINE, NOTE = 300, 1000, 10_000
MAX_COMPONENTS, MAX_RELATED, MAX_TAGS, MAX_WANTED = 200, 50, 20, 60
_COMPONENT_FIELDS = frozenset({"no", "name", "originals", "certified", "copies", "pages"})
MAX_FEE_VND = 10**11


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
        if not has_letters(values["name"]):
            self.error("name_without_letters", f"{name}.name")
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
        if party.email and not is_email(party.email):
            self.warnings.append(FieldError("email_unusual", f"{name}.email"))
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
