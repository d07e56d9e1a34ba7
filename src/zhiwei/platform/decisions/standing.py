"""Where a filing stands today in words: approved and not begun, in effect, ended, replaced or taken back."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from zhiwei.platform.decisions.models import Filing, State
from zhiwei.platform.kit import clock

TAGS = {
    State.DRAFT: "info", State.SUBMITTED: "todo", State.RETURNED: "no", State.APPROVED: "ok", State.SUPERSEDED: "off",
    State.WITHDRAWN: "off",
}  # fmt: skip


BEGINS, OVER = "begins", "over"
"""Of approved filings those that do not hold yet, and those whose time is over."""


def narrowed(rows: QuerySet[Filing], wanted: str) -> QuerySet[Filing]:
    """The filings of a state, or of one of the standings above, as :func:`words` tells them apart."""
    today, approved = clock.today(), Q(state=State.APPROVED)
    begins = approved & Q(from_day__gt=today)
    over = approved & ~begins & (Q(to_day__lt=today) | Q(lapses_from__lte=today))
    match wanted:
        case "begins":
            return rows.filter(begins)
        case "over":
            return rows.filter(over)
        case State.APPROVED:
            return rows.filter(approved).exclude(begins).exclude(over)
    return rows.filter(state=wanted)


def words(filing: Filing) -> str:
    """What is said of it: its state, of one that took effect also whether it holds today."""
    today = clock.today()
    if not holds_at_all(filing):
        return str(filing.get_state_display())
    if begins(filing):
        return _("已批准，自 %(day)s 起施行") % {"day": filing.from_day}
    last = last_day(filing)
    if last is None:
        return _("已生效")
    if today <= last:
        return _("已生效，至 %(day)s 止") % {"day": last} if filing.lapses_from else _("已生效")
    return _("已终止") if filing.state == State.APPROVED else str(filing.get_state_display())


def tag(filing: Filing) -> str:
    """The colour of its label."""
    if not holds_at_all(filing):
        return TAGS[State(filing.state)]
    if begins(filing):
        return "info"
    last = last_day(filing)
    return "ok" if last is None or clock.today() <= last else "off"


def begins(filing: Filing) -> bool:
    """Whether its first day is still to come."""
    return filing.from_day > clock.today()


def last_day(filing: Filing) -> date | None:
    """The last day of one that took effect, by its own words or because it was taken back or replaced; None without end."""
    lapsed = filing.lapses_from and filing.lapses_from - timedelta(days=1)
    return min(filter(None, (filing.to_day, lapsed)), default=None)


def holds_at_all(filing: Filing) -> bool:
    """Whether it took effect and was not taken back from its first day on."""
    return filing.effective and (filing.lapses_from is None or filing.lapses_from > filing.from_day)
