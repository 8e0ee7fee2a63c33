"""What operators see and decide, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from central import closings, overview
from central.feed import changes
from central.overview import Station as StationRow
from core.domain import events as ev
from core.domain.numbering import Number
from core.domain.office_close import COMPLETE, MISSING, OPEN, SILENT
from sync.wire.batch import decode_batch
from tests.sync.api_support import Served, Station, serving
from tests.sync.central_support import MONDAY, NOW, SITE, Province
from tests.sync.operator_support import Desk, caught_up, desk

BAD = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def at(served: Served) -> Iterator[Desk]:
    """An operator at a central that many use."""
    with desk(served, login="trang") as made:
        yield made


@pytest.fixture
def alone(province: Province) -> Iterator[Desk]:
    """An operator at a central of this test's own, on a Monday at 10:05."""
    with serving(province) as served:
        served.context.clock = lambda: NOW
        with desk(served) as made:
            yield made


def conflict(served: Served) -> tuple[Station, str, int]:
    """A station with a dossier that was cancelled twice: its number, and the line of the list."""
    station = served.station()
    uid = station.author.receive()
    number = ev.decode(station.author.events[-1]).body.number.text
    station.author.cancel(uid)
    station.author.cancel(uid)
    assert station.push().status == 200
    caught_up(served.db, station.site)
    ((line,),) = served.province.rows("SELECT id FROM exception WHERE site = %s", station.site)
    return station, number, line


# --- the overview -------------------------------------------------------------------------


def test_a_new_central_says_how_to_begin(alone: Desk) -> None:
    home = alone.told("/tinh")
    assert "Chưa có điểm tiếp nhận nào." in home
    assert "counter-central enrol" in home
    assert "Chạy lệnh backup hằng ngày." in home
    for path in (
        "/tinh/",
        "/tinh/may-tram",
        "/tinh/ngoai-le",
        "/tinh/ngay",
        "/tinh/so",
        "/tinh/ma",
    ):
        assert "Traceback" not in alone.told(path)
    assert "Không có ngoại lệ nào còn mở." in alone.told("/tinh/ngoai-le")


def test_sites_and_stations_are_told_with_their_day(alone: Desk) -> None:
    province = alone.served.province
    author, other = province.author(), province.author(station=4)
    author.receive()
    author.receive()
    slip = ev.SupplementAsked(
        NOW, "thiếu", ("giấy",), "02", 1, "2025", "Hà",
        number=Number("B03ABCD-261123-001", MONDAY, 1),
        content=ev.decode(author.events[-1]).body.content,
    )  # fmt: skip
    author.write(slip, "f" * 32)
    other.cancel(other.receive())
    province.push(author, other)
    with province.db.transaction() as conn:
        conn.execute(
            "UPDATE station SET last_contact = %s, clock_offset = 4000, version = 'quay-mot-cua/1',"
            " name = 'Quầy <3>' WHERE station = 3",
            (NOW - timedelta(minutes=3),),
        )
        conn.execute(
            "UPDATE station SET last_contact = %s, clock_offset = -0.4 WHERE station = 4",
            (NOW - timedelta(days=3),),
        )
        conn.execute("INSERT INTO backup (made_at, digest) VALUES (%s, 'x')", (NOW - 3 * HOUR,))
        found = overview.totals(conn, NOW)
        (site,) = overview.sites(conn, NOW)
    assert (found.dossiers, found.slips, found.fees_vnd, found.events) == (2, 1, 16_000, 7)
    assert (site.dossiers, [s.dossiers for s in site.stations]) == (2, [2, 0])
    assert [s.state(NOW) for s in site.stations] == ["connected", "silent"]
    home = alone.told("/tinh")
    for words in ("3 giờ trước", "16.000", "1/2", "1 im lặng", "Hôm nay 23/11/2026"):
        assert words in home, words
    page = alone.told(f"/tinh/diem/{SITE}")
    for words in ("không quá 3 phút", "nhanh 1 giờ", "chưa rõ, từ 10:05 20/11", "Quầy &lt;3&gt;",
                  "quay-mot-cua/1", "đúng"):  # fmt: skip
        assert words in page, words
    assert alone.told("/tinh/may-tram?xem=silent").count("<tr") == 2  # its head and one station
    assert alone.told("/tinh/may-tram?xem=clock").count("<tr") == 2
    assert "Không có dòng nào khớp" in alone.told("/tinh?tim=Đông+Triều")
    assert SITE in alone.told("/tinh?tim=phuong&xem=can-xem")


@pytest.mark.parametrize(
    ("contact", "closed", "head", "known"),
    [
        (timedelta(minutes=5), None, MONDAY, "at_most"),
        (2 * HOUR, None, MONDAY, "unknown"),
        (2 * HOUR, MONDAY, MONDAY, "none"),
        (2 * HOUR, MONDAY, MONDAY + timedelta(days=1), "unknown"),  # it opened another day
        (20 * HOUR, MONDAY - timedelta(days=1), MONDAY - timedelta(days=1), "unknown"),
        (None, None, None, "unknown"),
    ],
)
def test_what_is_known_of_the_oldest_unsent(
    contact: timedelta | None, closed: date | None, head: date | None, known: str
) -> None:
    last = NOW - contact if contact is not None else None
    station = StationRow(SITE, 3, "", True, last, None, "", 0, 0, closed, head, False)
    assert station.unsent(NOW) == known


