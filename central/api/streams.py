"""What central holds of a station's streams, and pushing more of it (ADR 0007)."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Path, Query, Request, Response

from central import ingest
from central.api import described as doc
from central.auth import Caller, caller, station
from central.context import context_of
from central.gate import exchange_of
from central.ingest import NotOnChain, Sender
from central.refusals import Answer, turned_by
from core.domain.chain import Head
from sync.wire.batch import decode_batch, expand
from sync.wire.limits import WireError
from sync.wire.signing import sign_head

router = APIRouter(prefix="/v1/streams", tags=["streams"])
Stream = Annotated[str, Path(pattern="^[0-9a-f]{32}$", description="id of a stream")]
_HIGHEST = (1 << 63) - 1


class HashAt(msgspec.Struct, frozen=True):
    """The hash of one event, hex; None when central has none of that number."""

    stream: str
    hash: str | None


@router.get(
    "/{stream}/head",
    response_class=Response,
    responses=doc.answers(doc.SIGNED_HEAD, "input_invalid", "revoked"),
    openapi_extra=doc.signed(),
)
def head(request: Request, stream: Stream, sender: Annotated[Sender, Depends(station)]) -> Response:
    """How much of a stream central holds: number 0 for one that it does not know.

    A stream of another station or another site is not known.
    """
    context = context_of(request)
    with context.db.transaction() as conn:
        (found,) = ingest.heads(conn, sender.site, sender.station, [bytes.fromhex(stream)])
    return _acknowledged(request, 200, found)


@router.get(
    "/{stream}/hash",
    response_class=Response,
    responses=doc.answers(
        {
            "type": "object",
            "required": ["stream", "hash"],
            "properties": {
                "stream": {"type": "string"},
                "hash": {"type": ["string", "null"], "description": "64 hex digits, or null"},
            },
        },
        "input_invalid",
        "revoked",
    ),
    openapi_extra=doc.signed(),
)
def hash_at(
    request: Request,
    stream: Stream,
    sender: Annotated[Sender, Depends(station)],
    seq: Annotated[int, Query(ge=1, le=_HIGHEST, description="sequence number, from 1")],
) -> Response:
    """The chain's hash after one event: a station that finds itself on another chain looks
    for the last common event by asking for several."""
    with context_of(request).db.transaction() as conn:
        row = conn.execute(
            "SELECT f.hash FROM stream s JOIN frame f USING (site, stream)"
            " WHERE s.site = %s AND s.station = %s AND s.stream = %s AND f.seq = %s",
            (sender.site, sender.station, bytes.fromhex(stream), seq),
        ).fetchone()
    found = HashAt(stream, bytes(row[0]).hex() if row else None)
    return Response(msgspec.json.encode(found), media_type=doc.JSON)


@router.post(
    "/{stream}/events",
    response_class=Response,
    responses={
        **doc.answers(
            doc.SIGNED_HEAD,
            *("input_invalid", "malformed", "protocol_unknown", "chain_broken"),
            *("signature_wrong", "not_sealed", "event_invalid", "not_for_us", "not_enrolled"),
        ),
        409: {
            "description": "the batch does not follow what central holds: its head; or `replayed`",
            "headers": doc.SIGNED,
            "content": {doc.JSON: {"schema": {"oneOf": [doc.SIGNED_HEAD, doc.schema(Answer)]}}},
        },
    },
    openapi_extra=doc.signed(
        doc.body(
            doc.BINARY,
            doc.BYTES,
            "zlib around a header line (JSON) and one event a line, exact bytes, ending at a seal",
        )
    ),
)
def push(request: Request, stream: Stream, found: Annotated[Caller, Depends(caller)]) -> Response:
    """Stores events of one stream; the signed head in the answer is the acknowledgement.

    What is stored already is absorbed. Only what is structurally false is
    refused; a revoked station's events are kept and put before a person.
    """
    context = context_of(request)
    try:
        batch = decode_batch(expand(exchange_of(request.scope).body))
        if batch.stream.hex() != stream:
            raise WireError("malformed", "stream")
        with context.db.transaction() as conn:
            hashes = ingest.check(conn, found.sender, batch)
        with context.db.transaction() as conn:
            stored = ingest.store(conn, found.sender, batch, hashes, context.clock())
    except NotOnChain as other:
        return _acknowledged(request, 409, other.head)
    except WireError as wrong:
        raise turned_by(wrong) from None
    context.wake(found.sender.site)
    return _acknowledged(request, 200, stored)


def _acknowledged(request: Request, status: int, found: Head) -> Response:
    signed = sign_head(context_of(request).keys.signing, found)
    return Response(msgspec.json.encode(signed), status, media_type=doc.JSON)
