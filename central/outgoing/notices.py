"""Notices to citizens by e-mail and by a gateway's HTTP hook: never twice.

``sending`` is committed before anything leaves. Whatever is not certain
afterwards (a crash, a line cut after the text went out) ends as ``failed`` with
the reason ``unknown``; it is listed for people and never sent again by itself.
"""

from __future__ import annotations

import logging
import os
import ssl
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import httpx
import msgspec
from msgspec import Struct

from central.database import Conn, Database
from central.keys import CentralKeys
from central.outgoing import texts
from central.outgoing.config import Endpoint, MailServer, Outgoing, from_environment
from central.outgoing.http import LATER, AnswerLost, NotReached, client, post
from central.outgoing.mail import Outcome, message, send
from central.outgoing.marks import pause
from central.outgoing.occasions import OLDEST, queue
from central.settings import Settings
from core.domain.dossier_view import DossierView
from core.domain.text import is_email

log = logging.getLogger("central.notices")
EMAIL, HOOK = "email", "hook"
#: a notice that still says ``sending`` after this was left behind by a crash
STUCK: Final = timedelta(minutes=15)
#: a channel rests so long after an end that is not known: each further try may cost a notice
REST: Final = timedelta(minutes=10)
#: seconds that a run may take before it lets others work
RUN_TIME: Final = 5.0
#: then it is given up
MOST_ATTEMPTS: Final = 12


class Notice(Struct, frozen=True):
    """A notice that is being sent; ``view`` is the dossier as it stands now, if it is known."""

    site: str
    uid: str
    kind: str
    channel: str
    occasion: str
    attempts: int
    happened_at: datetime
    view: DossierView | None


class _Around(Struct, frozen=True):
    """What all notices of a run share."""

    address: str
    practice: bool
    now: datetime


class _Letter(Struct, frozen=True):
    """A notice with what it takes to write it."""

    notice: Notice
    view: DossierView
    to: str
    lang: str


Deliver = Callable[[_Letter], Outcome]


def run(
    db: Database,
    keys: CentralKeys,
    settings: Settings,
    now: datetime,
    *,
    config: Outgoing | None = None,
) -> int:
    """Queues what is new and sends what is due.

    Args:
        db: the province's.
        keys: central's; every job gets them.
        settings: ``address`` is where the public page is.
        now: central's clock, aware.
        config: without: from the environment.

    Returns:
        How many notices were sent.

    Raises:
        EnvironmentFault: ``outgoing_invalid``, and the database's.
    """
    config = from_environment(os.environ) if config is None else config
    if config.mail is None and config.hook is None:
        return 0
    tls = config.tls()
    with db.transaction() as conn:
        _give_up_stuck(conn, now)
        (practice,) = conn.execute("SELECT practice FROM central").fetchone() or (False,)
    around = _Around(settings.address, practice, now)
    sent = 0
    if config.mail is not None:
        queue(db, EMAIL, now)
        sent += _send_all(db, EMAIL, now, partial(_mail, config.mail, tls, around))
    if config.hook is not None:
        queue(db, HOOK, now)
        with client(tls) as line:
            sent += _send_all(db, HOOK, now, partial(_call, config.hook, line, around))
    return sent


def _give_up_stuck(conn: Conn, now: datetime) -> None:
    conn.execute(
        "UPDATE notice SET state = 'failed', reason = 'unknown', next_at = NULL, updated_at = %s"
        " WHERE state = 'sending' AND updated_at < %s",
        (now, now - STUCK),
    )


def _send_all(db: Database, channel: str, now: datetime, deliver: Deliver) -> int:
    sent, until = 0, time.monotonic() + RUN_TIME
    while time.monotonic() < until:
        with db.transaction() as conn:
            notice = None if _rests(conn, channel, now) else _claim(conn, channel, now)
            if notice is None:
                break
            found = _prepared(conn, notice, now)
        outcome = found if isinstance(found, Outcome) else deliver(found)
        with db.transaction() as conn:
            _settle(conn, notice, outcome, now)
        sent += outcome.state == "sent"
        if outcome.state == "unknown" or outcome.down:
            log.warning("notice not sent: %s %s", channel, outcome.reason)
        if outcome.down:
            break
    return sent


def _rests(conn: Conn, channel: str, now: datetime) -> bool:
    (found,) = conn.execute(
        "SELECT EXISTS (SELECT 1 FROM notice WHERE channel = %s AND state = 'failed'"
        " AND reason = 'unknown' AND updated_at > %s)",
        (channel, now - REST),
    ).fetchone() or (False,)
    return bool(found)


