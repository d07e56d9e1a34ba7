"""Who goes first for which land (14.5), computed on the day of the decision from the registers and the rulebook."""

from __future__ import annotations

from datetime import date

from zhiwei.engine.errors import InputError
from zhiwei.platform.answers.laws import law
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.bases.clusters.queries import in_park
from zhiwei.platform.bases.models import Base, LandKind, LandRequest, LandSource
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Subject

SENTENCE = "14.5"
SMALL = "small_or_micro"


def small(firm: Subject, day: date) -> bool:
    """Whether the rulebook finds a firm small or micro on a day; one whose facts do not tell counts as not."""
    book = current()
    try:
        case = book.case(subjects.facts(firm, as_of=day), day, links=subjects.links(firm, as_of=day))
    except InputError:
        return False
    found = book.calc_case(case, law(day), (SMALL,))[SMALL]
    return found.status == "known" and bool(found.value)


def goes_first(request: LandRequest, kind: str, day: date) -> bool:
    """Whether a request goes first for a kind of land.

    New quota takes start-up bases into account; released land goes first to small firms in parks.
    """
    applicant = request.applicant
    if kind == LandKind.QUOTA:
        return Base.objects.filter(subject=applicant).exists()
    return applicant.entity == "enterprise" and in_park(applicant, day) and small(applicant, day)


def passed_over(source: LandSource, served: LandRequest | None, day: date) -> list[LandRequest]:
    """The waiting requests of the place that go first and that an allocation of ``source`` would not serve.

    Where the request served goes first itself, only those that were made before it are passed over.
    """
    rows = LandRequest.objects.filter(
        division=source.division, state=LandRequest.State.WAITING, asked_on__lte=day
    ).select_related("applicant")
    if served is not None:
        rows = rows.exclude(pk=served.pk)
        if goes_first(served, source.kind, day):
            rows = rows.filter(asked_at__lt=served.asked_at)
    return [one for one in rows.order_by("asked_at", "pk") if goes_first(one, source.kind, day)]
