"""What is done to a dossier: found, shown, amended, cancelled, printed again, returned at once."""

from __future__ import annotations

from collections import Counter as Tally
from pathlib import Path

import pytest

from tests.e2e import reading
from tests.e2e.counter import ENVIRONMENT, OK, REFUSED, Counter, Json, one_line, sample, together

FIRST = 1
LINES = (1, 17, 18, 23, 30, 31)


@pytest.fixture(scope="module")
def ward(
    templates: dict[str, Counter], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Counter, dict[int, Json]]:
    """A practice ward with some of the sample; tests that change something take a copy."""
    counter = templates["practice"].copy_to(tmp_path_factory.mktemp("acts"))
    content = b"".join(one_line(sample(line)) for line in LINES)
    done = counter.receive(content, "--at", "record")
    assert done.status == OK
    return counter, dict(zip(LINES, done.lines, strict=True))


@pytest.fixture
def own(ward: tuple[Counter, dict[int, Json]], tmp_path: Path) -> tuple[Counter, str]:
    """A copy of that ward and the code of line 1."""
    return ward[0].copy_to(tmp_path), ward[1][FIRST]["dossier_code"]


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("do dinh dac", {17}),
        ("ĐỖ ĐÌNH ĐẮC", {17}),
        ("dac do", {17}),
        ("khỏe", {23}),
        ("ha thi ly", {30}),
        ("022194000001", {1}),
        ("không có ai như thế", set()),
        ("", set()),
        ('" OR NEAR( *', set()),
    ],
)
def test_find(ward: tuple[Counter, dict[int, Json]], typed: str, lines: set[int]) -> None:
    counter, taken = ward
    done = counter.run("find", typed)
    found = {each["id"] for each in done.lines}

    assert done.status == OK
    assert {line for line in LINES if taken[line]["id"] in found} >= lines
    assert len(found) == len(lines)


def test_find_by_code_and_tail_and_phone(ward: tuple[Counter, dict[int, Json]]) -> None:
    counter, taken = ward
    code = taken[18]["dossier_code"]
    asked = [code, code.lower().replace("-", ""), code[-11:], sample(17)["applicant"]["phone"][-4:]]
    answers = together(*(lambda t=t: counter.run("find", t).lines for t in asked))

    for answer in answers[:3]:
        assert [each["dossier_code"] for each in answer][:1] == [code]
    assert taken[17]["id"] in [each["id"] for each in answers[3]]


def test_find_rows_have_what_scripts_rely_on(ward: tuple[Counter, dict[int, Json]]) -> None:
    counter, taken = ward
    (row,) = counter.run("find", "do dinh dac").lines

    assert row["id"] == taken[17]["id"]
    assert row.keys() >= {
        "id", "dossier_code", "owner", "procedure_code", "state", "received_at", "due_at",
    }  # fmt: skip
    assert len(counter.run("find", "quang ninh", "--limit", "2").lines) <= 2


def test_show_by_code_folded_code_and_id(ward: tuple[Counter, dict[int, Json]]) -> None:
    counter, taken = ward
    code, uid = taken[FIRST]["dossier_code"], taken[FIRST]["id"]
    first, folded, by_id = together(
        *(lambda t=t: counter.show(t) for t in (code, f" {code.lower()} ", uid))
    )

    assert first == folded == by_id
    assert first["owner"]["name"] == sample(FIRST)["applicant"]["name"]
    assert first["events"][0]["kind"] == "dossier_received"
    assert counter.run("show", "H49.215-000000-0000").codes == [("dossier_unknown", "code")]


def test_amend_keeps_the_number_and_the_rest(own: tuple[Counter, str]) -> None:
    counter, code = own
    before = counter.show(code)
    body = {"applicant": {"phone": "+84 57 000 0999"}, "reason": "Đọc lại số"}
    done = counter.act(code, "amend", body)
    after = counter.show(code)

    assert done.status == OK
    assert done.one["due_changed"] is False
    assert after["owner"] == {**before["owner"], "phone": "0570000999"}
    assert {k: after[k] for k in ("dossier_code", "due_at", "day", "register_no")} == {
        k: before[k] for k in ("dossier_code", "due_at", "day", "register_no")
    }
    assert len(after["events"]) == len(before["events"]) + 1
    assert len(counter.run("find", "0999").lines) == 1


