"""The OpenAPI document's parts that no type of FastAPI's says: bodies, refusals, the signature."""

from __future__ import annotations

from typing import Any

import msgspec

from central.refusals import WORDS, Answer
from sync.wire.bundle import LeaseWish
from sync.wire.changes import MEDIA_TYPE, Changes
from sync.wire.enrolment import Enrolled, EnrolRequest
from sync.wire.signing import ANSWER_HEADER, SCHEME

JSON = "application/json"
BINARY = "application/octet-stream"
_REF = "#/components/schemas/{name}"

#: how a station proves who it is, see `sync.wire.signing`
SECURITY = "station"
SCHEMES = {
    SECURITY: {
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": (
            f"`{SCHEME} KEY:N:SIGNATURE`: the station's Ed25519 public key (64 hex digits), a "
            "decimal number that rises with every request of that key, and the key's signature "
            "(128 hex digits) over `quay-mot-cua/1/request`, a zero byte, `METHOD TARGET N`, a "
            "line feed and the SHA-256 of the body. TARGET is path and query as sent. A number "
            "that was used before is answered 409 `replayed` with the `last` one. Every answer "
            f"carries `{ANSWER_HEADER}`: central's signature over `quay-mot-cua/1/answer`, a zero "
            "byte, the status (2 bytes), the request's signature and the SHA-256 of the body."
        ),
    }
}
SIGNED = {
    ANSWER_HEADER: {
        "description": "central's signature over this answer, 128 hex digits",
        "schema": {"type": "string", "pattern": "^[0-9a-f]{128}$"},
    }
}
#: refusals that every signed request may meet
_SPEAKING = (
    "authorization_missing", "request_signature_wrong", "key_unknown", "replayed",
)  # fmt: skip
_ANYBODY = ("too_large", "slow", "too_often", "busy", "database_away", "internal")


def schema(kind: type) -> dict[str, str]:
    """Refers to a type of the wire."""
    return {"$ref": _REF.format(name=kind.__name__)}


SIGNED_HEAD = {"$ref": _REF.format(name="SignedHead")}
_SIGNED_HEAD_SCHEMA = {
    "type": "object",
    "description": (
        "Central's acknowledgement. `head` is base64 of JSON `{stream, seq, hash, epoch, "
        "backed_up_seq}` (bytes as base64): the last event held of a stream, 0 for none, its hash, "
        "central's epoch, which changes when it was restored, and the last event in a backup. "
        "`signature` is base64 of central's signature over `quay-mot-cua/1/head`, a zero byte and "
        "those exact bytes."
    ),
    "required": ["head", "signature"],
    "properties": {
        "head": {"type": "string", "contentEncoding": "base64"},
        "signature": {"type": "string", "contentEncoding": "base64"},
    },
}


def components() -> dict[str, Any]:
    """Schemas of the wire's types, made from the types themselves."""
    _, found = msgspec.json.schema_components(
        (Answer, EnrolRequest, Enrolled, LeaseWish), ref_template=_REF
    )
    return {**found, "SignedHead": _SIGNED_HEAD_SCHEMA}


def answers(
    ok: dict[str, Any], *codes: str, media: str = JSON, station: bool = True
) -> dict[int | str, dict[str, Any]]:
    """The ``responses`` of an endpoint.

    Args:
        ok: schema of the body with status 200.
        codes: refusals of its own, keys of `WORDS`.
        media: type of that body.
        station: whether a station must have signed the request.
    """
    said = (*codes, *(_SPEAKING if station else ()), *_ANYBODY)
    by_status: dict[int, list[str]] = {}
    for code in said:
        by_status.setdefault(WORDS[code][0], []).append(code)
    found: dict[int | str, dict[str, Any]] = {
        200: {"description": "done", "content": {media: {"schema": ok}}}
    }
    for status, held in sorted(by_status.items()):
        found[status] = {
            "description": ", ".join(f"`{code}`" for code in held),
            "content": {JSON: {"schema": schema(Answer)}},
        }
    if station:
        for each in found.values():
            each["headers"] = SIGNED
    return found


def body(media: str, shape: dict[str, Any], description: str) -> dict[str, Any]:
    """``openapi_extra`` for an endpoint that reads its body itself."""
    return {
        "requestBody": {
            "required": True,
            "description": description,
            "content": {media: {"schema": shape}},
        }
    }


def signed(extra: dict[str, Any] | None = None) -> dict[str, Any]:
    """``openapi_extra`` of an endpoint for stations."""
    return {"security": [{SECURITY: []}], **(extra or {})}


BYTES = {"type": "string", "format": "binary"}
CHANGES = {
    **BYTES,
    "description": (
        f"zlib around msgpack of `sync.wire.changes.{Changes.__name__}`: cursor, epoch, time, "
        "signed heads of the station's streams, sealed frames of central's streams, other "
        "stations' dossiers, open exceptions, the site's stations, whether there is more"
    ),
}
CHANGES_MEDIA = MEDIA_TYPE
