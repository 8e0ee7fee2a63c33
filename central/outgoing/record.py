"""Towards the province's system of record: a dossier goes in, an official code comes out.

Per dossier: *not_sent*, *sent* (it left, what became of it is not known), *bound*
(the system gave its code, and the counter is told it), *refused* with a reason.
Nothing is claimed beyond that: what the system does with it later is its own affair.
"""

from __future__ import annotations

import logging
import os
import time
from datetime import datetime
from typing import Any, Final, Protocol

import httpx
from msgspec import Struct

from central.database import Conn, Database
from central.decisions import bind_code
from central.keys import CentralKeys
from central.outgoing.config import Endpoint, Outgoing, from_environment
from central.outgoing.exchange import Mapping, around, fields, load_mapping
from central.outgoing.export import MOST_FAILURES, RUN_TIME, practising
from central.outgoing.http import AnswerLost, NotReached, client, post
from central.outgoing.marks import Due, lease, put_off, settle, take_in
from central.settings import Settings
from central.steps import is_taken
from core.domain.dossier import State
from core.domain.errors import FieldError, Refused
from core.domain.text import fold_code

log = logging.getLogger("central.record")
RECORD: Final = "record"
#: longest code that paper and bars can carry
MAX_CODE: Final = 40


class HandIn(Struct, frozen=True):
    """A dossier for the system of record.

    Attributes:
        uid: the same dossier is the same uid, however often it is handed in.
        number: as printed on the receipt.
        provisional: it has no official code yet.
        fields: as in the exchange; ``MaHoSo`` is empty when provisional.
    """

    uid: str
    site: str
    number: str
    provisional: bool
    fields: dict[str, Any]


class TurnedAway(Exception):
    """The system of record does not take the dossier, for the reason that it told."""


class NotNow(Exception):
    """No answer of the system's; ``left`` tells whether it may have got the dossier."""

    def __init__(self, reason: str, *, left: bool) -> None:
        super().__init__(reason)
        self.reason, self.left = reason, left


class SystemOfRecord(Protocol):
    """The one port; an adapter for each province's system."""

    def hand_in(self, dossier: HandIn) -> str:
        """Hands a dossier in and returns its official code.

        The same ``uid`` handed in again gives the same code, and no second dossier.

        Raises:
            TurnedAway, NotNow.
        """


class HttpRecord:
    """The reference adapter: JSON by HTTP.

    ``POST {uid, site, number, provisional, HoSo}`` under the header
    ``Idempotency-Key: uid``; answered ``{"accepted": true, "key": uid, "code": …}``
    or ``{"accepted": false, "reason": …}``. Any other answer is nobody's.
    """

    def __init__(self, line: httpx.Client, to: Endpoint) -> None:
        self._line, self._to = line, to

    def hand_in(self, dossier: HandIn) -> str:
        """See `SystemOfRecord`."""
        message = {
            "uid": dossier.uid,
            "site": dossier.site,
            "number": dossier.number,
            "provisional": dossier.provisional,
            "HoSo": dossier.fields,
        }
        try:
            reply = post(self._line, self._to, message, dossier.uid)
        except NotReached as wrong:
            raise NotNow("record_NotReached", left=False) from wrong
        except AnswerLost as wrong:
            raise NotNow("record_AnswerLost", left=True) from wrong
        if reply.accepted is False:
            raise TurnedAway(reply.text("reason") or f"HTTP {reply.status}")
        if reply.accepted and reply.status // 100 == 2 and reply.text("key") == dossier.uid:
            return reply.text("code", MAX_CODE + 1)
        raise NotNow(f"record_{reply.status}", left=True)


def run(
    db: Database,
    keys: CentralKeys,
    settings: Settings,
    now: datetime,
    *,
    config: Outgoing | None = None,
) -> int:
    """Hands in what is due; how many codes were bound.

    Raises:
        EnvironmentFault: ``outgoing_invalid``, ``mapping_invalid``, and the database's.
    """
    config = from_environment(os.environ) if config is None else config
    if config.record is None or practising(db):
        return 0
    with client(config.tls()) as line:
        return hand_in_all(
            db, keys, HttpRecord(line, config.record), load_mapping(config.mapping), now
        )


def hand_in_all(
    db: Database, keys: CentralKeys, system: SystemOfRecord, mapping: Mapping, now: datetime
) -> int:
    """One run over the queue towards a system of record; how many codes were bound.

    What was taken in before the first run is not handed in: people have typed
    it into that system already.
    """
    take_in(db, RECORD, now, old=False)
    bound, failures, until = 0, 0, time.monotonic() + RUN_TIME
    while failures < MOST_FAILURES and time.monotonic() < until:
        with db.transaction() as conn:
            found = lease(conn, RECORD, now)
            dossier = _to_hand_in(conn, found[0], mapping, now) if found else None
            if dossier is not None:  # before it leaves: a crash must not look like "not sent"
                _note(conn, found[0], "sent")
        if not found:
            break
        if dossier is None:
            continue
        state = _hand_in(db, keys, system, found[0], dossier, now)
        bound += state == "bound"
        failures = failures + 1 if state == "" else 0
    if failures:
        log.warning("the system of record fails; dossiers wait")
    return bound


def _to_hand_in(conn: Conn, due: Due, mapping: Mapping, now: datetime) -> HandIn | None:
    """What to hand in; None when there is nothing to, and that is settled."""
    view = due.view
    if due.state == "bound":  # later changes are not this port's
        settle(conn, RECORD, due, now, "bound")
        return None
    if not is_taken(view) or view.state is State.REGISTERED:
        settle(conn, RECORD, due, now, due.state, reason="not_taken")
        return None
    try:
        told = fields(view, around(conn, due.site, view), mapping, view.official_code)
    except KeyError as unknown:
        settle(conn, RECORD, due, now, "refused", reason=f"not_mapped {unknown}")
        return None
    return HandIn(view.uid, due.site, view.number, view.official_code == "", told)


def _note(conn: Conn, due: Due, state: str) -> None:
    conn.execute(
        "UPDATE hand_on SET state = %s WHERE site = %s AND uid = %s AND target = %s",
        (state, due.site, due.uid, RECORD),
    )


def _hand_in(
    db: Database,
    keys: CentralKeys,
    system: SystemOfRecord,
    due: Due,
    dossier: HandIn,
    now: datetime,
) -> str:
    """The state that the dossier is in now, empty when the system failed."""
    try:
        code = system.hand_in(dossier)
    except TurnedAway as away:
        return _settled(db, due, now, "refused", reason=str(away))
    except NotNow as failed:
        with db.transaction() as conn:
            # once it may have got there it stays "sent", whatever later tries meet
            state = "sent" if failed.left or due.state == "sent" else "not_sent"
            put_off(conn, RECORD, due, now, failed.reason, state)
        return ""
    try:
        _check_code(code)
        with db.transaction() as conn:
            bind_code(conn, keys, due.view.number, code, RECORD, now)
            settle(conn, RECORD, due, now, "bound", code=code)
    except Refused as wrong:
        return _settled(db, due, now, "refused", reason=f"{wrong.errors[0].code} {code}")
    return "bound"


def _settled(db: Database, due: Due, now: datetime, state: str, *, reason: str) -> str:
    with db.transaction() as conn:
        settle(conn, RECORD, due, now, state, reason=reason)
    return state


def _check_code(code: str) -> None:
    """Raises Refused (``code_invalid``) for what cannot be a code on paper."""
    if not fold_code(code) or len(code) > MAX_CODE or not code.isascii() or " " in code:
        raise Refused(FieldError("code_invalid", "code"))
