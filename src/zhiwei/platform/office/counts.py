"""What the desk's first page counts, within the viewer's divisions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases import bureaus, standing
from zhiwei.platform.cases import queries as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.cases.work import objections, of_list, waiting
from zhiwei.platform.decisions import queries as decisions
from zhiwei.platform.funds import queries as funds
from zhiwei.platform.funds.models import Run
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.charts.tiles import PLACES
from zhiwei.platform.ledger import queries as ledger
from zhiwei.platform.office.scope import city_of
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.entities import ENTERPRISE
from zhiwei.platform.subjects.models import Difficulty, Enquiry, ImportBatch, Subject
from zhiwei.platform.wheel import queries as wheel


@dataclass(frozen=True)
class Desk:
    """The figures of one desk. ``cities`` and ``counties`` count enterprises by code, ``sizes`` by size class."""

    enterprises: int
    others: int
    cities: dict[str, int]
    counties: list[tuple[str, int]]
    sizes: list[tuple[str, int]]
    enquiries: list[dict[str, Any]]
    to_check: int
    """Local decisions that the viewer may approve, and proposals to end one that he may agree to; none that he made."""
    to_import: int
    to_answer: int
    to_do: int
    """Cases with a step open to the viewer, those set aside for other organisations (:mod:`bureaus`) left out."""
    to_do_of_others: int
    """Those set aside."""
    objections: int
    """Objections not answered yet, to notices of the viewer's divisions; also without those in cases set aside."""
    lists: int
    """Payment lists that the viewer may check; those he made are not among them."""
    refunds: int
    """Proposals to ask money back, or to give a claim up, that the viewer may release."""
    fund_matters: int
    """Proposals to put an appropriation right, or to close a fund, that the viewer may release."""
    payable: list[ledger.Payable]
    """The funds of the viewer's own division with promises of which he could make a payment list now."""
    late_cases: int
    """Cases past their deadline."""
    late_to_do: int
    """Those of them that wait for the viewer."""
    late_objections: int
    """Objections not answered although the days of their notice are over."""
    late_to_answer: int
    """Those of them that the viewer answers."""
    complaints: int
    """Complaints that the viewer may answer and nobody has answered."""
    complained: int | None
    """The days for which the oldest of them waits; None where there is none."""
    hanging: int
    """Promises of funds whose days are over, not paid, of the viewer's own divisions to see to."""
    hung: int | None
    """The days for which the oldest of them waits; None where there is none."""
    late_duties: int
    """Overdue duties of the viewer's to enter that fell due since the beginning of last year."""
    old_duties: int
    """Those that fell due earlier."""
    waited: int | None
    """The days for which the oldest enquiry waits for an answer; None where none does."""
    correcting: tuple[int, int | None]
    """Cases that wait for their applicant's correction, and the days for which the first of them does."""
    undated: tuple[int, int | None]
    """Other cases without a day by which somebody must act, and the days for which the first of them waits."""

    to_release: list[Run]
    """Counted runs of rewards without application that the viewer may release, begun by others."""

    @property
    def late_elsewhere(self) -> int:
        """Cases past their deadline that wait for others."""
        return self.late_cases - self.late_to_do

    @property
    def objections_elsewhere(self) -> int:
        """Objections past the days of their notice that others answer."""
        return self.late_objections - self.late_to_answer

    @property
    def urgent(self) -> bool:
        """Whether anything that the viewer can see to has waited too long, an enquiry from the day after it came, or holds up
        the rewards of a whole place."""
        mine = self.late_to_do or self.late_to_answer or self.complaints or self.hanging or self.late_duties
        return bool(mine or self.to_release or self.waited)

    @property
    def late(self) -> bool:
        """Whether anything is past its deadline, whoever it waits for."""
        return bool(self.urgent or self.late_elsewhere or self.objections_elsewhere or self.old_duties)


