"""A station joins by a one-time code that also proves central's key.

The code is 16 characters of Crockford's alphabet in groups of four: eight are
the secret (40 bits, used once, a few wrong tries allowed), eight are the
beginning of the hash of central's signing key, so that whoever answers must
own the key that the administrator's screen showed.
"""

from __future__ import annotations

import hashlib
import secrets

import msgspec
from msgspec import Struct

from core.domain.numbering import ALPHABET, characters
from core.domain.text import fold_code
from sync.wire.limits import WireError

_HALF = 8
_PROOF = b"quay-mot-cua/1/enrol\0"


class EnrolRequest(Struct, frozen=True):
    """``POST /v1/enrol``.

    Attributes:
        secret: first half of the code.
        site, station: who asks; central compares with what the code is for.
        public_key: the station's Ed25519 key, hex.
        proof: its signature over `enrol_message`, hex.
        streams: the streams this folder has, hex, the current one last.
    """

    secret: str
    site: str
    station: int
    public_key: str
    proof: str
    streams: tuple[str, ...]
    practice: bool = False


class Enrolled(Struct, frozen=True):
    """Central's answer, signed by its key over `enrolled_message`.

    A practice folder joins a practice central only, and the other way round.
    """

    province: str
    url: str
    signing_key: str
    box_key: str
    epoch: int
    signature: str


class EnrolmentFile(Struct, frozen=True):
    """What ``counter-central enrol --out FILE`` writes, for a station that has no line yet."""

    code: str
    site: str
    station: int
    province: str
    url: str
    signing_key: str
    box_key: str
    epoch: int
    practice: bool = False


def new_code(signing_key: bytes) -> tuple[str, str]:
    """A fresh code for people, and its secret half to keep a hash of."""
    secret = "".join(secrets.choice(ALPHABET) for _ in range(_HALF))
    text = secret + fingerprint(signing_key)
    return "-".join(text[i : i + 4] for i in range(0, 16, 4)), secret


def fingerprint(signing_key: bytes) -> str:
    """40 bits of the key's SHA-256 as eight characters."""
    return characters(hashlib.sha256(signing_key).digest(), _HALF)


def read_code(text: str) -> tuple[str, str]:
    """``(secret, fingerprint)`` of a code as typed: any case, spaces and dashes anywhere.

    Raises:
        WireError: ``malformed``.
    """
    code = fold_code(text).upper().replace("O", "0").replace("I", "1").replace("L", "1")
    if len(code) != 2 * _HALF or any(c not in ALPHABET for c in code):
        raise WireError("malformed", "code")
    return code[:_HALF], code[_HALF:]


def enrol_message(secret: str, site: str, station: int, public_key: str) -> bytes:
    """What the station signs."""
    return _PROOF + f"{secret}\n{site}\n{station}\n{public_key}".encode()


def enrolled_message(request_proof: str, answer: Enrolled) -> bytes:
    """What central signs: the answer's facts, bound to this request."""
    facts = (answer.province, answer.url, answer.signing_key, answer.box_key, answer.epoch)
    return _PROOF + request_proof.encode() + msgspec.json.encode(facts)
