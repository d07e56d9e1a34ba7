"""What the law says of a filing: the rulebook asked with figures computed from the room's own registers.

Nothing here decides; every number with legal meaning comes from a parameter of the day. The law is asked as it is known
today: of many tariffs the day of issue is not recorded, so that they would not be known on an earlier day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from zhiwei.engine.answer import Answer
from zhiwei.engine.errors import InputError
from zhiwei.engine.facts import KNOWN
from zhiwei.law.divisions import load_divisions
from zhiwei.law.industries import EDITIONS
from zhiwei.platform.answers import services as answers
from zhiwei.platform.answers.laws import law
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.kit import money
from zhiwei.platform.registration import capital
from zhiwei.platform.registration.models import Contribution, Entry, Filing, Kind, PilotArea
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Subject

CAPITAL, FILING, CONTRIBUTION = "capital_filing", "registration_filing", "contribution"
CAPITAL_MEASURES = ("17.1", "17.2", "17.3")
FEE, TIME = "17.7", "17.4"
NOT_APPLICABLE = {"status": "not_applicable"}
SERVICE: Mapping[str, str] = {
    Kind.ESTABLISHMENT: "establishment", Kind.CONVERSION: "establishment", Kind.CHANGE: "change",
    Kind.CAPITAL_INCREASE: "capital_increase", Kind.PAYMENT: "change", Kind.MERGER: "change", Kind.DIVISION: "change",
    Kind.ANNUAL_INSPECTION: "annual_inspection", Kind.LICENCE_REPLACEMENT: "licence_replacement",
    Kind.LICENCE_COPY: "licence_copy",
}  # fmt: skip
"""The service of the tariff that a filing asks for; whoever is registered anew by a merger or division is established."""


def known(entity: str, facts: Mapping[str, Any], names: tuple[str, ...], day: date, firm: Mapping[str, Any] | None = None) -> dict[str, Any]:  # fmt: skip
    """The named variables by the law of a day; None for what is not known, not applicable or not in force.

    ``firm`` are the facts of the enterprise that the entity is linked to. Raises the engine's InputError.
    """
    book = current()
    links = None if firm is None else {"enterprise": {"facts": firm}}
    case = book.case(facts, day, entity=entity, links=links)
    found = book.calc_case(case, law(day), names)
    return {name: found[name].value if found[name].status == KNOWN else None for name in names}


def firm_facts(filing: Filing, entry: Entry | None, day: date) -> dict[str, Any]:
    """The facts of the enterprise: those registered, with what the filing says on top of them.

    One to be founded is founded on the day of the question.
    """
    there = (entry.subject if entry is not None else None) or filing.enterprise
    anew = entry is not None and entry.anew
    found: dict[str, Any] = {}
    if there is not None and not anew:
        found = dict(subjects.facts(there, as_of=day))
    found["division"] = filing.division
    if entry is None:
        return found
    if anew:
        found["founded_on"] = day.isoformat()
    said: dict[str, Any] = {
        "legal_form": entry.legal_form, "industry_code": entry.industry, "employees": entry.employees,
        "industry_edition": (entry.industry_edition or EDITIONS[0]) if entry.industry else "",
    }  # fmt: skip
    return found | {name: value for name, value in said.items() if value not in ("", None)}


def capital_facts(entry: Entry) -> dict[str, Any]:
    """The facts of the capital, each a sum of the contributions."""
    sums = capital.of(entry)
    return {
        "registered_capital": money.yuan(sums.registered, grouped=False),
        "first_instalment": money.yuan(sums.paid, grouped=False),
        "non_monetary_contribution": money.yuan(sums.non_monetary, grouped=False),
        "investment_company": entry.investment_company,
        "public_offer": entry.public_offer,
        "other_law_sets_capital": bool(entry.other_law.strip()),
        "fully_paid_on": sums.fully_paid_on.isoformat() if sums.fully_paid_on else NOT_APPLICABLE,
    }


CAPITAL_NAMES = (
    "is_company", "registered_capital_ok", "first_instalment_minimum", "first_instalment_ok", "instalments_allowed",
    "non_monetary_ok", "non_monetary_maximum", "payment_deadline",
)  # fmt: skip


def capital_tests(entry: Entry, day: date) -> dict[str, Any]:
    """What the capital rules give for an entry, by their names."""
    return known(CAPITAL, capital_facts(entry), CAPITAL_NAMES, day, firm_facts(entry.filing, entry, day))


def capital_answer(entry: Entry, day: date) -> Answer:
    """The verdicts on 17.1, 17.2 and 17.3 for an entry."""
    return answers.answer(
        capital_facts(entry), as_of=day, entity=CAPITAL, measures=CAPITAL_MEASURES,
        links={"enterprise": {"facts": firm_facts(entry.filing, entry, day)}},
    )  # fmt: skip


def in_pilot_area(division: str, day: date) -> PilotArea | None:
    """The document by which a place is a pilot area of sea-use rights on a day: its own or that of a place above it."""
    codes = [division, *load_divisions().ancestors(division)]
    rows = PilotArea.objects.filter(division__in=codes, from_day__lte=day)
    return rows.filter(Q(to_day=None) | Q(to_day__gte=day)).order_by("-from_day").first()


def kind_allowed(one: Contribution, division: str, day: date) -> bool | None:
    """Whether a kind of contribution is allowed; None where the law of the day does not say."""
    facts = {
        "contribution_kind": one.kind,
        "in_sea_use_pilot_area": in_pilot_area(division, day) is not None,
    }
    found: bool | None = known(CONTRIBUTION, facts, ("contribution_kind_ok",), day)["contribution_kind_ok"]
    return found


@dataclass(frozen=True, slots=True)
class Fee:
    """The fee of one registration: fen by tariff and payable, None where not known; the facts still missing."""

    tariff: int | None
    payable: int | None
    verdict: str
    missing: tuple[str, ...]
    answer: Answer


def fee(
    service: str, firm: Mapping[str, Any], day: date, registered: int | None = None, added: int = 0
) -> Fee:
    """The fee of a service for an enterprise by the law of a day. Raises the engine's InputError."""
    facts: dict[str, Any] = {"registration_service": service}
    if registered is not None:
        facts["registered_capital"] = money.yuan(registered, grouped=False)
        facts["added_capital"] = money.yuan(added, grouped=False)
    links = {"enterprise": {"facts": firm}}
    answer = answers.answer(facts, as_of=day, entity=FILING, measures=[FEE], links=links)
    names = ("registration_fee_tariff", "registration_fee_payable")
    found = current().calc_case(answer.case, law(day), names)
    tariff, payable = (found[name].value if found[name].status == KNOWN else None for name in names)
    outcome = answer.measures[FEE]
    return Fee(tariff, payable, outcome.verdict, found[names[1]].missing, answer)


