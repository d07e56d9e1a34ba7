"""Figures that a place files with a document: how reviews are scored (19.2), what confirmed services are paid (19.1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.decisions import queries as decisions
from zhiwei.platform.instruments import rules
from zhiwei.platform.instruments.indicators import FULL
from zhiwei.platform.instruments.models import Rate, Scheme
from zhiwei.platform.instruments.services.common import Fault, Refused
from zhiwei.platform.kit.fields import FenField
from zhiwei.platform.kit.money import yuan
from zhiwei.platform.ledger.faults import quoted

WEIGHTS = ("small_weight", "hours_weight", "accepted_weight", "rating_weight")
STEPS = ("excellent_from", "good_from", "qualified_from")
MOST = ("excellent_most", "good_most", "qualified_most")


def file_scheme(viewer: Viewer, *, division: str, document: str, first_year: int, last_year: int | None = None, **figures: int) -> Scheme:  # fmt: skip
    """File how platforms of a place are scored and what each grade allows; figures by the names of :class:`Scheme`.

    Raises Refused with every fault; PermissionDenied outside the viewer's divisions.
    """
    _must(viewer, division)
    faults = _common(document, first_year, last_year)
    if sum(figures[name] for name in WEIGHTS) != FULL:
        faults.append(Fault("small_weight", _("四项指标的分值之和须为 %(n)d") % {"n": FULL}))
    if figures["hours"] <= 0:
        faults.append(Fault("hours", _("小时数须大于零")))
    steps = [figures[name] for name in STEPS]
    if not FULL >= steps[0] > steps[1] > steps[2] > 0:
        faults.append(Fault("excellent_from", _("各等次的最低得分须由高到低，且在零和一百之间")))
    most = [figures[name] for name in MOST]
    if not most[0] >= most[1] >= most[2] >= 0:
        faults.append(Fault("excellent_most", _("等次高的经费上限不能低于等次低的")))
    if faults:
        raise Refused(faults)
    made = Scheme(
        division=division, document=document.strip(), first_year=first_year, last_year=last_year,
        made_by_id=viewer.user_id, **figures,
    )  # fmt: skip
    _keep(viewer, "instruments.scheme", "review_scheme", made, figures)
    return made


def file_rate(viewer: Viewer, *, division: str, document: str, first_year: int, last_year: int | None = None, **figures: int) -> Rate:  # fmt: skip
    """File what a place pays for confirmed services, fen: ``per_use``, ``per_hour``, ``yearly_most``.

    The document must be one by which the place or one above it decided on 19.1. Raises Refused with every fault;
    PermissionDenied outside the viewer's divisions.
    """
    _must(viewer, division)
    faults = _common(document, first_year, last_year)
    near = [division, *load_divisions().ancestors(division)]
    filings = decisions.public().filter(
        sentence=rules.SUBSIDY, document=document.strip(), declines=False, division__in=near
    )
    if document.strip() and not filings.exists():
        said = _("没有以这份文件登记的地方决定；请先就%(text)s登记决定")
        faults.append(Fault("document", said % {"text": quoted(rules.SUBSIDY)}))
    if min(figures["per_use"], figures["per_hour"]) < 0 or not (figures["per_use"] or figures["per_hour"]):
        faults.append(Fault("per_use", _("至少一项标准须大于零")))
    if figures["yearly_most"] <= 0:
        faults.append(Fault("yearly_most", _("每年上限须大于零")))
    if faults:
        raise Refused(faults)
    made = Rate(
        division=division, document=document.strip(), first_year=first_year, last_year=last_year,
        made_by_id=viewer.user_id, **figures,
    )  # fmt: skip
    _keep(viewer, "instruments.rate", "subsidy_rate", made, figures)
    return made


def _must(viewer: Viewer, division: str) -> None:
    if not viewer.may("instruments.scheme", division=division):
        raise PermissionDenied(_("您只能报备本地区的办法"))


def _common(document: str, first_year: int, last_year: int | None) -> list[Fault]:
    faults = []
    if not document.strip():
        faults.append(Fault("document", _("请填写文号")))
    if last_year is not None and last_year < first_year:
        faults.append(Fault("last_year", _("终止年度早于起始年度")))
    return faults


def _keep(viewer: Viewer, act: str, kind: str, made: Scheme | Rate, figures: dict[str, int]) -> None:
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            log.record(
                viewer, act, kind=kind, key=str(made.pk), division=made.division,
                detail={"document": made.document, **_told(made, ("first_year", "last_year", *figures))},
                permission="instruments.scheme",
            )  # fmt: skip
    except IntegrityError:
        raise Refused([Fault("document", _("这份文件已经报备，不能更改；有变化请报备新的文件"))]) from None


def _told(made: Any, names: Iterable[str]) -> dict[str, Any]:
    """The figures by name, money in yuan."""
    found: dict[str, Any] = {}
    for name in names:
        field, value = made._meta.get_field(name), getattr(made, name)
        found[name] = yuan(value) if isinstance(field, FenField) else value
    return found


def fields() -> dict[str, Any]:
    """What the figures of schemes and rates are called, for the audit."""
    return {one.name: one.verbose_name for model in (Scheme, Rate) for one in model._meta.concrete_fields}
