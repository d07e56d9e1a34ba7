"""Guards and effects of the reward (27.2): what is due comes from the verdict, what was paid from the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhiwei.engine.model import Variable
from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.cases.about import Line, before
from zhiwei.platform.cases.acts import Context, Figure, effect, figures, guard
from zhiwei.platform.cases.casetypes.model import Transition, Words
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.funds.programmes import PROGRAMMES
from zhiwei.platform.kit.money import parse, short, yuan
from zhiwei.platform.kit.phrases import add_phrase
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.models import Commitment, Fund
from zhiwei.platform.programmes.money import funds, promises
from zhiwei.platform.programmes.money.following import ends_when_paid
from zhiwei.platform.programmes.standard.values import due_fen, due_now, settled_fen
from zhiwei.platform.programmes.standard.weighing import yuan as yuan_line
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.timeline import Choice, Statement

SELF = "self"
"""The source of facts that a firm declared itself."""
BASIS = "tax_year"
"""The kind of basis: one reward for a firm and year."""
MORE = add_phrase(gettext_noop("数据更正后应得 %(fen)s 元"))
"""Why a promise is supplemented; kept in Chinese."""
ANEW = add_phrase(gettext_noop("重新核定后预留；此前由“%(fund)s”预留或承诺的 %(fen)s 元已释放"))
"""Why money of a fund is set aside where another, or the same, had set it aside before; kept in Chinese."""
for _programme in PROGRAMMES:
    ends_when_paid(_programme, "ready")


@guard("reward_known")
def _known(context: Context) -> Iterator[str]:
    """The amount is known and above zero."""
    if not due_now(context):
        yield _("奖励金额还不能算出，或为零")


@guard("reward_once")
def _once(context: Context) -> Iterator[str]:
    """No other case of the firm for the year."""
    case = context.case
    others = Case.objects.filter(type=case.type, subject=case.subject, as_of__year=case.as_of.year)
    if others.exclude(pk=case.pk).exists():
        yield _("%(year)s 年度的奖励已有一件在办或办结") % {"year": case.as_of.year}


@guard("reward_unchanged")
def _unchanged(context: Context) -> Iterator[str]:
    """What is due today is what the public was shown."""
    due, shown = due_now(context), settled_fen(context.case)
    if due != shown:
        now = _("未知") if due is None else short(due)
        said = _("现在算出的金额是 %(now)s 元，公示的是 %(shown)s 元；须更正后重新公示")
        yield said % {"now": now, "shown": short(shown)}


@guard("reward_not_due")
def _not_due(context: Context) -> Iterator[str]:
    """Nothing is due any more."""
    if due_now(context) != 0:
        yield _("仍符合条件，不能终止")


@guard("reward_more")
def _more(context: Context) -> Iterator[str]:
    """More is due than was paid and is on its way."""
    due = due_now(context)
    if due is None or due <= promises.promised_fen(promises.promises(context.case)):
        yield _("应得的不多于已付和待付的")


@guard("reward_less")
def _less(context: Context) -> Iterator[str]:
    """Less is due than was paid and not given up."""
    due = due_now(context)
    if due is None or due >= promises.recoverable_fen(context.case):
        yield _("应得的不少于已付的")


@guard("reward_released")
def _released(context: Context) -> Iterator[str]:
    """Less is set aside than the public was shown."""
    if promises.promised_fen(promises.promises(context.case)) >= settled_fen(context.case):
        yield _("资金仍为本件预留")


@guard("reward_even")
def _even(context: Context) -> Iterator[str]:
    """What was paid is what is due, but for what was given up."""
    due, paid = due_now(context), promises.paid_fen(promises.promises(context.case))
    if due is None or not promises.recoverable_fen(context.case) <= due <= paid:
        yield _("应得的与已付的不一致")


@guard("reward_nothing_paid")
def _nothing_paid(context: Context) -> Iterator[str]:
    """Nothing was paid before a supplement: what was paid is not left behind by ending the case."""
    if paid := promises.paid_fen(promises.promises(context.case)):
        said = _("此前已付 %(fen)s 元，不能直接终止：请更正登记的事实，夜间核算后按应得的金额补付或追回")
        yield said % {"fen": short(paid)}


@guard("reward_claim_stands")
def _claim_stands(context: Context) -> Iterator[str]:
    """What is due is what it was when the claim came up."""
    due, settled = due_now(context), settled_fen(context.case)
    if due != settled:
        now = _("未知") if due is None else short(due)
        said = _("更正后应得的金额又变了：核对时 %(then)s 元，现在 %(now)s 元；夜间核算后再决定")
        yield said % {"then": short(settled), "now": now}


@guard("reward_paid")
def _paid(context: Context) -> Iterator[str]:
    """The bank has paid all that is due."""
    if not promises.paid_in_full(promises.promises(context.case), settled_fen(context.case)):
        yield _("银行尚未付清")


@effect("reward_reserve")
def _reserve(context: Context) -> None:
    """Set aside what is due; after a payment only what is due on top of it. The rule books, nobody's hand."""
    case, sentence = context.case, context.type.measure
    every = promises.every(case)
    held = promises.standing(every)
    more = settled_fen(case) - promises.promised_fen(held)
    if more <= 0:
        return
    key = f"{case.pk}:{case.revision}:reserve"
    if held:
        reason = MORE % {"fen": short(settled_fen(case))}
        ledger.supplement(
            SYSTEM, held[0], more, reason=reason, key=key, receipt=case.receipt_id, fund=_fund(context)
        )
        return
    basis = ledger.Basis(BASIS, f"{case.subject_id}/{case.as_of.year}")
    ledger.reserve(
        SYSTEM, _fund(context), more, basis=basis, sentence=sentence, subject=case.subject, case=str(case.pk),
        receipt=case.receipt_id, key=key, reason=_instead(every),
    )  # fmt: skip


