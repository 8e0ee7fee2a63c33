"""The sheet of a day and its appendix as PDF, from what the folder holds."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from core.domain.acts import DayClosed
from core.domain.day_sheet import LateLine
from core.domain.timezone import local
from core.services.context import Context
from core.services.day_sheets import appendix_data, sheet_data, sheet_head
from db import day as days, queries
from db.store import Store

#: acts of late work as the appendix names them
WHAT: Final = {
    "dossier_received": "Tiếp nhận hồ sơ",
    "supplement_asked": "Yêu cầu bổ sung",
    "dossier_refused": "Từ chối tiếp nhận",
    "dossier_amended": "Sửa hồ sơ",
    "dossier_cancelled": "Hủy hồ sơ",
    "result_returned": "Trả kết quả",
}


def render_sheet(body: DayClosed, store: Store, context: Context, now: datetime) -> bytes:
    """The sheet of a closing that is stored, or a draft of one that is not.

    Args:
        body: the closing.
        store: the open folder.
        context: gives the rule pack of the day.
        now: when the paper is made.
    """
    from printing.forms.day_sheet import render_day_sheet  # reportlab is slow to import

    done = days.closing(store.conn, body.day)
    head = sheet_head(
        store.station(),
        body.day,
        made_at=local(now),
        signed_at=local(done.at) if done else None,
        officer_name=body.officer_name,
        pack_id=context.pack(body.day).id,
        clock_doubtful=done.doubtful if done else False,
        again=done is not None and local(now) > local(done.at),
    )
    return render_day_sheet(sheet_data(body, head))


def render_appendix(
    done: days.Closed, late: list[days.Late], store: Store, context: Context, now: datetime
) -> bytes:
    """The appendix to a closed day's sheet."""
    from printing.forms.day_sheet import render_appendix as render

    head = sheet_head(
        store.station(),
        done.body.day,
        made_at=local(now),
        signed_at=local(done.at),
        officer_name=done.body.officer_name,
        pack_id=context.pack(done.body.day).id,
        clock_doubtful=done.doubtful,
    )
    lines = [
        LateLine(local(each.at), WHAT[each.kind], each.number, _name(store, each.actor), each.day)
        for each in late
    ]
    return render(appendix_data(done.body, head, lines))


def _name(store: Store, login: str) -> str:
    account = queries.account(store.conn, login)
    return account[0] if account else login
