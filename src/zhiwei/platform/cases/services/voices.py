"""What the applicant says: whether the money came, how it was, what went wrong; and what the office answers."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.cases import casetypes, queries
from zhiwei.platform.cases.faults import Fault, Refused
from zhiwei.platform.cases.models import Arrival, Case, Complaint, Grade, Rating
from zhiwei.platform.cases.services.acting import held
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.phrases import COLON, kept


def ask_arrival(case: Case) -> Arrival:
    """Ask the applicant whether the money came; for effects, within their transaction."""
    return Arrival.objects.get_or_create(case=case)[0]


def confirm_arrival(viewer: Viewer, case_id: UUID, *, answer: str, text: str = "") -> Arrival:
    """The applicant's answer, once. Anything but yes is a complaint too, which the office answers."""
    with transaction.atomic():
        case = _own(viewer, case_id)
        found = Arrival.objects.select_for_update().filter(case=case).first()
        if found is None:
            raise Refused([_("本件还没有付款，无须确认到账")])
        if answer not in Arrival.Answer.values:
            raise Refused([Fault("answer", _("请从三项中选择"))])
        if found.answer:
            if found.answer == answer:
                return found
            raise Refused([_("您已经确认过；如有变化请提出投诉")])
        found.answer, found.text, found.answered_at = answer, text.strip(), clock.now()
        found.answered_by_id = viewer.user_id
        found.save()
        if answer != Arrival.Answer.YES:
            said = kept(Arrival.Answer(answer).label) + (f"{COLON}{found.text}" if found.text else "")
            Complaint.objects.create(case=case, text=said, made_by_id=viewer.user_id)
        _record(viewer, "cases.arrival", case, answer=answer)
    return found


def rate(viewer: Viewer, case_id: UUID, *, grade: int, text: str = "") -> Rating:
    """好差评 of a case that is over, once, in five grades."""
    with transaction.atomic():
        case = _own(viewer, case_id)
        wrong = []
        if not casetypes.get(case.type).rating or not case.ended:
            wrong.append(Fault("", _("办结后才能评价")))
        if grade not in Grade.values:
            wrong.append(Fault("grade", _("请从五档中选择")))
        if Rating.objects.filter(case=case).exists():
            wrong.append(Fault("", _("每件只能评价一次")))
        if wrong:
            raise Refused(wrong)
        made = Rating.objects.create(case=case, grade=grade, text=text.strip(), made_by_id=viewer.user_id)
        _record(viewer, "cases.rate", case, grade=grade)
    return made


def call_back(viewer: Viewer, case_id: UUID, *, outcome: str) -> Rating:
    """Write down what came of calling back somebody who gave a poor grade; once."""
    with transaction.atomic():
        case = held(case_id)
        found = Rating.objects.select_for_update().filter(case=case).first()
        _must(viewer.may("cases.answer", division=case.division))
        if found is None or not Grade(found.grade).poor or found.called_at is not None:
            raise Refused([_("没有需要回访的差评")])
        if not outcome.strip():
            raise Refused([Fault("outcome", _("请写明回访结果"))])
        found.outcome, found.called_by_id, found.called_at = outcome.strip(), viewer.user_id, clock.now()
        found.save()
        _record(viewer, "cases.call_back", case, by="cases.answer", outcome=found.outcome)
    return found


def complain(viewer: Viewer, case_id: UUID, *, text: str) -> Complaint:
    """A complaint of the applicant about how his case is handled, at any time."""
    with transaction.atomic():
        case = _own(viewer, case_id)
        if not text.strip():
            raise Refused([Fault("text", _("请写明投诉的内容"))])
        made = Complaint.objects.create(case=case, text=text.strip(), made_by_id=viewer.user_id)
        _record(viewer, "cases.complain", case, complaint=str(made.pk))
    return made


def answer_complaint(viewer: Viewer, complaint_id: UUID, *, answer: str) -> Complaint:
    """Answer a complaint; by an official who took no step of the case. Raises Refused without an answer, or a second one."""
    with transaction.atomic():
        found = Complaint.objects.select_for_update(of=("self",)).select_related("case").get(pk=complaint_id)
        case = found.case
        _must(viewer.may("cases.answer", division=case.division))
        if queries.handled(viewer, case):
            raise Refused([handled_words()])
        if found.answered_at is not None:
            raise Refused([_("这项投诉已经答复过")])
        if not answer.strip():
            raise Refused([Fault("answer", _("请写明答复"))])
        found.answer, found.answered_by_id, found.answered_at = answer.strip(), viewer.user_id, clock.now()
        found.save()
        _record(viewer, "cases.answer_complaint", case, by="cases.answer", complaint=str(found.pk))
    return found


def handled_words() -> str:
    """Why an official who took a step of a case does not answer what is complained of."""
    return _("您办理过本件，投诉须由另一人答复")


def _own(viewer: Viewer, case_id: UUID) -> Case:
    case = held(case_id)
    own = case.subject.organisation_id
    _must(
        own is not None and own in viewer.organisation_ids and viewer.may("cases.voice", organisation_id=own)
    )
    return case


def _must(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied(_("您不能办理这一项"))


def _record(viewer: Viewer, act: str, case: Case, *, by: str = "cases.voice", **detail: object) -> None:
    log.record(
        viewer, act, kind="case", key=str(case.pk), division=case.division, detail=detail, permission=by
    )
