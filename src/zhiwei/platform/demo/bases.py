"""Start-up bases in the demonstration: residents, graduates, a round that takes applications; and the year wheel."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.bases import services
from zhiwei.platform.bases.models import Residency
from zhiwei.platform.demo.files import read
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.wheel import services as wheel
from zhiwei.platform.wheel.duties import duty
from zhiwei.platform.wheel.models import Kind

OPENED, MOVED_IN, GRADUATED = date(2011, 6, 1), date(2013, 3, 1), date(2015, 9, 1)
TAKEN = timedelta(days=30)
"""How long the round of the demonstration takes applications."""


def write(registered: dict[str, Subject]) -> int:
    """Register the bases with their firms, open a round, enter yearly duties; gives the number of residents."""
    data = read("bases")
    for number, one in enumerate(data["bases"], start=1):
        _base(registered[f"base-{number}"], one, data["rented"])
    today = clock.today()
    services.open_round(
        SYSTEM, year=today.year, as_of=today, closes_on=today + TAKEN, reviews=1,
        document=data["document"].format(year=today.year),
    )  # fmt: skip
    for one in data["duties"]:
        for year in one["years"]:
            _duty(one, year)
    return Residency.objects.count()


def _base(subject: Subject, one: dict[str, Any], rented: int) -> None:
    base = services.register_base(
        SYSTEM, subject, kind=one["kind"], investor=one["investor"], area=one["area"], floors=one["floors"],
        opened_on=OPENED,
    )  # fmt: skip
    firms = Subject.objects.filter(
        entity="enterprise", division=subject.division, state=Subject.State.ACTIVE, personal_name=False,
        founded_on__lte=MOVED_IN,
    )  # fmt: skip
    chosen = list(firms.order_by("-founded_on", "pk")[: one["residents"]])
    for number, firm in enumerate(chosen):
        entry = services.move_in(SYSTEM, base, firm, on=MOVED_IN, area=rented)
        if number < one["graduates"]:
            services.graduate(SYSTEM, base, firm, on=GRADUATED, document=f"（示例）毕字第{number + 1}号")
            services.move_out(SYSTEM, entry, on=GRADUATED)


def _duty(one: dict[str, Any], year: int) -> None:
    owed = duty(one["duty"])
    assert owed is not None
    said = {"day": owed.due(year), "document": one["document"].format(year=year)}
    kinds = (Kind.DONE, Kind.PUBLISHED) if one.get("published") else (Kind.DONE,)
    for kind in kinds:
        wheel.enter(SYSTEM, owed, year, one["division"], kind, said)
