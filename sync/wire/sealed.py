"""Encryption to a public key: X25519, HKDF-SHA-256, ChaCha20-Poly1305.

For what travels on a stick: only the owner of the box key opens it. A fresh
sender key each time; the whole is authenticated, so that a changed byte
refuses the whole.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.wire.limits import WireError

_INFO = b"quay-mot-cua/1/box"
_NONCE = bytes(12)  # each key is used once


def seal_to(box_key: bytes, data: bytes) -> bytes:
    """Encrypts to a 32-byte X25519 public key: 32 bytes sender key, then the cipher text."""
    sender = X25519PrivateKey.generate()
    shared = sender.exchange(X25519PublicKey.from_public_bytes(box_key))
    public = sender.public_key().public_bytes_raw()
    cipher = ChaCha20Poly1305(_derive(shared, public, box_key))
    return public + cipher.encrypt(_NONCE, data, public)


def open_sealed(key: X25519PrivateKey, sealed: bytes) -> bytes:
    """Undoes `seal_to`.

    Raises:
        WireError: ``not_for_us``: another key, or a byte was changed.
    """
    public = sealed[:32]
    try:
        shared = key.exchange(X25519PublicKey.from_public_bytes(public))
        cipher = ChaCha20Poly1305(_derive(shared, public, key.public_key().public_bytes_raw()))
        return cipher.decrypt(_NONCE, sealed[32:], public)
    except (InvalidTag, ValueError):
        raise WireError("not_for_us") from None


def _derive(shared: bytes, sender: bytes, receiver: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=sender + receiver, info=_INFO).derive(shared)
