"""From a stored form 02 back to the reception form it was written from. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, Final

from core.domain.dossier import Component, Content, Dossier, Party
from core.domain.events import SupplementAsked
from core.domain.page_fee import Sheets
from core.domain.procedure import Procedure
from core.domain.text import fold
from core.domain.timezone import local
from ui.viewmodels.exit_state import SlipBack
from ui.viewmodels.form_state import (
    DEFAULTS,
    RELATED,
    CardFacts,
    FormState,
    OwnerKind,
    related_key,
)
from ui.viewmodels.papers import Paper, paper_of
from ui.viewmodels.words import limit_words, read_limit

_SUBMISSIONS: Final = {2: "online", 3: "post"}
_TEXTS: Final = (
    "personal_no", "name", "sex", "address", "phone", "passport_no", "passport_country", "email"
)  # fmt: skip
# how `FormState` begins the note of a fee that is not the computed one
_FEE_NOTE: Final = re.compile(
    r"\AThu [\d.]+ đ, mức tính [\d.]+ đ\. Lý do: ([^\n]*)\n?(.*)", re.DOTALL
)


def form_of(
    dossier: Dossier, asked: SupplementAsked, procedure: Procedure | None, client_ref: str
) -> tuple[FormState, list[Paper]]:
    """The form as it stood when the slip was written, to go on from.

    Args:
        dossier: what the slip sent away.
        asked: what it asks for.
        procedure: today's, None when the catalogue no longer has it; the clerk then chooses.
        client_ref: the new form's own key.
    """
    content = dossier.content
    papers = _papers(content.components, procedure)
    state = FormState(
        client_ref=client_ref,
        values=_values(content),
        owner_kind=_owner_kind(content),
        procedure=procedure,
        card=_card(content.hands_in),
        at_once=procedure is not None and procedure.immediate,
        related_rows=len(content.related),
        slip=SlipBack(
            number=asked.number.text if asked.number else dossier.number,
            asked_on=f"{local(asked.asked_at):%d/%m/%Y}",
            wanted=asked.wanted,
            papers=tuple(_paper_of_line(line, papers) for line in asked.wanted),
        ),
    )
    state.sheets = _sheets(papers)
    if len(state.sheets) == 1:
        state.values["pages"] = str(state.sheets[0].pages)
    _put_limit(state, content)
    _put_fee(state, content)
    return state, papers


def draft_rows(papers: Iterable[Paper]) -> list[dict[str, Any]]:
    """Papers in the shape that the form's model takes as a whole."""
    return [asdict(paper) for paper in papers]


def _paper_of_line(line: str, papers: Iterable[Paper]) -> str:
    """The paper that a line asks for; the clerk may have written more behind its name.

    A paper that was handed in is not meant: the line then tells what is wrong with it.
    """
    asked = fold(line)
    names = [p.name for p in papers if not p.ticked and asked.startswith(fold(p.name))]
    return max(names, key=len, default="")


def _owner_kind(content: Content) -> OwnerKind:
    if content.owner.kind == "organisation":
        return "organisation"
    return "filer" if content.filer is None else "other"


def _values(content: Content) -> dict[str, str]:
    values = dict(DEFAULTS)
    if content.filer is not None:
        values |= _person("filer", content.filer) | _person("owner", content.owner)
        values["basis"] = content.filer.authorisation
    else:
        organisation = content.owner.kind == "organisation"
        values |= _person("owner" if organisation else "filer", content.owner)
    for row, party in enumerate(content.related):
        values |= {related_key(row, name): getattr(party, name) for name in RELATED}
    values |= {
        "copies": str(content.sets),
        "submission": _SUBMISSIONS.get(content.channel, "counter"),
        "return_by": content.return_by,
        "return_address": content.return_address,
        "note": content.note,
    }
    told = _FEE_NOTE.match(content.note)
    if told:
        values |= {"fee_reason": told[1].strip(), "note": told[2]}
    return {key: text for key, text in values.items() if text}


def _person(who: str, party: Party) -> dict[str, str]:
    found = {f"{who}.{name}": str(getattr(party, name)) for name in _TEXTS}
    if party.birth:
        found[f"{who}.birth"] = f"{party.birth:%d/%m/%Y}"
    if party.tax_code:
        found[f"{who}.tax_code"] = party.tax_code
    return found


def _card(party: Party) -> CardFacts | None:
    """What only the card had told then and the form has no field for."""
    if not (party.personal_no and (party.old_id_no or party.id_issued)):
        return None
    issued = party.id_issued.isoformat() if party.id_issued else ""
    return CardFacts(party.personal_no, "", "", party.old_id_no, issued)


def _papers(brought: Sequence[Component], procedure: Procedure | None) -> list[Paper]:
    """Today's papers of the procedure, ticked and counted as far as they were handed in."""
    left = {fold(component.name): component for component in brought}
    by_page = procedure is not None and FormState("", procedure=procedure).by_page is not None
    papers = []
    for document in procedure.documents if procedure else ():
        paper = paper_of(document, by_page)
        paper.ticked = False
        given = left.pop(fold(document), None)
        if given is not None:
            _count(paper, given)
        papers.append(paper)
    for given in left.values():
        own = Paper(given.name, own=True, certify=by_page)
        own.kind = "paper" if given.originals + given.certified + given.copies else "shown"
        _count(own, given)
        papers.append(own)
    return papers


def _count(paper: Paper, given: Component) -> None:
    paper.ticked = True
    if paper.kind != "shown":
        paper.originals, paper.certified = given.originals, given.certified
        paper.copies, paper.pages = given.copies, given.pages or paper.pages


def _sheets(papers: Iterable[Paper]) -> tuple[Sheets, ...]:
    return tuple(
        Sheets(paper.certified, paper.pages or 1)
        for paper in papers
        if paper.certify and paper.counted and paper.certified
    )


def _put_limit(state: FormState, content: Content) -> None:
    """A limit that the clerk had been told; the catalogue's own stays unwritten."""
    catalogue = state.procedure.limit if state.procedure else ""
    if content.limit and content.limit != catalogue:
        said = limit_words(content.limit)
        state.values["limit"] = said if read_limit(said) == content.limit else content.limit


def _put_fee(state: FormState, content: Content) -> None:
    """The fee as the form shows it: counted anew unless the clerk had charged something else."""
    computed, stored = state.computed_fee, content.fee_vnd
    published = state.procedure.fee_vnd if state.by_page and state.procedure else None
    if stored is not None and stored not in (computed, published):
        state.fee_edited = True
        computed = stored
    if computed is not None:
        state.values["fee"] = f"{computed:,}".replace(",", ".")
