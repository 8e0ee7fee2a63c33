"""What tests of the exits of reception share: two ordinary exits and short questions."""

from __future__ import annotations

from typing import Any

import pytest

from core.domain.dossier import Dossier
from core.domain.errors import Refused
from db import journal, queries
from db.verify import verify
from tests.unit.station_support import Station

ASK = {"reason": "Giấy chứng sinh mờ", "wanted": ["Giấy chứng sinh", "Căn cước của người mẹ"]}
REFUSE = {
    "reason": "Không thuộc thẩm quyền của phường",
    "legal_basis": "Điều 17 Nghị định 118/2025/NĐ-CP",
    "competent_agency": "Sở Tư pháp tỉnh Quảng Ninh",
    "returned": ["Tờ khai", "Giấy chứng sinh"],
}
AT_ONCE = {"procedure_code": "2.000815", "immediate": True}


def stored(ward: Station, number: str) -> Dossier:
    found = queries.dossier(ward.store.conn, number)
    assert found is not None
    return found


def refused(ward: Station, **fields: Any) -> dict[str, str]:
    """Codes by field of a line that must be refused; nothing of it is stored."""
    head = journal.last_pos(ward.store.conn)
    with pytest.raises(Refused) as wrong:
        ward.receive(**fields)
    assert journal.last_pos(ward.store.conn) == head
    return {e.field: e.code for e in wrong.value.errors}


def found(ward: Station, typed: str) -> list[str]:
    return [row.id for row in queries.find(ward.store.conn, typed)]


def whole(ward: Station) -> bool:
    return bool(verify(ward.store, full=True)["ok"])


def kinds(ward: Station, uid: str) -> list[str]:
    return [event.kind for event in queries.history(ward.store.conn, uid)]
