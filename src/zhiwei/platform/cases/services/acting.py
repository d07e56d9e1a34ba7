"""Taking a step of a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.cases import casetypes, permissions
from zhiwei.platform.cases.acts import Context
from zhiwei.platform.cases.casetypes import CaseType
from zhiwei.platform.cases.casetypes.model import Transition
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.cases.services import moving, refused_money
from zhiwei.platform.cases.services.opening import AtTheCounter
from zhiwei.platform.kit.models import StoredFile


def act(
    viewer: Viewer,
    case_id: UUID,
    transition: str,
    *,
    revision: int,
    content: Mapping[str, Any] | None = None,
    documents: Mapping[str, StoredFile] | None = None,
    defects: Sequence[str] = (),
    counter: AtTheCounter | None = None,
) -> Case:
    """Take a step of the case as it was at ``revision``; the same step sent again by the same person does nothing.

    Raises Refused with every fault (also where somebody else was faster), PermissionDenied for who is no actor of it,
    Case.DoesNotExist for an unknown case. ``counter`` says for whom an official takes the applicant's step, and why. What the
    ledger refused to a person is written to the audit all the same.
    """
    with refused_money.of_step(viewer, case_id, transition):
        return _act(viewer, case_id, transition, revision, content, documents, defects, counter)


def _act(
    viewer: Viewer, case_id: UUID, transition: str, revision: int, content: Mapping[str, Any] | None,
    documents: Mapping[str, StoredFile] | None, defects: Sequence[str],
    counter: AtTheCounter | None,
) -> Case:  # fmt: skip
    with transaction.atomic():
        case = held(case_id)
        kind = casetypes.get(case.type)
        rule = kind.transitions.get(transition)
        if rule is None:
            raise Refused([_("此事项没有“%(step)s”这一步") % {"step": transition}])
        if not permissions.may_act(viewer, case, rule):
            raise PermissionDenied(_("这一步不由您办理"))
        if case.revision != revision:
            if repeated(viewer, case, transition, revision):
                return case
            last = case.steps.order_by("-number").first()
            if last is not None and last.by_id is not None and last.by_id == viewer.user_id:
                raise Refused([_("您刚在另一个页面办理过这件办件，请刷新后再办")])
            raise Refused([_("这件办件刚被他人办理过，请刷新后再办")])
        if case.state not in rule.sources:
            raise Refused([out_of_turn(kind, case, rule)])
        named = tuple(one.strip() for one in defects if one.strip())
        context = Context(viewer, case, kind, rule, dict(content or {}), dict(documents or {}), named)
        found = moving.faults(context)
        if permissions.at_the_counter(viewer, case, rule):
            for_whom = counter or AtTheCounter("", "")
            context.counter = for_whom.told()
            found += for_whom.faults()
        if found:
            raise Refused(found)
        with log.at_the_end():
            moving.take(context)
            moving.record(context)
    return case


def out_of_turn(kind: CaseType, case: Case, rule: Transition) -> str:
    """Why a step cannot be taken now, in words."""
    said = _("办件现为“%(state)s”，不能办理“%(step)s”")
    return said % {"state": kind.states[case.state].words, "step": rule.words}


def held(case_id: UUID) -> Case:
    """The case, locked until the transaction ends."""
    return Case.objects.select_for_update(of=("self",)).select_related("subject").get(pk=case_id)


def repeated(viewer: Viewer, case: Case, transition: str, revision: int) -> bool:
    """Whether the step that led from this revision to the next was this one, by the same person: a second click."""
    step = case.steps.filter(number=revision).first()
    return step is not None and case.revision == revision + 1 and (step.transition, step.by_id) == (
        transition, viewer.user_id,
    )  # fmt: skip
