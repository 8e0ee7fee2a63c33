"""How operators' pages say things: times, ages, numbers, kinds and states, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from central.lines import Row
from central.overview import Station
from central.pages.line_texts import (
    DAY_STATES,
    DECISIONS,
    ELSEWHERE,
    FACTS,
    KINDS,
    OTHER_KIND,
    STATION_STATES,
)
from central.pages.operator_texts import T
from central.pages.texts import STATES
from core.domain.dossier import State
from core.domain.timezone import local

#: seconds that nobody can tell from none
_EXACT = 2.0


class _Open(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


class Words:
    """Words in one language, at one moment."""

    def __init__(self, lang: str, now: datetime) -> None:
        """Args:
        lang: of `central.pages.texts.LANGUAGES`.
        now: central's clock, aware.
        """
        self.lang, self.now = lang, now
        self.t = T[lang]

    def say(self, key: str, **values: object) -> str:
        """A text with its values."""
        return self.t[key].format_map(_Open(values))

    def number(self, value: int) -> str:
        """Grouped as people here do."""
        text = f"{value:,}"
        return text.replace(",", ".") if self.lang == "vi" else text

    def money(self, value: int) -> str:
        """Đồng."""
        return f"{self.number(value)}\u00a0đ"

    def day(self, value: date) -> str:
        """``25/11/2026``."""
        return f"{value:%d/%m/%Y}"

    def when(self, value: datetime) -> str:
        """``10:05`` today, ``10:05 24/11`` this year, else with the year."""
        at, today = local(value), local(self.now)
        if at.date() == today.date():
            return f"{at:%H:%M}"
        return f"{at:%H:%M %d/%m}" if at.year == today.year else f"{at:%H:%M %d/%m/%Y}"

    def moment(self, value: datetime) -> str:
        """``10:05 25/11/2026``."""
        return f"{local(value):%H:%M %d/%m/%Y}"

    def span(self, value: timedelta) -> str:
        """How long, in the largest unit that says something."""
        seconds = max(0, round(value.total_seconds()))
        for size, vi, en in (
            (86_400, "ngày", "days"),
            (3_600, "giờ", "hours"),
            (60, "phút", "min"),
        ):
            if seconds >= size * (2 if size == 86_400 else 1):
                count = seconds // size
                unit = vi if self.lang == "vi" else en.removesuffix("s") if count == 1 else en
                return f"{count} {unit}"
        return f"{seconds} {'giây' if self.lang == 'vi' else 's'}"

    def ago(self, value: datetime) -> str:
        """How long since."""
        return self.span(self.now - value)

    # --- stations and days --------------------------------------------------------------

    def station_state(self, state: str) -> str:
        """See `central.overview.Station.state`."""
        return STATION_STATES[self.lang][state]

    def day_state(self, state: str) -> str:
        """See `central.closings.STATES`."""
        return DAY_STATES[self.lang][state]

    def unsent(self, station: Station) -> str:
        """What is known of its oldest event that is not here."""
        known = station.unsent(self.now)
        if known == "none":
            return self.t["unsent_none"]
        if station.last_contact is None:
            return self.t["unsent_unknown"]
        if known == "at_most":
            return self.say("unsent_at_most", age=self.ago(station.last_contact))
        return self.say("unsent_since", time=self.when(station.last_contact))

    def clock(self, offset: float | None) -> str:
        """How wrong a clock is."""
        if offset is None:
            return self.t["clock_unknown"]
        if abs(offset) <= _EXACT:
            return self.t["clock_right"]
        age = self.span(timedelta(seconds=min(abs(offset), 1e9)))
        return self.say("clock_ahead" if offset > 0 else "clock_behind", age=age)

    # --- the exception list ---------------------------------------------------------------

    def kind(self, kind: str) -> str:
        """A kind of line, in a few words."""
        return KINDS[self.lang].get(kind, OTHER_KIND[self.lang])[0]

    def told(self, row: Row) -> str:
        """What happened and what is safe."""
        text = KINDS[self.lang].get(row.kind, OTHER_KIND[self.lang])[1]
        return text.format_map(_Open(self._facts(row)))

    def advice(self, row: Row) -> str:
        """What to do."""
        return KINDS[self.lang].get(row.kind, OTHER_KIND[self.lang])[2]

    def fact(self, key: str) -> str:
        """The name of a value of a line's detail; one of a newer program's as it is."""
        return FACTS[self.lang].get(key, key)

    def _facts(self, row: Row) -> Mapping[str, object]:
        detail: dict[str, Any] = {k: v or "…" for k, v in row.detail.items()}
        other = row.detail.get("other_site", "")
        return {
            **detail,
            "day": self._day_of(row.detail.get("day", "")),
            "number": row.number or "…",
            "station": row.station,
            "elsewhere": ELSEWHERE[self.lang].format(site=other) if other else "",
        }

    def _day_of(self, text: str) -> str:
        try:
            return self.day(date.fromisoformat(text))
        except ValueError:
            return text or "…"

    def decision(self, key: str) -> tuple[str, str]:
        """``(name, what it means)``; one of a newer program's is shown as it is."""
        return DECISIONS[self.lang].get(key, (key, ""))

    def resolution(self, row: Row) -> tuple[str, str]:
        """``(what was decided, why)`` of a closed line."""
        key, colon, reason = row.resolution.partition(": ")
        return (self.decision(key)[0], reason) if colon else ("", "")

    def owner(self, owner: str) -> str:
        """Who decides."""
        return self.t["owner_province" if owner == "province" else "owner_site"]

    def state(self, state: State) -> str:
        """A dossier's state."""
        return STATES[self.lang].get(state, ("…", ""))[0]
