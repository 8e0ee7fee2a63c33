"""Administrative procedures (thủ tục hành chính) as the catalogue knows them."""

from __future__ import annotations

from msgspec import Struct

from core.domain.text import fold


class Procedure(Struct, frozen=True, omit_defaults=True):
    """One version of one procedure.

    Anatomy after NĐ 63/2010 Đ8 as amended by NĐ 118/2025 Đ40.5. ``code`` is
    the national base code (``1.001193``) or, where none is published, a local
    key (``QN-...``). ``limit`` is the text of a `Limit` ("5 working_days") or
    empty when no limit is published: the clerk is then asked. ``fee_vnd`` is
    whole đồng, None when unknown, which is not the same as 0.
    """

    code: str
    name: str
    field: str
    level: str  # ward | city | vertical
    agency: str
    limit: str = ""
    fee_vnd: int | None = None
    online: str = "none"  # none | partial | full
    postal: bool = False
    documents: tuple[str, ...] = ()
    immediate: bool = False  # result may be given at once (NĐ 118/2025 Đ17.4)
    local_key: bool = False
    source: str = ""
    confidence: str = ""
    notes: str = ""


def base_code(code: str) -> str:
    """National base code: the first two groups of ``1.001193.000.00.00.H49``.

    Local suffixes differ by province and by year; matching is on the base
    code (domain reference §3.3). A local key comes back unchanged.
    """
    groups = code.strip().split(".")
    if len(groups) > 2 and groups[0].isdigit():
        return ".".join(groups[:2])
    return code.strip()


def agency_key(name: str) -> str:
    """Folded name under which an agency's identifier is configured."""
    return fold(name)
