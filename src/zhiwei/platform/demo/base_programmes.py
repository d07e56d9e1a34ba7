"""Clusters, land, rewards, tax relief and design bases in the demonstration: a believable past and something to do today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from zhiwei.platform.accounts import queries as accounts
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.bases.clusters import services as clusters
from zhiwei.platform.bases.design import services as design
from zhiwei.platform.bases.land import services as land
from zhiwei.platform.bases.models import Base, DesignPlace
from zhiwei.platform.bases.relief import services as relief
from zhiwei.platform.bases.relief.acts import TYPE as FILING
from zhiwei.platform.bases.rewards import matters, payments
from zhiwei.platform.bases.rewards import services as rewards
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.demo import incubators
from zhiwei.platform.demo.files import read
from zhiwei.platform.demo.paying import fund_with
from zhiwei.platform.kit import clock, money
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.models import BankAccount, Commitment, Fund
from zhiwei.platform.subjects.models import Subject

REWARDED, PAID = date(2015, 10, 12), date(2015, 10, 26)
APPLIED, CHOSEN, SUPPORTED = date(2012, 9, 3), date(2012, 9, 13), date(2012, 9, 20)
MATCHED_ON = (5, 20)
"""Month and day on which the local money of a year was promised."""
YEAR = timedelta(days=365)


def write(registered: dict[str, Subject]) -> int:
    """Write all of it; gives the number of cases."""
    data = read("base_programmes")
    before = Case.objects.count()
    funds = {one["division"] + name: fund for one in data["funds"] for name, fund in _funds(one)}
    _rewards(data, registered["base-1"], funds)
    _clusters(data, registered)
    _land(data, registered["base-1"])
    incubators.write(data["incubators"], registered)
    _relief(data, registered)
    _design(data, registered)
    return Case.objects.count() - before


def _viewer(username: str) -> Viewer:
    return accounts.viewer(User.objects.get(username=username))


def _step(by: Viewer, case: Case, name: str, **content: Any) -> Case:
    now = Case.objects.get(pk=case.pk)
    return cases.act(by, case.pk, name, revision=now.revision, content=content)


def _funds(one: dict[str, Any]) -> Iterable[tuple[str, Fund]]:
    for year in (*one["years"], clock.today().year):
        fund = fund_with(
            one["yuan"] * money.FEN, year=year, name=one["name"], level=one["level"], division=one["division"],
            purposes=one["purposes"], document=one["document"].format(year=year),
            key=f"demo/bases/{one['purposes'][0]}/{one['division']}/{year}",
        )  # fmt: skip
        yield f"/{one['purposes'][0]}/{year}", fund


def _account(data: dict[str, Any], subject: Subject, number: int) -> None:
    if not subject.bank_accounts.filter(state=BankAccount.State.CONFIRMED).exists():
        given = ledger.propose_account(
            SYSTEM, subject, holder=subject.name, bank=data["bank"], number=f"6201{number:012}"
        )
        ledger.confirm_account(SYSTEM, given)


def _pay(fund: Fund, maker: Viewer, checker: Viewer, day: date) -> None:
    due = list(Commitment.objects.filter(fund=fund, committed__gt=0))
    made = ledger.make_payment_list(maker, fund, due, key=f"{fund.key}/list")
    made = ledger.approve_list(checker, made, revision=made.revision)
    lines = [ledger.Paid(one.pk, day, f"示例基{one.number:05}") for one in made.lines.all()]
    ledger.confirm_paid(maker, made, lines)


def _rewards(data: dict[str, Any], subject: Subject, funds: dict[str, Fund]) -> None:
    """Of the graduations that opened a reward: the first two paid, another refused, the rest left lying since then."""
    base = Base.objects.select_related("subject").get(subject=subject)
    graduations = list(base.graduations.select_related("firm").order_by("document"))
    opened = list(Case.objects.filter(type=matters.GRADUATION, subject=subject).order_by("opened_at", "pk"))
    county, finance = _viewer("county"), _viewer("finance")
    if opened:
        with clock.stopped(REWARDED):
            _account(data, subject, 1)
            decided: tuple[tuple[str, dict[str, Any]], ...] = (
                ("approve", {}),
                ("approve", {}),
                ("refuse", data["refused"]),
            )
            for case, (step, content) in zip(opened, decided, strict=False):
                _step(county, case, "check")
                _step(_viewer("county2"), case, step, **content)
        with clock.stopped(PAID):
            _pay(funds["330110/14.6/2015"], finance, county, PAID)
    for one in data["taxes"]:
        if one["graduate"] < len(graduations):
            payments.enter_payment(
                _viewer("tax"), graduations[one["graduate"]].firm, paid_on=one["day"],
                fen=money.parse(str(one["yuan"])), number=one["number"],
            )  # fmt: skip
    rewards.open_year(base, PAID.year)


def _firms(division: str, count: int) -> list[Subject]:
    rows = Subject.objects.filter(
        entity="enterprise", division=division, state=Subject.State.ACTIVE, personal_name=False
    )
    companies = rows.exclude(founded_on=None).exclude(legal_form="individual_business")
    return list(companies.order_by("founded_on", "pk")[:count])


def _owner() -> Subject:
    return Subject.objects.get(entity="enterprise", organisation__in=_viewer("owner").organisation_ids)


def _clusters(data: dict[str, Any], registered: dict[str, Subject]) -> None:
    owner = _owner()
    for one in data["clusters"]:
        made = clusters.found(
            SYSTEM, kind=one["kind"], name=one["name"], division=one["division"], boundary=one["boundary"],
            industry=one["industry"], operator=registered[one["operator"]], area=one["area"], founded_on=one["founded"],
        )  # fmt: skip
        members = _firms(one["division"], one["members"])
        if owner.division == one["division"] and owner not in members:
            members.append(owner)
        for firm in members:
            assert firm.founded_on is not None
            clusters.join(SYSTEM, made, firm, on=max(firm.founded_on, one["founded"]))
    leaders = [one for one in _firms(owner.division, len(data["chains"]) + 1) if one != owner]
    for one, leader in zip(data["chains"], leaders, strict=False):
        product = one["products"].get(leader.industry[:2], one["products"]["other"])
        clusters.link(SYSTEM, owner, leader, product=product, from_day=clock.today() - YEAR)


def _land(data: dict[str, Any], base: Subject) -> None:
    """Last year's land is given and reported; this year the owner's firm waits and was passed over with a reason."""
    said, county, today = data["land"], _viewer("county"), clock.today()
    last = today - YEAR
    with clock.stopped(last):
        quota = _source(county, said, "quota", last.year)
        asked = land.ask(SYSTEM, base, purpose=said["for_base"]["purpose"], area=said["for_base"]["area"])
        document = said["document"].format(year=last.year)
        land.allocate(
            county, quota, request=asked, area=said["for_base"]["given"], on=last, document=document
        )
        land.allocate(county, quota, on=last, document=document, **said["roads"])
        land.publish(county, said["division"], last.year, "https://example.org/bases/land/")
    _source(county, said, "quota", today.year)
    plot = _source(county, said, "plot", today.year)
    waiting = land.ask(_viewer("owner"), _owner(), **said["owner"])
    other = said["other"]
    land.allocate(
        county, plot, receiver=other["receiver"], area=other["area"], on=today,
        document=said["document"].format(year=today.year), reasons={waiting.pk: other["reason"]},
    )  # fmt: skip


def _source(county: Viewer, said: dict[str, Any], what: str, year: int) -> Any:
    one = said[what]
    return land.enter_source(
        county, kind="quota" if what == "quota" else "released", division=said["division"], year=year, area=one["area"],
        document=one["document"].format(year=year), name=one.get("name", ""),
    )  # fmt: skip


def _relief(data: dict[str, Any], registered: dict[str, Subject]) -> None:
    """Recognitions of three levels; last year's filing is recorded, this year's waits for the tax office."""
    for one in data["recognitions"]:
        base = Base.objects.select_related("subject").get(subject=registered[one["base"]])
        relief.recognise(
            _viewer(one["viewer"]), base, what=one["what"], level=one["level"], recognised_on=one["day"],
            document=one["document"],
        )  # fmt: skip
    said, subject, this = data["filing"], registered["base-1"], clock.today().year
    for year in (this - 1, this):
        made = cases.open_case(
            _viewer("incubator"), FILING, subject, key=f"demo/relief/{year}", origin="applicant",
            content={"tax_year": str(year), "land_area": str(said["land_area"])},
        )  # fmt: skip
        if year < this:
            _step(_viewer("tax"), made, "record", tax_due=said["tax_due"], used_for_incubation=True)


def _design(data: dict[str, Any], registered: dict[str, Subject]) -> None:
    """One base supported since 2012 with its local money, that of the last year not paid yet; one that has just applied."""
    said, first = data["design"], registered["design_base-1"]
    county, finance = _viewer("county"), _viewer("finance")
    with clock.stopped(APPLIED):
        case = _applied(said, first)
        _step(county, case, "recommend", opinion=said["opinion"])
        _step(_viewer("province"), case, "publish", finding=said["opinion"])
    with clock.stopped(CHOSEN):
        cases.tick(clock.now())
        _step(_viewer("province2"), case, "recognise", document=said["document"])
        _account(data, first, 2)
    with clock.stopped(SUPPORTED):
        _pay(_fund("330000", SUPPORTED.year), _viewer("finance_province"), _viewer("province"), SUPPORTED)
    place = DesignPlace.objects.select_related("subject").get(subject=first)
    last = max(said["matches"])
    for year, yuan in said["matches"].items():
        with clock.stopped(date(year, *MATCHED_ON)):
            design.match(finance, place, _fund("330110", year), yuan * money.FEN, key=f"demo/design/{year}")
            if year < last:
                _pay(_fund("330110", year), finance, county, clock.today())
    design.publish(
        _viewer("province"), last, document=said["report"].format(year=last + 1),
        address="https://example.org/bases/design/",
    )  # fmt: skip
    _applied(said, registered["design_base-2"])


def _fund(division: str, year: int) -> Fund:
    return Fund.objects.get(key=f"demo/bases/21.2/{division}/{year}")


def _applied(said: dict[str, Any], subject: Subject) -> Case:
    return cases.open_case(
        _viewer("incubator"), "design_base", subject, key=f"demo/design/{subject.pk}", origin="applicant",
        content=said["application"],
    )  # fmt: skip
