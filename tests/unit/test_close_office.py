"""The office closes by its roster."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import msgspec
import pytest

from core.domain import events as ev
from core.domain.day_close import DayFacts
from core.domain.errors import FieldError, Refused
from core.domain.timezone import VIETNAM
from core.services.close_day import Signed, close_day, close_office, day_facts
from db.verify import verify
from tests.unit.central_voice import Joined, join
from tests.unit.station_support import MONDAY, Station

TODAY, TOMORROW = MONDAY.date(), MONDAY.date() + timedelta(days=1)
#: 24 November is a holiday
NEXT = date(2026, 11, 25)
FRIDAY = datetime(2026, 11, 27, 16, 50, tzinfo=VIETNAM)


def look(ward: Station, day: date | None = None) -> DayFacts:
    with ward.store.act() as act:
        return day_facts(day, act, ward.context)


def close(ward: Station, day: date | None = None, words: str = "") -> ev.DayClosed:
    return close_day(day, Signed(words), ward.store, ward.context).closed


def refusal(wrong: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [error.code for error in wrong.value.errors]


def test_central_knows_of_a_closing_that_a_restored_folder_forgot(ward: Station) -> None:
    joined = join(ward)
    ward.receive()
    _stations(joined, (3, TODAY.isoformat()))
    assert "closed_at_central" in look(ward).warnings


# --- the office ---------------------------------------------------------------------------


def _stations(joined: Joined, *told: tuple[int, str], contact: datetime | None = MONDAY) -> None:
    seen = [
        {"station": number, "last_contact": contact, "events": 5, "closed_day": closed}
        for number, closed in told
    ]
    arrived = joined.answer(stations=msgspec.json.encode(seen))
    joined.exchange.arrive(arrived, MONDAY)


def test_the_office_closes_by_its_roster(ward: Station) -> None:
    joined = join(ward)
    entries = (*map(ev.RosterEntry, (1, 2, 3, 4)), ev.RosterEntry(9, active=False))
    joined.hear((ev.RosterSet(entries), ev.STATION))
    _stations(joined, (1, TODAY.isoformat()), (2, ""), (3, ""))
    ward.receive()
    close(ward)
    with pytest.raises(Refused) as wrong:
        close_office(TODAY, {2: "máy hỏng"}, "", ward.store, ward.context)
    assert [(e.code, e.params) for e in wrong.value.errors] == [
        ("station_unexplained", {"station": 3}),
        ("station_unexplained", {"station": 4}),
    ]
    joined.acknowledge_all()
    whys = {2: "máy hỏng", 4: "nghỉ phép"}
    body = close_office(TODAY, whys, "", ward.store, ward.context)
    assert [(line.station, line.state, line.why) for line in body.lines] == [
        (1, "complete", ""),
        (2, "open", "máy hỏng"),
        (3, "complete", ""),
        (4, "silent", "nghỉ phép"),
    ]
    with pytest.raises(Refused) as wrong:
        close_office(TODAY, whys, "", ward.store, ward.context)
    assert refusal(wrong) == ["office_already_closed"]
    assert verify(ward.store, full=True)["ok"]


def test_an_office_of_one_station_needs_no_central(ward: Station) -> None:
    ward.receive()
    with pytest.raises(Refused) as wrong:
        close_office(TODAY, {}, "", ward.store, ward.context)
    assert wrong.value.errors == (FieldError("station_unexplained", "explain", {"station": 3}),)
    close(ward)
    body = close_office(TODAY, {}, "", ward.store, ward.context)
    assert [(line.station, line.state) for line in body.lines] == [(3, "complete")]
    with pytest.raises(Refused) as wrong:
        close_office(TOMORROW, {}, "", ward.store, ward.context)
    assert refusal(wrong) == ["day_not_open"]
