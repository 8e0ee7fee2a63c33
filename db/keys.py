"""The database key and the ways back to it.

The database is encrypted under 32 random bytes that are stored only wrapped, in
``keys.json`` inside the data folder, which every backup carries. Each wrap is
one way in:

* ``machine``: a random key-encrypting key in the system keyring, or else in a
  0600 key file beside the data folder, so that a copied folder does not open.
* ``recovery``: 160 random bits printed once at setup on a sheet for the safe.
* a further kind (a wrap sealed to central's X25519 key, say) is one more entry
  in the list; kinds unknown here are kept as they are.

Sources:
    HKDF: RFC 5869. AES-256-GCM: NIST SP 800-38D; each wrapping key wraps once,
    under a random nonce. Base32: https://www.crockford.com/base32.html, with
    20 bits of SHA-256 as check instead of its symbols outside the alphabet.
    keyring: https://keyring.readthedocs.io/ (a backend may block for ever on a
    locked collection, hence the time limit).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Literal, TypeVar

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.domain.errors import EnvironmentFault, FieldError, Refused
from db.files import file_faults, write_atomically

KEYS_NAME = "keys.json"
KEYRING_SERVICE = "quay-mot-cua"
KEYRING_WAIT_S = 2.0
KEYRING_SWITCH = "COUNTER_KEYRING"  # "off" in the environment: use the key file
_VERSION = 1
_KEYS_LIMIT = 64 * 1024
_KEY_BYTES = 32

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TO_PYTHON = str.maketrans(_ALPHABET, "0123456789ABCDEFGHIJKLMNOPQRSTUV")  # int(…, 32)
_LOOKALIKES = str.maketrans("OIL", "011")
_RECOVERY_BYTES = 20
_RECOVERY_CHARS = 32  # 160 bits
_CHECK_CHARS = 4  # 20 bits: one typing error in a million passes
_TEXT_LIMIT = 20_000
_RUN = re.compile(rf"[{_ALPHABET}]+(?:[\s\-]+[{_ALPHABET}]+)*")

Method = Literal["keyring", "key_file"]
T = TypeVar("T")


class Wrap(msgspec.Struct, frozen=True, omit_defaults=True):
    """One way to the database key.

    Attributes:
        salt: of the derivation; for a sealed wrap the sender's public key.
        method: where a machine's key-encrypting key lives.
        place: the keyring's user name, or the key file's path; an empty path
            means ``<data>.key``, wherever the data folder was moved to.
    """

    kind: str  # "machine", "recovery" or one that a later program knows
    sealed: bytes = b""
    nonce: bytes = b""
    salt: bytes = b""
    method: str = ""
    place: str = ""


class KeysFile(msgspec.Struct, frozen=True):
    """Content of ``keys.json``."""

    version: int
    folder_id: str
    wraps: list[Wrap]


@dataclass(frozen=True, slots=True)
class MachineKey:
    """Where this machine keeps its way in; to be told to the operator."""

    method: Method
    key_file: Path | None  # with "key_file" only


@dataclass(frozen=True, slots=True)
class CreatedKeys:
    """A new folder's keys; the secrets stay out of its ``repr``."""

    database_key: bytes = field(repr=False)  # 32 bytes for connection.connect
    recovery_key: str = field(repr=False)  # to be shown once and stored nowhere
    method: Method
    key_file: Path | None


def create_keys(data: Path, key_file: Path | None, use_keyring: bool = True) -> CreatedKeys:
    """Makes a new folder's keys and writes its ``keys.json``.

    Args:
        data: the data folder, which exists.
        key_file: keep the machine's key in this file; None lets the keyring be
            asked first and falls back to ``<data>.key``.
        use_keyring: False never asks the keyring.

    Raises:
        Refused: ``folder_already_set_up``: its keys would be lost.
        EnvironmentFault: the disk failed.
    """
    if (data / KEYS_NAME).exists():
        raise Refused(FieldError("folder_already_set_up", "data"))
    folder_id = secrets.token_hex(16)
    database_key = secrets.token_bytes(_KEY_BYTES)
    recovery_key = new_recovery_key()
    salt = secrets.token_bytes(16)
    kek = _recovery_kek(parse_recovery_key(recovery_key), salt)
    recovery = _wrap(Wrap(kind="recovery", salt=salt), folder_id, kek, database_key)
    blank, kek, place = _place_kek(data, folder_id, key_file, use_keyring)
    machine = _wrap(blank, folder_id, kek, database_key)
    _write(data, KeysFile(_VERSION, folder_id, [machine, recovery]))
    return CreatedKeys(database_key, recovery_key, place.method, place.key_file)


