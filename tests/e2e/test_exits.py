"""Forms 02 and 03 as a script and a citizen meet them: lines in, paper out and read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e import reading
from tests.e2e.counter import OK, REFUSED, Counter, Json, one_line, sample, together

FIRST, SECOND = 1, 2
ASK: Json = {
    "reason": "Giấy chứng sinh mờ, không đọc được",
    "wanted": ["Giấy chứng sinh (bản chính)", "Căn cước của người mẹ"],
}
REFUSE: Json = {
    "reason": "Nơi thường trú ở tỉnh khác",
    "legal_basis": "Khoản 2 Điều 17 Nghị định 118/2025/NĐ-CP",
    "competent_agency": "Ủy ban nhân dân phường Giả Định, tỉnh Lạng Sơn",
    "returned": ["Tờ khai đăng ký khai sinh"],
}
WAYS: reading.Trials = {203: ("1 bit", "eroded"), 300: ("grey", "rotated")}


def reads(path: Path, code: str, lookup: str) -> None:
    """Asserts that every way of reading gives bars and QR of this code, and nothing else."""
    expected = {f"Code128 {code}", f"QRCode {code} {lookup}"}
    for way, found in reading.read(path, WAYS).items():
        assert found == expected, (path.name, way)


def kinds(shown: Json) -> list[str]:
    return [event["kind"] for event in shown["events"]]


def test_a_slip_goes_out_and_comes_back_as_a_dossier(real: Counter, tmp_path: Path) -> None:
    asked = real.receive_one({**sample(FIRST), "supplement": ASK}, "--receipts", tmp_path)
    slip = asked["dossier_code"]
    paper = Path(asked["receipt"])
    waiting = real.show(slip)

    assert (asked["state"], asked["form"]) == ("supplement_asked", "supplement")
    assert (asked["due_at"], asked["provisional"]) == (None, False)
    assert paper == tmp_path / f"{slip}.pdf"
    assert (waiting["slip_number"], waiting["state_code"]) == (slip, 5)
    assert (waiting["official_code"], waiting["due_at"]) == (None, None)
    assert waiting["reason"] == ASK["reason"]
    assert kinds(waiting) == ["supplement_asked", "form_printed"]
    told = reading.text(paper)
    assert "PHIẾU YÊU CẦU BỔ SUNG" in told
    for words in (*ASK["wanted"], ASK["reason"], slip, waiting["owner"]["name"]):
        assert words in told, words
    assert "IN LẠI" not in told.upper()
    reads(paper, slip, waiting["lookup_code"])

    back = real.receive_one({**sample(FIRST), "slip": slip}, "--receipts", tmp_path)
    shown, by_slip, found, again = together(
        lambda: real.show(back["dossier_code"]),
        lambda: real.show(slip.lower().replace("-", " ")),
        lambda: real.run("find", slip).lines,
        lambda: real.receive(one_line({**sample(FIRST), "slip": slip})),
    )

    assert (back["id"], back["state"]) == (asked["id"], "received")
    assert back["dossier_code"].startswith("H49.215-")
    assert back["due_at"] is not None
    assert "form" not in back
    assert shown == by_slip
    assert shown["slip_number"] == slip
    assert [row["dossier_code"] for row in found] == [back["dossier_code"]]
    assert kinds(shown)[2:] == ["dossier_received", "form_printed"]
    reads(Path(back["receipt"]), back["dossier_code"], shown["lookup_code"])
    assert (again.status, again.codes) == (REFUSED, [("slip_done", "slip")])
    assert back["dossier_code"] in again.one["errors"][0]["message"]

    reprint = tmp_path / "again.pdf"
    done = real.run("form", "supplement", back["dossier_code"], "--out", reprint)
    assert done.status == OK
    assert "IN LẠI" in reading.text(reprint).upper()
    reads(reprint, slip, waiting["lookup_code"])  # what the citizen holds, not what came of it
    assert real.run("station", "status").one["prints_waiting"] == 0
    assert real.run("verify", "--full").one["ok"]


def test_a_refusal_says_why_and_where_to_go(real: Counter, tmp_path: Path) -> None:
    told = real.receive_one({**sample(SECOND), "refusal": REFUSE}, "--receipts", tmp_path)
    number, paper = told["dossier_code"], Path(told["receipt"])
    shown = real.show(number)

    assert (told["state"], told["form"], told["due_at"]) == ("not_accepted", "refusal", None)
    assert (shown["state_code"], shown["reason"]) == (3, REFUSE["reason"])
    words = reading.text(paper)
    assert "PHIẾU TỪ CHỐI" in words
    for text in (REFUSE["reason"], REFUSE["competent_agency"], *REFUSE["returned"], number):
        assert text in " ".join(words.split()), text
    reads(paper, number, shown["lookup_code"])
    answers = together(
        lambda: real.run("form", "receipt", number, "--out", tmp_path / "x.pdf"),
        lambda: real.act(number, "amend", {"reason": "x", "note": "y"}),
        lambda: real.act(number, "cancel", {"reason": "x"}),
        lambda: real.receive(one_line({**sample(SECOND), "slip": number})),
    )
    assert [each.status for each in answers] == [REFUSED] * 4
    assert [each.codes for each in answers] == [
        [("form_not_issued", "name")],
        [("slip_fixed", "code")],
        [("slip_fixed", "code")],
        [("slip_refused", "slip")],
    ]
    assert not (tmp_path / "x.pdf").exists()
    assert real.run("verify", "--full").one["ok"]


def test_lines_of_all_exits_stand_side_by_side(practice: Counter, tmp_path: Path) -> None:
    lines = [
        sample(1),
        {**sample(2), "supplement": ASK},
        {**sample(3), "refusal": REFUSE},
        {**sample(4), "supplement": {"reason": "quên ghi giấy tờ"}},
        {**sample(5), "supplement": ASK, "refusal": REFUSE},
        {**sample(6), "procedure_code": None, "matter": "Xin việc khác", "refusal": REFUSE},
        {**sample(7), "supplement": ASK},
        sample(8),
    ]
    done = practice.receive(
        b"".join(map(one_line, lines)), "--at", "record", "--receipts", tmp_path
    )

    assert done.status == REFUSED
    assert [each.get("state") for each in done.lines] == [
        "received", "supplement_asked", "not_accepted", None,
        None, "not_accepted", "supplement_asked", "received",
    ]  # fmt: skip
    assert [(e["code"], e["field"]) for line in done.lines[3:5] for e in line["errors"]] == [
        ("missing", "supplement.wanted"),
        ("not_a_choice", "refusal"),
    ]
    assert [each["dossier_code"][-4:] for each in (done.lines[0], done.lines[7])] == [
        "0001", "0002",
    ]  # fmt: skip
    numbers = [done.lines[n]["dossier_code"] for n in (1, 6, 2, 5)]
    assert [(number[0], number[-3:]) for number in numbers] == [
        ("B", "001"), ("B", "002"), ("K", "001"), ("K", "002"),
    ]  # fmt: skip
    papers = [Path(line["receipt"]) for line in done.lines if line["ok"]]
    assert len(papers) == len({path for path in papers if path.is_file()}) == 6
    assert all("KHÔNG CÓ GIÁ TRỊ" in reading.text(path) for path in papers)
    assert practice.run("verify", "--full").one["ok"]


@pytest.mark.parametrize("exits", [{"supplement": ASK}, {"refusal": REFUSE}])
def test_client_ref_makes_a_slip_idempotent(real: Counter, tmp_path: Path, exits: Json) -> None:
    record = {**sample(FIRST), **exits, "client_ref": "quay-3/7"}
    without_paper = real.receive_one(record)
    again = real.receive_one(record, "--receipts", tmp_path)
    once_more = real.receive_one(record, "--receipts", tmp_path)
    other = real.receive(one_line({**sample(FIRST), "client_ref": "quay-3/7"}))

    same = ("id", "dossier_code", "state", "form", "due_at", "received_at")
    for repeated in (again, once_more):
        assert {name: repeated[name] for name in same} == {n: without_paper[n] for n in same}
        assert repeated["repeated"] is True
    assert again["receipt"] == once_more["receipt"]  # the paper that still waited came out once
    assert [path.name for path in tmp_path.glob("*.pdf")] == [Path(again["receipt"]).name]
    assert (other.status, other.codes) == (REFUSED, [("client_ref_used", "client_ref")])
    assert real.run("station", "status").one["prints_waiting"] == 0
