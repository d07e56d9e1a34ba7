"""The standard guards: what must stand before a step, asked of the rulebook, the register of decisions and the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from zhiwei.engine.errors import InputError
from zhiwei.platform.cases.acts import Context, guard
from zhiwei.platform.cases.casetypes.arguments import Wrong
from zhiwei.platform.cases.casetypes.model import CaseType
from zhiwei.platform.cases.guards import labels
from zhiwei.platform.decisions import queries as decisions
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.language import lang, listed
from zhiwei.platform.kit.money import short
from zhiwei.platform.ledger.faults import quoted
from zhiwei.platform.programmes.money import accounts, promises
from zhiwei.platform.programmes.services import claims
from zhiwei.platform.programmes.standard import naming
from zhiwei.platform.programmes.standard.values import due_now, not_known, settled_fen


def _sentence(one: CaseType, given: Mapping[str, Any]) -> Iterator[Wrong]:
    yield from naming.sentence("sentence", given["sentence"])


@guard("decision_filed", check=_sentence)
def decision_filed(context: Context, *, sentence: str) -> Iterator[str]:
    """The place of the case, or one above it, has filed a decision under the sentence and does not decline."""
    from zhiwei.law.divisions import load_divisions

    divisions, today = load_divisions(), clock.today()
    here = context.case.division
    near = [here, *divisions.ancestors(here)] if here in divisions else [here]
    held = [one for one in decisions.in_force(as_of=today) if one.sentence == sentence and one.covers(today)]
    nearest = min((one for one in held if one.division in near), key=lambda one: near.index(one.division), default=None)  # fmt: skip
    if nearest is None or nearest.declines:
        yield _("当地还没有报备%(text)s的决定") % {"text": quoted(sentence)}


@guard("amount_known")
def amount_known(context: Context) -> Iterator[str]:
    """The verdict gives an amount above zero."""
    if not due_now(context):
        yield not_known()


@guard("amount_unchanged")
def amount_unchanged(context: Context) -> Iterator[str]:
    """What is due today is what the last receipt says, which the public was shown."""
    due, shown = due_now(context), settled_fen(context.case)
    if due != shown:
        now = _("未知") if due is None else short(due)
        said = _("现在算出的金额是 %(now)s 元，核定的是 %(shown)s 元；须重新核定")
        yield said % {"now": now, "shown": short(shown)}


def _facts(one: CaseType, given: Mapping[str, Any]) -> Iterator[Wrong]:
    if not one.measure:
        yield Wrong("facts", "asks about facts of no measure", "没有政策措施，无从询问事实")


@guard("facts_known", check=_facts)
def facts_known(context: Context, *, facts: list[str]) -> Iterator[str]:
    """None of these facts is missing for the verdict."""
    try:
        missing = [name for name in context.outcome.missing if name.partition("@")[0] in facts]
    except InputError as error:
        yield from (defect.text(lang()) for defect in error.defects)
        return
    if missing:
        yield _("还缺少：%(names)s") % {"names": listed(labels(context, missing))}


def _once(one: CaseType, given: Mapping[str, Any]) -> Iterator[Wrong]:
    yield from naming.key_parts(one, "per", given["per"])


def scope_of(context: Context, name: str) -> str:
    """The scope of a claim: the type of case, or a name that several types share."""
    return name or context.type.id


@guard("once", check=_once)
def once(context: Context, *, per: list[str], scope: str = "") -> Iterator[str]:
    """No other case holds the key. The effect ``claim`` with the same arguments takes it."""
    other = claims.holder(scope_of(context, scope), naming.key_of(context, per))
    if other is not None and other.pk != context.case.pk:
        yield claims.taken(other)


@guard("paid_in_full")
def paid_in_full(context: Context) -> Iterator[str]:
    """The bank has paid all that was promised. The installation takes such a step itself as soon as it can."""
    if not promises.paid_in_full(promises.promises(context.case)):
        yield _("银行尚未付清")


@guard("sent_back")
def sent_back(context: Context) -> Iterator[str]:
    """Something that was paid is to be paid anew, since the bank sent it back."""
    if not promises.waiting_fen(promises.promises(context.case)):
        yield _("没有银行退汇的款项")


@guard("returned")
def returned(context: Context) -> Iterator[str]:
    """All that was asked back and not given up has come."""
    every = promises.every(context.case)
    if (claimed := promises.claimed_fen(every)) or not any(one.returned for one in every):
        yield _("还有 %(fen)s 元没有退回") % {"fen": short(claimed)} if claimed else _("没有收到退款")


@guard("given_up")
def given_up(context: Context) -> Iterator[str]:
    """All that was asked back was given up."""
    every = promises.every(context.case)
    if promises.claimed_fen(every) or any(one.returned for one in every):
        yield _("退回的要求没有全部撤销")


@guard("asked_back")
def asked_back(context: Context) -> Iterator[str]:
    """Something is to come back."""
    if not promises.claimed_fen(promises.every(context.case)):
        yield _("没有待退回的款项")


@guard("promised")
def promised(context: Context) -> Iterator[str]:
    """Money stands promised for the case."""
    if not promises.promised_fen(promises.promises(context.case)):
        yield _("还没有为本件预留资金")


@guard("account_known")
def account_known(context: Context) -> Iterator[str]:
    """There is an account to confirm."""
    if accounts.to_confirm(context.case.subject) is None:
        yield _("还没有收款账户；请先登记收款账户")


@guard("account_confirmed")
def account_confirmed(context: Context) -> Iterator[str]:
    """The subject confirmed an account before."""
    if not accounts.confirmed(context.case.subject):
        yield _("企业尚未确认收款账户")


def _date(one: CaseType, given: Mapping[str, Any]) -> Iterator[Wrong]:
    yield from naming.field(one, "date", given["date"], "date")


def _day(context: Context, name: str) -> date | None:
    said = naming.said(context, name)
    return date.fromisoformat(str(said)) if said else None


@guard("not_before", check=_date)
def not_before(context: Context, *, date: str) -> Iterator[str]:
    """The day that a field names has come."""
    day = _day(context, date)
    if day is None or clock.day_of(context.now) < day:
        words = naming.fields_of(context.type)[date].words
        yield _("“%(field)s”是 %(day)s，到那天才能办理") % {"field": words, "day": day or _("未知")}


@guard("not_after", check=_date)
def not_after(context: Context, *, date: str) -> Iterator[str]:
    """The day that a field names is not over."""
    day = _day(context, date)
    if day is None or clock.day_of(context.now) > day:
        words = naming.fields_of(context.type)[date].words
        yield _("“%(field)s”是 %(day)s，已经过了，不能办理") % {"field": words, "day": day or _("未知")}
