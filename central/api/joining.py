"""Joining by a one-time code, and sticks: both are believed by what is signed inside them."""

from __future__ import annotations

import threading

import msgspec
from fastapi import APIRouter, Request, Response

from central import enrolment, sticks
from central.api import described as doc
from central.context import context_of
from central.enrolment import NotEnrolled
from central.gate import exchange_of
from central.refusals import Turned, turned_by
from sync.wire.enrolment import Enrolled, EnrolRequest
from sync.wire.limits import WireError

router = APIRouter(prefix="/v1", tags=["joining"])
_request = msgspec.json.Decoder(EnrolRequest)
#: a stick is held in memory whole, several times over: one at a time
_one_stick = threading.Lock()


@router.post(
    "/enrol",
    response_class=Response,
    responses=doc.answers(
        doc.schema(Enrolled),
        *("malformed", "signature_wrong", "code_wrong", "code_locked", "code_expired"),
        *("code_used", "key_in_use", "revoked", "practice"),
        station=False,
    ),
    openapi_extra=doc.body(doc.JSON, doc.schema(EnrolRequest), "the code's secret and a key"),
)
def enrol(request: Request) -> Response:
    """Lets a station join. The answer is signed by the key that the code names; asked again
    with the same key it is the same."""
    context, exchange = context_of(request), exchange_of(request.scope)
    wait = context.codes.take(exchange.caller)
    if wait:
        raise Turned("too_often", wait=wait)
    try:
        asked = _request.decode(exchange.body)
    except (msgspec.MsgspecError, RecursionError):
        raise Turned("malformed") from None
    try:
        with context.db.transaction() as conn:
            found = enrolment.enrol(
                conn, context.keys, asked, context.clock(), address=context.settings.address
            )
    except WireError as wrong:
        raise turned_by(wrong) from None
    if isinstance(found, NotEnrolled):
        raise Turned(found.code)
    return Response(msgspec.json.encode(found), media_type=doc.JSON)


@router.post(
    "/sticks",
    response_class=Response,
    responses=doc.answers(
        doc.BYTES,
        *("malformed", "not_for_us", "signature_wrong", "key_unknown", "code_wrong"),
        *("code_locked", "code_expired", "code_used", "key_in_use", "revoked", "practice"),
        media=doc.BINARY,
        station=False,
    ),
    openapi_extra=doc.body(doc.BINARY, doc.BYTES, "a stick's file, as the station wrote it"),
)
def stick(request: Request) -> Response:
    """Takes a stick's file from wherever there is a line and gives the answer's file."""
    context = context_of(request)
    if not _one_stick.acquire(blocking=False):
        raise Turned("busy", wait=5)
    try:
        answer = sticks.apply(
            context.db, context.keys, exchange_of(request.scope).body, context.clock(),
            address=context.settings.address,
        )  # fmt: skip
    except sticks.StickRefused as wrong:
        raise Turned(wrong.code) from None
    finally:
        _one_stick.release()
    return Response(answer, media_type=doc.BINARY)
