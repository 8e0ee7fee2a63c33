"""The dossier (hồ sơ): who, what, which papers, and the states it may take."""

from __future__ import annotations

from datetime import date, datetime
from enum import IntEnum

from msgspec import Struct

from core.domain.errors import FieldError, Refused


class State(IntEnum):
    """States exchanged with the National Portal, 1-10, and two local ones.

    Source: domain reference §4 (the list is identical in the systems read);
    ``DRAFT`` and ``CANCELLED`` never leave the station as portal states.
    """

    CANCELLED = -1
    DRAFT = 0
    REGISTERED = 1
    RECEIVED = 2
    NOT_ACCEPTED = 3
    PROCESSING = 4
    SUPPLEMENT_ASKED = 5
    PAYMENT_ASKED = 6
    WITHDRAWN = 7
    STOPPED = 8
    FINISHED = 9
    RETURNED = 10

    @property
    def key(self) -> str:
        """Stable lower-case name for results and tables."""
        return self.name.lower()


#: Which state may follow which (domain reference §4, after NĐ 118/2025 Đ17-22).
#: Cancelling is the counter's own undo, until the dossier is handed over.
TRANSITIONS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.RECEIVED, State.NOT_ACCEPTED, State.SUPPLEMENT_ASKED}),
    State.REGISTERED: frozenset({State.RECEIVED, State.NOT_ACCEPTED, State.SUPPLEMENT_ASKED}),
    State.RECEIVED: frozenset(
        {
            State.PROCESSING,
            State.SUPPLEMENT_ASKED,
            State.PAYMENT_ASKED,
            State.WITHDRAWN,
            State.FINISHED,  # result given at once, NĐ 118/2025 Đ17.4
            State.CANCELLED,
        }
    ),
    State.NOT_ACCEPTED: frozenset({State.RETURNED}),
    State.PROCESSING: frozenset(
        {
            State.SUPPLEMENT_ASKED,
            State.PAYMENT_ASKED,
            State.WITHDRAWN,
            State.STOPPED,
            State.FINISHED,
        }
    ),
    State.SUPPLEMENT_ASKED: frozenset(
        {
            State.RECEIVED,
            State.NOT_ACCEPTED,
            State.PROCESSING,
            State.WITHDRAWN,
            State.STOPPED,
        }
    ),
    State.PAYMENT_ASKED: frozenset({State.PROCESSING, State.WITHDRAWN, State.FINISHED}),
    State.WITHDRAWN: frozenset({State.STOPPED}),
    State.STOPPED: frozenset({State.RETURNED}),
    State.FINISHED: frozenset({State.PROCESSING, State.PAYMENT_ASKED, State.RETURNED}),
    State.RETURNED: frozenset(),
    State.CANCELLED: frozenset(),
}


def check_transition(before: State, after: State) -> None:
    """Raises Refused (``transition_not_allowed``) unless the graph allows it."""
    if after not in TRANSITIONS[before]:
        raise Refused(
            FieldError(
                "transition_not_allowed", "state", {"before": before.key, "after": after.key}
            )
        )


#: Amending and cancelling are the clerk's until the dossier is handed over.
AMENDABLE = frozenset({State.RECEIVED})


class Party(Struct, frozen=True, omit_defaults=True):
    """A person or organisation named in a dossier."""

    name: str
    kind: str = "person"  # person | organisation
    personal_no: str = ""
    old_id_no: str = ""
    passport_no: str = ""
    passport_country: str = ""
    tax_code: str = ""
    birth: date | None = None
    sex: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    ethnicity: str = ""
    id_issued: date | None = None
    role: str = ""  # in what capacity: "Giám đốc", "bên B"
    authorisation: str = ""  # the paper that empowers a representative


class Component(Struct, frozen=True, omit_defaults=True):
    """One paper of the dossier; counts are sheets handed in, >= 0."""

    name: str
    originals: int = 0
    certified: int = 0
    copies: int = 0
    pages: int = 0


class Content(Struct, frozen=True, omit_defaults=True):
    """What the clerk may amend: everything but code, day and station.

    Attributes:
        owner: chủ hồ sơ.
        filer: người nộp, None when the owner files in person.
        sets: bộ, >= 1.
        limit: the limit promised, text of a `Limit`, empty when unknown.
        fee_vnd: đồng; None unknown.
        channel: 1 direct, 2 online, 3 post (NĐ 118/2025 Đ15).
        return_by: ``counter`` or ``post``.
        helped_at, received_at_org, agency: the three organisations
            (NĐ 118/2025 Đ14.2, Đ20): where helped, where received, who decides.
    """

    procedure_code: str
    procedure_name: str
    owner: Party
    filer: Party | None = None
    procedure_version: int = 1
    related: tuple[Party, ...] = ()
    components: tuple[Component, ...] = ()
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

    @property
    def hands_in(self) -> Party:
        """The person at the counter."""
        return self.filer or self.owner


class Dossier(Struct, frozen=True):
    """A dossier as it stands now.

    ``number`` is the one to read out: the official code, else the provisional
    number, else that of the slip which sent the citizen away (form 02 or 03).
    For such a slip ``received_at`` is when it was written.
    """

    id: int
    uid: str
    number: str
    official_code: str
    provisional_number: str
    slip_number: str
    state: State
    day: date
    received_at: datetime
    due_at: datetime | None
    original_due_at: datetime | None
    pack: str
    book: str
    register_no: int
    lookup_code: str
    officer: str
    officer_name: str
    doubtful: bool
    amended_at: datetime | None
    printed_at: datetime | None
    last_event: str
    reason: str
    content: Content

    @property
    def provisional(self) -> bool:
        """Whether the official code is still to come."""
        return bool(self.provisional_number) and not self.official_code

    @property
    def at_intake(self) -> bool:
        """Whether the counter sent the citizen away before giving a code."""
        return not self.official_code and not self.provisional_number
