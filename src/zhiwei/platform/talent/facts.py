"""What the rulebook is asked for a record: facts from the registers of the room and the steps of the case, each with its
source; none of them is typed in beside its record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import singledispatch
from typing import Any

from django.utils.translation import gettext as _

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.kit import clock, money
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.talent.kinds import AnyRecord
from zhiwei.platform.talent.models import (
    EquityAward,
    EquityForm,
    Secondment,
    SpareTime,
    Split,
    TechnologyShare,
    WorkKind,
)

UNIT_KINDS = {"university": "university", "institute": "institute"}
"""Kinds of subjects that are a kind of unit of article 20; of any other the register does not tell which it is."""
PROVINCE = "330000"
REVENUE = "revenue"


@dataclass(frozen=True, slots=True)
class Question:
    """Facts in file form, linked subjects, and the day of the law."""

    facts: Mapping[str, Any]
    day: date
    links: Mapping[str, Any] | None = None


def _said(value: Any, source: str) -> dict[str, Any]:
    return {"value": value, "source": source}


def _linked(subject: Subject, day: date) -> dict[str, Any]:
    """A linked firm with what the register knows of it.

    Its size rests on a year's revenue. That of the running year is not known before its end, so the latest year stated
    is taken, and its source says which: the same reading as the size class of the register's lists.
    """
    known = subjects.facts(subject, as_of=day, known_on=clock.today())
    if f"{REVENUE}@{day.year}" not in known and REVENUE not in known:
        years = sorted(name for name in known if name.startswith(f"{REVENUE}@") and name[-4:] < f"{day.year}")
        if years:
            latest = known[years[-1]]
            source = _("%(source)s（%(year)s 年数）") % {"source": latest["source"], "year": years[-1][-4:]}
            known[REVENUE] = {**latest, "source": source}
    return {"facts": {**known, "division": subject.division}}


def unit_facts(unit: Subject) -> dict[str, Any]:
    """Kind and place of a unit, as the register of subjects has them; the kind is missing where it does not say."""
    source = _("主体登记")
    inside = unit.division in {PROVINCE, *load_divisions().entries}
    found = {"unit_in_province": _said(inside, source)}
    if kind := UNIT_KINDS.get(unit.entity):
        found["unit_kind"] = _said(kind, source)
    return found


@singledispatch
def question(record: AnyRecord, step: str = "") -> Question:
    """What to ask for a record; ``step`` is the step being taken, which itself may be the consent or the filing."""
    raise TypeError(type(record))


def taken(record: AnyRecord, *steps: str) -> bool:
    """Whether one of the steps was taken in the record's case."""
    return record.case is not None and record.case.steps.filter(transition__in=steps).exists()


@question.register
def _secondment(record: Secondment, step: str = "") -> Question:
    """The law of the first day at the firm where that is still to come, else of today."""
    day = max(record.starts_on, clock.today())
    person, filed = record.researcher, record.filed_on is not None or step == "file"
    facts = {
        "high_level_expert": _said(
            person.high_level, _("单位的科技人员登记：%(basis)s") % {"basis": person.high_level_basis}
        ),
        "research_or_transfer_work": _said(record.work != WorkKind.OTHER, _("离岗申请")),
        "unit_consents": _said(taken(record, "consent"), _("办件经过：单位同意")),
        "filed_with_human_resources": _said(filed, _("办件经过：备案")),
        "secondment_starts_on": _said(record.starts_on.isoformat(), _("离岗申请")),
    }
    return Question(facts, day, {"firm": _linked(record.firm, day)})


@question.register
def _spare_time(record: SpareTime, step: str = "") -> Question:
    content = record.case.content if record.case else {}
    facts = unit_facts(record.unit) | {
        "own_work_done": _said(content.get("own_work_done") is True, _("本人声明")),
        "unit_confirms": _said(step == "confirm" or record.recorded_on is not None, _("办件经过：单位确认")),
    }
    return Question(facts, clock.today())


@question.register
def _share(record: TechnologyShare, step: str = "") -> Question:
    source = _("评估报告 %(report)s 和股东决议") % {"report": record.report}
    amounts = {
        "asset_value": record.asset_value, "share_value": record.share_value, "registered_capital": record.capital,
        "other_non_monetary": record.other_non_monetary,
    }  # fmt: skip
    facts = {name: _said(money.yuan(fen, grouped=False), source) for name, fen in amounts.items()}
    day = clock.today()
    return Question(facts, day, {"enterprise": _linked(record.firm, day)})


@question.register
def _split(record: Split, step: str = "") -> Question:
    facts = unit_facts(record.unit) | {
        "proceeds": _said(
            money.yuan(record.proceeds, grouped=False), _("到账凭证 %(number)s") % {"number": record.voucher}
        ),
        "team_ratio": _said(record.ratio, record.ratio_document),
    }
    return Question(facts, clock.today())


@question.register
def _award(record: EquityAward, step: str = "") -> Question:
    """The law of the day the award was obtained, until the event; from then on that of the event."""
    source = _("股权奖励申报：%(contract)s") % {"contract": record.contract}
    facts = unit_facts(record.unit) | {
        "award_in_equity": _said(record.form != EquityForm.CASH, source),
        "award_for_transferred_result": _said(bool(record.result and record.contract), source),
        "dividend_or_transfer_occurred": _said(bool(record.event), _("分红或转让申报")),
    }
    return Question(facts, record.event_on or record.obtained_on)
