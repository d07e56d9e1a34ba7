"""A round: opened by the province, ranked from the registers as of its day, never ranked twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.bases import indicators
from zhiwei.platform.bases.models import Base, Round, Standing
from zhiwei.platform.bases.services.common import Fault, Refused
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock

PROVINCE = "330000"
TYPE = "demonstration_base"
"""The case type of applications."""
CHECKED = "checked"
"""The state in which an application waits for the ranking."""
REVIEWING = "reviewing"
"""The state in which experts look at it."""
ROUND = "round"
"""Where a case keeps the year of its round."""


def open_round(
    viewer: Viewer, *, year: int, as_of: date, closes_on: date, document: str, reviews: int = 1
) -> Round:
    """Announce a round. Raises Refused with every fault; PermissionDenied for who is not of the province."""
    _must(viewer)
    faults = []
    if Round.objects.filter(year=year).exists():
        faults.append(Fault("year", _("%(year)d 年度的批次已经设立") % {"year": year}))
    if as_of > closes_on:
        faults.append(Fault("as_of", _("指标截止日不能晚于申请截止日")))
    if reviews < 1:
        faults.append(Fault("reviews", _("至少一位专家评审")))
    if not document.strip():
        faults.append(Fault("document", _("请填写通知文号")))
    if faults:
        raise Refused(faults)
    with transaction.atomic():
        made = Round.objects.create(
            year=year, as_of=as_of, closes_on=closes_on, document=document.strip(), reviews=reviews,
            made_by_id=viewer.user_id,
        )  # fmt: skip
        _record(viewer, "bases.open_round", made, as_of=as_of, closes_on=closes_on, document=made.document)
    return made


def take_ranking(viewer: Viewer, key: UUID) -> list[Standing]:
    """Compute the indicators of every checked application as of the round's day, rank them, and keep both."""
    _must(viewer)
    with transaction.atomic():
        held = Round.objects.select_for_update().get(pk=key)
        faults = []
        if held.ranked_at:
            faults.append(Fault("", _("%(year)d 年度已经排名，不能重排") % {"year": held.year}))
        if clock.today() <= held.closes_on:
            faults.append(Fault("", _("申请截止日 %(day)s 之后才能排名") % {"day": held.closes_on}))
        applied = list(
            Case.objects.filter(type=TYPE, state=CHECKED, data__round=held.year).order_by("opened_at")
        )
        if not applied:
            faults.append(Fault("", _("没有通过初审的申请")))
        if faults:
            raise Refused(faults)
        made = _standings(held, applied)
        held.ranked_at, held.ranked_by_id = clock.now(), viewer.user_id
        held.save(update_fields=["ranked_at", "ranked_by"])
        _record(viewer, "bases.rank", held, places={str(one.case): one.place for one in made})
    return made


def send_to_experts(viewer: Viewer, key: UUID, experts: Sequence[User]) -> int:
    """Send every ranked application of a round to experts, and invite them; again invites further ones. How many cases.

    Raises Refused where the round is not ranked, nobody is named or somebody is no expert.
    """
    _must(viewer)
    with transaction.atomic():
        held = Round.objects.select_for_update().get(pk=key)
        faults = []
        if held.ranked_at is None:
            faults.append(Fault("", _("本批次还没有排名")))
        if not experts:
            faults.append(Fault("experts", _("请选择专家")))
        if faults:
            raise Refused(faults)
        ranked = Case.objects.filter(pk__in=held.standings.values("case"), state__in=(CHECKED, REVIEWING))
        for case in ranked:
            if case.state == CHECKED:
                cases.act(viewer, case.pk, "review_begins", revision=case.revision)
            for one in experts:
                cases.invite(viewer, case.pk, one, Role.EXPERT)
        return len(ranked)


def _standings(held: Round, applied: list[Case]) -> list[Standing]:
    bases = {one.subject_id: one for one in Base.objects.filter(subject__in=[c.subject_id for c in applied])}
    found = {case.subject_id: indicators.of(bases[case.subject_id], held.as_of) for case in applied}
    ranked = indicators.rank(indicators.Entered(key, one.share, one.raised) for key, one in found.items())
    case_of = {case.subject_id: case.pk for case in applied}
    return Standing.objects.bulk_create(
        Standing(
            round=held, base=bases[one.key], case=case_of[one.key], residents=found[one.key].residents,
            technology=found[one.key].technology, unsettled=len(found[one.key].unsettled), raised=found[one.key].raised,
            place=one.place, leads=one.leads,
        )
        for one in ranked
    )  # fmt: skip


def _must(viewer: Viewer) -> None:
    if not viewer.may("bases.rank", division=PROVINCE):
        raise PermissionDenied(_("评选批次由省级经办设立和排名"))


def _record(viewer: Viewer, act: str, held: Round, **detail: object) -> None:
    log.record(
        viewer, act, kind="round", key=str(held.pk), division=PROVINCE, detail={"year": held.year, **detail},
        permission="bases.rank",
    )  # fmt: skip