def test_events_and_dossiers_of_yesterday_are_not_todays(province: Province) -> None:
    author = province.author()
    author.receive()
    province.push(author, now=NOW - timedelta(days=1))
    with province.db.transaction() as conn:
        assert overview.totals(conn, NOW).events == 0
        assert overview.totals(conn, NOW).dossiers == 1  # its business day is today
        later = overview.totals(conn, NOW + timedelta(days=1))
    assert (later.events, later.dossiers, later.fees_vnd) == (0, 0, 0)


# --- nothing personal, nothing injected ---------------------------------------------------


def everything(at: Desk, site: str, line: int) -> str:
    """All pages that tell of a site."""
    paths = ["/tinh", "/tinh/may-tram", "/tinh/ngoai-le", f"/tinh/ngoai-le?diem={site}",
             f"/tinh/ngoai-le/{site}/{line}", "/tinh/ngay", "/tinh/so", "/tinh/ma",
             f"/tinh/diem/{site}"]  # fmt: skip
    return "".join(at.told(path) for path in paths)


def test_nothing_personal_is_on_any_page(served: Served, at: Desk) -> None:
    station, number, line = conflict(served)
    text = everything(at, station.site, line)
    assert number in text
    [(view,)] = served.province.rows("SELECT view FROM dossier WHERE site = %s", station.site)
    owner = view["content"]["owner"]
    for value in (*owner.values(), view["content"]["procedure_name"], view["officer_name"]):
        assert not value or str(value) not in text, value


def test_names_from_outside_stay_text(served: Served, at: Desk) -> None:
    station, _, line = conflict(served)
    with served.db.transaction() as conn:
        conn.execute("UPDATE site SET name = %s WHERE site = %s", (BAD, station.site))
        conn.execute(
            "UPDATE station SET name = %s, version = %s WHERE site = %s", (BAD, BAD, station.site)
        )
        conn.execute(
            "UPDATE exception SET kind = %s, number = %s,"
            " detail = jsonb_build_object(%s::text, %s::text) WHERE site = %s",
            (BAD, BAD, BAD, "{0.__class__} {w}", station.site),
        )
    text = everything(at, station.site, line)
    assert BAD not in text
    assert "<img" not in text
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)" in text
    for path in ("/tinh?tim=" + BAD, "/tinh/ngoai-le?diem=" + BAD, "/tinh/ngay?ngay=" + BAD):
        assert "<img" not in at.told(path)
    refused = at.post(f"/tinh/ngoai-le/{station.site}/{line}", decision=BAD, reason=BAD)
    assert refused.status_code == 400
    assert "<img" not in refused.text
    assert "default-src 'none'" in refused.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    ["/tinh/diem/khong-co", "/tinh/diem/%00", "/tinh/ngoai-le/x/1", "/tinh/ngoai-le/%00/1"],
)
def test_what_is_not_there_is_told(at: Desk, path: str) -> None:
    answer = at.get(path)
    assert answer.status_code == 404
    assert "Không có trang này" in answer.text


@pytest.mark.parametrize(
    "query",
    ["trang=-1", "trang=99999999999999999999", "trang=x", "loai=%00", "diem=%00", "xem=%27--",
     "ai=ai", "trang=1000", "loai=fork&ai=site&xem=closed"],
)  # fmt: skip
def test_odd_filters_are_borne(at: Desk, query: str) -> None:
    assert at.get(f"/tinh/ngoai-le?{query}").status_code == 200


def test_odd_line_numbers_are_refused(at: Desk) -> None:
    for line in ("0", "-1", "99999999999999999999", "x"):
        assert at.get(f"/tinh/ngoai-le/H49.1/{line}").status_code == 400


def test_english_is_kept(at: Desk) -> None:
    assert "Overview" in at.told("/tinh?lang=en")
    assert "Exceptions" in at.told("/tinh/ngoai-le")
    assert "Tổng quan" in at.told("/tinh?lang=vi")


# --- deciding -----------------------------------------------------------------------------


