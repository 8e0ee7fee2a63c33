"""What stands on the reception form: texts as typed, and the dossier they mean.

Pure: no Qt object, no clock, no disk. Field keys are stable and are the names
by which views bind: ``filer.name``, ``owner.name``, ``procedure``, ``limit``,
``submission``, ``copies``, ``pages``, ``fee``, ``fee_reason``, ``return_by``,
``return_address``, ``basis``, ``note``, ``related.<row>.<name|personal_no|role>``,
and ``papers.<row>.<originals|certified|copies|pages>`` for the papers.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

import msgspec

from core.domain.page_fee import PageFee, Sheets, page_fee
from core.domain.procedure import Procedure
from ui.viewmodels.exit_state import RefusalDraft, SlipBack, SupplementDraft
from ui.viewmodels.words import read_date, read_limit, read_money

OwnerKind = Literal["filer", "other", "organisation"]
#: reached by "Thêm hộ chiếu, e-mail"; the others are in sight
EXTRAS: Final = ("passport_no", "passport_country", "email")
PERSON: Final = ("personal_no", "name", "birth", "sex", "address", "phone", *EXTRAS)
FILER: Final = tuple(f"filer.{name}" for name in PERSON)
OWNER: Final = (*(f"owner.{name}" for name in PERSON), "owner.tax_code")
REST: Final = (
    "basis", "submission", "limit", "copies", "pages", "fee", "fee_reason", "return_by",
    "return_address", "note",
)  # fmt: skip
KEYS: Final = (*FILER, *OWNER, *REST)
#: what is asked of everybody else concerned: the other party, a co-owner
RELATED: Final = ("name", "personal_no", "role")
#: most rows of them; the service takes some more
MOST_RELATED: Final = 30
DEFAULTS: Final = {"copies": "1", "pages": "1", "return_by": "counter", "submission": "counter"}
DRAFT_VERSION: Final = 1
_RELATED_KEY: Final = re.compile(r"related\.(\d{1,2})\.(\w+)", re.ASCII)


def related_key(row: int, name: str = "name") -> str:
    """The field's key of a related person."""
    return f"related.{row}.{name}"


def related_place(key: str) -> tuple[int, str] | None:
    """Row and field of a related person's key; None for every other key."""
    found = _RELATED_KEY.fullmatch(key)
    return (int(found[1]), found[2]) if found and found[2] in RELATED else None


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
    related_rows: int = 0
    slip: SlipBack | None = None  # the form 02 from which it was filled
    supplement: SupplementDraft | None = None  # F7, Shift+F7 as they were left
    refusal: RefusalDraft | None = None
    sheets: tuple[Sheets, ...] = ()  # papers to be certified; follows the papers' own model

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
    def by_page(self) -> PageFee | None:
        """The fee by the page, where the catalogue tells one."""
        return page_fee(self.procedure) if self.procedure else None

    @property
    def computed_fee(self) -> int | None:
        """What the catalogue's fee comes to; None when it names none, or nothing is counted yet."""
        if self.procedure is None or self.procedure.fee_vnd is None:
            return None
        rate = self.by_page
        if rate is not None:
            return rate.total(self.sheets) if self.sheets else None
        return self.procedure.fee_vnd * (self.copies if self.at_once else 1)

    @property
    def fee(self) -> int | None:
        """What is charged: as typed, else what it comes to; None unknown or no amount."""
        typed = self.value("fee").strip()
        return read_money(typed) if typed else self.computed_fee

    @property
    def fee_differs(self) -> bool:
        """Whether the clerk charges something else than computed: a reason is demanded."""
        computed, fee = self.computed_fee, self.fee
        return self.fee_edited and None not in (computed, fee) and fee != computed

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

    # --- others concerned -----------------------------------------------------------------

    def related_blank(self, row: int) -> bool:
        """Whether nothing stands in a row; it is then left out."""
        return not any(self.value(related_key(row, name)).strip() for name in RELATED)

    def related_filled(self) -> list[int]:
        """The rows in which something stands, in order."""
        return [row for row in range(self.related_rows) if not self.related_blank(row)]

    def remove_related(self, row: int) -> None:
        """Takes a row away; those below move up."""
        for at in range(row, self.related_rows):
            for name in RELATED:
                below = self.values.pop(related_key(at + 1, name), "")
                self.values[related_key(at, name)] = below
        self.related_rows -= 1
        for name in RELATED:
            self.values.pop(related_key(self.related_rows, name), None)

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
            "submission": self.value("submission"),
            "note": self._note(),
            "client_ref": self.client_ref,
            "immediate": self.at_once,
            "wants_receipt": self.wants_receipt,
        }
        if self.slip is not None:
            source["slip"] = self.slip.number
        if self.owner_kind != "filer":
            source["applicant"] = self._owner()
            source["representative"] = filer | {"authorisation": self.value("basis")}
        related = [self._related(row) for row in self.related_filled()]
        if related:
            source["related"] = related
        if self.fee is not None:
            source["fee_vnd"] = self.fee
        if self.value("limit").strip() and self.limit:
            source["limit"] = self.limit
        return source

    def _note(self) -> str:
        """The note; a fee unlike the computed one begins it, since the content has no field."""
        note, reason = self.value("note"), self.value("fee_reason").strip()
        if not (self.fee_differs and reason):
            return note
        amounts = (
            f"{amount or 0:,} đ".replace(",", ".") for amount in (self.fee, self.computed_fee)
        )
        said = "Thu {}, mức tính {}.".format(*amounts)
        return f"{said} Lý do: {reason}\n{note}".rstrip("\n")

    def _related(self, row: int) -> dict[str, Any]:
        texts = {name: self.value(related_key(row, name)) for name in RELATED}
        return {k: v for k, v in texts.items() if v.strip() or k == "name"}

    def _person(self, who: str) -> dict[str, Any]:
        texts = {name: self.value(f"{who}.{name}") for name in PERSON if name != "birth"}
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
                "related_rows": self.related_rows,
                "slip": self.slip,
                "supplement": self.supplement,
                "refusal": self.refusal,
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
    related_rows: int = 0
    slip: SlipBack | None = None
    supplement: SupplementDraft | None = None
    refusal: RefusalDraft | None = None
    papers: list[dict[str, Any]] = []

    def state(self, procedure: Procedure | None) -> FormState:
        """The form as it was."""
        return FormState(
            client_ref=self.client_ref,
            values={k: v for k, v in self.values.items() if k in KEYS or related_place(k)},
            owner_kind=self.owner_kind,
            procedure=procedure,
            card=self.card,
            at_once=self.at_once,
            wants_receipt=self.wants_receipt,
            fee_edited=self.fee_edited,
            related_rows=min(max(self.related_rows, 0), MOST_RELATED),
            slip=self.slip,
            supplement=self.supplement,
            refusal=self.refusal,
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
