"""What happens to a question beside its case: it is published without names if the asker agreed, or pointed to an expert."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.experts import routing
from zhiwei.platform.experts.anonymous import giveaways
from zhiwei.platform.experts.models import Expert, Question
from zhiwei.platform.experts.services.common import Fault, Refused, record
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.language import listed


def may_publish(viewer: Viewer, question: Question) -> bool:
    """Whether the viewer publishes it: the expert who answered, or an official of the place."""
    expert = question.expert
    own = expert is not None and viewer.user_id == expert.user_id and viewer.may("experts.advise")
    return own or viewer.may("experts.keep", division=question.division)


def publish(viewer: Viewer, question: Question, *, title: str, text: str, answer: str) -> Question:
    """Publish question and answer in words free of names and numbers; again replaces the words.

    Raises Refused with every fault: the asker did not agree, nobody answered, something still tells who asked.
    """
    if not may_publish(viewer, question):
        raise PermissionDenied(_("只有解答的专家和当地经办人可以公开"))
    with transaction.atomic():
        held = _held(question)
        words = {"title": title.strip(), "text": text.strip(), "answer": answer.strip()}
        faults = [] if held.agrees else [Fault("", _("提问的企业没有同意公开"))]
        if held.answered_at is None or not held.case.ended:
            faults.append(Fault("", _("还没有解答")))
        for name, said in words.items():
            if not said:
                faults.append(Fault(name, _("请填写这一项")))
            elif told := giveaways(held.firm, said):
                shown = listed(told)
                faults.append(Fault(name, _("会让人认出提问者，请改写：%(words)s") % {"words": shown}))
        if faults:
            raise Refused(faults)
        held.public_title, held.public_text, held.public_answer = words.values()
        held.published_at, held.published_by_id = clock.now(), viewer.user_id
        held.save()
        _record(viewer, "experts.publish", held)
    return held


def withdraw(viewer: Viewer, question: Question) -> Question:
    """Take a published answer off, by who may publish or by the firm that asked."""
    own = question.firm.organisation_id
    asker = own is not None and viewer.may("experts.book", organisation_id=own)
    if not asker and not may_publish(viewer, question):
        raise PermissionDenied(_("您不能撤下这个解答"))
    with transaction.atomic():
        held = _held(question)
        if held.published_at is None:
            raise Refused([Fault("", _("这个解答没有公开"))])
        held.published_at = None
        held.agrees = held.agrees and not asker
        held.save()
        _record(viewer, "experts.withdraw", held, asker=asker)
    return held


def point(viewer: Viewer, question: Question, expert: Expert) -> None:
    """Name an expert of the field for a question that nobody answered; he then sees it."""
    if not viewer.may("experts.keep", division=question.division):
        raise PermissionDenied(_("您不能为这个问题指定专家"))
    with transaction.atomic():
        held = _held(question)
        faults = []
        if held.case.ended:
            faults.append(Fault("", _("这个问题已经办结")))
        able = routing.of_field(held.field, routing.above(held.division))
        if not able.filter(pk=expert.pk).exists():
            faults.append(Fault("expert", _("请选择本领域、在当地服务的专家")))
        if faults:
            raise Refused(faults)
        routing.invite(held, [expert])
        _record(viewer, "experts.point", held, expert=str(expert.pk))


def _held(question: Question) -> Question:
    rows = Question.objects.select_for_update(of=("self",)).select_related("case", "firm")
    return rows.get(pk=question.pk)


def _record(viewer: Viewer, act: str, one: Question, **detail: object) -> None:
    expert = one.expert
    own = expert is not None and viewer.user_id == expert.user_id
    permission = "experts.advise" if own else "experts.keep"
    record(viewer, act, "case", one.pk, one.division, permission, **detail)