def test_amending_the_procedure_counts_the_due_date_again(own: tuple[Counter, str]) -> None:
    counter, code = own
    body = {"procedure_code": "1.001612", "reason": "Chọn nhầm thủ tục"}
    done = counter.act(code, "amend", body)

    assert done.one["due_changed"] is True
    assert done.one["due_at"] == "2026-10-08T17:00:00+07:00"
    shown = counter.show(code)
    assert shown["procedure_name"] == "Đăng ký thành lập hộ kinh doanh"
    assert shown["original_due_at"] == "2026-10-06T17:00:00+07:00"


def test_what_an_amendment_may_not_do(own: tuple[Counter, str]) -> None:
    counter, code = own
    before = counter.show(code)
    fixed = dict.fromkeys(("dossier_code", "day", "station", "received_at", "client_ref"), "x")
    attempts = [
        ({**fixed, "reason": "x"}, {("field_fixed", name) for name in fixed}),
        ({"note": "x"}, {("missing", "reason")}),
        ({"reason": "x"}, {("nothing_to_change", "")}),
        ({"reason": "x", "phon": "1"}, {("unknown_field", "phon")}),
        ({"reason": "x", "procedure_code": "9.9"}, {("procedure_unknown", "procedure_code")}),
        (
            {"reason": "x", "applicant": {"personal_no": "02219400001"}},
            {("personal_number_length", "applicant.personal_no")},
        ),
        ([], {("json_not_object", "json")}),
    ]
    answers = together(*(lambda b=b: counter.act(code, "amend", b) for b, _ in attempts))

    for answer, (_, expected) in zip(answers, attempts, strict=True):
        assert answer.status == REFUSED
        assert set(answer.codes) == expected
    assert counter.show(code) == before
    assert counter.act("H49.215-000000-0000", "amend", {}).codes == [("dossier_unknown", "code")]


def test_cancel_voids_the_code_for_ever(own: tuple[Counter, str], tmp_path: Path) -> None:
    counter, code = own
    assert counter.act(code, "cancel", {}).codes == [("missing", "reason")]
    done = counter.act(code, "cancel", {"reason": "Nộp trùng"})
    amended, again, printed, next_one = together(
        lambda: counter.act(code, "amend", {"note": "x", "reason": "x"}),
        lambda: counter.act(code, "cancel", {"reason": "x"}),
        lambda: counter.run("form", "receipt", code, "--out", tmp_path / "void.pdf"),
        lambda: counter.receive_one(sample(FIRST), "--at", "record"),
    )

    assert (done.status, done.one["state"]) == (OK, "cancelled")
    assert amended.codes == again.codes == [("not_amendable", "code")]
    assert printed.codes == [("dossier_cancelled", "code")]
    assert not (tmp_path / "void.pdf").exists()
    assert next_one["dossier_code"] != code
    shown = counter.show(code)
    assert (shown["state"], shown["reason"]) == ("cancelled", "Nộp trùng")
    assert counter.run("verify", "--full").one["ok"]


def test_a_receipt_printed_again_says_so(own: tuple[Counter, str], tmp_path: Path) -> None:
    counter, code = own
    paths = [tmp_path / f"{number}.pdf" for number in range(3)]
    for path in paths[:2]:
        assert counter.run("form", "receipt", code, "--out", path).one["file"] == str(path)
    counter.act(code, "amend", {"applicant": {"phone": "0570000999"}, "reason": "Đọc lại"})
    counter.run("form", "receipt", code, "--out", paths[2])
    first, second, replacing = map(reading.text, paths)

    assert "in lại" not in first.lower()
    assert "in lại" in second.lower()
    assert "thay bản in lúc" not in second
    assert "thay bản in lúc" in replacing
    assert "0570000999" in replacing
    assert counter.run("form", "poem", code, "--out", paths[0]).codes == [("form_unknown", "name")]
    kinds = Tally(event["kind"] for event in counter.show(code)["events"])
    assert kinds["form_printed"] == 3


