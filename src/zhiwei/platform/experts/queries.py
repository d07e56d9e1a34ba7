"""What may be asked of experts, sessions, bookings and questions, by whom."""

from __future__ import annotations

from datetime import datetime, time

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases.models import Participant, Rating, Step
from zhiwei.platform.experts.models import Booking, Expert, Question, Session, Slot
from zhiwei.platform.experts.routing import ROLE, above
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.queries.visible import divisions_for, organisations_for

ONWARD = ("to_county", "to_province")
"""Steps by which an unanswered question goes up."""
_LIVE = ~Q(state=Booking.State.CANCELLED)


def coming() -> QuerySet[Session]:
    """Sessions that can be booked, the next first, with their slots and how many are free; public."""
    now = clock.now().astimezone(clock.ZONE)
    later = Q(day__gt=now.date()) | Q(day=now.date(), begins__gt=now.time())
    return counted(Session.objects.filter(later, state=Session.State.OPEN))


def counted(rows: QuerySet[Session]) -> QuerySet[Session]:
    """Sessions with how many slots they have, how many of them are taken, and when the first ends."""
    live = Q(bookings__state__in=[one for one in Booking.State if one != Booking.State.CANCELLED])
    return rows.select_related("expert__user").annotate(
        places=Count("slots", distinct=True),
        taken=Count("bookings", filter=live, distinct=True),
        first_ends=Min("slots__ends"),
    )


def slots(session: Session) -> list[tuple[Slot, bool]]:
    """The slots of a session, each with whether it is free."""
    live = Booking.objects.filter(_LIVE, slot=OuterRef("pk"))
    return [(one, not one.held) for one in session.slots.annotate(held=Exists(live))]


def firms_of(viewer: Viewer) -> QuerySet[Subject]:
    """The firms for which the viewer may book."""
    able = organisations_for(viewer, "experts.book")
    rows = Subject.objects.filter(entity="enterprise", organisation__in=able, state=Subject.State.ACTIVE)
    return rows.order_by("name")


def bookings_of_firms(viewer: Viewer) -> QuerySet[Booking]:
    """What the viewer's firms booked."""
    able = organisations_for(viewer, "experts.book")
    return _booked(Booking.objects.filter(firm__organisation__in=able))


def questions_of_firms(viewer: Viewer) -> QuerySet[Question]:
    """What the viewer's firms asked."""
    able = organisations_for(viewer, "experts.book")
    return _asked(Question.objects.filter(firm__organisation__in=able))


def expert_of(viewer: Viewer) -> Expert | None:
    """The expert who the viewer is, if he may act as one today."""
    if viewer.user_id is None or not viewer.may("experts.advise"):
        return None
    return Expert.objects.filter(user=viewer.user_id, state=Expert.State.ACTIVE).first()


def questions_for(expert: Expert) -> QuerySet[Question]:
    """The questions an expert sees: of his own fields, and sent to him."""
    sent = Participant.objects.filter(case=OuterRef("case"), user=expert.user_id, role=ROLE)
    fields = expert.expertise.values("field")
    return _asked(Question.objects.filter(Exists(sent), field__in=fields))


def bookings_for(expert: Expert) -> QuerySet[Booking]:
    """The bookings of an expert's sessions, those that were cancelled left out."""
    return _booked(Booking.objects.filter(_LIVE, session__expert=expert))


def experts_of(viewer: Viewer) -> QuerySet[Expert]:
    """The experts who advise in the divisions of an official: those of the divisions themselves and of those above."""
    here = set(_places(viewer))
    here |= {code for grant in viewer.grants if grant.division for code in above(grant.division)}
    return Expert.objects.filter(division__in=here).select_related("user").prefetch_related("expertise")


def sessions_of(viewer: Viewer) -> QuerySet[Session]:
    """The sessions in the divisions of an official."""
    return counted(Session.objects.filter(division__in=_places(viewer)))


def bookings_of(viewer: Viewer) -> QuerySet[Booking]:
    """The bookings of sessions in the divisions of an official."""
    return _booked(Booking.objects.filter(session__division__in=_places(viewer)))


def questions_of(viewer: Viewer) -> QuerySet[Question]:
    """The questions of firms of an official's divisions."""
    return _asked(Question.objects.filter(division__in=_places(viewer)))


def _places(viewer: Viewer) -> list[str]:
    return sorted(divisions_for(viewer, "cases.read"))


def unanswered(rows: QuerySet[Question]) -> QuerySet[Question]:
    """Of some questions those that nobody answered in time, the oldest first."""
    late = Q(case__state__in=("at_county", "at_province")) | Q(case__due_on__lt=clock.today())
    return rows.filter(late, case__ended_at=None).order_by("asked_at")


def may_see(viewer: Viewer, booking: Booking) -> bool:
    """Whether the viewer may know of a booking: the firm, the expert, officials of the place."""
    expert = booking.session.expert
    return (
        booking.firm.organisation_id in organisations_for(viewer, "experts.book")
        or (viewer.user_id == expert.user_id and viewer.may("experts.advise"))
        or booking.session.division in divisions_for(viewer, "cases.read")
    )


def published() -> QuerySet[Question]:
    """Published answers, the latest first; only their public words may be shown."""
    return Question.objects.exclude(published_at=None).order_by("-published_at")


def to_publish(rows: QuerySet[Question]) -> QuerySet[Question]:
    """Answered questions whose askers agreed and that are not published yet."""
    return rows.filter(agrees=True, published_at=None, case__state="answered")


def went_up(rows: QuerySet[Question]) -> QuerySet[Question]:
    """Of some questions those that went up the ladder at least once."""
    steps = Step.objects.filter(case=OuterRef("case"), transition__in=ONWARD)
    return rows.filter(Exists(steps))


def mean_grade(expert: Expert) -> float | None:
    """The mean of the grades for an expert's sessions and answers; None where nobody graded."""
    sessions = Booking.objects.filter(session__expert=expert).values_list("grade", flat=True)
    answers = Rating.objects.filter(case__question__expert=expert).values_list("grade", flat=True)
    found = [one for one in (*sessions, *answers) if one is not None]
    return sum(found) / len(found) if found else None


def day_begins(year: int, month: int = 1) -> datetime:
    """The first moment of a month in Zhejiang; month 13 is the next January."""
    return datetime.combine(datetime(year + (month - 1) // 12, (month - 1) % 12 + 1, 1), time(), clock.ZONE)


def _booked(rows: QuerySet[Booking]) -> QuerySet[Booking]:
    return rows.select_related("session__expert__user", "slot", "firm").order_by("-booked_at", "pk")


def _asked(rows: QuerySet[Question]) -> QuerySet[Question]:
    return rows.select_related("case", "firm", "expert__user").order_by("-asked_at", "pk")
