"""A dossier in the fields of the exchange with the national portal (domain reference, Annex A).

Which fields there are is fixed here; what our values are called there is data:
``mapping.toml``. What a counter does not know (attached files, the digital
result, who paid how) is left out rather than guessed.
"""

from __future__ import annotations

from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from central.database import Conn
from core.domain import events as ev
from core.domain.dossier import Component, Party, State
from core.domain.dossier_view import DossierView
from core.domain.errors import EnvironmentFault
from core.domain.timezone import VIETNAM

_CHANNELS = {1: "direct", 2: "online", 3: "post"}


class Mapping(Struct, frozen=True, forbid_unknown_fields=True):
    """The mapping tables; see ``mapping.toml`` for each."""

    time: str
    channel: dict[str, str]
    object_kind: dict[str, str]
    state: dict[str, str]
    copy_type: dict[str, str]
    return_by: dict[str, str]
    supplement: dict[str, str]

    def moment(self, value: datetime | None) -> str:
        """A time as the portal writes it, empty for none."""
        return value.astimezone(VIETNAM).strftime(self.time) if value is not None else ""


_WANTED = {
    "channel": set(_CHANNELS.values()),
    "object_kind": {"person", "organisation"},
    "state": {s.key for s in State} - {"draft"},
    "copy_type": {"originals", "certified", "copies"},
    "return_by": {"counter", "post"},
    "supplement": {"waiting", "done"},
}


def load_mapping(path: Path | None) -> Mapping:
    """The province's own tables, or those that come along.

    Raises:
        EnvironmentFault: ``mapping_invalid`` with the place.
    """
    place = str(path) if path is not None else "mapping.toml"
    try:
        if path is not None:
            data = path.read_bytes()
        else:
            data = resources.files("central.outgoing").joinpath("mapping.toml").read_bytes()
        found = msgspec.toml.decode(data, type=Mapping)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as wrong:
        raise EnvironmentFault("mapping_invalid", path=place, why=str(wrong)[:100]) from wrong
    for table, wanted in _WANTED.items():
        differing = wanted ^ set(getattr(found, table))
        if differing:
            why = f"[{table}] {', '.join(sorted(differing))}"
            raise EnvironmentFault("mapping_invalid", path=place, why=why)
    return found


class Around(Struct, frozen=True):
    """What is told of a dossier but does not stand in it.

    Attributes:
        field: of its procedure, empty when the catalogue does not say.
        asked: the requests for supplements, oldest first, with who asked.
    """

    field: str
    asked: tuple[ev.SupplementAsked, ...]


def around(conn: Conn, site: str, view: DossierView) -> Around:
    """Reads what belongs to a dossier."""
    row = conn.execute(
        "SELECT body->>'field' FROM procedure WHERE code = %s", (view.content.procedure_code,)
    ).fetchone()
    rows = conn.execute(
        "SELECT bytes FROM frame WHERE site = %s AND subject = %s AND kind = 'supplement_asked'"
        " ORDER BY position",
        (site, view.uid),
    )
    asked = tuple(body for (data,) in rows if (body := _read(data)) is not None)
    return Around(str(row[0] or "") if row else "", asked)


def _read(data: bytes) -> ev.SupplementAsked | None:
    try:
        body = ev.decode(data).body
    except EnvironmentFault:  # on the exception list already
        return None
    return body if isinstance(body, ev.SupplementAsked) else None


def portal_fields(view: DossierView, more: Around, mapping: Mapping) -> dict[str, Any] | None:
    """The exchange fields; None when the portal has no word for the dossier.

    That is while it has no official code (a provisional number is none), and
    in a state that the mapping leaves empty.

    Raises:
        KeyError: a value that the mapping does not know.
    """
    code = view.official_code or (view.number if view.state is State.REGISTERED else "")
    if not code or not mapping.state[view.state.key]:
        return None
    return fields(view, more, mapping, code)


def fields(view: DossierView, more: Around, mapping: Mapping, code: str) -> dict[str, Any]:
    """The exchange fields under a code, empty when it has none yet.

    Raises:
        KeyError: a value that the mapping does not know.
    """
    content = view.content
    owner, filer = content.owner, content.hands_in
    fee = content.fee_vnd
    return {
        "MaHoSo": code,
        "MaTTHC": content.procedure_code,
        "TenTTHC": content.procedure_name,
        "TenLinhVuc": more.field,
        "KenhThucHien": mapping.channel[_CHANNELS[content.channel]],
        "ChuHoSo": owner.name,
        "LoaiDoiTuong": mapping.object_kind[owner.kind],
        "MaDoiTuong": _identifier(owner),
        "Email": filer.email or owner.email,
        "SoDienThoai": filer.phone or owner.phone,
        "TrichYeuHoSo": content.procedure_name,
        "NgayTiepNhan": mapping.moment(view.received_at),
        "NgayHenTra": mapping.moment(view.due_at),
        "TrangThaiHoSo": mapping.state[view.state.key],
        "NgayTra": mapping.moment(view.returned_at),
        "HinhThuc": mapping.return_by[content.return_by],
        "NgayKetThucXuLy": mapping.moment(view.finished_at),
        "DonViXuLy": content.agency,
        "GhiChu": view.reason,
        "TaiLieuNop": [paper for each in content.components for paper in _papers(each, mapping)],
        "DanhSachLePhi": [] if fee is None else [{"TenPhiLePhi": "Phí, lệ phí", "Gia": fee}],
        "DanhSachHoSoBoSung": [
            _asked(each, view, mapping, last=n == len(more.asked) - 1)
            for n, each in enumerate(more.asked)
        ],
    }


def _identifier(party: Party) -> str:
    return party.personal_no or party.old_id_no or party.passport_no or party.tax_code


def _papers(paper: Component, mapping: Mapping) -> list[dict[str, Any]]:
    """A line for each kind in which the paper was handed in; one of no kind when none was."""
    counts = {
        "originals": paper.originals,
        "certified": paper.certified,
        "copies": paper.copies,
    }
    name = {"TenThanhPhanHoSo": paper.name}
    return [
        name | {"LoaiBan": mapping.copy_type[kind], "SoLuong": count}
        for kind, count in counts.items()
        if count
    ] or [name]


def _asked(
    asked: ev.SupplementAsked, view: DossierView, mapping: Mapping, *, last: bool
) -> dict[str, Any]:
    waits = last and view.state is State.SUPPLEMENT_ASKED
    return {
        "NguoiYeuCauBoSung": asked.officer_name,
        "NoiDungBoSung": "; ".join(filter(None, (asked.reason, *asked.wanted))),
        "NgayBoSung": mapping.moment(asked.asked_at),
        "TrangThaiBoSung": mapping.supplement["waiting" if waits else "done"],
    }
