"""What is new for a station, and ordinals for its dossier codes."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Query, Request, Response

from central import feed, leases
from central.api import described as doc
from central.auth import station
from central.context import context_of
from central.gate import exchange_of
from central.ingest import Sender
from central.refusals import Turned, turned_by
from sync.wire.batch import compress
from sync.wire.bundle import LeaseWish
from sync.wire.changes import encode_changes
from sync.wire.limits import WireError

router = APIRouter(prefix="/v1", tags=["changes"])
_wishes = msgspec.json.Decoder(list[LeaseWish])


class Leased(msgspec.Struct, frozen=True):
    """How many blocks of ordinals were leased; they travel in the changes."""

    leased: int


@router.get(
    "/changes",
    response_class=Response,
    responses=doc.answers(
        doc.CHANGES, "malformed", "input_invalid", "revoked", media=doc.CHANGES_MEDIA
    ),
    openapi_extra=doc.signed(),
)
def changes(
    request: Request,
    sender: Annotated[Sender, Depends(station)],
    cursor: Annotated[
        str, Query(max_length=8_000, description="as last given; empty from the beginning")
    ] = "",
) -> Response:
    """Everything that is new for a station since its cursor; with nothing new, its heads."""
    context = context_of(request)
    try:
        with context.db.transaction() as conn:
            found = feed.changes(conn, context.keys, sender, cursor, context.clock())
    except WireError as wrong:
        raise turned_by(wrong) from None
    return Response(compress(encode_changes(found)), media_type=doc.CHANGES_MEDIA)


@router.post(
    "/leases",
    response_class=Response,
    responses=doc.answers(
        {
            "type": "object",
            "required": ["leased"],
            "properties": {"leased": {"type": "integer", "description": "blocks leased"}},
        },
        *("malformed", "revoked", "not_enrolled"),
    ),
    openapi_extra=doc.signed(
        doc.body(
            doc.JSON,
            {"type": "array", "items": doc.schema(LeaseWish), "maxItems": leases.MAX_WISHES},
            "what the station still has on each day",
        )
    ),
)
def lease(request: Request, sender: Annotated[Sender, Depends(station)]) -> Response:
    """Tops up the ordinals of the days named; the blocks come with the next changes."""
    context = context_of(request)
    try:
        wishes = _wishes.decode(exchange_of(request.scope).body)
    except (msgspec.MsgspecError, RecursionError):
        raise Turned("malformed") from None
    try:
        with context.db.transaction() as conn:
            blocks = leases.top_up(conn, context.keys, sender, wishes, context.clock())
    except WireError as wrong:
        raise turned_by(wrong) from None
    return Response(msgspec.json.encode(Leased(blocks)), media_type=doc.JSON)