def unlock(data: Path) -> bytes:
    """The database key, by this machine's way in.

    Raises:
        EnvironmentFault: ``no_key`` with a ``reason``: ``keys_missing``,
            ``keys_damaged``, ``keyring_silent``, ``key_missing``,
            ``key_wrong``, ``unreadable`` or ``not_this_machine``;
            ``newer_database`` when a later program wrote the file.
    """
    keys = _decode(_read_small(data / KEYS_NAME, "keys_missing"))
    for wrap in keys.wraps:
        if wrap.kind == "machine":
            key = _unwrap(wrap, keys.folder_id, _machine_kek(data, wrap))
            if key is None:
                raise _no_key("key_wrong")
            return key
    raise _no_key("not_this_machine")


def unlock_with_recovery(keys_json: bytes, recovery_text: str) -> bytes:
    """The database key, by the recovery key, on any machine.

    Args:
        keys_json: content of the folder's or the backup's ``keys.json``.
        recovery_text: the key as typed, or any text that holds it.

    Raises:
        Refused: ``recovery_key_invalid`` (mistyped), ``recovery_key_other``
            (a good key, of another folder).
        EnvironmentFault: ``no_key`` or ``newer_database``: no usable keys.
    """
    secret = parse_recovery_key(recovery_text)
    keys = _decode(keys_json)
    for wrap in keys.wraps:
        if wrap.kind == "recovery":
            key = _unwrap(wrap, keys.folder_id, _recovery_kek(secret, wrap.salt))
            if key is not None:
                return key
    raise Refused(FieldError("recovery_key_other", "recovery_key"))


def rewrap_for_machine(
    data: Path,
    keys_json: bytes,
    database_key: bytes,
    key_file: Path | None = None,
    use_keyring: bool = True,
) -> MachineKey:
    """Gives a restored folder a way in on this machine and writes its ``keys.json``.

    Every other wrap is kept: the recovery sheet stays good. The keyring entry
    is a new one, as the folder it was copied from may still live beside it.

    Args:
        data: the restored data folder.
        keys_json: the backup's ``keys.json``.
        database_key: what ``unlock_with_recovery`` gave.
        key_file: as for ``create_keys``; ``use_keyring`` too.
    """
    keys = _decode(keys_json)
    entry = f"{keys.folder_id}-{secrets.token_hex(4)}"
    blank, kek, place = _place_kek(data, entry, key_file, use_keyring)
    machine = _wrap(blank, keys.folder_id, kek, database_key)
    others = [wrap for wrap in keys.wraps if wrap.kind != "machine"]
    _write(data, KeysFile(_VERSION, keys.folder_id, [machine, *others]))
    return place


def default_key_file(data: Path) -> Path:
    """``<data>.key``, beside the folder: copying the folder does not copy it."""
    data = data.absolute()
    return data.with_name(f"{data.name}.key")


def new_recovery_key() -> str:
    """160 random bits and a check, as nine groups of four characters."""
    secret = secrets.token_bytes(_RECOVERY_BYTES)
    text = _base32(int.from_bytes(secret), _RECOVERY_CHARS) + _check(secret)
    return "-".join(text[i : i + 4] for i in range(0, len(text), 4))


def parse_recovery_key(text: str) -> bytes:
    """Finds a recovery key in any text, such as the whole printed sheet.

    Lower case, O for 0, I and L for 1, any dashes, spaces and line ends are
    forgiven. A key begins and ends with a word; its check tells it from the rest.

    Raises:
        Refused: ``recovery_key_invalid``: none is there, or it was mistyped.
    """
    for run in _RUN.finditer(_folded(text[:_TEXT_LIMIT])):
        secret = _key_in(re.split(r"[\s\-]+", run.group()))
        if secret is not None:
            return secret
    raise Refused(FieldError("recovery_key_invalid", "recovery_key"))


def _folded(text: str) -> str:
    characters = []
    for character in unicodedata.normalize("NFKC", text).upper():
        category = unicodedata.category(character)
        if category == "Pd" or character == "\u2212":  # any dash, the minus sign
            characters.append("-")
        elif category != "Cf":  # soft hyphens and other invisible marks
            characters.append(character)
    return "".join(characters).translate(_LOOKALIKES)


def _key_in(tokens: list[str]) -> bytes | None:
    """The first stretch of whole words with the right length and check."""
    for first in range(len(tokens)):
        joined = ""
        for token in tokens[first:]:
            joined += token
            if len(joined) >= _RECOVERY_CHARS + _CHECK_CHARS:
                break
        if len(joined) == _RECOVERY_CHARS + _CHECK_CHARS:
            number = int(joined[:_RECOVERY_CHARS].translate(_TO_PYTHON), 32)
            secret = number.to_bytes(_RECOVERY_BYTES)
            if _check(secret) == joined[_RECOVERY_CHARS:]:
                return secret
    return None


def _check(secret: bytes) -> str:
    digest = hashlib.sha256(b"quay-mot-cua recovery check" + secret).digest()
    return _base32(int.from_bytes(digest) >> (256 - 5 * _CHECK_CHARS), _CHECK_CHARS)


def _base32(number: int, length: int) -> str:
    return "".join(_ALPHABET[number >> 5 * i & 31] for i in reversed(range(length)))


