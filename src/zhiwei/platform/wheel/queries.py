"""What may be asked of the year wheel; all of it is public."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from zhiwei.platform.accounts.roles import OFFICIALS
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock
from zhiwei.platform.wheel.duties import Duty, duties, tasks
from zhiwei.platform.wheel.models import Entry
from zhiwei.platform.wheel.states import Spoke, State, spoke


def years(today: date | None = None) -> range:
    """The years for which duties are listed, up to this one."""
    first = min(one.first_year for one in duties())
    return range(first, max((today or clock.today()).year, first) + 1)


def wheel(
    year: int, *, divisions: Collection[str] | None = None, chosen: Sequence[Duty] | None = None
) -> list[Spoke]:
    """Every duty of a year by place, in the order of the sentences; of the named divisions only."""
    return _of_years([year], divisions, duties() if chosen is None else chosen)


def _of_years(
    wanted: Sequence[int], divisions: Collection[str] | None, chosen: Sequence[Duty]
) -> list[Spoke]:
    rows = Entry.objects.filter(year__in=wanted).order_by("made_at", "pk").select_related("proof")
    if divisions is not None:
        rows = rows.filter(division__in=divisions)
    entries: dict[tuple[int, str, str], list[Entry]] = defaultdict(list)
    for one in rows:
        entries[one.year, one.duty, one.division].append(one)
    today = clock.today()
    return [
        spoke(duty, year, code, entries[year, duty.id, code], today)
        for year in wanted
        for duty in chosen
        if duty.in_year(year)
        for code in duty.owed_by(year)
        if divisions is None or code in divisions
    ]


def one(duty: Duty, year: int, division: str) -> Spoke | None:
    """One duty of one year and place; None where it is not owed there."""
    if not duty.in_year(year):
        return None
    return next(iter(wheel(year, divisions={division}, chosen=[duty])), None)


def tasks_of(divisions: Collection[str] | None = None) -> list[Spoke]:
    """What is demanded once, by place; of the named divisions only."""
    return [one for task in tasks() for one in wheel(task.first_year, divisions=divisions, chosen=[task])]


@dataclass(frozen=True, slots=True)
class Year:
    """How many duties of a year are in each state."""

    year: int
    counts: Counter[State]

    @property
    def total(self) -> int:
        """All that are owed."""
        return self.counts.total()

    @property
    def open(self) -> int:
        """What is still owed, overdue or not."""
        return sum(number for state, number in self.counts.items() if not state.closed)


def by_year(divisions: Collection[str] | None = None) -> list[Year]:
    """The years with their counts, the latest first."""
    return [
        Year(year, Counter(one.state for one in wheel(year, divisions=divisions)))
        for year in reversed(years())
    ]


def may_enter(viewer: Viewer, division: str) -> bool:
    """Whether the viewer may say what was done about a duty of a division."""
    return viewer.may("wheel.enter", division=division)


def left_open(divisions: Collection[str] | None = None) -> list[Spoke]:
    """What is overdue, of whatever year and first of the oldest; of the named divisions only."""
    found = [one for one in _of_years(years(), divisions, duties()) if one.state == State.OVERDUE]
    return sorted(found, key=lambda one: (one.due or date.max, one.duty.id, one.division))


def own_left_open(viewer: Viewer) -> list[Spoke]:
    """What is overdue in the divisions where an official holds his office, not in those below them."""
    return left_open({grant.division for grant in viewer.grants if grant.role in OFFICIALS})


def own(viewer: Viewer, year: int) -> list[Spoke]:
    """The duties of a year of the divisions an official covers."""
    return wheel(year, divisions=None if viewer.is_system else viewer.divisions)