def _instead(every: Iterable[Commitment]) -> str:
    """What the money takes the place of; '' where nothing was set aside for the case before."""
    freed = (one for one in every if one.state == Commitment.State.RELEASED)
    last = max(freed, key=lambda one: (one.made_at, one.pk), default=None)
    return ANEW % {"fund": last.fund, "fen": short(last.fen)} if last else ""


def _fund(context: Context) -> Fund:
    fund = funds.nearest(context.case.division, context.type.measure)
    if fund is None:
        raise Refused([_("当地还没有可用于第 %(id)s 句的资金") % {"id": context.type.measure}])
    return fund


@effect("reward_commit", binds=True)
def _commit(context: Context) -> None:
    """Turn what is set aside into a firm promise. Money whose budget is over is the office's matter, not the firm's: then
    the case goes on, and a run takes it from a budget of its own day as soon as there is one."""
    promises.firm_up(context.case)


@effect("reward_release")
def _release(context: Context) -> None:
    """Free what is promised and not paid; refused while a payment list holds it."""
    promises.release(context.case, context.transition.words.zh)


@effect("reward_claim", binds=True)
def _claim(context: Context) -> None:
    """Ask back what was paid above what is due, from the latest payment first."""
    above = promises.recoverable_fen(context.case) - settled_fen(context.case)
    promises.take_back(context.viewer, context.case, above, reason=context.content["reason"])


@before("reward_claim")
def _claim_lines(viewer: Viewer, case: Case, _rule: Transition) -> Iterator[Line]:
    """Who pays back what, before it is asked back."""
    paid, asked = promises.paid_fen(promises.promises(case)), promises.recoverable_fen(case)
    if viewer.is_official:
        yield Line(_("退款方"), case.subject.name)
        yield Line(_("已付"), yuan_line(paid))
        if paid != asked:
            yield Line(_("此前已决定不追回"), yuan_line(paid - asked))
        yield Line(_("更正后应得"), yuan_line(settled_fen(case)))
        yield Line(_("要求退回"), yuan_line(asked - settled_fen(case)))


@effect("reward_receive")
def _receive(context: Context) -> None:
    """Book what came back."""
    promises.receive_back(context.viewer, context.case, document=context.content["document"])


SHOWN = ("taxable_income", "average_employees", "average_total_assets", "tax_industry")
"""The facts a notice shows; money in yuan."""


@figures("reward_figures")
def _shown(context: Context) -> list[Figure]:
    """The facts the reward rests on as the firm declared and the agencies stated them, then the amount."""
    found = subjects.choices(context.case.subject, as_of=context.case.as_of, names=SHOWN)
    variables = context.answer.book.entities[context.type.entity].facts
    rows = []
    for label, choice in found.items():
        name, _at, period = label.partition("@")
        if name in SHOWN and period in ("", str(context.case.as_of.year)):
            variable = variables[name]
            said = {one.source: one for one in (choice.used, *choice.others)}
            rows.append(
                Figure(
                    variable.zh,
                    variable.en,
                    _text(said.get(SELF), variable),
                    _text(_verified(choice), variable),
                )
            )
    due = due_fen(context.outcome)
    amount = "" if due is None else yuan(due)
    return [*rows, Figure("奖励金额（元）", "reward (yuan)", "", amount)]


def _verified(choice: Choice) -> Statement | None:
    return None if choice.used.source == SELF else choice.used


def _text(one: Statement | None, variable: Variable) -> str | Words:
    if one is None or one.status != "known":
        return ""
    kind = variable.type.kind
    if kind == "money":
        return yuan(parse(str(one.value)))
    if kind == "enum":
        member = next((m for m in variable.enum if m.value == one.value), None)
        return Words(member.zh, member.en) if member else str(one.value)
    return str(one.value)
