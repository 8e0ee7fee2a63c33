"""What agencies, the portal and the province's system say about dossiers."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Final, TypeVar

from central import binding, decisions, words
from central.cli import OK, REFUSED, say, told, write
from central.commands.reading import actor, check_known, read_file
from central.context import system_clock
from central.database import Conn, Database
from central.house import House, opened
from central.pages.texts import STATES
from central.portal_file import MAX_FILE, Read, read_portal_file
from central.projector import follow
from central.settings import check_site
from core.domain import events as ev
from core.domain.dossier import TRANSITIONS
from core.domain.errors import FieldError, Refused
from core.domain.text import clean, clean_note
from core.domain.timezone import VIETNAM, local
from core.domain.working_calendar import OfficeHours

T = TypeVar("T")
_NOTE, _DOCUMENT = 1000, 100
#: portal dossiers in one transaction
_PART: Final = 50


def decision(args: argparse.Namespace) -> int:
    """An agency's decision, handed back to the site that holds the dossier."""
    note, document = clean_note(args.note or ""), clean(args.document or "")
    for field, text, limit in (("note", note, _NOTE), ("document", document, _DOCUMENT)):
        if len(text) > limit:
            raise Refused(FieldError("too_long", field, {"length": len(text), "limit": limit}))
    due = _due(args.due) if args.due else None
    now = system_clock()
    body = ev.DecisionRecorded(args.state, now, note, document, due)
    with opened(args.data, args.database) as house:
        number = _found(house, args.number)
        with house.db.transaction() as conn:
            _check_fits(conn, number, args.state)
            decisions.record_decision(conn, house.keys, number, body, actor(), now)
    write({"ok": True, "number": number, "state": args.state, "decided_at": now, "due_at": due})
    return OK


def _check_fits(conn: Conn, number: str, state: str) -> None:
    """Tells at once what would end on the exception list: the dossier stands elsewhere.

    Raises:
        Refused: ``transition_not_allowed``.
    """
    after = next((each for each in decisions.DECIDED if each.key == state), None)
    _, view = decisions.find(conn, number)
    if after is not None and after not in TRANSITIONS[view.state]:
        names = STATES["vi"]
        params = {"before": names[view.state][0], "after": names[after][0]}
        raise Refused(FieldError("transition_not_allowed", "state", params))


def _due(text: str) -> datetime:
    """A day, meaning the end of its office hours, or a time; Vietnam's without an offset."""
    try:
        if len(text) == 10:
            day = date.fromisoformat(text)
            return datetime.combine(day, OfficeHours().closes, VIETNAM)
        return local(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        raise Refused(FieldError("date_invalid", "due")) from None


def _found(house: House, typed: str) -> str:
    """The number as it is known here, once the tables of its site follow.

    Raises:
        Refused: ``missing``, ``dossier_unknown``, ``number_ambiguous``.
    """
    number = binding.read_number(typed)
    with house.db.transaction() as conn:
        site, _ = decisions.find(conn, number)
    follow(house.db, site)
    return number


def bind(args: argparse.Namespace) -> int:
    """``bind NUMBER CODE``, or ``bind import FILE`` for a whole list."""
    if args.number == "import":
        return _bind_list(args)
    code = binding.read_code(args.code)
    with opened(args.data, args.database) as house:
        number = _found(house, args.number)
        with house.db.transaction() as conn:
            fresh = decisions.bind_code(conn, house.keys, number, code, actor(), system_clock())
    write({"ok": True, "number": number, "code": code, "result": "bound" if fresh else "already"})
    return OK


def _bind_list(args: argparse.Namespace) -> int:
    data = read_file(args.code, binding.MAX_FILE)
    good = bad = 0
    with opened(args.data, args.database) as house:
        _follow_all(house.db)
        for line in binding.import_list(house.db, house.keys, data, actor(), system_clock()):
            errors = [told(line.error)] if line.error else []
            write(
                {
                    "ok": line.ok,
                    "line": line.line,
                    "number": line.number,
                    "code": line.code,
                    "result": line.result,
                    **({"errors": errors} if errors else {}),
                }
            )
            good, bad = good + line.ok, bad + (not line.ok)
    return _summed_up(good, bad)


def _follow_all(db: Database) -> None:
    """A number that came a moment ago is found too."""
    with db.transaction() as conn:
        rows = conn.execute("SELECT site FROM site WHERE projected < position").fetchall()
    for (site,) in rows:
        follow(db, site)


def portal_import(args: argparse.Namespace) -> int:
    """Dossiers filed on the portal go to a site; good lines are taken whatever the others are."""
    check_site(args.site)
    data = read_file(args.file, MAX_FILE)
    good = bad = 0
    with opened(args.data, args.database) as house:
        with house.db.transaction() as conn:
            check_known(conn, args.site)
            names = dict(conn.execute("SELECT code, name FROM procedure").fetchall())
        now = system_clock()
        for part in _parts(read_portal_file(data, names, now), _PART):
            arrived = [read.arrived for read in part if read.arrived is not None]
            fresh: set[str] = set()
            if arrived:
                with house.db.transaction() as conn:
                    fresh = decisions.portal_dossiers(
                        conn, house.keys, args.site, arrived, actor(), now
                    )
            for read in part:
                write(_result(read, fresh))
                good, bad = good + (not read.errors), bad + bool(read.errors)
    return _summed_up(good, bad)


def _result(read: Read, fresh: set[str]) -> dict[str, object]:
    if read.arrived is None:
        return {"ok": False, "line": read.line, "errors": [told(error) for error in read.errors]}
    code = read.portal_code
    known = code not in fresh
    fresh.discard(code)  # the same code further down was there already
    return {
        "ok": True,
        "line": read.line,
        "portal_code": code,
        "id": decisions.portal_uid(code),
        "known": known,
    }


def _parts(items: Iterable[T], size: int) -> Iterator[list[T]]:
    source = iter(items)
    while part := list(islice(source, size)):
        yield part


def _summed_up(good: int, bad: int) -> int:
    say(words.notice("lines_done", good=good, bad=bad))
    return REFUSED if bad else OK
