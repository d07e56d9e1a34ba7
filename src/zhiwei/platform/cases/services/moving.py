"""One step of a case, within the caller's transaction: verdict, effects, clocks, notice, the step itself, the audit."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from django.utils.translation import gettext as _

from zhiwei.engine.errors import InputError
from zhiwei.platform.answers import receipts
from zhiwei.platform.audit import log
from zhiwei.platform.cases import acts, corrections, permissions
from zhiwei.platform.cases.acts import Context
from zhiwei.platform.cases.casetypes.model import CORRECTION, OPEN, Call, CaseType, Transition
from zhiwei.platform.cases.faults import Fault, Refused
from zhiwei.platform.cases.models import Arrival, Document, Notice, Step
from zhiwei.platform.cases.models.cases import AMOUNT
from zhiwei.platform.cases.services import clocks
from zhiwei.platform.cases.services.publishing import publish
from zhiwei.platform.cases.values import checked
from zhiwei.platform.kit.language import lang
from zhiwei.platform.ledger import faults as ledger


def faults(context: Context) -> list[Fault]:
    """Everything that stands against the step, all at once; the values read are put into the context."""
    case, rule = context.case, context.transition
    context.content, found = checked(rule.form, context.content)
    asked = bool(rule.documents) and rule.id != OPEN
    handed_in = set(case.documents.values_list("name", flat=True)) if asked else set[str]()
    found += lacking(context.type, rule, handed_in.union(context.documents))
    for name in context.documents:
        if name not in (*rule.documents, *rule.at_will):
            found.append(Fault(name, _("这一步不收“%(name)s”") % {"name": name}))
    if rule.returns:
        found += _returned(context)
    if rule.corrects and not found and not corrections.answered(context):
        said = _("还没有补正：请改正内容、上传材料，或者在“%(label)s”里写明")
        found.append(Fault(CORRECTION.name, said % {"label": CORRECTION.words}))
    if why := permissions.barred(context.viewer, case, context.type, rule):
        found.append(Fault("", why))
    for call in rule.guard:
        against = acts.guards()[call.name](context, **call.arguments)
        found += [one if isinstance(one, Fault) else Fault("", one) for one in against]
    return found


def lacking(kind: CaseType, rule: Transition, given: Container[str]) -> list[Fault]:
    """The documents that a step takes and nobody gave."""
    said = _("请提供“%(name)s”")
    return [
        Fault(name, said % {"name": kind.documents[name].words})
        for name in rule.documents
        if name not in given
    ]


def _returned(context: Context) -> list[Fault]:
    """A return names every defect, and happens once: what it did not name may not be held against the applicant later."""
    if not context.defects:
        return [Fault("defects", _("请一次写明需要补正的全部问题"))]
    if permissions.returned(context.case, context.type):
        return [Fault("", _("已经一次性告知过需补正的问题，不能再次退回；请作出决定"))]
    return []


def take(context: Context) -> None:
    """Take the step. Whoever calls has looked at :func:`faults` and holds the case. Raises Refused from an effect."""
    case, rule = context.case, context.transition
    before = "" if rule.id == OPEN else case.state
    step = context.step = Step(
        case=case, number=case.revision, transition=rule.id, from_state=before, to_state=rule.to, at=context.now,
        by_id=context.viewer.user_id, office=context.viewer.office[:300], content=context.content | context.counter,
        defects=list(context.defects),
    )  # fmt: skip
    if rule.receipt:
        step.receipt = case.receipt = context.receipt = _keep(context)
        amount = context.outcome.amount
        case.data[AMOUNT] = amount.value if amount is not None and amount.status == "known" else None
    asked = {one.name for one in rule.form}
    case.content = {name: one for name, one in case.content.items() if name not in asked} | context.content
    case.state = rule.to
    case.ended_at = context.now if context.type.states[rule.to].ends else None
    step.save(force_insert=True)
    Document.objects.bulk_create(
        Document(case=case, step=step, name=name, file=file) for name, file in context.documents.items()
    )
    for call in rule.effects:
        _effect(call, context)
    _notice(context)
    clocks.moved(context)
    _ask_arrival(context, before)
    case.revision += 1
    case.save()


def _ask_arrival(context: Context, before: str) -> None:
    """Ask after a payment whether it arrived; anew after one that did not, and no more once the case leaves that state."""
    states, asked = context.type.states, Arrival.objects.filter(case=context.case)
    if before and states[before].asks_arrival:
        asked.filter(answer="").delete()
    if states[context.transition.to].asks_arrival:
        asked.exclude(answer=Arrival.Answer.YES).delete()
        Arrival.objects.get_or_create(case=context.case, defaults={"asked_at": context.now})


def record(context: Context, act: str = "", **more: Any) -> None:
    """Write the step to the audit, as the last thing of the transaction."""
    case, rule = context.case, context.transition
    detail = {
        "type": case.type, "number": case.number, "subject": str(case.subject_id), "step": rule.id, "state": case.state,
        "revision": case.revision, "content": context.content, "defects": list(context.defects),
        "receipt": str(context.receipt.pk) if context.receipt else "", **more,
    }  # fmt: skip
    log.record(
        context.viewer, act or "cases.act", kind="case", key=str(case.pk), division=case.division, detail=detail,
        permission="cases.act",
    )  # fmt: skip


def _effect(call: Call, context: Context) -> None:
    """What the ledger refuses is refused here, in its words."""
    try:
        acts.effects()[call.name](context, **call.arguments)
    except ledger.Refused as refused:
        raise Refused([Fault("", one.text) for one in refused.faults]) from refused


def _keep(context: Context) -> Any:
    try:
        answer = context.answer
    except InputError as error:
        raise Refused([defect.text(lang()) for defect in error.defects]) from None
    purpose = f"{context.type.title.zh}：{context.transition.words.zh}"
    case = context.case
    return receipts.keep(
        context.viewer, answer, subject=case.subject_id, purpose=purpose[:200], division=case.division
    )


def _notice(context: Context) -> None:
    """A notice begins afresh with every step into its state, and is stopped by leaving it before its days are over."""
    rule, case = context.type.notice, context.case
    if rule is None:
        return
    if context.transition.id != OPEN:
        running = case.notices.filter(state=Notice.State.RUNNING)
        running.update(state=Notice.State.STOPPED, ended_at=context.now)
    if case.state == rule.state:
        publish(context)
