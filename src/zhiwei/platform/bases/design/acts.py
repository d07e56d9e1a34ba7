"""What the case of a design base asks and does of its own (21.2): the verdict on one more base, and a free place."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from zhiwei.engine.answer import Answer
from zhiwei.platform.bases.design import law, places, queries
from zhiwei.platform.bases.models import DesignPlace
from zhiwei.platform.cases.acts import Context, answerer, effect, guard
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock


@answerer("design_grant")
def _grant(context: Context) -> Answer:
    """The verdict on one more base, counted from the places held now."""
    held = DesignPlace.objects.exclude(subject=context.case.subject_id).count()
    return law.grant(context.case.division, held, clock.today())


@guard("design_may_apply")
def _may_apply(context: Context) -> Iterator[str]:
    """A base applies once at a time, and not after it has a place."""
    if queries.place_of(context.case.subject_id) is not None:
        yield _("这个基地已经是省级特色工业设计示范基地")
    others = Case.objects.filter(type=context.type.id, subject=context.case.subject, ended_at=None)
    if others.exclude(pk=context.case.pk).exists():
        yield _("这个基地已有一件申请在办")


@guard("design_place_left")
def _place_left(context: Context) -> Iterator[str]:
    """Fewer bases are supported than the sentence names."""
    held, most = DesignPlace.objects.count(), law.target()
    if held >= most:
        yield places.full(held, most)


@effect("design_place")
def _take(context: Context) -> None:
    """Take a place."""
    places.take(context.case.subject, context.case.pk, context.content["document"])