def test_a_receipt_that_has_nowhere_to_go(own: tuple[Counter, str], tmp_path: Path) -> None:
    counter, code = own
    done = counter.run("form", "receipt", code, "--out", tmp_path / "none" / "x.pdf")

    assert done.status in (REFUSED, ENVIRONMENT)
    assert done.err.strip()
    assert "form_printed" not in [event["kind"] for event in counter.show(code)["events"]]


def test_a_reprint_is_no_longer_waiting(own: tuple[Counter, str], tmp_path: Path) -> None:
    counter, code = own
    waiting = counter.run("station", "status").one["prints_waiting"]
    counter.act(code, "amend", {"note": "x", "reason": "x"})
    counter.run("form", "receipt", code, "--out", tmp_path / "x.pdf")

    assert counter.run("station", "status").one["prints_waiting"] <= waiting


def test_a_reason_is_cleaned_like_any_text(own: tuple[Counter, str]) -> None:
    counter, code = own
    done = counter.act(code, "cancel", {"reason": "Nộp trùng\x00"})

    assert done.codes == [("control_character", "reason")]


def test_client_ref_makes_a_line_idempotent(real: Counter, tmp_path: Path) -> None:
    record = {**sample(FIRST), "client_ref": "quay-3/42"}
    first = real.receive_one(record, "--receipts", tmp_path)
    again = real.receive_one(record, "--receipts", tmp_path)
    other = real.receive(one_line({**sample(2), "client_ref": "quay-3/42"}))

    same = ("id", "dossier_code", "provisional", "due_at", "received_at", "receipt")
    assert {name: again[name] for name in same} == {name: first[name] for name in same}
    assert again["repeated"] is True
    assert (other.status, other.codes) == (REFUSED, [("client_ref_used", "client_ref")])
    assert first["dossier_code"] in other.one["errors"][0]["message"]
    assert [path.name for path in tmp_path.glob("*.pdf")] == [Path(first["receipt"]).name]
    assert len(real.run("find", "huyen dieu").lines) == 1


def test_returned_at_once(real: Counter, tmp_path: Path) -> None:
    record = {**sample(39), "immediate": True}
    plain = real.receive_one(record, "--receipts", tmp_path)
    asked = real.receive_one({**record, "wants_receipt": True}, "--receipts", tmp_path)
    refused = real.receive(one_line({**sample(1), "immediate": True}))
    shown = real.show(plain["dossier_code"])

    assert plain["returned"] is True
    assert plain["receipt"] is None
    assert Path(asked["receipt"]).is_file()
    assert shown["state"] == "returned"
    assert [e["kind"] for e in shown["events"]] == ["dossier_received", "result_returned"]
    assert refused.codes == [("not_immediate", "immediate")]
    assert real.act(plain["dossier_code"], "cancel", {"reason": "x"}).codes == [
        ("not_amendable", "code")
    ]


def test_nobody_may_back_date_a_real_dossier(real: Counter) -> None:
    for at in ("record", "2026-10-05T08:05"):
        done = real.receive(one_line(sample(1)), "--at", at)
        assert (done.status, done.codes) == (REFUSED, [("practice_only", "at")])
    assert real.run("find", "huyen dieu").lines == []


def test_an_agency_once_known_gives_official_codes(real: Counter) -> None:
    before = real.receive_one(sample(9))
    done = real.run("agency", "set", "Công an cấp Xã", "G01.49.215")
    after = real.receive_one(sample(9))

    assert done.status == OK
    assert (before["provisional"], after["provisional"]) == (True, False)
    assert after["dossier_code"].startswith("G01.49.215-")
    assert before["why_provisional"]
    assert real.show(before["dossier_code"])["provisional_number"] == before["dossier_code"]
