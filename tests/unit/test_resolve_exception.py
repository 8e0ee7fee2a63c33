"""Deciding about central's exception list, and what the supervisor is shown of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from core.domain.account import Role
from core.domain.dossier import State
from core.domain.errors import Refused
from core.ports.exchange import LooseEnd
from core.services.change_dossier import cancel_dossier
from core.services.resolve_exception import decisions, resolve_exception
from db import queries, site_dossiers
from db.verify import verify
from tests.unit.central_voice import Joined, join
from tests.unit.station_support import Station

RAISED = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def line(number: int = 7, kind: str = "suspected_duplicate", **more: Any) -> LooseEnd:
    return LooseEnd(number, kind, b"s" * 16, 12, RAISED, 3, **more)


@pytest.fixture
def joined(ward: Station) -> Joined:
    return join(ward)


def decide(ward: Station, decision: str, number: int = 7, reason: str = "đã hỏi dân") -> None:
    resolve_exception(number, decision, reason, ward.store, ward.context)


def waiting(ward: Station) -> list[int]:
    return [each.id for each in site_dossiers.loose_ends(ward.store.conn)]


def refused(wrong: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [error.code for error in wrong.value.errors]


def test_a_decision_is_an_event_and_takes_the_line_off_our_list(joined: Joined) -> None:
    ward = joined.ward
    joined.lists(line(7), line(8, "fork"))
    decide(ward, "keep", reason=" Hai hồ sơ\tkhác nhau ")
    event = list(queries.history(ward.store.conn, "exception:7"))[-1]
    assert (event.kind, event.actor) == ("exception_resolved", "ha")
    assert event.body.reason == "Hai hồ sơ khác nhau"
    assert (event.body.exception, event.body.kind, event.body.decision) == (
        7, "suspected_duplicate", "keep",
    )  # fmt: skip
    assert waiting(ward) == [8]
    with pytest.raises(Refused) as wrong:
        decide(ward, "keep")
    assert refused(wrong) == ["exception_unknown"]
    assert verify(ward.store, full=True)["ok"]


def test_cancelling_ours_is_one_act_with_the_decision(joined: Joined) -> None:
    ward = joined.ward
    done = ward.receive()
    joined.lists(line(subject=done.uid))
    decide(ward, "cancel_this", reason="Trùng với quầy 1")
    dossier = queries.dossier(ward.store.conn, done.uid)
    assert dossier is not None
    assert (dossier.state, dossier.reason) == (State.CANCELLED, "Trùng với quầy 1")
    assert queries.print_jobs(ward.store.conn) == []
    assert waiting(ward) == []
    assert verify(ward.store, full=True)["ok"]


def test_only_what_fits_is_offered(joined: Joined) -> None:
    ward = joined.ward
    done = ward.receive()
    ours = queries.dossier(ward.store.conn, done.uid)
    assert "cancel_this" in decisions(line(subject=done.uid), ours)
    assert "cancel_this" not in decisions(line(), None)
    cancel_dossier(done.number, {"reason": "nhầm"}, ward.store, ward.context)
    void = queries.dossier(ward.store.conn, done.uid)
    assert "cancel_this" not in decisions(line(subject=done.uid), void)
    assert decisions(line(kind="of_a_newer_central"), None) == ("noted",)
    assert decisions(line(kind="unknown_procedure", owner="province"), None) == ()
    joined.lists(line(subject=done.uid), line(9, "fork"))
    with pytest.raises(Refused) as wrong:
        decide(ward, "cancel_this")
    assert refused(wrong) == ["not_a_choice"]
    with pytest.raises(Refused) as wrong:
        decide(ward, "keep", number=9)
    assert refused(wrong) == ["not_a_choice"]
    assert waiting(ward) == [7, 9]


def test_who_decides_and_why_is_asked(joined: Joined) -> None:
    ward = joined.ward
    joined.lists(line(), line(8, "revoked_key", owner="province"))
    for role in (Role.CLERK, Role.INSPECTOR, Role.CASHIER, Role.TECHNICIAN):
        with pytest.raises(Refused) as wrong:
            resolve_exception(7, "keep", "vì thế", ward.store, ward.as_role(role))
        assert refused(wrong) == ["not_permitted"]
    for reason, code in ((" \n", "missing"), ("a" * 1001, "too_long")):
        with pytest.raises(Refused) as wrong:
            decide(ward, "keep", reason=reason)
        assert refused(wrong) == [code]
    with pytest.raises(Refused) as wrong:
        decide(ward, "noted", number=8)
    assert refused(wrong) == ["exception_of_province"]
    assert waiting(ward) == [7, 8]
