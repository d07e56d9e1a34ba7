"""The programme from files in the demonstration: fairs, stands and their firms, a year that was paid, two that wait for somebody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.demo.files import read
from zhiwei.platform.demo.paying import account, funded, pay, step, viewer
from zhiwei.platform.kit import clock
from zhiwei.platform.programmes.models import Record
from zhiwei.platform.programmes.registers import keeping
from zhiwei.platform.subjects.models import Subject

OWN = Path(__file__).parent / "own"
"""The installation's own folder of the demonstration, as an installation names one by ZHIWEI_PROGRAMMES."""
PROGRAMME, CASE = "stands", "stand_subsidy"
_BOOKED = timedelta(days=40)
"""How long before a fair the county enters it, and the agency its stands."""


def write(registered: Mapping[str, Subject]) -> int:
    """Fairs, stands, what firms said of them, the yearly cases; gives the number of records."""
    data = read("projects")
    agency = registered[data["agency"]]
    firms, numbers = _firms(data), count(1)
    past = data["past"]
    with clock.stopped(date(past, 1, 6)):
        account(agency, data["bank"])
    for one in data["past_fairs"]:
        _fair(one, date.fromisoformat(f"{past}-{one['day']}"), data, agency, firms, numbers)
    with clock.stopped(date.fromisoformat(f"{past + 1}-{data['paid_on']}")):
        funds = funded(data["fund"], "county", data["division"])
        case = _settled(agency, past)
        step(viewer("finance"), case, "approve")
        step(SYSTEM, case, "proceed")
        pay(funds[past + 1])
    today = clock.today()
    for one in data["fairs"]:
        day = (
            date.fromisoformat(f"{today.year - one['years']}-{one['day']}")
            if "years" in one
            else today + timedelta(days=one["days"])
        )
        _fair(one, day, data, agency, firms, numbers)
    _settled(agency, today.year - 2)
    _applied(agency, today.year - 1)
    return Record.objects.filter(programme=PROGRAMME).count()


def _firms(data: Mapping[str, Any]) -> Iterator[Subject]:
    """Companies of the county one after the other, again and again, the owner's own left out."""
    own = viewer("owner").organisation_ids
    rows = Subject.objects.filter(
        entity="enterprise", division=data["division"], state=Subject.State.ACTIVE, personal_name=False,
        founded_on__lt=date(data["past"], 1, 1), size_class__in=("small", "micro"),
    )  # fmt: skip
    found = list(rows.exclude(organisation__in=own).order_by("founded_on", "pk")[:12])
    while True:
        yield from found


def _fair(
    one: Mapping[str, Any], day: date, data: Mapping[str, Any], agency: Subject, firms: Iterator[Subject],
    numbers: Iterator[int],
) -> None:  # fmt: skip
    """A fair with its stands: confirmed, disputed, struck, or waiting for the firm."""
    with clock.stopped(min(day - _BOOKED, clock.today())):
        fair = keeping.enter(
            viewer("county"), PROGRAMME, "fairs",
            {"name": one["name"], "opens_on": day.isoformat(), "stands": one["stands"]}, division=data["division"],
        )  # fmt: skip

        def stand(fee: str, firm: Subject) -> Record:
            values = {
                "contract": f"示例展{day:%Y}-{next(numbers):03}", "fair": fair, "firm": firm,
                "held_on": day.isoformat(), "fee": fee,
            }  # fmt: skip
            return keeping.enter(viewer("exhibitor"), PROGRAMME, "stands", values, owner=agency)

        confirmed = [stand(fee, next(firms)) for fee in one["fees"]]
        disputed = [stand(fee, next(firms)) for fee in one.get("disputed", ())]
        for fee in one.get("waiting", ()):
            stand(fee, next(firms))
        if "owner" in one:
            own = Subject.objects.get(
                entity="enterprise",
                organisation__in=viewer("owner").organisation_ids,
                division=data["division"],
            )
            stand(one["owner"], own)
        struck = [stand(one["struck"]["fee"], next(firms))] if "struck" in one else []
    with clock.stopped(min(day + timedelta(days=3), clock.today())):
        for made in confirmed:
            keeping.move(SYSTEM, made.pk, "confirm", revision=made.revision)
        for made in disputed:
            keeping.move(SYSTEM, made.pk, "dispute", revision=made.revision)
        for made in struck:
            keeping.strike(viewer("exhibitor"), made.pk, revision=made.revision, note=one["struck"]["why"])


def _applied(agency: Subject, year: int) -> Case:
    return cases.open_case(
        viewer("exhibitor"), CASE, agency, key=f"demo/projects/{year}", origin="applicant", content={"for_year": str(year)}
    )  # fmt: skip


def _settled(agency: Subject, year: int) -> Case:
    return step(viewer("county"), _applied(agency, year), "settle")
