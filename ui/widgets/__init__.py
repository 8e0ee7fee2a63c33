"""The parts that every window is built from: painted from ``ui.theme``, keyboard first.

They show and ask, and decide nothing: what they say comes from a view, what happens goes out as
signals. ``python -m ui.widgets.gallery --out DIR`` draws them all.
"""

from ui.widgets.area import AreaEdit, AreaField
from ui.widgets.buttons import Button, KeyCap
from ui.widgets.cards import Card, CardHeader, KeyValues, Rule, SlipCard
from ui.widgets.chips import Badge, Chip, FilterChip
from ui.widgets.choice import Choice, ChoiceField, Combo, ComboField
from ui.widgets.due import CutoffBar, Day, DayStrip, DueDisplay
from ui.widgets.fields import Field, FieldRow, InputBox, Labelled, LineEdit, MessageLine
from ui.widgets.focus import FocusRings, install as install_focus_rings
from ui.widgets.overlays import ConfirmDialog, Toast
from ui.widgets.panel import Ground, SidePanel
from ui.widgets.papers import CheckRow, CountBox, PaperColumn, PaperHeader, Tick, TickField
from ui.widgets.procedure import ProcedureField, ProcedureRow
from ui.widgets.rail import Rail, RailItem
from ui.widgets.results import RESULT_ROLE, ResultDelegate, ResultList, ResultRow
from ui.widgets.scroll import Scroll
from ui.widgets.sections import Banner, EmptyState, PageTitle, Section
from ui.widgets.strip import StatusStrip, StripItem
from ui.widgets.text import Label
from ui.widgets.timeline import TimelineRow
from ui.widgets.topbar import Avatar, ClerkMark, InfoPair, SearchField, TicketBadge, TopBar, piece

__all__ = [
    "RESULT_ROLE",
    "AreaEdit",
    "AreaField",
    "Avatar",
    "Badge",
    "Banner",
    "Button",
    "Card",
    "CardHeader",
    "CheckRow",
    "Chip",
    "Choice",
    "ChoiceField",
    "ClerkMark",
    "Combo",
    "ComboField",
    "ConfirmDialog",
    "CountBox",
    "CutoffBar",
    "Day",
    "DayStrip",
    "DueDisplay",
    "EmptyState",
    "Field",
    "FieldRow",
    "FilterChip",
    "FocusRings",
    "Ground",
    "InfoPair",
    "InputBox",
    "KeyCap",
    "KeyValues",
    "Label",
    "Labelled",
    "LineEdit",
    "MessageLine",
    "PageTitle",
    "PaperColumn",
    "PaperHeader",
    "ProcedureField",
    "ProcedureRow",
    "Rail",
    "RailItem",
    "ResultDelegate",
    "ResultList",
    "ResultRow",
    "Rule",
    "Scroll",
    "SearchField",
    "Section",
    "SidePanel",
    "SlipCard",
    "StatusStrip",
    "StripItem",
    "Tick",
    "TickField",
    "TicketBadge",
    "TimelineRow",
    "Toast",
    "TopBar",
    "install_focus_rings",
    "piece",
]