def desk(viewer: Viewer) -> Desk:
    """Everything in a handful of grouped queries."""
    own = subjects.visible(viewer).filter(state=Subject.State.ACTIVE)
    firms = own.filter(entity=ENTERPRISE)
    places = Counter(dict(firms.values_list("division").annotate(n=Count("pk")).order_by()))
    cities: Counter[str] = Counter()
    for code, count in places.items():
        cities[city_of(code)] += count
    sizes = dict(firms.values_list("size_class").annotate(n=Count("pk")).order_by())
    asked = subjects.visible_enquiries(viewer)
    today = clock.today()
    late = cases.overdue(viewer, today) if viewer.may("cases.read") else Case.objects.none()
    left = wheel.own_left_open(viewer) if viewer.may("wheel.enter") else []
    duties = Counter(one.due is not None and one.due < date(today.year - 1, 1, 1) for one in left)
    apart = bureaus.aside(viewer)
    hanging = ledger.hanging(viewer)
    oldest = hanging.first()
    complaints = bureaus.of_complaints(cases.to_answer(viewer), apart)
    complaint = complaints.first()
    return Desk(
        enterprises=sum(places.values()),
        others=own.filter(entity__in=subjects.actors()).exclude(entity=ENTERPRISE).count(),
        cities={code: cities.get(code, 0) for code in PLACES if cities.get(code)},
        counties=sorted(places.items(), key=lambda pair: (-pair[1], pair[0])),
        sizes=[
            (size, sizes.get(size, 0)) for size in ("micro", "small", "medium", "large", "not_covered", "")
        ],
        enquiries=_by_difficulty(asked),
        to_check=decisions.to_check(viewer).count() + decisions.endings_to_check(viewer).count(),
        to_import=subjects.visible_batches(viewer).filter(state=ImportBatch.State.READY).count(),
        to_answer=asked.filter(state=Enquiry.State.OPEN).count(),
        to_do=bureaus.part(of_list(viewer, "todo"), apart).count(),
        to_do_of_others=0
        if apart is None
        else bureaus.part(of_list(viewer, "todo"), apart, "others").count(),
        objections=bureaus.of_objections(cases.open_objections(viewer), apart).count(),
        lists=ledger.lists_to_check(viewer).count(),
        refunds=ledger.proposals_to_check(viewer).count(),
        fund_matters=ledger.fund_proposals_to_check(viewer).count(),
        payable=ledger.payable_by_fund(viewer),
        late_cases=late.count(),
        late_to_do=bureaus.part(late.filter(waiting(viewer)), apart).count(),
        late_objections=cases.open_objections(viewer).filter(notice__last_day__lt=today).count(),
        late_to_answer=bureaus.of_objections(objections(viewer), apart)
        .filter(notice__last_day__lt=today)
        .count(),
        complaints=complaints.count(),
        complained=None if complaint is None else clock.days_since(complaint.made_at),
        hanging=hanging.count(),
        hung=None if oldest is None else oldest.waiting_days,
        late_duties=duties[False],
        old_duties=duties[True],
        waited=_waited(asked),
        correcting=standing.longest(bureaus.part(of_list(viewer, "correcting"), apart)),
        to_release=list(funds.to_release(viewer).only("division", "as_of", "made_at")),
        undated=standing.longest(bureaus.part(of_list(viewer, "undated"), apart)),
    )


def _waited(asked: QuerySet[Enquiry]) -> int | None:
    oldest = asked.filter(state=Enquiry.State.OPEN).order_by("asked_at").first()
    return oldest.days_waited if oldest is not None else None


def _by_difficulty(asked: Any) -> list[dict[str, Any]]:
    """Of each of the four difficulties of 2.1 the enquiries by state, and of none of them."""
    counted = Counter(
        {(d, s): n for d, s, n in asked.values_list("difficulty", "state").annotate(n=Count("pk")).order_by()}
    )
    names = [(d.value, d.label) for d in Difficulty]
    return [
        {
            "difficulty": value,
            "label": label,
            "open": counted[value, "open"],
            "answered": counted[value, "answered"] + counted[value, "closed"],
        }
        for value, label in names
    ]
