"""What a state means for the applicant just now: the words of the case type, unless something known says otherwise.

A notice whose days are over is told as such, and so is how far the payment is that a case waits for; beyond that the room of a case may know better and registers it beside its
guards and effects:

    @plain("reward")
    def _now(case: Case, state: str) -> str: ...      # '' where the words of the case type are true
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhiwei.platform.cases import paying, queries
from zhiwei.platform.cases.casetypes import get
from zhiwei.platform.cases.casetypes.model import State
from zhiwei.platform.cases.models import Arrival, Case, Notice, Objection
from zhiwei.platform.kit import clock

Speaker = Callable[[Case, str], str]
_speakers: dict[str, Speaker] = {}


def plain(type_id: str) -> Callable[[Speaker], Speaker]:
    """Register what a room says of the states of its cases. Raises ValueError where two functions speak for one type."""

    def keep(function: Speaker) -> Speaker:
        if _speakers.setdefault(type_id, function) is not function:
            raise ValueError(f"two functions tell the states of cases of type {type_id!r}")
        return function

    return keep


def words_of(case: Case, state: State) -> str:
    """What a state means, of the one where the case stands or of one to which a step leads."""
    speaker, notice = _speakers.get(case.type), _notice(case, state.id)
    stands = state.id == case.state
    return (
        (_contested(notice) if notice else "")
        or (_claimed(case) if stands else "")
        or (_arrived(case, state) if stands else "")
        or (paying.on_its_way(case) if stands else "")
        or (speaker(case, state.id) if speaker else "")
        or (paying.failed(case) if stands else "")
        or (_over(notice) if notice else "")
        or (_freed(case, state) if stands else "")
        or str(state.plain)
    )


def notice_over(case: Case, state: str) -> Notice | None:
    """The notice whose days are over while the case still stands in its state; None for any other."""
    found = _notice(case, state)
    return found if found is not None and _is_over(found) else None


def _notice(case: Case, state: str) -> Notice | None:
    """The latest notice that was not stopped of a case that stands in the state of its notice; None for any other."""
    rule = get(case.type).notice
    if rule is None or not state == case.state == rule.state:
        return None
    found: Notice | None = case.notices.exclude(state=Notice.State.STOPPED).order_by("-number").first()
    return found


def _is_over(notice: Notice) -> bool:
    return notice.last_day < clock.today()


def _contested(notice: Notice) -> str:
    """That objections keep the case in its notice."""
    waiting = notice.objections.filter(state=Objection.State.OPEN).count()
    if waiting:
        said = ngettext(
            "公示期间收到 %(n)s 项异议，办理机关正在处理；处理完以后才继续。您现在不用做什么。",
            "公示期间收到 %(n)s 项异议，办理机关正在处理；处理完以后才继续。您现在不用做什么。",
            waiting,
        )
        return said % {"n": waiting}
    if notice.objections.filter(state=Objection.State.UPHELD).exists():
        return _("有异议成立，办理机关正在重新核定。您现在不用做什么。")
    return ""


def _claimed(case: Case) -> str:
    """That money is claimed back from the applicant."""
    if asked := paying.to_pay_back(case):
        return _("%(asked)s。款项已经付给您，其中这一部分要退回，事由和退款通知书见下。") % {"asked": asked}
    return ""


def _freed(case: Case, state: State) -> str:
    """What the state means and that money is free again; '' where the case was not given up, or none was set aside in it."""
    ended = queries.ended_by(case)
    if ended is None or not ended[1].withdraws or not paying.released(case):
        return ""
    return _("%(plain)s预留的资金已经释放。") % {"plain": state.plain}


def _arrived(case: Case, state: State) -> str:
    """What the applicant answered to the question whether the money came; '' while he has not."""
    arrival = getattr(case, "arrival", None)
    if arrival is None or not state.asks_arrival or not arrival.answer:
        return ""
    if arrival.answer == Arrival.Answer.YES:
        return _("银行已付款，您已确认收到。您现在不用做什么。")
    said = (
        _("银行已付款，您的答复是“%(answer)s”。办理机关正在核实，会在“投诉”下答复您。")
        if case.complaints.filter(answered_at=None).exists()
        else _("银行已付款，您的答复是“%(answer)s”。办理机关的答复在“投诉”下。")
    )
    return said % {"answer": arrival.get_answer_display()}


def _over(notice: Notice) -> str:
    """That the days of the notice are over and nothing has followed yet."""
    if not _is_over(notice):
        return ""
    said = _("公示已于 %(day)s 期满，没有未处理的异议，正在等办理机关继续办理。您现在不用做什么。")
    return said % {"day": notice.last_day}
