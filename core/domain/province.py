"""What the province hands back: bodies of the events in central's own streams (design §5, §6.5).

Central writes one stream for the whole province (catalogue, rule packs,
calendars, agencies) and one for each site (accounts, ordinals, roster, codes,
decisions, dossiers of the portal). Stations store these frames in their
journal like their own, byte for byte, in the order in which they applied them.
Bodies that a station may also write itself (`acts.ProceduresImported`,
`acts.AgencyIdentified`, `acts.AccountCreated`) are used here as they are.
"""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from core.domain.acts import Body
from core.domain.dossier import Content
from core.domain.numbering import Number
from core.domain.rule_pack import RulePack
from core.domain.working_calendar import CalendarYear


class CentralStreamBegan(Body, frozen=True, omit_defaults=True):
    """First event of a stream of central's; a new one after each restore.

    Attributes:
        scope: ``province`` or ``site``.
        site: code of the site, empty for the province.
        epoch: central's.
    """

    scope: str
    epoch: int
    site: str = ""


class RulePackSet(Body, frozen=True, omit_defaults=True):
    """A rule pack, new or replacing the one of the same id."""

    pack: RulePack


class CalendarSet(Body, frozen=True, omit_defaults=True):
    """A year's days off, new or replacing that year's table."""

    year: CalendarYear


class BlockLeased(Body, frozen=True, omit_defaults=True):
    """Ordinals ``first``..``last`` of one day for one stream (design §4)."""

    stream: str  # hex
    day: date
    first: int
    last: int


class CodeBound(Body, frozen=True, omit_defaults=True):
    """The official code of a dossier that had a provisional number; subject is its uid."""

    number: Number


class AccountChanged(Body, frozen=True, omit_defaults=True):
    """An account of the site as the province wants it; ``active`` False shuts it."""

    login: str
    name: str
    role: str
    password_hash: str
    active: bool = True


class RosterEntry(Struct, frozen=True, omit_defaults=True):
    """A station that belongs to the site."""

    station: int
    name: str = ""
    active: bool = True


class RosterSet(Body, frozen=True, omit_defaults=True):
    """All stations of the site; the office closes by this list (design §6.11)."""

    stations: tuple[RosterEntry, ...]


class DecisionRecorded(Body, frozen=True, omit_defaults=True):
    """What the deciding agency did with a dossier; subject is its uid.

    ``state`` is the key of one of the states 4-9; the counter still hands out.
    """

    state: str
    decided_at: datetime
    note: str = ""
    document_no: str = ""
    due_at: datetime | None = None


class PortalDossierArrived(Body, frozen=True, omit_defaults=True):
    """A dossier filed on the national portal; subject is a new uid.

    ``portal_code`` is the portal's own; the counter answers within 8 working
    hours of ``submitted_at`` (NĐ 118/2025 Đ17.2).
    """

    portal_code: str
    submitted_at: datetime
    content: Content
