"""The one place that puts the parts together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import uuid_utils

from core.data import load_calendar, load_calendar_years, load_rule_packs
from core.domain.account import Role
from core.domain.rule_pack import RulePack
from core.domain.working_calendar import WorkingCalendar, merge
from core.services.context import Actor, Context
from counter_app import BUILT
from db import central_queries
from db.exchange import StationExchange, breathe
from db.store import Probe, Store, no_probe, open_store

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The machine's clock, aware."""
    return datetime.now(UTC).astimezone()


def new_id() -> str:
    """A UUIDv7 as 32 hex digits."""
    return uuid_utils.uuid7().hex


def rules_of(store: Store) -> tuple[tuple[RulePack, ...], WorkingCalendar]:
    """Rule packs and calendar in this folder: what the program carries, then what central set."""
    packs = central_queries.rule_packs(store.conn)
    years = central_queries.calendar_years(store.conn)
    by_id = {pack.id: pack for pack in (*load_rule_packs(), *packs)}
    calendar = merge((*load_calendar_years(), *years)) if years else load_calendar()
    return tuple(sorted(by_id.values(), key=lambda pack: pack.effective_from)), calendar


@dataclass(frozen=True, slots=True)
class Programme:
    """What a run of the program is given from outside.

    Attributes:
        data: the data folder.
        user, password: who acts, see `counter_app.session`.
        clock: the station's clock.
        probe: watched by fault tests; nobody in production.
    """

    data: Path
    user: str | None = None
    password: str | None = None
    clock: Clock = system_clock
    probe: Probe = no_probe
    notices: list[str] = field(default_factory=list)

    def context(
        self, actor: Actor, stated: datetime | None = None, store: Store | None = None
    ) -> Context:
        """The context of a use case, by the rules of a folder or those that the program carries."""
        packs, calendar = rules_of(store) if store else (load_rule_packs(), load_calendar())
        return Context(
            actor=actor,
            clock=self.clock,
            new_id=new_id,
            packs=packs,
            calendar=calendar,
            built=BUILT,
            stated=stated,
        )

    def exchange(self, store: Store, between: Callable[[float], None] = breathe) -> StationExchange:
        """The station's side of sync."""
        return StationExchange(
            store, clock=self.clock, calendar=lambda: rules_of(store)[1], between=between
        )

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The open folder; what the mark told about it goes to ``notices``."""
        store = open_store(self.data, self.clock(), new_id, self.probe)
        try:
            if store.found:
                self.notices.append(store.found)
            yield store
        finally:
            store.close()

    @contextmanager
    def session(self, stated: datetime | None = None) -> Iterator[tuple[Store, Context]]:
        """The open folder and the person acting in it."""
        from counter_app.session import sign_in  # argon2 is not needed without a log-in

        with self.store() as store:
            yield store, self.context(sign_in(store, self.user, self.password), stated, store)

    def system(self) -> Context:
        """The context of the program itself: set-up and maintenance."""
        return self.context(Actor("system", Role.SUPERVISOR))
