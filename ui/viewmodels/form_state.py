"""What stands on the reception form: texts as typed, and the dossier they mean.

Pure: no Qt object, no clock, no disk. Field keys are stable and are the names
by which views bind: ``filer.name``, ``owner.name``, ``procedure``, ``limit``,
``copies``, ``fee``, ``return_by``, ``return_address``, ``basis``, ``note``, and
``papers.<row>.<originals|certified|copies>`` for errors of the papers.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

import msgspec

from core.domain.procedure import Procedure
from ui.viewmodels.words import read_date, read_limit, read_money

OwnerKind = Literal["filer", "other", "organisation"]
PERSON: Final = ("personal_no", "name", "birth", "sex", "address", "phone", "email", "passport_no")
FILER: Final = tuple(f"filer.{name}" for name in PERSON)
OWNER: Final = (*(f"owner.{name}" for name in PERSON), "owner.tax_code")
REST: Final = ("basis", "limit", "copies", "fee", "return_by", "return_address", "note")
KEYS: Final = (*FILER, *OWNER, *REST)
DEFAULTS: Final = {"copies": "1", "return_by": "counter"}
DRAFT_VERSION: Final = 1


def new_reference() -> str:
    """A form's idempotency key: pressing save twice gives one dossier."""
    return f"ui-{uuid.uuid4().hex}"


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What the last scanned card said, to compare and to store beside what was typed."""

    personal_no: str
    name: str
    birth: str
    old_id_no: str = ""
    id_issued: str = ""
    at: str = ""  # HH:MM of the scan


@dataclass
class FormState:
    """Everything on the form but the papers, which have a model of their own."""

    client_ref: str
    values: dict[str, str] = field(default_factory=lambda: dict(DEFAULTS))
    owner_kind: OwnerKind = "filer"
    procedure: Procedure | None = None
    card: CardFacts | None = None
    at_once: bool = False
    wants_receipt: bool = False
    fee_edited: bool = False

    def value(self, key: str) -> str:
        """The text of a field, "" when nothing was typed."""
        return self.values.get(key, DEFAULTS.get(key, ""))

    def copy(self) -> FormState:
        """The same form, to come back to."""
        return replace(self, values=dict(self.values))

    @property
    def empty(self) -> bool:
        """Whether nothing was typed, scanned or chosen."""
        typed = any(v.strip() for k, v in self.values.items() if v != DEFAULTS.get(k))
        return not typed and self.procedure is None and self.owner_kind == "filer"

    @property
    def copies(self) -> int:
        """How many sets or copies; 1 while it is no number."""
        text = self.value("copies").strip()
        return int(text) if text.isascii() and text.isdigit() and 1 <= int(text) <= 9999 else 1

    @property
    def computed_fee(self) -> int | None:
        """What the catalogue's fee comes to; None when it names none."""
        if self.procedure is None or self.procedure.fee_vnd is None:
            return None
        return self.procedure.fee_vnd * (self.copies if self.at_once else 1)

    @property
    def limit(self) -> str:
        """The limit in force: the catalogue's, or what the clerk was told; "" unknown."""
        typed = self.value("limit").strip()
        return (
            (read_limit(typed) or "") if typed else self.procedure.limit if self.procedure else ""
        )

    @property
    def owner_name(self) -> str:
        return self.value("filer.name" if self.owner_kind == "filer" else "owner.name").strip()

    # --- the dossier it means -------------------------------------------------------------

    def source(self, attachments: list[dict[str, Any]]) -> dict[str, Any]:
        """The dossier in the shape of `core.services.dossier_input`.

        Texts that do not parse (a date, an amount) are left out: the form's own
        check names them.
        """
        filer = self._person("filer") | self._from_card()
        source: dict[str, Any] = {
            "procedure_code": self.procedure.code if self.procedure else "",
            "applicant": filer,
            "attachments": attachments,
            "copies": self.copies,
            "return_by": self.value("return_by"),
            "return_address": self.value("return_address"),
            "note": self.value("note"),
            "client_ref": self.client_ref,
            "immediate": self.at_once,
            "wants_receipt": self.wants_receipt,
        }
        if self.owner_kind != "filer":
            source["applicant"] = self._owner()
            source["representative"] = filer | {"authorisation": self.value("basis")}
        fee = read_money(self.value("fee")) if self.value("fee").strip() else None
        if fee is not None:
            source["fee_vnd"] = fee
        if self.value("limit").strip() and self.limit:
            source["limit"] = self.limit
        return source

    def _person(self, who: str) -> dict[str, Any]:
        texts = {
            name: self.value(f"{who}.{name}")
            for name in ("personal_no", "name", "sex", "address", "phone", "email", "passport_no")
        }
        birth = read_date(self.value(f"{who}.birth"))
        return {k: v for k, v in texts.items() if v.strip() or k == "name"} | (
            {"dob": birth.isoformat()} if birth else {}
        )

    def _owner(self) -> dict[str, Any]:
        owner = self._person("owner")
        if self.owner_kind == "organisation":
            kept: dict[str, Any] = {
                key: owner[key] for key in ("name", "address", "phone", "email") if key in owner
            }
            return kept | {"kind": "organisation", "tax_code": self.value("owner.tax_code")}
        return owner

    def _from_card(self) -> dict[str, Any]:
        """What only the card tells, while the number on the form is still the card's."""
        if self.card is None or self.card.personal_no != self.value("filer.personal_no").strip():
            return {}
        told = {"old_id_no": self.card.old_id_no, "id_issued": self.card.id_issued}
        return {key: value for key, value in told.items() if value}

    # --- drafts ---------------------------------------------------------------------------

    def to_draft(self, papers: list[dict[str, Any]], at: str) -> bytes:
        """Everything on the form as JSON."""
        return msgspec.json.encode(
            {
                "v": DRAFT_VERSION,
                "at": at,
                "client_ref": self.client_ref,
                "values": self.values,
                "owner_kind": self.owner_kind,
                "procedure": self.procedure.code if self.procedure else "",
                "card": self.card,
                "at_once": self.at_once,
                "wants_receipt": self.wants_receipt,
                "fee_edited": self.fee_edited,
                "papers": papers,
            }
        )


class Draft(msgspec.Struct, frozen=True):
    """A draft read back; what an older program did not write keeps its default."""

    v: int
    at: str
    client_ref: str
    values: dict[str, str]
    owner_kind: OwnerKind = "filer"
    procedure: str = ""
    card: CardFacts | None = None
    at_once: bool = False
    wants_receipt: bool = False
    fee_edited: bool = False
    papers: list[dict[str, Any]] = []

    def state(self, procedure: Procedure | None) -> FormState:
        """The form as it was."""
        return FormState(
            client_ref=self.client_ref,
            values={k: v for k, v in self.values.items() if k in KEYS},
            owner_kind=self.owner_kind,
            procedure=procedure,
            card=self.card,
            at_once=self.at_once,
            wants_receipt=self.wants_receipt,
            fee_edited=self.fee_edited,
        )


_drafts = msgspec.json.Decoder(Draft)


def read_draft(body: bytes | None) -> Draft | None:
    """A stored draft; None when there is none or it is of no use any more."""
    if not body:
        return None
    try:
        draft = _drafts.decode(body)
    except (msgspec.MsgspecError, RecursionError):
        return None
    return draft if draft.v == DRAFT_VERSION else None
