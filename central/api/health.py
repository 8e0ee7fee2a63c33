"""Whether this process can do its work, for whoever watches it."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter, Request, Response

from central.api import described as doc
from central.context import context_of
from central.refusals import Turned

router = APIRouter(tags=["health"])


class Health(msgspec.Struct, frozen=True):
    """The answer when all is well."""

    ok: bool = True


@router.get(
    "/healthz",
    response_class=Response,
    responses=doc.answers(
        {"type": "object", "required": ["ok"], "properties": {"ok": {"const": True}}},
        station=False,
    ),
)
def healthz(request: Request) -> Response:
    """Asks the database, and whether the tables still follow the events."""
    context = context_of(request)
    with context.db.transaction() as conn:
        conn.execute("SELECT 1")
    for follower in (context.projector, context.chores):
        if follower is None or not follower.alive:
            raise Turned("internal")
    return Response(msgspec.json.encode(Health()), media_type=doc.JSON)
