"""What the law says of a booking and of a platform: prices of 19.3, prices of recognised platforms (19.4), subsidies (19.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from zhiwei.engine.answer import Answer
from zhiwei.platform.answers import services as answers
from zhiwei.platform.answers.laws import law
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.instruments.models import Platform, Resource
from zhiwei.platform.kit import clock, money
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Subject

FREE, PRICE, LOW_COST, SUBSIDY, REVIEW = "19.3", "19.3/price", "19.4", "19.1", "19.2"
BOOKING, PLATFORM = "instrument_booking", "service_platform"
YEARLY = "revenue@"
"""The yearly fact that settles a firm's size."""
PAYABLE, SMALL, PUBLIC = "booking_price", "user_is_small", "formed_with_public_money"


@dataclass(frozen=True, slots=True)
class Price:
    """What a firm owes for one use, fen; None where the firm's data do not settle it. ``small`` likewise."""

    fen: int | None
    small: bool | None


def price(firm: Subject, resource: Resource, day: date) -> Price:
    """What the rulebook asks of a firm on a day; nobody types it.

    A platform of public money is free for small and micro firms and takes its tariff from others (19.3). Any other takes
    its tariff, from small and micro firms its price for them where it set one.
    """
    case = current().case(_booked(resource), day, entity=BOOKING, links=_links(firm, resource, day))
    found = current().calc_case(case, law(day), (PAYABLE, SMALL))
    payable, size = found[PAYABLE], found[SMALL]
    small = bool(size.value) if size.status == "known" else None
    if public_money(resource.platform, day) is not False or resource.small_price is None:
        return Price(int(payable.value) if payable.status == "known" else None, small)
    if small is None:
        return Price(None, None)
    return Price(resource.small_price if small else resource.tariff, small)


def ground(firm: Subject, resource: Resource, fen: int, day: date) -> Answer:
    """The verdicts on a booking at a price: 19.3, and whether the price is the ordered one."""
    facts = _booked(resource) | {"price_charged": money.yuan(fen, grouped=False)}
    return answers.answer(
        facts, as_of=day, entity=BOOKING, measures=[FREE, PRICE], links=_links(firm, resource, day)
    )


def _booked(resource: Resource) -> dict[str, Any]:
    return {"resource_kind": resource.kind, "tariff": money.yuan(resource.tariff, grouped=False)}


def _links(firm: Subject, resource: Resource, day: date) -> dict[str, Any]:
    return {
        "user": {"facts": user_facts(firm, day)},
        "platform": {"facts": subjects.facts(resource.platform.subject, as_of=day)},
    }


def user_facts(firm: Subject, day: date) -> dict[str, Any]:
    """A firm's facts; its size goes by the last year whose revenue is stated while this year's is not, as in the register."""
    facts: dict[str, Any] = dict(subjects.facts(firm, as_of=day))
    years = [int(label.removeprefix(YEARLY)) for label in facts if label.startswith(YEARLY)]
    before = max((year for year in years if year <= day.year), default=day.year)
    if before < day.year:
        used = dict(facts[f"{YEARLY}{before}"])
        used["source"] = _("%(source)s，%(year)d 年度（本年度还没有数据，按最近一个年度划型）") % {
            "source": used.get("source", ""), "year": before,
        }  # fmt: skip
        facts[f"{YEARLY}{day.year}"] = used
    return facts


def public_money(platform: Platform, day: date) -> bool | None:
    """Whether a platform was formed with public money, as an authority stated; None where none did."""
    found = subjects.facts(platform.subject, as_of=day).get(PUBLIC)
    value = found.get("value") if found else None
    return None if value is None else bool(value)


def listed_prices(platform: Platform) -> tuple[int, int, int]:
    """The price list as a whole: how many resources are open, the sum of their tariffs, and of their prices to small firms.

    What has no price of its own for small firms is counted with the tariff, or free where 19.3 says so.
    """
    rows = Resource.objects.filter(platform=platform, state=Resource.State.LISTED)
    found = rows.aggregate(n=Count("pk"), tariffs=Sum("tariff"), lower=Sum(Coalesce("small_price", "tariff")))
    free = public_money(platform, clock.today()) is True
    return found["n"], found["tariffs"] or 0, 0 if free else found["lower"] or 0


def platform_facts(platform: Platform, day: date, *, recognised: bool) -> dict[str, Any]:
    """The facts of a platform for 19.4: its registered ones, its recognition, and the sums of its price list."""
    facts: dict[str, Any] = dict(subjects.facts(platform.subject, as_of=day))
    facts["recognised_service_platform"] = {"value": recognised, "source": _("平台认定名录和办件")}
    number, tariff, small = listed_prices(platform)
    if number:
        source = _("价目表 %(n)d 项合计，%(day)s") % {"n": number, "day": clock.today()}
        facts["standard_price"] = {"value": money.yuan(tariff, grouped=False), "source": source}
        facts["small_firm_price"] = {"value": money.yuan(small, grouped=False), "source": source}
    facts.setdefault("division", platform.subject.division)
    return facts


def low_cost(platform: Platform, day: date, *, recognised: bool) -> Answer:
    """The verdict on 19.4."""
    facts = platform_facts(platform, day, recognised=recognised)
    return answers.answer(facts, as_of=day, entity=PLATFORM, measures=[LOW_COST])


def by_results(platform: Platform, uses: int, year: int) -> Answer:
    """The verdict on 19.1 for a year, with the confirmed services of its records."""
    day = date(year, 12, 31)
    facts: dict[str, Any] = dict(subjects.facts(platform.subject, as_of=day))
    source = _("经双方确认的使用记录，%(day)s 计算") % {"day": clock.today()}
    facts[f"confirmed_services@{year}"] = {"value": uses, "source": source}
    facts.setdefault("division", platform.subject.division)
    return answers.answer(facts, as_of=day, entity=PLATFORM, measures=[SUBSIDY])


def verdict_of(answer: Answer, measure: str) -> str:
    """The verdict on one measure of an answer."""
    outcomes: Mapping[str, Any] = answer.measures
    return str(outcomes[measure].verdict)
