"""The one time zone of the product: Vietnam, UTC+07:00 all year, no daylight saving.

A constant, so that no time-zone data has to be installed on a counter PC.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "+07:00")


def local(moment: datetime) -> datetime:
    """Return the moment as an aware datetime in Vietnam.

    Args:
        moment: any datetime; without a zone it is taken as Vietnam's wall clock.

    Raises:
        OverflowError: within seven hours of the ends of the year range 1-9999.
    """
    if moment.tzinfo is None:
        return moment.replace(tzinfo=VIETNAM)
    return moment.astimezone(VIETNAM)