def _recovery_kek(secret: bytes, salt: bytes) -> bytes:
    return HKDF(SHA256(), _KEY_BYTES, salt, b"quay-mot-cua recovery key v1").derive(secret)


def _wrap(blank: Wrap, folder_id: str, kek: bytes, database_key: bytes) -> Wrap:
    nonce = secrets.token_bytes(12)
    sealed = AESGCM(kek).encrypt(nonce, database_key, _bound_to(blank.kind, folder_id))
    return msgspec.structs.replace(blank, nonce=nonce, sealed=sealed)


def _unwrap(wrap: Wrap, folder_id: str, kek: bytes) -> bytes | None:
    """The database key, or None when this is not its key-encrypting key."""
    try:
        key = AESGCM(kek).decrypt(wrap.nonce, wrap.sealed, _bound_to(wrap.kind, folder_id))
    except (InvalidTag, ValueError):  # ValueError: a nonce of impossible length
        return None
    return key if len(key) == _KEY_BYTES else None


def _bound_to(kind: str, folder_id: str) -> bytes:
    return f"quay-mot-cua keys v{_VERSION} {kind} {folder_id}".encode()


def _write(data: Path, keys: KeysFile) -> None:
    encoded = msgspec.json.format(msgspec.json.encode(keys), indent=2)
    write_atomically(data / KEYS_NAME, encoded + b"\n")


def _decode(keys_json: bytes) -> KeysFile:
    try:
        keys = msgspec.json.decode(keys_json[: _KEYS_LIMIT + 1], type=KeysFile)
    except msgspec.MsgspecError as exc:
        raise _no_key("keys_damaged") from exc
    if keys.version > _VERSION:
        raise EnvironmentFault("newer_database")
    return keys


def _read_small(path: Path, missing: str) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_KEYS_LIMIT + 1)
    except FileNotFoundError as exc:
        raise _no_key(missing, path) from exc
    except OSError as exc:
        raise _no_key("unreadable", path) from exc


def _no_key(reason: str, path: Path | None = None) -> EnvironmentFault:
    where = {} if path is None else {"path": str(path)}
    return EnvironmentFault("no_key", reason=reason, **where)


def _place_kek(
    data: Path, entry: str, key_file: Path | None, use_keyring: bool
) -> tuple[Wrap, bytes, MachineKey]:
    """Makes this machine's key-encrypting key and puts it where it stays."""
    kek = secrets.token_bytes(_KEY_BYTES)
    if key_file is None and use_keyring and _keyring_store(entry, kek):
        return Wrap("machine", method="keyring", place=entry), kek, MachineKey("keyring", None)
    path = default_key_file(data) if key_file is None else key_file.absolute()
    if path.resolve().is_relative_to(data.resolve()):
        raise Refused(FieldError("key_file_in_data_folder", "key_file"))
    _write_key_file(path, kek)
    wrap = Wrap("machine", method="key_file", place=str(path) if key_file else "")
    return wrap, kek, MachineKey("key_file", path)


def _machine_kek(data: Path, wrap: Wrap) -> bytes:
    if wrap.method == "keyring":
        text = _ask_keyring(lambda: _keyring().get_password(KEYRING_SERVICE, wrap.place) or "")
        if not text:
            raise _no_key("keyring_silent" if text is None else "key_missing")
    else:
        path = Path(wrap.place) if wrap.place else default_key_file(data)
        text = _read_small(path, "key_missing").decode("ascii", "replace")
    with contextlib.suppress(ValueError):
        kek = bytes.fromhex(text)
        if len(kek) == _KEY_BYTES:
            return kek
    raise _no_key("key_wrong")


def _write_key_file(path: Path, kek: bytes) -> None:
    """Writes a new key file; one left at that path is moved aside, never lost."""
    with file_faults():
        number = 1
        while path.exists():
            old = path.with_name(f"{path.name}.old-{number}")
            if not old.exists():
                path.rename(old)
            number += 1
    write_atomically(path, kek.hex().encode() + b"\n")


def _keyring() -> ModuleType:
    import keyring  # 0.1 s and the session bus: only when a key is in there

    return keyring


def _keyring_store(entry: str, kek: bytes) -> bool:
    """Stores a key in the keyring; True when it was read back in time."""

    def store() -> bool:
        _keyring().set_password(KEYRING_SERVICE, entry, kek.hex())
        return bool(_keyring().get_password(KEYRING_SERVICE, entry) == kek.hex())

    return bool(_ask_keyring(store))


def _ask_keyring(question: Callable[[], T]) -> T | None:
    """The keyring's answer, or None when it is off, failed or kept silent too long."""
    if os.environ.get(KEYRING_SWITCH, "").lower() == "off":
        return None
    answers: list[T] = []

    def ask() -> None:
        # Back ends are plug-ins over D-Bus, COM, …: they raise whatever they like.
        with contextlib.suppress(Exception):
            answers.append(question())

    thread = threading.Thread(target=ask, name="keyring", daemon=True)
    thread.start()
    thread.join(KEYRING_WAIT_S)
    return answers[0] if answers else None