def fees_of(filing: Filing, day: date) -> list[Fee]:
    """The fees of a filing: one for each enterprise registered anew, else one for the service.

    Raises the engine's InputError where the facts of the enterprise cannot be read.
    """
    entries = list(filing.entries.all())
    new = [one for one in entries if one.anew]
    if new:
        return [
            fee("establishment", firm_facts(filing, one, day), day, capital.of(one).registered) for one in new
        ]
    entry = entries[0] if entries else None
    if entry is not None and filing.kind == Kind.CAPITAL_INCREASE:
        sums = capital.of(entry)
        return [fee(SERVICE[filing.kind], firm_facts(filing, entry, day), day, sums.registered, sums.added)]
    return [fee(SERVICE[filing.kind], firm_facts(filing, entry, day), day)]


def decision_length(day: date) -> tuple[int, str] | None:
    """The days within which a filing accepted on a day is decided, and how they are counted; None where no text says."""
    facts = {"accepted_on": day.isoformat(), "correction_days": 0}
    names = ("decision_day_kind", "decision_working_days", "decision_deadline")
    found = known(FILING, facts, names, day)
    if found["decision_day_kind"] is None:
        return None
    if found["decision_working_days"] is not None:
        return int(found["decision_working_days"]), "working"
    if found["decision_deadline"] is None:
        return None
    return (found["decision_deadline"] - day).days, "calendar"


def time_facts(filing: Filing, deadline: date | None) -> dict[str, Any]:
    """The facts of a filing's time; ``deadline`` is the last day where it is counted in working days."""
    facts: dict[str, Any] = {
        "complete_and_lawful": True,
        "correction_days": filing.correction_days,
        "decided_on": filing.decided_on.isoformat() if filing.decided_on else NOT_APPLICABLE,
    }
    if filing.accepted_on:
        facts["accepted_on"] = filing.accepted_on.isoformat()
    if deadline:
        facts["working_day_deadline"] = deadline.isoformat()
    return facts


def in_time(filing: Filing, deadline: date | None, day: date) -> bool | None:
    """Whether a filing was decided in time (17.4), by the law of the day of its acceptance."""
    try:
        found: bool | None = known(
            FILING, time_facts(filing, deadline), ("decision_in_time",), filing.accepted_on or day
        )["decision_in_time"]
    except InputError:
        return None
    return found


def overdue(enterprise: Subject, day: date) -> tuple[bool | None, date | None]:
    """Whether an enterprise is late with its capital by the rule of 17.1, and the last day the law of its founding set.

    Only what was promised at its founding counts: the years of 17.1 do not run for a later increase. The last day is that of
    the law of the founding, which a later law did not lift for what was promised under it.
    """
    founding = capital.standing(enterprise).filter(from_day=enterprise.founded_on)
    rows = list(founding.select_related("entry"))
    if not rows or enterprise.founded_on is None:
        return None, None
    sums = capital.total(rows)
    facts = {
        "registered_capital": money.yuan(sums.registered, grouped=False),
        "investment_company": any(one.entry.investment_company for one in rows),
        "fully_paid_on": sums.fully_paid_on.isoformat() if sums.fully_paid_on else NOT_APPLICABLE,
    }
    firm = {"legal_form": enterprise.legal_form, "founded_on": enterprise.founded_on.isoformat()}
    deadline = known(CAPITAL, facts, ("payment_deadline",), enterprise.founded_on, firm)["payment_deadline"]
    if deadline is None:
        return None, None
    late = sums.fully_paid_on > deadline if sums.fully_paid_on else day > deadline
    return late, deadline
