"""How one process of central behaves: limits with their reasons, and where it is reached.

Everything here may differ between the processes of one central; what may not
(province, practice, epoch, public keys) stands in the database.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import msgspec

from core.domain.errors import EnvironmentFault, FieldError, Refused
from sync.wire.limits import MAX_BODY

#: largest body where a page or an endpoint names no other, bytes
PLAIN_BODY = 256_000
#: largest form of the public page, and of an operator's
PUBLIC_FORM, OPERATOR_FORM = 8_000, 64_000
#: where operators' pages are, and those of them that take files
OPERATORS, FILES = "/tinh/", "/tinh/tep/"
#: what a data folder remembers for the commands that run beside the server
_FILE = "central.json"
_SITE = re.compile(r"[A-Za-z0-9._-]{1,40}")


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits of one process; times in seconds, sizes in bytes.

    Attributes:
        address: base address as stations reach it, empty when only sticks travel.
        pool: connections to PostgreSQL.
        threads: requests worked on at once; a batch may expand to 17 MB in each.
        requests: requests under way at once, bodies still arriving included.
        address_requests: of these, from one address: a whole centre may be behind one.
        connections: open sockets; further ones are answered 503 and closed.
        address_rate, address_burst: requests a second from one address, and at once.
        sender_rate, sender_burst: the same for one station's key.
        enrol_rate, enrol_burst: the same for one-time codes from one address.
        lookup_rate, lookup_burst: look-ups on the public page from one address, and at once.
        code_rate, code_burst: look-ups of one dossier code: 20 bits would take half a year.
        login_rate, login_burst: operators' passwords tried from one address, and at once.
        header_wait: until a request's head must have come whole.
        body_wait: longest silence inside a body.
        body_grace, body_floor: after the grace a body must have come at this many bytes a second.
        body_memory: bodies held in memory at once.
        stick_body: a stick sent over the line; larger ones go through ``stick in``.
        upload_body: a file that an operator hands in on the pages.
    """

    address: str = ""
    pool: int = 8
    threads: int = 16
    requests: int = 128
    address_requests: int = 64
    connections: int = 512
    address_rate: float = 100.0
    address_burst: float = 400.0
    sender_rate: float = 20.0
    sender_burst: float = 200.0
    enrol_rate: float = 0.2
    enrol_burst: float = 30.0
    lookup_rate: float = 0.5
    lookup_burst: float = 30.0
    code_rate: float = 1 / 30
    code_burst: float = 10.0
    login_rate: float = 0.1
    login_burst: float = 20.0
    header_wait: float = 15.0
    body_wait: float = 20.0
    body_grace: float = 30.0
    body_floor: float = 2_000.0
    body_memory: int = 256_000_000
    stick_body: int = 64_000_000
    upload_body: int = 24_000_000

    def body_limit(self, path: str) -> int:
        """How large a body may be, by the request's path."""
        if path == "/v1/sticks":
            return self.stick_body
        if path.startswith("/v1/streams/"):
            return MAX_BODY
        if path.startswith("/v1/"):
            return PLAIN_BODY
        if path.startswith(FILES):
            return self.upload_body
        return OPERATOR_FORM if path.startswith(OPERATORS) else PUBLIC_FORM


class _Remembered(msgspec.Struct, frozen=True):
    address: str = ""


def remember_address(folder: Path, address: str) -> None:
    """Keeps the address for ``enrol --out``, which runs beside the server."""
    path = folder / _FILE
    half = path.with_name(f".{_FILE}.{os.getpid()}")
    try:
        half.write_bytes(msgspec.json.encode(_Remembered(address)))
        half.replace(path)
    except OSError as wrong:
        raise EnvironmentFault("io_error", path=str(path), cause=str(wrong)) from wrong


def remembered_address(folder: Path) -> str:
    """What `remember_address` kept, empty when nothing."""
    try:
        return msgspec.json.decode((folder / _FILE).read_bytes(), type=_Remembered).address
    except (OSError, msgspec.MsgspecError):
        return ""


def is_site(text: str) -> bool:
    """Whether a site's code has the shape that stations allow."""
    return _SITE.fullmatch(text) is not None


def check_site(site: str, station: int = 1) -> None:
    """Raises Refused (``site_invalid``, ``station_invalid``), both at once."""
    errors = []
    if not is_site(site):
        errors.append(FieldError("site_invalid", "site"))
    if not 1 <= station <= 99:
        errors.append(FieldError("station_invalid", "station"))
    if errors:
        raise Refused(*errors)
