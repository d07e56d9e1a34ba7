"""Shared instruments in the demonstration: three platforms, a year of bookings, a review with money, a subsidy, renewals."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from zhiwei.platform.accounts import queries as accounts
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.demo.files import read
from zhiwei.platform.demo.paying import fund_with
from zhiwei.platform.instruments import services
from zhiwei.platform.instruments.models import Booking, Platform, Resource, Review, Slot
from zhiwei.platform.instruments.services.reviewing import begin
from zhiwei.platform.kit import clock, money
from zhiwei.platform.ledger import queries as ledger_queries
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.models import Fund
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.wheel import services as wheel
from zhiwei.platform.wheel.duties import duty
from zhiwei.platform.wheel.models import Kind

BEFORE = timedelta(days=4)
"""How long before its use something is booked."""
NOTICE = timedelta(days=7)
KEEPERS = {"institute-1": "institute", "agency-1": "agency"}
"""Who logs in for a keeper."""


def write(registered: Mapping[str, Subject]) -> int:
    """Make platforms, bookings, reviews and their money; gives the number of bookings."""
    data, today = read("instruments"), clock.today()
    last = today.year - 1
    with clock.stopped(date(last, 1, 6)):
        platforms = {one["key"]: _platform(data, one, registered) for one in data["platforms"]}
        clerks = {one["key"]: _viewer(KEEPERS[one["keeper"]]) for one in data["platforms"]}
        for one in data["resources"]:
            _resource(one, platforms, clerks)
        services.file_scheme(_viewer("county"), first_year=last, **_figures(data["scheme"]))
        services.file_rate(_viewer("city"), first_year=last, **_figures(data["rate"]))
    for number, one in enumerate(data["bookings"]):
        month, day = map(int, one["day"].split("-"))
        _past(one, _weekday(date(last, month, day)), f"demo/instrument/{number}", clerks, platforms)
    _recognised(data, platforms, clerks, last)
    _reviewed(data, platforms, clerks, last + 1)
    for number, one in enumerate(data["today"]):
        _now(one, today, f"demo/instrument/today/{number}", clerks, platforms)
    return Booking.objects.count()


def _viewer(username: str) -> Viewer:
    return accounts.viewer(User.objects.get(username=username))


def _figures(one: Mapping[str, Any]) -> dict[str, Any]:
    """Yuan of the file, which stand in quotes, as fen; the rest as it is."""
    words = ("document", "division")
    found = {
        name: money.parse(value) if isinstance(value, str) and name not in words else value
        for name, value in one.items()
    }
    return {"division": "330110", **found}


def _platform(data: Mapping[str, Any], one: Mapping[str, Any], registered: Mapping[str, Subject]) -> Platform:
    return services.register_platform(
        _viewer("county"), registered[one["keeper"]], name=one["name"], place=one["place"], opening=one["opening"],
        set_up_on=one["set_up"], legal_nature=one["nature"], public_money=one["public"], document=one["document"],
        division=data["division"],
    )  # fmt: skip


def _resource(
    one: Mapping[str, Any], platforms: Mapping[str, Platform], clerks: Mapping[str, Viewer]
) -> None:
    services.offer(
        clerks[one["platform"]], platforms[one["platform"]], kind=one["kind"], title=one["title"],
        tariff=money.parse(one["tariff"]), text=one["text"],
    )  # fmt: skip


def _weekday(day: date) -> date:
    """The day, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _book(one: Mapping[str, Any], day: date, key: str, clerk: Viewer) -> Booking:
    """A slot of two hours is opened and booked; what needs no slot is just asked for."""
    resource = Resource.objects.select_related("platform__subject").get(title=one["of"])
    slot: Slot | None = None
    if resource.by_slot:
        slot = next(iter(services.add_slots(
            clerk, resource, first=day, last=day, opens=time(9), closes=time(17), minutes=120, weekends=True
        )))  # fmt: skip
    owner = _viewer(one["by"])
    firm = Subject.objects.filter(entity="enterprise", organisation__in=owner.organisation_ids).first()
    assert firm is not None
    return services.book(owner, firm, resource, slot=slot, purpose=one["what"], key=key)


def _clerk(one: Mapping[str, Any], clerks: Mapping[str, Viewer], platforms: Mapping[str, Platform]) -> Viewer:
    held = Resource.objects.get(title=one["of"]).platform_id
    return next(clerks[key] for key, platform in platforms.items() if platform.pk == held)


def _past(
    one: Mapping[str, Any], day: date, key: str, clerks: Mapping[str, Viewer], platforms: Mapping[str, Platform]
) -> None:  # fmt: skip
    """Booked, then refused, or used and confirmed by both."""
    clerk = _clerk(one, clerks, platforms)
    with clock.stopped(day - BEFORE):
        made = _book(one, day, key, clerk)
        if "refuse" in one:
            _step(clerk, made.case, "refuse", reason=one["refuse"], explanation=one["why"])
            return
        _step(clerk, made.case, "agree")
    with clock.stopped(datetime.combine(day, time(18), clock.ZONE)):
        _step(clerk, made.case, "record", used_on=day.isoformat(), minutes=str(one["minutes"]))
        _step(_viewer(one["by"]), made.case, "confirm", grade=one["grade"])


