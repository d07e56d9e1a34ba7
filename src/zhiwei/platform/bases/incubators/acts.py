"""What the case of an incubator's recognition asks and does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from zhiwei.platform.bases.incubators import law
from zhiwei.platform.bases.models import Base, Kind, RecognisedAs, RecognisedBy, Recognition
from zhiwei.platform.cases.acts import Context, effect, guard
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock, money


def base_of(context: Context) -> Base | None:
    """The registered base of a case."""
    return Base.objects.filter(subject=context.case.subject_id).select_related("subject").first()


def facts_of(context: Context, base: Base) -> dict[str, Any]:
    """The facts of today, with what the case declares."""
    said = {**context.case.content, **context.content}
    return law.facts(
        base, clock.today(), seed_fund=money.parse(str(said.get("seed_fund") or "0")),
        funded=int(said.get("funded_firms") or 0),
    )  # fmt: skip


@guard("incubator_may_apply")
def _may_apply(context: Context) -> Iterator[str]:
    """A registered incubator that the state has not recognised yet and that has no case open."""
    base = base_of(context)
    if base is None or base.kind != Kind.INCUBATOR:
        yield _("只有登记为孵化器的基地可以申请")
        return
    held = base.recognitions.filter(what=RecognisedAs.INCUBATOR, level=RecognisedBy.STATE, struck_at=None)
    if held.exists():
        yield _("这个孵化器已经是国家级")
    others = Case.objects.filter(type=context.type.id, subject=context.case.subject, ended_at=None)
    if others.exclude(pk=context.case.pk).exists():
        yield _("这个基地已有一件申请在办")


@guard("incubator_conditions")
def _conditions(context: Context) -> Iterator[str]:
    """The national conditions of today, computed."""
    base = base_of(context)
    found = None if base is None else law.met(facts_of(context, base), clock.today())
    if found is None:
        yield _("今天适用的国家级孵化器条件还没有收录，平台不能判断")
    elif not found:
        yield _("按名录计算，不符合国家级孵化器条件")


@effect("incubator_recognised")
def _recognised(context: Context) -> None:
    """Enter the state's recognition and keep the facts it rests on with the case."""
    base = base_of(context)
    assert base is not None  # the guard has looked
    told = facts_of(context, base)
    context.put("facts", {name: str(one["value"]) for name, one in told.items()})
    Recognition.objects.create(
        base=base, what=RecognisedAs.INCUBATOR, level=RecognisedBy.STATE, recognised_on=clock.today(),
        document=context.content["document"], entered_by_id=context.viewer.user_id,
    )  # fmt: skip
