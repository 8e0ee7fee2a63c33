"""What the endpoints of one process share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import cast

from fastapi import Request

from central.chores import Chores
from central.database import Database
from central.keys import CentralKeys
from central.limits import Buckets
from central.projector import Projector
from central.settings import Settings


def system_clock() -> datetime:
    """Central's clock, aware, UTC."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Context:
    """One process of central.

    Attributes:
        clock: central's.
        senders: tokens of stations' keys.
        codes: tokens of addresses that try one-time codes.
        lookups: tokens of addresses that ask for dossiers on the public page.
        codes_asked: tokens of dossier codes asked for, whoever asks.
        logins: tokens of addresses that try operators' passwords.
        province, practice: as the database says.
        projector, chores: follow what comes in, and what is to be done then, while the
            application runs.
    """

    settings: Settings
    db: Database
    keys: CentralKeys
    clock: Callable[[], datetime] = system_clock
    senders: Buckets = field(init=False)
    codes: Buckets = field(init=False)
    lookups: Buckets = field(init=False)
    codes_asked: Buckets = field(init=False)
    logins: Buckets = field(init=False)
    province: str = field(init=False)
    practice: bool = field(init=False)
    projector: Projector | None = field(init=False, default=None)
    chores: Chores | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        s = self.settings
        self.senders = Buckets(s.sender_rate, s.sender_burst)
        self.codes = Buckets(s.enrol_rate, s.enrol_burst)
        self.lookups = Buckets(s.lookup_rate, s.lookup_burst)
        self.codes_asked = Buckets(s.code_rate, s.code_burst)
        self.logins = Buckets(s.login_rate, s.login_burst)
        with self.db.transaction() as conn:
            row = conn.execute("SELECT province, practice FROM central").fetchone()
        self.province, self.practice = row or ("", False)

    def wake(self, site: str) -> None:
        """A site's journal grew."""
        if self.projector is not None:
            self.projector.wake(site)


def context_of(request: Request) -> Context:
    """The context of the application that answers."""
    return cast(Context, request.app.state.context)
