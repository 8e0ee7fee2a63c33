"""``sync`` and ``enrol``: the exchange with the province over the line."""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.domain.account import Right
from core.domain.acts import CentralJoined
from core.domain.errors import FieldError, Refused
from core.ports.exchange import Exchange
from counter_app.bootstrap import Programme
from counter_app.line import (
    CERTIFICATES,
    checked_url,
    line_of,
    read_certificates,
    status_of,
    told,
    words_of,
)
from counter_app.output import OK, say, write
from db.store import Store
from sync.client import Client, Outcome
from sync.enrol import join, join_by_file, read_enrolment_file
from sync.errors import NotSynced
from sync.transport import HttpTransport
from sync.watch import Watcher
from sync.wire.limits import WireError
from ui import messages

#: seconds between two words about how far a long push is
TELL_EVERY = 2.0
LARGEST_FILE = 100_000
#: central's refusals of a code, by the codes that have words here
_REFUSED = {
    **{c: c for c in ("code_wrong", "code_locked", "code_expired", "code_used", "key_in_use")},
    "practice": "practice_other",
    "malformed": "code_malformed",
}


def sync(programme: Programme, args: argparse.Namespace) -> int:
    """One sync, or one after the other until the program is ended."""
    certificates = read_certificates(args.certificates) if args.certificates else None
    with programme.store() as store:
        exchange = programme.exchange(store)
        if certificates is not None:
            exchange.keep(CERTIFICATES, certificates)
        with contextlib.closing(line_of(exchange)) as line:
            client = Client(exchange, line, clock=programme.clock, progress=_progress())
            if not args.watch:
                outcome = client.sync_once()
                _tell(outcome)
                return status_of(outcome.reason)
            watcher = Watcher(client.sync_once, _tell, news=_news(store))

            def stop(*_: object) -> None:
                watcher.stop()
                line.abort()

            signal.signal(signal.SIGTERM, stop)
            watcher.run()
    return OK


def _tell(outcome: Outcome) -> None:
    write(told(outcome))
    say(words_of(outcome))
    if outcome.forked:
        say(messages.NOTICES["forked"])


def _progress() -> Callable[[int, int], None]:
    """Words on a terminal now and then; a script gets its result at the end."""
    last = time.monotonic()

    def tell(done: int, of: int) -> None:
        nonlocal last
        if sys.stderr.isatty() and time.monotonic() - last > TELL_EVERY:
            last = time.monotonic()
            say(f"Đã gửi {done}/{of}")

    return tell


def _news(store: Store) -> Callable[[], bool]:
    """Whether another process wrote to the folder since the last question."""

    def version() -> int:
        (found,) = store.conn.execute("PRAGMA data_version").fetchone()
        return int(found)

    known = version()

    def news() -> bool:
        nonlocal known
        before, known = known, version()
        return before != known

    return news


def enrol(programme: Programme, args: argparse.Namespace) -> int:
    """Joins the province by a one-time code, or by its file where there is no line."""
    if bool(args.file) == bool(args.code) or bool(args.code) != bool(args.central):
        raise Refused(FieldError("enrol_incomplete", "code"))
    with programme.session() as (store, context):
        context.require(Right.ADMINISTER)
        exchange = programme.exchange(store)
        if args.file:
            joined = _by_file(exchange, args.file, other=args.new_central)
            result, status = _joined(joined, by="file"), OK
        else:
            url = checked_url(args.central)
            certificates = read_certificates(args.certificates) if args.certificates else None
            result, status = over_line(
                exchange, url, args.code, certificates, other=args.new_central
            )
    write(result)
    return status


def over_line(
    exchange: Exchange, url: str, code: str, certificates: bytes | None, *, other: bool = False
) -> tuple[dict[str, Any], int]:
    """Joins over the line: the result to put out and the exit status.

    Raises:
        Refused: central does not take the code; nothing changed.
    """
    pem = certificates if certificates is not None else exchange.kept(CERTIFICATES)
    try:
        with HttpTransport(url, (pem or b"").decode()) as line:
            joined = join(exchange, line, url, code, other=other)
    except WireError:
        raise Refused(FieldError("code_malformed", "code")) from None
    except NotSynced as wrong:
        return _not_joined(exchange, wrong)
    if certificates is not None:
        exchange.keep(CERTIFICATES, certificates)
    return _joined(joined, by="line"), OK


def _not_joined(exchange: Exchange, wrong: NotSynced) -> tuple[dict[str, Any], int]:
    """What the line did is told like a sync's; what a person must change is a refusal."""
    if wrong.reason == "refused":
        raise Refused(_refusal(exchange, wrong.detail))
    if wrong.reason == "practice":
        raise Refused(FieldError("practice_other", "central"))
    if wrong.reason == "not_central":
        raise Refused(FieldError("central_other", "central"))
    words = messages.sync(wrong.reason, wrong.detail)
    say(words)
    errors = [{"code": wrong.reason, "field": "central", "message": words}]
    return {"ok": False, "errors": errors}, status_of(wrong.reason)


def _refusal(exchange: Exchange, code: str) -> FieldError:
    if code == "joined_elsewhere":
        before = exchange.joined()
        province = before.province if before else ""
        return FieldError("joined_elsewhere", "code", {"province": province})
    if code in _REFUSED:
        return FieldError(_REFUSED[code], "code")
    return FieldError("enrol_refused", "code", {"detail": code})


def _by_file(exchange: Exchange, name: str, *, other: bool) -> CentralJoined:
    try:
        with Path(name).open("rb") as file:
            found = read_enrolment_file(file.read(LARGEST_FILE))
        return join_by_file(exchange, found, other=other)
    except OSError:
        raise Refused(FieldError("file_unreadable", "file", {"path": name})) from None
    except WireError as wrong:
        code = "enrolment_file_other" if wrong.code == "not_for_us" else "enrolment_file_invalid"
        raise Refused(FieldError(code, "file", {"path": name})) from None
    except NotSynced as wrong:
        if wrong.reason == "refused":
            raise Refused(_refusal(exchange, wrong.detail)) from None
        code = "practice_other" if wrong.reason == "practice" else "enrolment_file_invalid"
        raise Refused(FieldError(code, "file", {"path": name})) from None


def _joined(joined: CentralJoined, *, by: str) -> dict[str, Any]:
    """Says which province was joined and what comes next."""
    then = "Đồng bộ ngay bằng lệnh: sync." if by == "line" else messages.FIRST_STICK
    say(f"Đã ghi danh với {joined.province or 'tỉnh'}. {then}")
    return {"ok": True, "province": joined.province, "central": joined.url or None, "by": by}
