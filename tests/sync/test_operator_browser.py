"""Operators' pages in a real browser: by keys alone, on a phone, with hostile names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page

from central.keys import open_keys
from core.domain import events as ev
from tests.sync.api_support import Served, serving
from tests.sync.browser_support import chromium, flaws, needs_chromium
from tests.sync.central_support import MONDAY, NOW, SITE, Cluster, Province
from tests.sync.operator_support import LOGIN, PASSWORD, add, caught_up

pytestmark = needs_chromium
HOSTILE = '"><script>document.title="ours"</script><img src=x onerror="document.title=\'ours\'">'
PAGES = ("/tinh", "/tinh/may-tram", "/tinh/ngoai-le", "/tinh/ngay", "/tinh/so", "/tinh/ma",
         f"/tinh/diem/{SITE}", "/tinh/diem/khong-co")  # fmt: skip


@pytest.fixture(scope="module")
def central(postgres: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A province with a bit of everything, at 10:05 on a Monday."""
    with postgres.database() as db:
        province = Province.establish(db, open_keys(tmp_path_factory.mktemp("browser")))
        furnish(province)
        with serving(province) as served:
            served.context.clock = lambda: NOW
            yield served


def furnish(province: Province) -> None:
    add(province.db)
    for station in (1, 2):
        author = province.author(station=station)
        author.write(ev.DayOpened(MONDAY), f"day:{MONDAY.isoformat()}")
        for _ in range(3):
            uid = author.receive()
            author.cancel(uid)
            author.cancel(uid)
        province.store(author)
    caught_up(province.db, SITE)
    with province.db.transaction() as conn:
        conn.execute("UPDATE site SET name = %s WHERE site = %s", (HOSTILE, SITE))
        conn.execute(
            "UPDATE station SET name = %s, version = %s, last_contact = %s, clock_offset = -90000",
            (HOSTILE, HOSTILE, NOW - timedelta(days=2)),
        )
        conn.execute("INSERT INTO ordinal_day VALUES (%s, 40, true)", (MONDAY,))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as made:
        yield made


def opened(browser: Browser, width: int, height: int, scheme: str) -> Page:
    context = browser.new_context(
        locale="vi-VN",
        viewport={"width": width, "height": height},
        color_scheme=scheme,  # type: ignore[arg-type] # one of the two words it knows
    )
    return context.new_page()


def sign_in(page: Page, served: Served) -> None:
    """By keys alone: the cursor stands in the first field."""
    page.goto(served.url + "/tinh")
    page.wait_for_selector("#login:focus")
    page.keyboard.type(LOGIN)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".tiles")


def complaints_of(page: Page) -> list[str]:
    """What the browser complains of from here on, and what a script of others would say."""
    found: list[str] = []
    page.on("console", lambda said: found.append(said.text) if "404" not in said.text else None)
    page.on("dialog", lambda dialog: found.append(dialog.message))
    return found


def check(page: Page, path: str, *, judged: bool = True) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert page.title() != "ours", path
    assert not judged or flaws(page) == [], path


def test_every_page_is_sound(central: Served, browser: Browser) -> None:
    page = opened(browser, 1366, 768, "light")
    complaints = complaints_of(page)
    page.goto(central.url + "/tinh")
    check(page, "log-in")
    sign_in(page, central)
    for path in PAGES:
        page.goto(central.url + path)
        check(page, path)
    assert complaints == []
    page.context.close()


@pytest.mark.parametrize(("width", "height", "scheme"), [(390, 844, "dark"), (683, 384, "light")])
def test_narrow_screens_show_all_of_it(
    central: Served, browser: Browser, width: int, height: int, scheme: str
) -> None:
    """A phone; a small screen at 200 %."""
    page = opened(browser, width, height, scheme)
    complaints = complaints_of(page)
    sign_in(page, central)
    for path in PAGES:
        page.goto(central.url + path)
        check(page, path, judged=path == "/tinh/ngoai-le" and scheme == "dark")
    page.goto(central.url + "/tinh/ngoai-le")
    page.locator("td.wide a").first.click()
    page.wait_for_selector("#reason")
    check(page, "line", judged=scheme == "dark")
    assert complaints == []
    page.context.close()


def test_a_line_is_decided_by_keys_alone(central: Served, browser: Browser) -> None:
    page = opened(browser, 1366, 768, "light")
    sign_in(page, central)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.goto(central.url + "/tinh/ngoai-le")
    page.locator("td.wide a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#reason")
    page.locator("#decision-keep").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.value") == "noted"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "reason"
    page.keyboard.type("đã gọi điểm tiếp nhận")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".done")
    assert "Đã ghi quyết định" in page.inner_text(".done")
    page.context.close()


def test_wrong_password_is_told_and_the_name_kept(central: Served, browser: Browser) -> None:
    page = opened(browser, 390, 844, "light")
    page.goto(central.url + "/tinh")
    page.fill("#login", LOGIN)
    page.fill("#password", "không phải")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    assert page.input_value("#login") == LOGIN
    page.wait_for_selector("#password:focus")
    assert flaws(page) == []
    page.context.close()


def test_another_site_cannot_send_a_form_for_an_operator(central: Served, browser: Browser) -> None:
    """The cookie does not go along, and the token is not known there."""
    page = opened(browser, 1366, 768, "light")
    sign_in(page, central)
    port = central.url.rpartition(":")[2]
    form = (
        f'<form method="post" action="http://127.0.0.1:{port}/tinh/so">'
        '<input name="ngay" value="2026-11-23"><input name="tu" value="5000">'
        "<button>go</button></form>"
    )
    page.route("http://evil.example/", lambda route: route.fulfill(
        status=200, content_type="text/html", body=form
    ))  # fmt: skip
    page.goto("http://evil.example/")
    page.click("button")
    page.wait_for_url("**/tinh/**")
    page.wait_for_selector("h1")
    ((frozen,),) = central.province.rows("SELECT frozen FROM ordinal_day")
    assert frozen
    page.context.close()