def _claim(conn: Conn, channel: str, now: datetime) -> Notice | None:
    """The next notice that is due; its row says ``sending`` when the transaction ends."""
    row = conn.execute(
        "UPDATE notice n SET state = 'sending', attempts = attempts + 1, updated_at = %(now)s"
        " FROM (SELECT site, uid, kind, channel, occasion FROM notice WHERE channel = %(channel)s"
        "  AND state = 'waiting' AND next_at <= %(now)s ORDER BY next_at, occasion LIMIT 1"
        "  FOR UPDATE SKIP LOCKED) due"
        " WHERE (n.site, n.uid, n.kind, n.channel, n.occasion)"
        "  = (due.site, due.uid, due.kind, due.channel, due.occasion)"
        " RETURNING n.site, n.uid, n.kind, n.channel, n.occasion, n.attempts, n.happened_at,"
        "  (SELECT view FROM dossier d WHERE d.site = n.site AND d.uid = n.uid)",
        {"channel": channel, "now": now},
    ).fetchone()
    if row is None:
        return None
    view = msgspec.convert(row[-1], DossierView) if row[-1] is not None else None
    site, uid, kind, channel, occasion, attempts, happened_at, _ = row
    return Notice(site, uid, kind, channel, occasion, attempts, happened_at, view)


def _prepared(conn: Conn, notice: Notice, now: datetime) -> _Letter | Outcome:
    """What to send, or why not: what was true when it was queued may have changed."""
    if notice.happened_at < now - OLDEST:
        return Outcome("refused", "too_old")
    waits, refused = conn.execute(
        "SELECT EXISTS (SELECT 1 FROM waiting WHERE site = %(site)s AND id = %(id)s),"
        " EXISTS (SELECT 1 FROM exception WHERE site = %(site)s AND subject = %(uid)s"
        "  AND event = %(id)s AND kind IN ('hard_conflict', 'revoked_key', 'newer_event'))",
        {"site": notice.site, "uid": notice.uid, "id": notice.occasion},
    ).fetchone() or (False, False)
    view = notice.view
    if waits or view is None:
        return Outcome("later", "waits")
    if refused:
        return Outcome("refused", "not_applied")
    lang = texts.language_of(view.content.tags)
    if not lang:
        return Outcome("refused", "not_asked")
    to = _address(notice.channel, view)
    return _Letter(notice, view, to, lang) if to else Outcome("refused", "no_address")


def _address(channel: str, view: DossierView) -> str:
    """Of who handed the dossier in, else the owner's; one that cannot be written to is none."""
    for party in (view.content.hands_in, view.content.owner):
        if channel == HOOK and party.phone:
            return party.phone
        if channel == EMAIL and party.email.isascii() and is_email(party.email):
            return party.email
    return ""


def _settle(conn: Conn, notice: Notice, outcome: Outcome, now: datetime) -> None:
    state, reason, next_at = outcome.state, outcome.reason, None
    if state == "later":
        over = notice.attempts >= MOST_ATTEMPTS
        state, next_at = ("failed", None) if over else ("waiting", now + pause(notice.attempts))
    elif state != "sent":
        state = "failed"
    conn.execute(
        "UPDATE notice SET state = %s, reason = %s, next_at = %s, updated_at = %s WHERE site = %s"
        " AND uid = %s AND kind = %s AND channel = %s AND occasion = %s",
        (
            *(state, reason, next_at, now),
            *(notice.site, notice.uid, notice.kind, notice.channel, notice.occasion),
        ),
    )


# --- channels -------------------------------------------------------------------------


def _mail(server: MailServer, tls: ssl.SSLContext, around: _Around, letter: _Letter) -> Outcome:
    notice, view, lang = letter.notice, letter.view, letter.lang
    subject = texts.subject(notice.kind, view, lang, practice=around.practice)
    text = texts.mail_text(
        notice.kind, view, lang, address=around.address, practice=around.practice
    )
    name = f"{notice.occasion}.{notice.kind}"
    return send(server, tls, letter.to, message(server, letter.to, subject, text, name, around.now))


def _call(hook: Endpoint, line: httpx.Client, around: _Around, letter: _Letter) -> Outcome:
    """The gateway gets the telephone number to write to and a ready text."""
    notice, view, lang = letter.notice, letter.view, letter.lang
    name = f"{notice.occasion}.{notice.kind}"
    body = {
        "id": name,
        "kind": notice.kind,
        "to": letter.to,
        "lang": lang,
        "text": texts.text(
            notice.kind, view, lang, address=around.address, practice=around.practice
        ),
        "code": view.number,
        "practice": around.practice,
    }
    try:
        reply = post(line, hook, body, name)
    except NotReached:
        return Outcome("later", "hook_unreachable", down=True)
    except AnswerLost:
        return Outcome("unknown", "unknown", down=True)
    if reply.accepted is False:
        return Outcome("refused", "hook_refused")
    if reply.accepted and reply.status // 100 == 2 and reply.text("id") == name:
        return Outcome("sent")
    if reply.status in LATER or reply.status in (401, 403, 404):
        return Outcome("later", f"hook_{reply.status}", down=True)
    # a page, a redirect, a proxy's word: the gateway may have got it all the same
    return Outcome("unknown", "unknown", down=True)
