"""Where a filing stands today in words: approved and not begun, in effect, ended, replaced or taken back."""

from __future__ import annotations

from datetime import timedelta

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
    if not _holds_at_all(filing):
        return str(filing.get_state_display())
    if today < filing.from_day:
        return _("已批准，自 %(day)s 起施行") % {"day": filing.from_day}
    ends = [filing.to_day] if filing.to_day else []
    if filing.lapses_from:
        ends.append(filing.lapses_from - timedelta(days=1))
    if not ends:
        return _("已生效")
    last = min(ends)
    if today <= last:
        return _("已生效，至 %(day)s 止") % {"day": last} if filing.lapses_from else _("已生效")
    return _("已终止") if filing.state == State.APPROVED else str(filing.get_state_display())


def tag(filing: Filing) -> str:
    """The colour of its label."""
    today = clock.today()
    if _holds_at_all(filing):
        if today < filing.from_day:
            return "info"
        over = (filing.to_day and filing.to_day < today) or (
            filing.lapses_from and filing.lapses_from <= today
        )
        return "off" if over else "ok"
    return TAGS[State(filing.state)]


def _holds_at_all(filing: Filing) -> bool:
    """Whether it took effect and was not taken back from its first day on."""
    return filing.effective and (filing.lapses_from is None or filing.lapses_from > filing.from_day)
