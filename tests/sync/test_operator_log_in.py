"""The way in: accounts, lock-out, session cookies, forms of our own making."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import quote

import pytest
from fastapi.routing import APIRoute

from central import operators
from central.database import Database
from central.keys import CentralKeys
from central.operators import IDLE, LONGEST_WAIT, TRIES, WAIT, WHOLE, NotIn, Session, sign_in
from central.pages import operations, operator
from central.settings import Settings
from core.domain.errors import Refused
from tests.sync.api_support import Served, serving
from tests.sync.central_support import NOW, Province
from tests.sync.operator_support import LOGIN, PASSWORD, add, desk

WRONG = "sai mật khẩu rồi"
LOG_IN = "/tinh/dang-nhap"


# --- who gets in ------------------------------------------------------------------------


def test_name_and_password_open_the_pages(served: Served) -> None:
    add(served.db)
    with desk(served, signed_in=False) as at:
        page = at.get(LOG_IN)
        cookie = page.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        assert "Path=/tinh" in cookie
        assert page.headers["cache-control"] == "no-store"
        done = at.post(LOG_IN, login=f" {LOGIN} ", password=PASSWORD)
        assert (done.status_code, done.headers["location"]) == (303, "/tinh")
        assert done.headers["set-cookie"].partition(";")[0] != cookie.partition(";")[0]
        home = at.told("/tinh")
        assert LOGIN in home
        assert PASSWORD not in home
        assert at.get(LOG_IN).headers["location"] == "/tinh"  # who is in goes on


def test_behind_tls_the_cookie_keeps_to_it(served: Served) -> None:
    add(served.db)
    with desk(served, signed_in=False) as at:
        cookie = at.get(LOG_IN, headers={"X-Forwarded-Proto": "https"}).headers["set-cookie"]
    assert cookie.startswith("__Secure-tinh=")
    assert "Secure" in cookie.partition(";")[2]


def test_log_out_ends_the_session_at_the_server(served: Served) -> None:
    with desk(served) as at:
        at.told("/tinh")
        kept = f"tinh={at.client.cookies['tinh']}"
        done = at.post("/tinh/dang-xuat")
        assert done.headers["location"].startswith(LOG_IN)
        assert "Đã đăng xuất" in at.get(done.headers["location"]).text
        again = served.client.get("/tinh", headers={"Cookie": kept})
        assert again.status_code == 303


@pytest.mark.parametrize(
    ("login", "password"),
    [
        (LOGIN, WRONG),
        ("khong.co", PASSWORD),
        ("Điều hành", "y" * 3000),
        ("a\0b", "\0"),
    ],
)
def test_wrong_names_and_passwords_look_alike(
    province: Province, login: str, password: str
) -> None:
    add(province.db)
    with serving(province) as served, desk(served, signed_in=False) as at:
        refused = at.sign_in(password, login)
        assert refused.status_code == 403
        assert "Sai tên đăng nhập hoặc mật khẩu." in refused.text
        assert password not in refused.text or not password
        assert at.get("/tinh").status_code == 303


def tried(db: Database, keys: CentralKeys, password: str, login: str = LOGIN) -> Session | NotIn:
    return sign_in(db, keys, login, password, NOW)


def test_wrong_passwords_lock_for_a_while(db: Database, keys: CentralKeys) -> None:
    Province.establish(db, keys)
    add(db)
    assert [tried(db, keys, WRONG) for _ in range(TRIES)] == [NotIn(0)] * TRIES
    locked = tried(db, keys, PASSWORD)
    assert isinstance(locked, NotIn)
    assert 0 < locked.wait <= WAIT.total_seconds() + 1
    waits, at = [], NOW
    for _ in range(6):  # each further wrong one doubles the wait
        found = sign_in(db, keys, LOGIN, WRONG, at)
        while isinstance(found, NotIn) and found.wait:
            waits.append(found.wait)
            at += timedelta(seconds=found.wait)
            found = sign_in(db, keys, LOGIN, WRONG, at)
    assert waits[0] < waits[1] < waits[2]
    assert max(waits) <= LONGEST_WAIT.total_seconds() + 1
    after = at + LONGEST_WAIT + timedelta(seconds=1)
    assert isinstance(sign_in(db, keys, LOGIN, PASSWORD, after), Session)


def test_names_that_nobody_has_are_locked_alike(db: Database, keys: CentralKeys) -> None:
    province = Province.establish(db, keys)
    add(db)
    for login in (LOGIN, "khong.co"):
        assert tried(db, keys, WRONG, login) == NotIn(0)
    assert province.rows("SELECT failures FROM operator_try") == [(1,), (1,)]
    with db.transaction() as conn:
        conn.execute("UPDATE operator_try SET failures = %s", (TRIES,))
    first, second = (tried(db, keys, WRONG, login) for login in (LOGIN, "khong.co"))
    assert first == second != NotIn(0)


def test_a_right_password_forgets_the_wrong_ones(db: Database, keys: CentralKeys) -> None:
    Province.establish(db, keys)
    add(db)
    for _ in range(3):
        for _ in range(TRIES - 1):
            assert tried(db, keys, WRONG) == NotIn(0)
        assert isinstance(tried(db, keys, PASSWORD), Session)


def test_many_guesses_at_once_are_no_more_than_one_by_one(db: Database, keys: CentralKeys) -> None:
    Province.establish(db, keys)
    add(db)
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda _: tried(db, keys, WRONG), range(24)))
    looked_at = [each for each in found if each == NotIn(0)]
    assert len(looked_at) == TRIES
    assert all(isinstance(each, NotIn) for each in found)


def test_the_lock_is_told_on_the_page(province: Province) -> None:
    add(province.db)
    with serving(province) as served, desk(served, signed_in=False) as at:
        for _ in range(TRIES):
            assert at.sign_in(WRONG).status_code == 403
        refused = at.sign_in(PASSWORD)
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) > 0
        assert "Xin thử lại sau" in refused.text


def test_one_address_cannot_try_all_names(province: Province) -> None:
    limits = Settings(login_rate=0.01, login_burst=1)
    with serving(province, limits) as served, desk(served, signed_in=False) as at:
        statuses = [at.sign_in(WRONG, f"ten.{n}").status_code for n in range(3)]
    assert statuses == [403, 429, 429]


# --- accounts ---------------------------------------------------------------------------


def test_another_password_or_no_account_ends_every_session(db: Database, keys: CentralKeys) -> None:
    Province.establish(db, keys)
    for end in (add, remove):
        add(db)
        found = tried(db, keys, PASSWORD)
        assert isinstance(found, Session)
        assert at_work(db, keys, found)
        end(db)
        assert not at_work(db, keys, found)
    with db.transaction() as conn, pytest.raises(Refused, match="operator_unknown"):
        operators.remove_operator(conn, LOGIN)


def remove(db: Database) -> None:
    with db.transaction() as conn:
        operators.remove_operator(conn, LOGIN)


def at_work(
    db: Database, keys: CentralKeys, session: Session, after: timedelta | None = None
) -> bool:
    with db.transaction() as conn:
        now = NOW + (after or timedelta(0))
        return operators.session_of(conn, keys, session.token, now) is not None


@pytest.mark.parametrize(
    ("login", "name"), [("Chị Lê", "x"), ("", "x"), ("a" * 41, "x"), ("a", " ")]
)
def test_accounts_that_are_none_are_refused(db: Database, login: str, name: str) -> None:
    with db.transaction() as conn, pytest.raises(Refused):
        operators.add_operator(conn, login, name, "x")


# --- sessions ---------------------------------------------------------------------------


def test_a_session_ends_when_nobody_works_and_at_the_end_of_the_day(
    db: Database, keys: CentralKeys
) -> None:
    Province.establish(db, keys)
    add(db)
    found = tried(db, keys, PASSWORD)
    assert isinstance(found, Session)
    minute = timedelta(minutes=1)
    assert not at_work(db, keys, found, IDLE + minute)
    at = timedelta(0)
    while at < WHOLE - IDLE:  # at work all day
        at += IDLE - minute
        assert at_work(db, keys, found, at)
    assert not at_work(db, keys, found, WHOLE + minute)


def test_what_a_backup_holds_opens_nothing(db: Database, keys: CentralKeys) -> None:
    province = Province.establish(db, keys)
    add(db)
    found = tried(db, keys, PASSWORD)
    assert isinstance(found, Session)
    ((kept,),) = province.rows("SELECT token FROM operator_session")
    assert found.token.encode() not in bytes(kept)
    with db.transaction() as conn:  # as a restore does
        conn.execute("UPDATE central SET epoch = epoch + 1")
    assert not at_work(db, keys, found)


def test_old_sessions_and_tries_are_forgotten(db: Database, keys: CentralKeys) -> None:
    province = Province.establish(db, keys)
    add(db)
    tried(db, keys, PASSWORD)
    tried(db, keys, WRONG)
    for after, left in ((timedelta(minutes=1), [(1,), (1,)]), (timedelta(days=2), [(0,), (0,)])):
        with db.transaction() as conn:
            operators.tidy(conn, NOW + after)
        counts = [
            province.rows(f"SELECT count(*) FROM {table}")[0]
            for table in ("operator_session", "operator_try")
        ]
        assert counts == left


def test_an_expired_session_is_told_and_goes_back_to_its_page(province: Province) -> None:
    with serving(province) as served, desk(served) as at:
        at.told("/tinh/ngay")
        later = served.context.clock() + IDLE + timedelta(minutes=1)
        served.context.clock = lambda: later
        gone = at.get("/tinh/ngay")
        assert gone.status_code == 303
        assert gone.headers["location"] == f"{LOG_IN}?tiep=%2Ftinh%2Fngay&vi=het"
        assert "Phiên làm việc đã hết" in at.get(gone.headers["location"]).text
        done = at.post(LOG_IN, login=LOGIN, password=PASSWORD, tiep="/tinh/ngay")
        assert done.headers["location"] == "/tinh/ngay"


@pytest.mark.parametrize(
    "back",
    ["https://evil.example/", "//evil.example", "/tinh//evil.example", "/\\evil.example", "/",
     "/tinh/../x", "/tinh/dang-nhap\r\nX: y", "javascript:alert(1)", "/tinhx"],
)  # fmt: skip
def test_log_in_leads_to_our_own_pages_only(served: Served, back: str) -> None:
    add(served.db)
    with desk(served, signed_in=False) as at:
        page = at.get(f"{LOG_IN}?tiep={quote(back)}")
        assert page.status_code == 200
        assert "evil" not in page.text
        done = at.post(LOG_IN, login=LOGIN, password=PASSWORD, tiep=back)
        assert done.headers["location"] == "/tinh"


# --- no way around it -------------------------------------------------------------------


def test_no_page_opens_without_a_session(served: Served) -> None:
    before = served.province.rows("SELECT count(*) FROM frame")
    paths = [
        (route.path, method)
        for route in [*operator.router.routes, *operations.router.routes]
        if isinstance(route, APIRoute) and route.path != LOG_IN
        for method in route.methods or ()
    ]
    assert len(paths) > 10
    with desk(served, signed_in=False) as at:
        at.get(LOG_IN)
        for path, method in paths:
            target = path.replace("{site}", "H49.1").replace("{line}", "1")
            answer = at.client.request(method, target, data={"form": at.form})
            assert answer.status_code in (303, 403), (method, target)
            assert answer.status_code == 403 or answer.headers["location"].startswith(LOG_IN)
            for made_up in ("x" * 43, "", "%00", "a" * 5000):
                cookie = {"Cookie": f"tinh={made_up}"}
                bare = served.client.request(method, target, headers=cookie, data={"form": at.form})
                assert bare.status_code in (303, 403), (method, target)
    assert served.province.rows("SELECT count(*) FROM frame") == before


def test_a_form_of_another_session_is_refused(served: Served) -> None:
    with desk(served) as at, desk(served, login="khac") as other:
        other.told("/tinh/so")
        for form in ("", "0" * 64, other.form, "ố" * 64):
            refused = at.post("/tinh/dang-xuat", form=form)
            assert refused.status_code == 403
            assert "Chưa có gì được ghi" in refused.text
        at.told("/tinh")
        cross = at.post("/tinh/dang-xuat", headers={"Sec-Fetch-Site": "cross-site"})
        assert cross.status_code == 403
        assert at.post("/tinh/dang-xuat").status_code == 303


def test_a_log_in_form_that_we_did_not_give_is_refused(served: Served) -> None:
    add(served.db)
    with desk(served, signed_in=False) as at:
        refused = at.post(LOG_IN, login=LOGIN, password=PASSWORD, form="0" * 64)
        assert refused.status_code == 403
        assert "Trang này đã để lâu" in refused.text
        assert at.post(LOG_IN, login=LOGIN, password=PASSWORD).status_code == 303


def test_only_operators_files_may_be_large(served: Served) -> None:
    limits = Settings()
    assert limits.body_limit("/") < 10_000
    assert limits.body_limit("/tinh/so") < 100_000
    assert limits.body_limit("/tinh/tep/ma") == limits.upload_body
    large = b"x" * 70_000
    for path in ("/", "/tinh/so", LOG_IN):
        assert served.client.post(path, content=large).status_code == 413, path
