"""To the national portal: each dossier's newest version, by HTTP or as files of JSON lines.

The portal's receiver must treat the same key as the same thing: whatever is not
certain is sent again. Of a dossier, versions go out one after the other; while
one is on its way or fails, later ones fold into the next that is sent.
``PhienBan`` rises with every version, also across a restore of central, so that
a receiver can tell an older one that comes late.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import re
import secrets
import time
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import httpx
import msgspec

from central.database import Database
from central.keys import CentralKeys
from central.outgoing.config import Endpoint, Outgoing, from_environment
from central.outgoing.exchange import Mapping, around, load_mapping, portal_fields
from central.outgoing.http import AnswerLost, NotReached, client, post
from central.outgoing.marks import Due, lease, put_off, settle, take_in
from central.settings import Settings
from core.domain.errors import EnvironmentFault, FieldError, Refused

log = logging.getLogger("central.export")
NATIONAL, FILE = "national", "file"
#: seconds that a run may take before it lets others work
RUN_TIME: Final = 5.0
#: failures of the receiver in a row after which a run ends
MOST_FAILURES: Final = 3
#: dossiers in one file
LINES: Final = 5_000
_PART: Final = re.compile(r"national-(\d{6})-\w+\.jsonl")


class Sent(msgspec.Struct):
    """What a run did: dossiers by how they ended."""

    sent: int = 0
    refused: int = 0
    later: int = 0
    #: nothing to send: no official code yet, or nothing that changed for the portal
    passed: int = 0


def run(
    db: Database,
    keys: CentralKeys,
    settings: Settings,
    now: datetime,
    *,
    config: Outgoing | None = None,
) -> int:
    """Sends what is due to the portal's receiver; how many dossiers it took.

    Raises:
        EnvironmentFault: ``outgoing_invalid``, ``mapping_invalid``, and the
            database's; what was done so far stays done.
    """
    config = from_environment(os.environ) if config is None else config
    if config.national is None or practising(db):
        return 0
    return send(db, config, now).sent


def practising(db: Database) -> bool:
    """Whether it is a training central: nothing of it goes anywhere."""
    with db.transaction() as conn:
        (practice,) = conn.execute("SELECT practice FROM central").fetchone() or (False,)
    return bool(practice)


def send(db: Database, config: Outgoing, now: datetime, *, patience: float = RUN_TIME) -> Sent:
    """One run over the queue towards the receiver; see `run`.

    Args:
        db: the province's.
        config: with ``national``.
        now: central's clock.
        patience: seconds after which it stops, with the rest left for later.
    """
    assert config.national is not None  # the caller looked
    mapping, tls = load_mapping(config.mapping), config.tls()
    take_in(db, NATIONAL, now, old=True)
    done, failures, until = Sent(), 0, time.monotonic() + patience
    with client(tls) as line:
        while failures < MOST_FAILURES and time.monotonic() < until:
            with db.transaction() as conn:
                due = lease(conn, NATIONAL, now)
            if not due:
                break
            failed = _one(db, line, config.national, due[0], mapping, now, done)
            failures = failures + 1 if failed else 0
    if failures:
        log.warning("the portal's receiver fails; %d dossiers wait", done.later)
    return done


def _one(
    db: Database,
    line: httpx.Client,
    to: Endpoint,
    due: Due,
    mapping: Mapping,
    now: datetime,
    done: Sent,
) -> bool:
    """Sends one dossier; whether the receiver failed."""
    message, digest = _message(db, due, mapping)
    if message is None:
        _pass(db, NATIONAL, due, digest, now)
        done.passed += 1
        return False
    try:
        reply = post(line, to, message, message["Khoa"])
    except (NotReached, AnswerLost) as wrong:
        failed = f"receiver_{type(wrong).__name__}"
    else:
        if reply.accepted is False:  # its own word, about this dossier
            why = reply.text("reason") or f"HTTP {reply.status}"
            with db.transaction() as conn:
                settle(conn, NATIONAL, due, now, "refused", code="", reason=why)
            done.refused += 1
            return False
        if reply.accepted and reply.status // 100 == 2 and reply.text("key") == message["Khoa"]:
            with db.transaction() as conn:
                settle(conn, NATIONAL, due, now, "sent", code=digest)
            done.sent += 1
            return False
        failed = f"receiver_{reply.status}"
    with db.transaction() as conn:
        put_off(conn, NATIONAL, due, now, failed)
    done.later += 1
    return True


def _message(db: Database, due: Due, mapping: Mapping) -> tuple[dict[str, Any] | None, str]:
    """What to send, and the digest of its fields or why there is nothing to send."""
    with db.transaction() as conn:
        more = around(conn, due.site, due.view)
    try:
        told = portal_fields(due.view, more, mapping)
    except KeyError as unknown:
        return None, f"not_mapped {unknown}"
    if told is None:
        return None, "cancelled" if due.view.official_code else "no_code"
    digest = hashlib.sha256(msgspec.json.encode(told)).hexdigest()
    if digest == due.digest:
        return None, digest
    # the event, not the position: it is the same again after central was restored
    key = f"{due.uid}.{due.view.last_event}"
    return {
        "Khoa": key,
        "PhienBan": [due.epoch, due.position],
        "DiemTiepNhan": {"Ma": due.site, "Ten": due.site_name},
        "HoSo": told,
    }, digest


def _pass(db: Database, target: str, due: Due, why: str, now: datetime) -> None:
    """Nothing leaves; ``why`` is a digest when nothing changed for the portal.

    What a person has to see to counts as refused: a value without a word in
    the mapping, and a code that the portal knows and that is void here.
    """
    state, reason = due.state, ""
    if why != due.digest:
        reason = why
        if why.startswith("not_mapped") or due.digest:
            state = "refused"
    with db.transaction() as conn:
        settle(conn, target, due, now, state, reason=reason)


# --- files ----------------------------------------------------------------------------


def to_files(db: Database, folder: Path, config: Outgoing, now: datetime) -> tuple[Sent, list[str]]:
    """Writes what is new since the last time as files of JSON lines, a dossier a line.

    A file appears whole or not at all, and only then its dossiers count as
    written: interrupted, the next run goes on, at worst with lines that some
    file has already, under the same key.

    Returns:
        What was done, and the names of the new files.

    Raises:
        Refused: ``folder_missing``.
        EnvironmentFault: ``io_error``, ``mapping_invalid`` and the database's.
    """
    if not folder.is_dir():
        raise Refused(FieldError("folder_missing", "folder", {"path": str(folder)}))
    mapping = load_mapping(config.mapping)
    take_in(db, FILE, now, old=True)
    done, names = Sent(), list[str]()
    while True:
        with db.transaction() as conn:
            part = lease(conn, FILE, now, LINES)
        if not part:
            return done, names
        _file(db, folder, part, mapping, now, done, names)


def _file(
    db: Database,
    folder: Path,
    part: list[Due],
    mapping: Mapping,
    now: datetime,
    done: Sent,
    names: list[str],
) -> None:
    lines: list[tuple[Due, str, bytes]] = []
    for due in part:
        message, digest = _message(db, due, mapping)
        if message is None:
            _pass(db, FILE, due, digest, now)
            done.passed += 1
        else:
            lines.append((due, digest, msgspec.json.encode(message) + b"\n"))
    if not lines:
        return
    try:
        names.append(_write(folder, b"".join(line for _, _, line in lines)))
    except OSError as wrong:
        with db.transaction() as conn:
            for due, _, _ in lines:
                put_off(conn, FILE, due, now, "io_error")
        raise EnvironmentFault("io_error", path=str(folder), cause=str(wrong)) from wrong
    with db.transaction() as conn:
        for due, digest, _ in lines:
            settle(conn, FILE, due, now, "sent", code=digest)
    done.sent += len(lines)


def _write(folder: Path, data: bytes) -> str:
    """A new file, whole and on the disk; its name."""
    taken = [int(m[1]) for each in folder.iterdir() if (m := _PART.fullmatch(each.name))]
    # the token: two runs may count alike
    name = f"national-{max(taken, default=0) + 1:06d}-{secrets.token_hex(2)}.jsonl"
    half = folder / f".{name}.part"
    try:
        with half.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        half.replace(folder / name)
    finally:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)
    return name
