"""Quầy Một Cửa: the program's entry points and its one composition root."""

from datetime import date

VERSION = "0.1.0"
#: No true clock is earlier: the youngest rule shipped took effect on this day
#: (Nghị quyết 28/2026/QH16, 1/7/2026).
BUILT = date(2026, 7, 1)