def test_a_line_is_closed_with_a_decision_and_its_reason(served: Served, at: Desk) -> None:
    station, number, line = conflict(served)
    path = f"/tinh/ngoai-le/{station.site}/{line}"
    told = at.told(path)
    assert f"Hồ sơ {number} đã được máy khác làm trước" in told
    assert "điểm tiếp nhận quyết" in told
    missing = at.post(path, decision="keep", reason="  ")
    assert missing.status_code == 400
    assert "Thiếu thông tin" in missing.text
    wrong = at.post(path, decision="merge", reason="gộp lại")
    assert wrong.status_code == 400
    assert "gộp lại</textarea>" in wrong.text
    done = at.post(path, decision="keep", reason="đã hỏi điểm, giữ như cũ")
    assert done.status_code == 303
    caught_up(served.db, station.site)
    closed = at.told(done.headers["location"])
    assert "Đã ghi quyết định" in closed
    assert "đã hỏi điểm, giữ như cũ" in closed
    rows = served.province.rows(
        "SELECT resolved_by, resolution FROM exception WHERE site = %s", station.site
    )
    assert rows == [("trang", "keep: đã hỏi điểm, giữ như cũ")]
    again = at.post(path, decision="noted", reason="lần nữa", form=at_form(at))
    assert "đã có quyết định" in again.text
    assert said(served, station)[-1] == "exception_resolved"
    assert f'/{station.site}/{line}"' in at.told(f"/tinh/ngoai-le?diem={station.site}&xem=closed")
    assert f'/{station.site}/{line}"' not in at.told(f"/tinh/ngoai-le?diem={station.site}")


def at_form(at: Desk) -> str:
    at.told("/tinh/so")
    return at.form


def said(served: Served, station: Station) -> list[str]:
    """Kinds of central's events that the station is told."""
    with served.db.transaction() as conn:
        told = changes(conn, served.keys, station.author.sender, "", NOW)
    return [
        event.kind
        for batch in told.batches
        for event in map(ev.decode, decode_batch(batch).events)
        if event.kind != "procedures_imported"
    ]


def test_many_lines_come_in_pages_the_oldest_first(alone: Desk) -> None:
    province = alone.served.province
    province.site()
    with province.db.transaction() as conn:
        conn.execute(
            "INSERT INTO exception (site, kind, stream, seq, station, owner, raised_at)"
            " SELECT %s, CASE n %% 2 WHEN 0 THEN 'fork' ELSE 'unknown_procedure' END, %s, n, 3,"
            "  CASE n %% 2 WHEN 0 THEN 'site' ELSE 'province' END,"
            "  %s::timestamptz - n * interval '1 hour' FROM generate_series(1, 120) n",
            (SITE, bytes(16), NOW),
        )
    first = alone.told("/tinh/ngoai-le")
    assert "Trang 1 trên 3" in first
    assert first.index("5 ngày") < first.index("4 ngày")
    assert "Trang 2 trên 2" in alone.told("/tinh/ngoai-le?ai=province&trang=2")
    assert "60 dòng tỉnh quyết, lâu nhất 5 ngày" in alone.told("/tinh")


# --- days ---------------------------------------------------------------------------------


def test_closings_of_a_day(alone: Desk) -> None:
    """Closed, closed as the office says, open, silent, not opened."""
    province = alone.served.province
    authors = {n: province.author(station=n) for n in (1, 2, 3, 4, 5)}
    for number in (1, 2, 3):
        authors[number].write(ev.DayOpened(MONDAY), f"day:{MONDAY.isoformat()}")
    numbers = (ev.NumbersOfDay(1, 9, 4, left=3, missing=(5, 6)),)
    closed = ev.DayClosed(
        MONDAY, 1, 2, "00" * 32, {}, 8000, numbers, 2, 7, "Hà", dossiers=4
    )  # fmt: skip
    authors[1].write(closed, f"day:{MONDAY.isoformat()}")
    lines = (ev.RosterLine(1, COMPLETE), ev.RosterLine(2, MISSING, missing=12))
    authors[1].write(ev.OfficeClosed(MONDAY, lines, "Trần Thị Thu Hà"), "office:2026-11-23")
    province.push(*authors.values())
    with province.db.transaction() as conn:
        conn.execute("UPDATE station SET last_contact = %s WHERE station <> 4", (NOW,))
        conn.execute(
            "UPDATE station SET last_contact = %s WHERE station = 4", (NOW - timedelta(days=4),)
        )
        (found,) = closings.of_day(conn, MONDAY)
        (before,) = closings.of_day(conn, MONDAY - timedelta(days=1), SITE)
    assert [each.state for each in found.stations] == [COMPLETE, MISSING, OPEN, SILENT, "idle"]
    assert (found.done, found.office, found.stations[0].numbers_missing) == (False, True, 2)
    assert not any(each.state in (COMPLETE, OPEN) for each in before.stations)
    page = alone.told("/tinh/ngay")
    for words in ("0 trên 1 điểm", "thiếu 12 sự kiện", "từ 10:05 19/11", "đã ký"):
        assert words in page, words
    assert "Trần Thị Thu Hà" not in page
    site = alone.told(f"/tinh/diem/{SITE}")
    assert "Đóng ngày 23/11/2026" in site
    assert "Đóng ngày 22/11/2026" in alone.told("/tinh/ngay?ngay=2026-11-22")
    for odd in ("0001-01-01", "9999-12-31", "x", "2026-02-30"):
        assert "Đóng ngày 23/11/2026" in alone.told(f"/tinh/ngay?ngay={odd}")


# --- ordinals -----------------------------------------------------------------------------
