"""Where a duty of a year and place stands, computed from its entries; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock
from zhiwei.platform.wheel.duties import Duty
from zhiwei.platform.wheel.models import Entry, Kind


class State(StrEnum):
    """From the best to the worst."""

    PUBLISHED = "published"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"
    UNPUBLISHED = "unpublished"
    OPEN = "open"
    OVERDUE = "overdue"

    @property
    def label(self) -> str | Promise:
        """In words."""
        return LABELS[self]

    @property
    def tag(self) -> str:
        """The kind of its label."""
        return TAGS[self]

    @property
    def closed(self) -> bool:
        """Whether nothing is owed any more."""
        return self in (State.PUBLISHED, State.DONE, State.NOT_APPLICABLE)


LABELS: Mapping[State, str | Promise] = {
    State.PUBLISHED: _("已公布"),
    State.DONE: _("已完成"),
    State.NOT_APPLICABLE: _("当年不适用"),
    State.UNPUBLISHED: _("已完成，待公布"),
    State.OPEN: _("未到期"),
    State.OVERDUE: _("逾期"),
}
TAGS: Mapping[State, str] = {
    State.PUBLISHED: "ok",
    State.DONE: "ok",
    State.NOT_APPLICABLE: "off",
    State.UNPUBLISHED: "todo",
    State.OPEN: "info",
    State.OVERDUE: "no",
}


@dataclass(frozen=True, slots=True)
class Spoke:
    """One duty of one year and place: when it is due, where it stands, and the entries that say so."""

    duty: Duty
    year: int
    division: str
    due: date | None
    """The deadline: of a yearly duty the last day of its year, of a task the day planned; None of a task without one."""
    planned: date | None
    """The day last planned; it stands beside the deadline of a yearly duty and does not move it."""
    state: State
    entries: tuple[Entry, ...]

    @property
    def words(self) -> str | Promise:
        """The state in words; of a task that stands open without a day, that it is not done."""
        return _("未办结") if self.state == State.OPEN and self.due is None else self.state.label

    def last(self, *kinds: Kind) -> Entry | None:
        """The latest entry that counts of one of the kinds."""
        return next((one for one in reversed(self.entries) if one.kind in kinds), None)


def spoke(duty: Duty, year: int, division: str, entries: Sequence[Entry], today: date) -> Spoke:
    """Where a duty stands on a day. ``entries`` are all of its year and place in the order they were made."""
    revoked = {one.revokes_id for one in entries if one.revokes_id}
    valid = tuple(one for one in entries if one.kind != Kind.REVOKED and one.pk not in revoked)
    kinds = {one.kind for one in valid}
    plans = [one for one in valid if one.kind == Kind.PLANNED]
    due = _of_task(plans) if duty.once else duty.due(year)
    planned = plans[-1].day if plans else None
    return Spoke(duty, year, division, due, planned, _state(duty, kinds, due, today), valid)


def _of_task(plans: Sequence[Entry]) -> date | None:
    """The deadline of a task: the day last planned before the one planned till then had passed; what is late stays late."""
    due: date | None = None
    for one in plans:
        if due is None or clock.day_of(one.made_at) <= due:
            due = one.day
    return due


def _state(duty: Duty, kinds: Iterable[str], due: date | None, today: date) -> State:
    if Kind.PUBLISHED in kinds:
        return State.PUBLISHED
    if Kind.NOT_APPLICABLE in kinds:
        return State.NOT_APPLICABLE
    late = due is not None and today > due
    if Kind.DONE in kinds:
        return State.DONE if not duty.publish else State.OVERDUE if late else State.UNPUBLISHED
    return State.OVERDUE if late else State.OPEN
