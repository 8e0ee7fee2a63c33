"""From sync's outcomes to JSON, exit status and words; and the line to central as it was joined."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from core.domain.errors import FieldError, Refused
from core.domain.timezone import local
from core.ports.exchange import Exchange
from counter_app.output import ENVIRONMENT, OK, REFUSED, iso
from sync.client import Outcome
from sync.errors import NotSynced
from sync.transport import HttpTransport, NoLine, context_of, is_private
from sync.wire.enrolment import read_code
from sync.wire.limits import WireError
from ui import messages

#: name under which a province's own certificates are kept, PEM text
CERTIFICATES = "certificates"
LARGEST_PEM = 1_000_000
#: reasons that a person has to change; all others are the line's, central's or the disk's
_ASKS_A_PERSON = frozenset(
    {"not_joined", "stick_only", "revoked", "unknown_station", "refused", "practice"}
)


def line_of(exchange: Exchange) -> HttpTransport | NoLine:
    """The line to the central that this folder joined; one that says why when there is none."""
    joined = exchange.joined()
    if joined is None:
        return NoLine("not_joined")
    if not joined.url:
        return NoLine("stick_only")
    try:
        return HttpTransport(joined.url, (exchange.kept(CERTIFICATES) or b"").decode())
    except NotSynced as wrong:
        return NoLine(wrong.reason, wrong.detail)


def checked_url(text: str) -> str:
    """A base address of central's as typed.

    Raises:
        Refused: ``central_url_invalid``: not encrypted and not this machine.
    """
    url = text.strip().rstrip("/")
    if not is_private(url):
        raise Refused(FieldError("central_url_invalid", "central"))
    return url


def checked_code(text: str) -> str:
    """A one-time code as typed.

    Raises:
        Refused: ``code_malformed``.
    """
    try:
        read_code(text)
    except WireError:
        raise Refused(FieldError("code_malformed", "enrol")) from None
    return text


def read_certificates(name: str) -> bytes:
    """The PEM file of the authorities that alone are to be believed.

    Raises:
        Refused: ``file_unreadable``, ``certificates_invalid``.
    """
    try:
        with Path(name).open("rb") as file:
            data = file.read(LARGEST_PEM)
        context_of(data.decode())
    except OSError:
        raise Refused(FieldError("file_unreadable", "certificates", {"path": name})) from None
    except (NotSynced, UnicodeDecodeError):
        raise Refused(FieldError("certificates_invalid", "certificates", {"path": name})) from None
    return data


def told(outcome: Outcome) -> dict[str, Any]:
    """One sync as a JSON object."""
    counts = outcome.counts
    result: dict[str, Any] = {
        "ok": not outcome.reason,
        "pushed": outcome.pushed,
        "pulled": outcome.pulled,
        "conflicts": counts.loose_ends if counts else None,
        "forked": outcome.forked,
        "seconds": round(outcome.seconds, 3),
        "bytes": outcome.bytes_out + outcome.bytes_in,
        "requests": outcome.requests,
        "here": counts.here if counts else None,
        "at_central": counts.at_central if counts else None,
        "backed_up": counts.backed_up if counts else None,
        "dossiers_unsent": counts.dossiers_unsent if counts else None,
        "oldest_unsent": iso(local(counts.oldest_unsent))
        if counts and counts.oldest_unsent
        else None,
        "clock_behind": round(outcome.clock_offset, 1)
        if outcome.clock_offset is not None
        else None,
        "reason": outcome.reason,
        "words": words_of(outcome),
    }
    if outcome.reason:
        code = outcome.fault.code if outcome.fault else outcome.reason
        result["errors"] = [{"code": code, "field": "", "message": result["words"]}]
    return result


def words_of(outcome: Outcome) -> str:
    """What a sync did, or why it did not, and what to do."""
    if outcome.reason:
        return messages.sync(outcome.reason, outcome.detail, outcome.fault)
    return messages.synced(outcome.pushed, outcome.pulled)


def status_of(reason: str) -> int:
    """The exit status of a sync."""
    if not reason:
        return OK
    return REFUSED if reason in _ASKS_A_PERSON else ENVIRONMENT
