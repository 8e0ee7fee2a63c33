"""The public status page, over HTTP and in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page

from central.pages.status import look_up
from central.projector import follow
from core.domain import events as ev
from core.domain.dossier import State
from core.domain.numbering import lookup_code
from tests.sync.api_support import Served, Station, serving
from tests.sync.browser_support import chromium, flaws, needs_chromium
from tests.sync.central_support import NOW, Province


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as made:
        yield made


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="vi-VN", viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def settle(served: Served, site: str) -> None:
    """Until the tables follow, whoever of the projectors does it."""
    behind = "SELECT projected < position FROM site WHERE site = %s"
    while served.province.rows(behind, site) == [(True,)]:
        follow(served.db, site)


UID = "d0551e4" + "0" * 25


def pushed(served: Served) -> tuple[Station, str, str]:
    """A station with one dossier at central: its number and look-up characters."""
    station = served.station()
    number = station.author.next_number()
    station.author.receive(UID, number=number)
    check = lookup_code(station.author.hashes[-1])
    assert station.push().status == 200
    settle(served, station.site)
    return station, number.text, check


def test_code_and_characters_give_state_and_dates(served: Served) -> None:
    _, number, check = pushed(served)
    with served.db.transaction() as conn:
        found = look_up(conn, number.lower().replace("-", " "), check.lower(), NOW)
        assert found is not None
        assert (found.state, found.number) == (State.RECEIVED, number)
        assert look_up(conn, number, "0000" if check != "0000" else "1111", NOW) is None
        assert look_up(conn, number, "", NOW) is None
        late = look_up(conn, number, check, NOW + timedelta(days=400))
    assert late is not None
    assert late.overdue
    assert not found.overdue


def test_wrong_characters_answer_like_an_unknown_code(served: Served) -> None:
    _, number, check = pushed(served)
    wrong = "ZZZZ" if check != "ZZZZ" else "YYYY"
    known = served.client.post("/", data={"code": number, "check": wrong})
    unknown = served.client.post("/", data={"code": "X" + number[1:], "check": wrong})
    assert known.status_code == unknown.status_code == 404
    assert known.text.replace(number, "") == unknown.text.replace("X" + number[1:], "")


def test_nothing_personal_on_the_page(served: Served) -> None:
    station, number, check = pushed(served)
    answer = served.client.post("/", data={"code": number, "check": check})
    assert answer.status_code == 200
    assert number in answer.text
    [(view,)] = served.province.rows("SELECT view FROM dossier WHERE site = %s", station.site)
    owner = view["content"]["owner"]
    for value in (*owner.values(), view["content"]["procedure_name"], view["officer_name"]):
        assert not value or str(value) not in answer.text, value
    assert answer.headers["cache-control"] == "no-store"
    assert "script" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_guessing_is_slowed_by_code(province: Province) -> None:
    """However many addresses ask, one code may be tried ten times, then every 30 seconds."""
    with serving(province) as served:
        _, number, check = pushed(served)
        tries = [
            served.client.post("/", data={"code": number, "check": f"Z{n:03d}"}).status_code
            for n in range(12)
        ]
        right = served.client.post("/", data={"code": number, "check": check})
    assert tries == [404] * 10 + [429] * 2
    assert right.status_code == 429
    assert int(right.headers["retry-after"]) > 0


@pytest.mark.parametrize("code", ["", " ", "-.-", "x" * 5000, "\u0000", "'; DROP TABLE dossier"])
def test_odd_input_is_told_plainly(served: Served, code: str) -> None:
    answer = served.client.post("/", data={"code": code, "check": "7KQF"})
    assert answer.status_code in (400, 404)
    assert 'role="alert"' in answer.text


@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_citizen_looks_up_by_keys_alone(served: Served, page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] # the two words it knows
    _, number, check = pushed(served)
    page.goto(served.url)
    assert page.title().startswith("Tra cứu hồ sơ")
    assert flaws(page) == []
    page.keyboard.type(number)  # the cursor stands in the first field
    page.keyboard.press("Tab")
    page.keyboard.type(check.lower())
    page.keyboard.press("Enter")
    page.wait_for_selector("#state")
    assert page.inner_text("#state") == "Đã tiếp nhận"
    assert flaws(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@needs_chromium
def test_english_and_mistakes(served: Served, page: Page) -> None:
    page.goto(served.url)
    page.click("a.language")
    assert page.get_attribute("html", "lang") == "en"
    page.fill("#code", "H49-000000-0000")
    page.fill("#check", "0000")
    page.click("button")
    page.wait_for_selector("[role=alert]")
    assert "No dossier was found" in page.inner_text("[role=alert]")
    assert page.evaluate("document.activeElement.id") == "check"
    assert page.input_value("#code") == "H49-000000-0000"
    assert flaws(page) == []


def test_each_state_has_words_in_both_languages() -> None:
    from central.pages.texts import STATES, TEXTS

    shown = set(State) - {State.DRAFT}
    assert {lang: set(states) for lang, states in STATES.items()} == {"vi": shown, "en": shown}
    assert TEXTS["vi"].keys() == TEXTS["en"].keys()


def test_cancelled_is_told(served: Served) -> None:
    station, number, check = pushed(served)
    station.author.write(ev.DossierCancelled("nhập nhầm"), UID)
    assert station.push().status == 200
    settle(served, station.site)
    answer = served.client.post("/", data={"code": number, "check": check, "lang": "en"})
    assert "Cancelled" in answer.text
    assert "nhập nhầm" not in answer.text