def _now(
    one: Mapping[str, Any], today: date, key: str, clerks: Mapping[str, Viewer], platforms: Mapping[str, Platform]
) -> None:  # fmt: skip
    """As far as the file says."""
    clerk = _clerk(one, clerks, platforms)
    made = _book(one, _weekday(today + timedelta(days=one["ahead"])), key, clerk)
    if one["state"] in ("agreed", "used"):
        _step(clerk, made.case, "agree")
    if one["state"] == "used":
        _step(clerk, made.case, "record", used_on=today.isoformat(), minutes=str(one["minutes"]))


def _step(viewer: Viewer, case: Case, step: str, **content: str) -> Case:
    revision = Case.objects.values_list("revision", flat=True).get(pk=case.pk)
    return cases.act(viewer, case.pk, step, revision=revision, content=content)


def _recognised(
    data: Mapping[str, Any], platforms: Mapping[str, Platform], clerks: Mapping[str, Viewer], year: int
) -> None:
    """One platform is recognised; another applies with a price list that is not compliant."""
    one, summary = data["recognition"], "全年开放情况见使用记录（示例）"
    with clock.stopped(date(year, 9, 1)):
        case = _apply(clerks["materials"], platforms["materials"], "materials", one["kind"], summary)
        _step(_viewer("county"), case, "accept")
    with clock.stopped(date(year, 10, 9)):
        _step(
            _viewer("province"), case, "recognise", document=one["document"].format(year=year),
            from_day=f"{year}-10-09", to_day=f"{year + 3}-10-08",
        )  # fmt: skip
    case = _apply(clerks["design"], platforms["design"], "design", one["kind"], summary)
    _step(_viewer("county"), case, "accept")


def _apply(clerk: Viewer, platform: Platform, key: str, kind: str, summary: str) -> Case:
    return cases.open_case(
        clerk, "platform_recognition", platform.subject, key=f"demo/recognition/{key}", origin="applicant",
        content={"kind": kind, "summary": summary},
    )  # fmt: skip


def _reviewed(
    data: Mapping[str, Any], platforms: Mapping[str, Platform], clerks: Mapping[str, Viewer], year: int
) -> None:
    """Last year's reviews: one with money paid, one on notice today; the private platform has its subsidy paid."""
    begun = date(year, 1, 12)
    with clock.stopped(begun):
        funds = {one["purpose"]: _fund(one, data["division"], year) for one in data["funds"]}
        for name in ("materials", "design"):
            account = data["bank"]
            ledger.give_account(
                SYSTEM, platforms[name].subject, holder=platforms[name].subject.name, bank=account["name"],
                number=account["number"],
            )  # fmt: skip
        case = begin(_viewer("county"), platforms["materials"], year - 1)
        _step(_viewer("county"), case, "publish")
        subsidy = cases.open_case(
            clerks["design"], "platform_subsidy", platforms["design"].subject, key="demo/subsidy", origin="applicant",
            content={"year": str(year - 1)},
        )  # fmt: skip
        _step(_viewer("county"), subsidy, "check")
        _step(_viewer("county2"), subsidy, "settle")
    with clock.stopped(begun + NOTICE):
        cases.tick(type_id="platform_review")
        wanted = min(money.parse(data["grant"]["yuan"]), Review.objects.get(case=case).most)
        _step(
            _viewer("finance"), case, "grant", amount=money.yuan(wanted, grouped=False),
            grant_document=data["grant"]["document"].format(year=year),
        )  # fmt: skip
        owed = duty("platform_review")
        assert owed is not None
        said = {"day": clock.today(), "document": data["scheme"]["document"]}
        wheel.enter(SYSTEM, owed, year - 1, data["division"], Kind.DONE, said)
    with clock.stopped(begun + 2 * NOTICE):
        for fund in funds.values():
            _pay(fund)
    other = begin(_viewer("county"), platforms["literature"], year - 1)
    _step(_viewer("county"), other, "publish")


def _fund(one: Mapping[str, Any], division: str, year: int) -> Fund:
    return fund_with(
        money.parse(one["yuan"]), year=year, name=one["name"], level="county", division=division,
        purposes=[one["purpose"]], document=one["document"].format(year=year),
        key=f"demo/instruments/{one['purpose']}/{year}",
    )  # fmt: skip


def _pay(fund: Fund) -> None:
    maker, checker = _viewer("finance"), _viewer("county")
    made = ledger.make_payment_list(maker, fund, ledger_queries.payable(fund), key=f"{fund.key}/list")
    ledger.approve_list(checker, made, revision=made.revision)
    lines = [ledger.Paid(one.pk, clock.today(), f"示例平台{one.number:04}") for one in made.lines.all()]
    ledger.confirm_paid(maker, made, lines)
