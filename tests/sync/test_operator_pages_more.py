"""Operators' pages: ordinals, the list of codes, words, and whom a decision is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from central import closings, resolving
from central.exceptions import PROVINCE_KINDS
from central.feed import changes
from central.leases import take
from central.pages.line_texts import DAY_STATES, DECISIONS, FACTS, KINDS, STATION_STATES
from central.pages.operator_texts import T
from central.resolving import resolve_line
from core.domain.numbering import Number
from tests.sync.api_support import Served, new_site, serving
from tests.sync.central_support import MONDAY, NOW, SITE, Author, Province
from tests.sync.operator_support import LOGIN, Desk, caught_up, desk

BAD = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


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


def test_words_are_there_in_both_languages() -> None:
    for texts in (T, KINDS, DECISIONS, STATION_STATES, DAY_STATES, FACTS):
        assert texts["vi"].keys() == texts["en"].keys()
    assert set(DAY_STATES["vi"]) == set(closings.STATES)
    for kind in (*resolving.DECISIONS, *PROVINCE_KINDS, "fork", "cause_missing"):
        assert kind in KINDS["vi"]
        assert all(each in DECISIONS["vi"] for each in resolving.decisions(kind))


# --- ordinals ---------------------------------------------------------------------------


def test_a_frozen_day_is_thawed_above_what_may_have_been_given(alone: Desk) -> None:
    province = alone.served.province
    author = province.author()
    author.receive(number=Number(f"{SITE}-261123-0077", MONDAY, 77, agency_id=SITE))
    author.receive(number=Number("T03ABCD-261123-999", MONDAY, 999, provisional=True))
    province.push(author)
    with province.db.transaction() as conn:
        take(conn, MONDAY, 20, author.sender, author.stream)
        conn.execute("UPDATE ordinal_day SET frozen = true")
    page = alone.told("/tinh/so")
    assert "ít nhất 78, nhiều nhất 9999" in page
    assert 'value="98"' in page  # one more lease of twenty for the one station
    for wrong in ("77", "0", "-5", "10000", "", "x" * 50, "٣٠٠"):
        refused = alone.post("/tinh/so", ngay="2026-11-23", tu=wrong)
        assert refused.status_code == 400
        assert "Số bắt đầu phải từ 78 đến 9999" in refused.text
    done = alone.post("/tinh/so", ngay="2026-11-23", tu="300")
    assert done.status_code == 303
    assert f"cấp lại lúc 10:05 23/11/2026, bởi {LOGIN}" in alone.told(done.headers["location"])
    with province.db.transaction() as conn:
        assert take(conn, MONDAY, 20, author.sender, author.stream) == (300, 319)
    for day in ("2026-11-23", "2026-11-24", "x", ""):
        assert "không bị tạm ngừng" in alone.post("/tinh/so", ngay=day, tu="400").text


# --- codes --------------------------------------------------------------------------------


def test_the_list_of_codes_is_handed_in(served: Served, at: Desk) -> None:
    station = served.station(new_site())
    text = f"T{station.author.station:02d}WEBX-261123-001"
    station.author.receive(number=Number(text, MONDAY, 1, provisional=True))
    assert station.push().status == 200
    caught_up(served.db, station.site)
    code = f"H49.900-261123-{abs(hash(station.site)) % 10_000:04d}"
    data = f"number;code\n{text};{code}\nT99ZZZZ-261123-001;{code}\n{BAD};x\n".encode()
    at.told("/tinh/ma")
    answer = at.post("/tinh/tep/ma", files={"file": ("ma.csv", data)})
    assert answer.status_code == 200
    assert "Đã đọc 3 dòng: 1 gắn mới, 0 đã có từ trước, 2 không được." in answer.text
    assert "không thấy hồ sơ" in answer.text
    assert "<img" not in answer.text
    caught_up(served.db, station.site)
    again = at.post("/tinh/tep/ma", files={"file": ("ma.csv", data)})
    assert "0 gắn mới, 1 đã có từ trước" in again.text
    for bad, words in ((b"\xff\xfe", "UTF-8"), (b"a,b\n", "Thiếu cột"), (b"", "Thiếu cột")):
        refused = at.post("/tinh/tep/ma", files={"file": ("ma.csv", bad)})
        assert refused.status_code == 400
        assert words in refused.text
    none = at.post("/tinh/tep/ma")
    assert none.status_code == 400
    large = b"number,code\n" + b"T,H\n" * 20_000
    assert "tối đa 5000" in at.post("/tinh/tep/ma", files={"file": ("ma.csv", large)}).text


def test_an_author_is_only_told_of_its_own_site(province: Province) -> None:
    """A decision about one site's line goes to that site."""
    here, there = province.author(), province.author(site="H49.216")
    for author in (here, there):
        uid = author.receive()
        author.cancel(uid)
        author.cancel(uid)
        province.push(author)
    with province.db.transaction() as conn:
        ((line,),) = conn.execute("SELECT id FROM exception WHERE site = %s", (SITE,)).fetchall()
        resolve_line(conn, province.keys, SITE, line, "keep", "vì vậy", "chi", NOW)
    assert batches(province, here) == 1
    assert batches(province, there) == 0


def batches(province: Province, author: Author) -> int:
    with province.db.transaction() as conn:
        return len(changes(conn, province.keys, author.sender, "", NOW).batches)
