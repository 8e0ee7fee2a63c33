"""Joining a province: once, by a one-time code, on the line or by a stick."""

from __future__ import annotations

import msgspec

from core.domain.acts import CentralJoined
from core.ports.exchange import Exchange
from sync.errors import NotSynced
from sync.speaking import told_of
from sync.transport import Transport
from sync.wire.enrolment import (
    Enrolled,
    EnrolmentFile,
    EnrolRequest,
    enrol_message,
    enrolled_message,
    fingerprint,
    read_code,
)
from sync.wire.limits import WireError
from sync.wire.signing import verify

_enrolled = msgspec.json.Decoder(Enrolled)
_file = msgspec.json.Decoder(EnrolmentFile)


def enrol_request(
    exchange: Exchange, code: str, *, other: bool = False
) -> tuple[EnrolRequest, str]:
    """What asks to join, and the fingerprint that central's key must have.

    Args:
        exchange: the folder.
        code: as typed.
        other: a central with another key than the one joined may take its
            place: it was put back without its keys.

    Raises:
        WireError: ``malformed`` code.
        NotSynced: ``refused`` (``joined_elsewhere``) when the folder belongs to
            another central and ``other`` is not given.
    """
    secret, expected = read_code(code)
    before = exchange.joined()
    if (
        before is not None
        and not other
        and fingerprint(bytes.fromhex(before.signing_key)) != expected
    ):
        raise NotSynced("refused", "joined_elsewhere")
    who = exchange.identity()
    message = enrol_message(secret, who.site, who.station, who.public_key)
    request = EnrolRequest(
        secret=secret,
        site=who.site,
        station=who.station,
        public_key=who.public_key,
        proof=exchange.sign(message).hex(),
        streams=who.streams,
        practice=who.practice,
    )
    return request, expected


def join(
    exchange: Exchange, transport: Transport, url: str, code: str, *, other: bool = False
) -> CentralJoined:
    """Joins over the line; asked again after a lost answer, central gives it again.

    Args:
        exchange: the folder.
        transport: to ``url``.
        url: central's base address, as it will be used from now on.
        code: as typed.
        other: as `enrol_request`.

    Raises:
        NotSynced: no line; ``refused`` with central's code; ``not_central``
            when the answer is not of the central that made the code.
        WireError: ``malformed`` code.
    """
    request, expected = enrol_request(exchange, code, other=other)
    headers = {"Content-Type": "application/json"}
    answer = transport.send("POST", "/v1/enrol", headers, msgspec.json.encode(request))
    if answer.status != 200:
        raise _refused(answer.status, told_of(answer.body).code[:60])
    try:
        enrolled = _enrolled.decode(answer.body)
    except msgspec.MsgspecError:
        raise NotSynced("not_central", "enrolment") from None
    joined = believe(request, enrolled, expected, url)
    exchange.join(joined)
    return joined


def believe(request: EnrolRequest, enrolled: Enrolled, expected: str, url: str) -> CentralJoined:
    """Central's answer, when its key is the one that the code names.

    Raises:
        NotSynced: ``not_central``.
    """
    try:
        key = bytes.fromhex(enrolled.signing_key)
        signature = bytes.fromhex(enrolled.signature)
        if fingerprint(key) != expected:
            raise NotSynced("not_central", "fingerprint")
        verify(key, signature, enrolled_message(request.proof, enrolled), "enrolment")
    except (ValueError, WireError):
        raise NotSynced("not_central", "enrolment") from None
    return CentralJoined(
        url=url or enrolled.url,
        signing_key=enrolled.signing_key,
        box_key=enrolled.box_key,
        province=enrolled.province,
        epoch=enrolled.epoch,
    )


def read_enrolment_file(data: bytes) -> EnrolmentFile:
    """The file that ``counter-central enrol --out`` wrote.

    Raises:
        WireError: ``malformed``.
    """
    try:
        return _file.decode(data)
    except msgspec.MsgspecError:
        raise WireError("malformed", "enrolment file") from None


def join_by_file(exchange: Exchange, file: EnrolmentFile, *, other: bool = False) -> CentralJoined:
    """Joins without a line: central's keys are in the file, the first stick brings ours.

    Raises:
        WireError: ``malformed`` code; ``not_for_us`` for another station's file.
        NotSynced: ``not_central`` when the key is not the code's; ``practice``
            when one of both is a practice one; ``refused`` as in `enrol_request`.
    """
    who = exchange.identity()
    if (file.site, file.station) != (who.site, who.station):
        raise WireError("not_for_us", "enrolment file")
    if file.practice != who.practice:
        raise NotSynced("practice")
    _, expected = read_code(file.code)
    try:
        key = bytes.fromhex(file.signing_key)
    except ValueError:
        raise WireError("malformed", "enrolment file") from None
    if fingerprint(key) != expected:
        raise NotSynced("not_central", "fingerprint")
    request, _ = enrol_request(exchange, file.code, other=other)
    exchange.keep("enrol_request", msgspec.json.encode(request))
    joined = CentralJoined(
        url=file.url,
        signing_key=file.signing_key,
        box_key=file.box_key,
        province=file.province,
        epoch=file.epoch,
    )
    exchange.join(joined)
    return joined


def _refused(status: int, code: str) -> NotSynced:
    """Unsigned, because central's key is only learnt here: it may be a portal's as well."""
    if status in (429, 502, 503, 504):
        return NotSynced("busy", code or str(status))
    if status >= 500:
        return NotSynced("central_failed", code or str(status))
    return NotSynced("refused", code) if code else NotSynced("not_central", str(status))
