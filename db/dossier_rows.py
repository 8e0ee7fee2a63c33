"""A dossier's row and what hangs on it: from the fold's view to the tables, and back.

What a dossier is after an event is decided by `core.domain.dossier_view.fold`
alone; here it is only written down and read again.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import msgspec

from core.domain.dossier import Component, Content, Party, State
from core.domain.dossier_view import DossierView
from core.domain.numbering import is_provisional, is_slip, tail_of
from core.domain.text import fold_code, sort_key, words
from core.domain.timezone import VIETNAM

encode = msgspec.json.Encoder().encode
_content = msgspec.json.Decoder(Content)

#: columns that repeat the view, in the order of `_plain`
_PLAIN = (
    "uid", "number", "state", "day", "received_at", "pack", "book", "register_no", "lookup_code",
    "officer", "officer_name", "last_event", "official_code", "provisional_number", "slip_number",
    "due_at", "original_due_at", "doubtful", "amended_at", "printed_at", "supplement_until",
    "finished_at", "returned_at", "reason",
)  # fmt: skip
#: columns taken from the content, in the order of `_of_content`
_OF_CONTENT = ("owner", "owner_key", "procedure_code", "procedure_version", "content")
_COLUMNS = ("id", *_PLAIN, *_OF_CONTENT)
_INSERT = (
    f"INSERT INTO dossier ({', '.join(_COLUMNS)}, begun)"
    f" VALUES ({', '.join('?' for _ in _COLUMNS)},"
    " ? + coalesce((SELECT begun FROM dossier WHERE id = (SELECT max(id) FROM dossier)), 0))"
)
_SELECT = f"SELECT id, {', '.join(_PLAIN)}, content FROM dossier WHERE uid = ?"


def text_of(moment: date | datetime | None) -> str | None:
    """A day or a time as the tables hold it: all in local time, so that texts compare."""
    if moment is None:
        return None
    if isinstance(moment, datetime) and moment.tzinfo is not VIETNAM:
        moment = moment.astimezone(VIETNAM)
    return moment.isoformat()


def parse_time(text: str | None) -> datetime | None:
    """An ISO time of a table column."""
    return datetime.fromisoformat(text) if text else None


def parties(content: Content) -> tuple[Party, ...]:
    """Everyone named in a dossier, the owner first."""
    return (content.owner, *((content.filer,) if content.filer else ()), *content.related)


def search_words(view: DossierView) -> str:
    """The bag of words under which a dossier is found (design §13).

    Every number it has: folded, its date + ordinal tail and the ordinal; of a
    provisional number and a slip (form 02, 03) the tail as printed. Names, phone and personal
    number with their reverses behind ``z`` (so that the last digits find them
    too), procedure code and words.
    """
    content = view.content
    bag = _number_words(view.number, view.day)
    if view.provisional_number not in ("", view.number):
        bag += _number_words(view.provisional_number, view.day)
    if view.slip_number not in ("", view.number):
        bag += _paper_words(view.slip_number)
    for party in parties(content):
        bag += words(party.name)
        for digits in (party.phone, party.personal_no, party.old_id_no, party.tax_code):
            if digits:
                plain = fold_code(digits).lower()
                bag += (plain, "z" + plain[::-1])
        if party.passport_no:
            bag.append(fold_code(party.passport_no).lower())
    bag.append(fold_code(content.procedure_code).lower())
    bag += words(content.procedure_name)
    return " ".join(dict.fromkeys(bag))


def _number_words(text: str, day: date) -> list[str]:
    yymmdd, ordinal = tail_of(text) or (f"{day:%y%m%d}", 0)
    words_ = [f"{yymmdd}{ordinal:04d}", str(ordinal)]
    if is_provisional(text) or is_slip(text):
        return [*_paper_words(text), *words_]
    return [fold_code(text).lower(), *words_]


def _paper_words(text: str) -> tuple[str, str]:
    """A number of ours, whole and without the station in front, as people read it from paper."""
    return fold_code(text).lower(), fold_code(text.partition("-")[2])


def find(conn: Any, uid: str) -> tuple[int, DossierView] | None:
    """``(row id, view)`` of a dossier."""
    row = conn.execute(_SELECT, (uid,)).fetchone()
    if row is None:
        return None
    held: dict[str, Any] = dict(zip(_PLAIN, row[1:-1], strict=True))
    for name in ("received_at", "due_at", "original_due_at", "amended_at", "printed_at",
                 "finished_at", "returned_at"):  # fmt: skip
        held[name] = parse_time(held[name])
    until = held["supplement_until"]
    held["supplement_until"] = date.fromisoformat(until) if until else None
    held["state"], held["day"] = State(held["state"]), date.fromisoformat(held["day"])
    held["doubtful"] = bool(held["doubtful"])
    return row[0], DossierView(**held, content=_content.decode(row[-1]))


def _plain(view: DossierView) -> tuple[Any, ...]:
    return (
        view.uid,
        view.number,
        view.state.value,
        view.day.isoformat(),
        text_of(view.received_at),
        view.pack,
        view.book,
        view.register_no,
        view.lookup_code,
        view.officer,
        view.officer_name,
        view.last_event,
        view.official_code,
        view.provisional_number,
        view.slip_number,
        text_of(view.due_at),
        text_of(view.original_due_at),
        view.doubtful,
        text_of(view.amended_at),
        text_of(view.printed_at),
        text_of(view.supplement_until),
        text_of(view.finished_at),
        text_of(view.returned_at),
        view.reason,
    )


def _of_content(content: Content) -> tuple[Any, ...]:
    owner = content.owner.name
    return (
        owner,
        sort_key(owner),
        content.procedure_code,
        content.procedure_version,
        encode(content),
    )


def insert(conn: Any, dossier: int, view: DossierView, *, ours: bool) -> None:
    """A dossier's first row, with all that hangs on it; ``ours`` when it was begun here.

    ``begun`` counts those begun here, up to this one, so that how many there
    are behind a position is known from two rows (`db.unsent`).
    """
    content = view.content
    conn.execute(_INSERT, (dossier, *_plain(view), *_of_content(content), ours))
    _write_components(conn, dossier, content.components)
    conn.execute("INSERT INTO fee VALUES (?,1,?)", (dossier, content.fee_vnd))
    conn.execute(
        "INSERT INTO dossier_search (rowid, words) VALUES (?,?)", (dossier, search_words(view))
    )


def update(conn: Any, dossier: int, before: DossierView, after: DossierView) -> None:
    """What one event changed."""
    pairs = list(zip(_PLAIN, _plain(before), _plain(after), strict=True))
    changed = [(name, new) for name, old, new in pairs if old != new]
    if after.content != before.content:
        changed += zip(_OF_CONTENT, _of_content(after.content), strict=True)
        _rewrite_content(conn, dossier, after.content)
    if changed:
        fields = ", ".join(f"{name} = ?" for name, _ in changed)
        conn.execute(
            f"UPDATE dossier SET {fields} WHERE id = ?", (*(new for _, new in changed), dossier)
        )
    if after.content != before.content or after.number != before.number:
        conn.execute(
            "INSERT OR REPLACE INTO dossier_search (rowid, words) VALUES (?,?)",
            (dossier, search_words(after)),
        )


def index_anew(conn: Any) -> None:
    """Every dossier's search words as this program makes them; an older one knew fewer."""
    for (uid,) in conn.execute("SELECT uid FROM dossier").fetchall():
        known = find(conn, uid)
        assert known is not None
        conn.execute(
            "INSERT OR REPLACE INTO dossier_search (rowid, words) VALUES (?,?)",
            (known[0], search_words(known[1])),
        )


def _rewrite_content(conn: Any, dossier: int, content: Content) -> None:
    conn.execute("DELETE FROM component WHERE dossier = ?", (dossier,))
    _write_components(conn, dossier, content.components)
    conn.execute(
        "UPDATE fee SET amount_vnd = ? WHERE dossier = ? AND no = 1", (content.fee_vnd, dossier)
    )


def _write_components(conn: Any, dossier: int, components: tuple[Component, ...]) -> None:
    conn.executemany(
        "INSERT INTO component VALUES (?,?,?,?,?,?,?)",
        [
            (dossier, no, c.name, c.originals, c.certified, c.copies, c.pages)
            for no, c in enumerate(components, 1)
        ],
    )
