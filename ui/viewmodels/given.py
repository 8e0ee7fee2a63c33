"""What of a paper was handed in, in words: "1 bản chính, 2 bản chụp"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ui.viewmodels.base import translate


def given_words(paper: Mapping[str, Any]) -> str:
    """The counts of a paper, keys as `core.domain.dossier.Component` calls them."""
    counts = (
        ("originals", translate("given", "{n} bản chính")),
        ("certified", translate("given", "{n} bản chứng thực")),
        ("copies", translate("given", "{n} bản chụp")),
    )
    said = [label.format(n=paper[key]) for key, label in counts if paper.get(key)]
    if not said:
        return translate("given", "Xuất trình, không giữ lại")
    if paper.get("pages"):
        said.append(translate("given", "{n} trang").format(n=paper["pages"]))
    return ", ".join(said)


def changed_papers(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[str]:
    """Each paper that came, went or was counted anew, in a sentence.

    Papers go by their names; of two with one name the first is told.
    """
    old = {paper["name"]: given_words(paper) for paper in reversed(before)}
    new = {paper["name"]: given_words(paper) for paper in reversed(after)}
    said = []
    for name in dict.fromkeys([p["name"] for p in (*before, *after)]):
        if name not in new:
            said.append(translate("given", "Bỏ giấy tờ “{name}”").format(name=name))
        elif name not in old:
            text = translate("given", "Thêm giấy tờ “{name}”: {new}")
            said.append(text.format(name=name, new=new[name]))
        elif old[name] != new[name]:
            text = translate("given", "Giấy tờ “{name}”: “{old}” thành “{new}”")
            said.append(text.format(name=name, old=old[name], new=new[name]))
    return said
