"""What the filing of the land-use tax relief asks and does (14.4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from zhiwei.engine.answer import Answer
from zhiwei.platform.answers import receipts
from zhiwei.platform.bases.models import Base
from zhiwei.platform.bases.relief import law
from zhiwei.platform.cases.acts import Context, answerer, effect, guard
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock, money
from zhiwei.platform.ledger.faults import quoted

TYPE, YEAR, RELIEF = "land_use_tax_relief", "tax_year", "amount"


def base_of(case: Case) -> Base:
    """The registered base of a case; raises Base.DoesNotExist."""
    return Base.objects.select_related("subject").get(subject=case.subject_id)


def day_of(year: int) -> date:
    """The day of a tax year for which the law is asked: its last, or today while it runs."""
    return min(date(year, 12, 31), clock.today())


def year_of(context: Context) -> int | None:
    """The tax year of the filing; None where none can be read."""
    said = str(context.content.get(YEAR, context.case.content.get(YEAR, "")))
    return int(said) if said.isdecimal() and len(said) == 4 else None


@answerer("land_use_relief")
def _relief(context: Context) -> Answer:
    """14.4 on the base for the tax year of the filing."""
    return law.relief(base_of(context.case), day_of(year_of(context) or clock.today().year))


@guard("relief_may_file")
def _may_file(context: Context) -> Iterator[str]:
    """A registered base, a year that has begun, filed once."""
    if not Base.objects.filter(subject=context.case.subject_id).exists():
        yield _("这个基地还没有登记类型和面积；请先在“入驻名录和指标”页登记")
    year = year_of(context)
    if year is None or date(year, 1, 1) > clock.today():
        yield _("请填写已经开始的纳税年度，例如 2013")
        return
    others = Case.objects.filter(type=TYPE, subject=context.case.subject).exclude(
        state__in=("refused", "withdrawn")
    )
    if any(one.content.get(YEAR) == context.content.get(YEAR) for one in others.exclude(pk=context.case.pk)):
        yield _("%(year)d 年度已经备案") % {"year": year}


@guard("relief_level")
def _level(context: Context) -> Iterator[str]:
    """A county's recognition opens nothing, and the answer says why."""
    held = law.standing(base_of(context.case), day_of(year_of(context) or clock.today().year))
    if held.level == "none":
        yield _("这个基地没有被认定为创业示范基地（%(text)s）") % {"text": quoted(law.SENTENCE)}
    elif held.level == "county":
        yield _("只经县级认定，须经市级以上认定才能享受（%(text)s）") % {"text": quoted(law.SENTENCE)}


@effect("relief_amount")
def _amount(context: Context) -> None:
    """Compute the relief from the tax that the tax office stated, by the national rule, and keep its receipt."""
    base, year = base_of(context.case), year_of(context) or clock.today().year
    used = context.content.get("used_for_incubation") is True
    answer = law.amount(base, day_of(year), money.parse(str(context.content["tax_due"])), used)
    receipts.keep(
        context.viewer, answer, subject=context.case.subject_id, purpose=str(context.type.title.zh),
        division=context.case.division,
    )  # fmt: skip
    outcome = answer.measures[law.NATIONAL]
    context.put(RELIEF, law.fen(outcome))
    context.put("national_verdict", outcome.verdict)
