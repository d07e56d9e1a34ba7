"""The five kinds of record: case type, sentence, entity of the rulebook, table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.talent.models import EquityAward, Secondment, SpareTime, Split, TechnologyShare

AnyRecord = Secondment | SpareTime | TechnologyShare | Split | EquityAward


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind; ``name`` is the id of its case type, ``measure`` the sentence whose verdict guards it."""

    name: str
    measure: str
    entity: str
    model: type[AnyRecord]
    label: str | Promise


KINDS: tuple[Kind, ...] = (
    Kind("secondment", "20.2", "secondment", Secondment, _("离岗到小微企业工作")),
    Kind("spare_time", "20.3", "research_income", SpareTime, _("在职创业声明")),
    Kind("technology_share", "20.4", "technology_share", TechnologyShare, _("技术股份折算")),
    Kind("income_split", "20.5", "research_income", Split, _("职务发明收益分配")),
    Kind("equity_award", "20.6", "research_income", EquityAward, _("股权奖励递延纳税")),
)
BY_TYPE = {one.name: one for one in KINDS}


def kind_of(record: AnyRecord) -> Kind:
    """The kind of a record."""
    return next(one for one in KINDS if one.model is type(record))


def records_of(subject: UUID) -> Iterator[AnyRecord]:
    """The record that a subject is, if it is one."""
    for one in KINDS:
        yield from one.model.objects.filter(subject=subject).select_related("case", "subject")


def record_of(subject: UUID) -> AnyRecord | None:
    """The same, None where the subject is no record of the room."""
    return next(records_of(subject), None)
