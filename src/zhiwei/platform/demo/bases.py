"""Start-up bases in the demonstration: residents, graduates, a ranked round and one that takes applications; the year wheel."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from zhiwei.platform.accounts import queries as accounts
from zhiwei.platform.accounts.models import Membership, User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.bases import services
from zhiwei.platform.bases.models import Residency
from zhiwei.platform.bases.services.rounds import TYPE
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.demo.files import read
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services import add_fact
from zhiwei.platform.wheel import services as wheel
from zhiwei.platform.wheel.duties import duty
from zhiwei.platform.wheel.models import Kind

TELEPHONE = "0571-00000000"
"""Nobody's number, like all of the demonstration."""
OPENED, MOVED_IN, GRADUATED = date(2011, 6, 1), date(2013, 3, 1), date(2015, 9, 1)
TAGGED = date(2014, 3, 3)
"""When the science authority found firms of the bases technology-based."""
TAKEN = timedelta(days=30)
"""How long the round of the demonstration takes applications."""
APPLYING, CLOSED, RANKED = timedelta(days=60), timedelta(days=30), timedelta(days=20)
"""How long ago the bases of the ranked round applied, the round closed, and the ranking was taken."""


def write(registered: dict[str, Subject]) -> int:
    """Register the bases with their firms, open a round, enter yearly duties; gives the number of residents."""
    data = read("bases")
    for number, one in enumerate(data["bases"], start=1):
        _base(registered[f"base-{number}"], one, data["rented"])
    today = clock.today()
    _ranked(data, [registered[f"base-{number}"] for number in data["applied"]], today)
    services.open_round(
        SYSTEM, year=today.year, as_of=today, closes_on=today + TAKEN, reviews=1,
        document=data["document"].format(year=today.year),
    )  # fmt: skip
    for one in data["duties"]:
        for year in one["years"]:
            _duty(one, year)
    return Residency.objects.count()


def _ranked(data: dict[str, Any], applied: list[Subject], today: date) -> None:
    """A closed round of the year before: its bases are ranked and sent to an expert; one waits for the province."""
    year, opened, closed = today.year - 1, today - APPLYING, today - CLOSED
    with clock.stopped(opened):
        held = services.open_round(
            SYSTEM, year=year, as_of=opened, closes_on=closed, reviews=1, document=data["document"].format(year=year)
        )  # fmt: skip
        for subject in applied:
            made = cases.open_case(
                _viewer("incubator"), TYPE, subject, key=f"demo/base/{year}/{subject.pk}", origin="applicant",
                content=data["application"],
            )  # fmt: skip
            cases.act(_county(subject), made.pk, "accept", revision=made.revision)
    with clock.stopped(today - RANKED):
        services.take_ranking(_viewer("province"), held.pk)
        expert = User.objects.get(username="expert")
        services.send_to_experts(_viewer("province"), held.pk, [expert])
        first = held.standings.order_by("place").first()
        assert first is not None
        case = Case.objects.get(pk=first.case)
        cases.act(_viewer("expert"), case.pk, "review", revision=case.revision, content=data["review"])


def _viewer(username: str) -> Viewer:
    return accounts.viewer(User.objects.get(username=username))


def _county(subject: Subject) -> Viewer:
    """The demonstration's official of a base's own county."""
    held = Membership.objects.filter(role=Role.COUNTY, division=subject.division).order_by("user_id").first()
    assert held is not None
    return accounts.viewer(held.user)


def _base(subject: Subject, one: dict[str, Any], rented: int) -> None:
    base = services.register_base(
        SYSTEM, subject, kind=one["kind"], investor=one["investor"], area=one["area"], floors=one["floors"],
        opened_on=OPENED, boundary=one["boundary"], industry=one["industry"],
        telephone=TELEPHONE,
    )  # fmt: skip
    firms = Subject.objects.filter(
        entity="enterprise", division=subject.division, state=Subject.State.ACTIVE, personal_name=False,
        founded_on__lte=MOVED_IN,
    ).exclude(legal_form="individual_business")  # fmt: skip
    fitting = tuple(one.get("industries", ()))
    young = sorted(firms.order_by("-founded_on", "pk"), key=lambda firm: firm.industry[:2] not in fitting)
    chosen = young[: one["residents"]]
    for number, firm in enumerate(chosen):
        entry = services.move_in(SYSTEM, base, firm, on=MOVED_IN, area=rented)
        if number < one.get("technology", 0):
            add_fact(SYSTEM, firm, "technology_based", True, source="science", received_on=TAGGED)
        if number < one["graduates"]:
            with clock.stopped(GRADUATED):
                services.graduate(SYSTEM, base, firm, on=GRADUATED, document=f"（示例）毕字第{number + 1}号")
                services.move_out(SYSTEM, entry, on=GRADUATED)


def _duty(one: dict[str, Any], year: int) -> None:
    owed = duty(one["duty"])
    assert owed is not None
    said = {"day": owed.due(year), "document": one["document"].format(year=year)}
    kinds = (Kind.DONE, Kind.PUBLISHED) if one.get("published") else (Kind.DONE,)
    for kind in kinds:
        wheel.enter(SYSTEM, owed, year, one["division"], kind, said)
