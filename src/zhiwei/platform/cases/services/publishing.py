"""Beginning the public notice of a case."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhiwei.platform.cases import acts, formulas, working_days
from zhiwei.platform.cases.acts import Context
from zhiwei.platform.cases.models import Notice
from zhiwei.platform.cases.models.cases import AMOUNT
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject


def publish(context: Context) -> Notice:
    """Show the case to the public from today, with the figures as they stand."""
    rule, case = context.type.notice, context.case
    assert rule is not None
    first = clock.day_of(context.now)
    last = working_days.through(first, rule.length.days, rule.length.reading)
    shown = rule.figures
    figures = acts.figures_named()[shown.name](context, **shown.arguments) if shown else []
    fen = case.data.get(AMOUNT)
    formula = (
        [] if fen is None or case.receipt is None else formulas.of(case.receipt.record, _labels(figures))
    )
    return Notice.objects.create(
        case=case, number=case.revision, first_day=first, last_day=last.day, certain=last.certain, division=case.division, type=case.type,
        name=public_name(case.subject), figures=[one.to_json() for one in figures], fen=fen, formula=formula,
    )  # fmt: skip


def _labels(figures: list[acts.Figure]) -> frozenset[str]:
    return frozenset(one.zh for one in figures)


def public_name(subject: Subject) -> str:
    """A subject's name as the public is shown it: of a natural person's only the first sign."""
    return subject.name[:1] + _("某某") if subject.personal_name else subject.name
