"""The standard effects: what a step does to claims, money and accounts, within its transaction.

Who may take a step is said by the case type, so that the installation itself books what the step does: an official of a
county frees or asks back the city's part too. The audit names him with the step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.cases.acts import Context, effect
from zhiwei.platform.cases.casetypes.arguments import Wrong
from zhiwei.platform.cases.casetypes.model import CaseType
from zhiwei.platform.cases.faults import Fault, Refused
from zhiwei.platform.kit.language import lang
from zhiwei.platform.kit.money import parse, short
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.chart import Level
from zhiwei.platform.ledger.models import Fund
from zhiwei.platform.programmes.money import accounts, funds, promises
from zhiwei.platform.programmes.money.splitting import split
from zhiwei.platform.programmes.services import claims
from zhiwei.platform.programmes.standard import naming
from zhiwei.platform.programmes.standard.guards import scope_of
from zhiwei.platform.programmes.standard.values import due_now, not_known, settled_fen, value_of
from zhiwei.platform.subjects.models import Subject

VERDICT, ALL, EXCESS = "verdict", "all", "excess"


def _claim(one: CaseType, given: Mapping[str, Any]) -> Iterator[Wrong]:
    yield from naming.key_parts(one, "per", given["per"])


@effect("claim", check=_claim)
def claim(context: Context, *, per: list[str], scope: str = "") -> None:
    """Hold a key that only one case may hold, until the case ends against the applicant."""
    claims.claim(context.case, scope_of(context, scope), naming.key_of(context, per))


def _reserve(one: CaseType, given: Mapping[str, Any]) -> Iterator[Wrong]:
    yield from naming.sentence("sentence", given["sentence"])
    yield from naming.key_parts(one, "key", given["key"])
    amount, within = given.get("amount", VERDICT), given.get("within", "")
    if amount != VERDICT:
        yield from naming.field(one, "amount", amount, "money")
    if VERDICT in (amount, within) and not one.measure:
        yield Wrong("amount" if amount == VERDICT else "within", "asks a verdict of no measure", "没有政策措施却要判定", "name the measure")  # fmt: skip
    if within not in ("", VERDICT):
        yield from naming.parameter("within", within)
    if amount == VERDICT and within == VERDICT:
        yield Wrong("within", "bounds the verdict by itself", "判定的金额不能以它自己为限")
    if "levels" in given:
        yield from naming.levels("levels", given["levels"])


@effect("reserve", check=_reserve)
def reserve(
    context: Context, *, sentence: str, basis: str, key: list[str], amount: str = VERDICT, within: str = "",
    levels: list[str] | dict[str, str] | None = None, payee: str = "",
) -> None:  # fmt: skip
    """Set the case's money aside: from the nearest fund, from one level's, or shared by levels.

    ``amount`` is the verdict's, or a field that an official filled in, at most what ``within`` names: the verdict's amount
    or a parameter of law or locality. ``basis`` and ``key`` say what the payment rests on; the ledger takes it once for
    each level. ``payee`` names what the case keeps as the subject that is paid, the case's own unless said.
    """
    fen, case = _amount(context, amount, within), context.case
    basis_ = ledger.Basis(basis, naming.key_of(context, key))
    by = _booker(context, amount, within)
    for fund, part in _shared(context, fen, sentence, levels):
        ledger.reserve(
            by, fund, part, basis=basis_, sentence=sentence, subject=_payee(context, payee), case=str(case.pk),
            receipt=case.receipt_id, key=f"{case.pk}:{case.revision}:reserve:{fund.level}",
        )  # fmt: skip


def _booker(context: Context, amount: str, within: str) -> Viewer:
    """The rule books, nobody's hand; an amount that nothing bounds is the official's own act under his own permission."""
    return SYSTEM if VERDICT in (amount, within) else context.viewer


def _amount(context: Context, amount: str, within: str) -> int:
    """The fen to reserve. Raises Refused where it is open, zero, or above what bounds it."""
    if amount == VERDICT:
        fen = settled_fen(context.case) if context.case.receipt_id else due_now(context)
        if not fen:
            raise Refused([not_known()])
        most = _most(context, within) if within else None
        return fen if most is None else min(fen, most)
    fen = parse(str(naming.said(context, amount) or "0"))
    words = naming.fields_of(context.type)[amount].words
    if fen <= 0:
        raise Refused([Fault(amount, _("“%(field)s”须大于零") % {"field": words})])
    most = _most(context, within) if within else None
    if most is not None and fen > most:
        said = _("“%(field)s”不能超过 %(most)s 元") % {"field": words, "most": short(most)}
        raise Refused([Fault(amount, said)])
    return fen


def _most(context: Context, within: str) -> int:
    """The bound in fen. Raises Refused where neither law nor locality names one."""
    if within == VERDICT:
        most = due_now(context)
        if most is None:
            raise Refused([not_known()])
        return most
    found = value_of(within, day=context.case.as_of, division=context.case.division)
    if found is None:
        raise Refused([_not_decided(within)])
    return int(found)


def _not_decided(name: str) -> str:
    parameter = current().data.parameters[name]
    return _("“%(name)s”还没有规定，当地也没有报备决定") % {
        "name": parameter.zh if lang() == "zh" else parameter.en
    }


def _shared(
    context: Context, fen: int, sentence: str, levels: list[str] | dict[str, str] | None
) -> list[tuple[Fund, int]]:
    """Each fund with its part. Raises Refused where a level has no fund."""
    division = context.case.division
    if not levels:
        fund = funds.nearest(division, sentence)
        if fund is None:
            raise Refused([_("当地还没有可用于第 %(id)s 句的资金") % {"id": sentence}])
        return [(fund, fen)]
    if isinstance(levels, Mapping):
        parts = split(
            fen, _shares(context, levels), Level(next(n for n, s in levels.items() if s == naming.REST))
        )
    else:
        parts = {Level(levels[0]): fen}
    found = funds.of_levels(parts, division, sentence)
    return [(found[level], part) for level, part in parts.items()]


def _shares(context: Context, levels: Mapping[str, str]) -> dict[Level, Fraction]:
    """The shares as fractions; a name is what law or locality decided. Raises Refused where that is open or above 1."""
    found: dict[Level, Fraction] = {}
    for name, text in levels.items():
        if text == naming.REST:
            continue
        share = naming.fraction(text)
        if share is None:
            value = value_of(str(text), day=context.case.as_of, division=context.case.division)
            if value is None:
                raise Refused([_not_decided(str(text))])
            share = Fraction(value)
        found[Level(name)] = share
    if sum(found.values()) > 1:
        raise Refused([_("各级分担比例之和超过 1，请更正")])
    return found


def _payee(context: Context, name: str) -> Subject:
    return Subject.objects.get(pk=context.case.data[name]) if name else context.case.subject


@effect("commit", binds=True)
def commit(context: Context) -> None:
    """Make firm what is reserved. Raises Refused where its budget is over and none of today carries it."""
    if left := promises.firm_up(context.case):
        raise Refused(
            [_("预留的 %(fen)s 元的预算期间已过，本年度还没有可以承担的资金") % {"fen": short(left)}]
        )


@effect("release")
def release(context: Context) -> None:
    """Free what is promised and not paid; refused while a payment list holds it."""
    promises.release(context.case, context.transition.words.zh)


def _take_back(one: CaseType, given: Mapping[str, Any]) -> Iterator[Wrong]:
    yield from naming.field(one, "reason", given["reason"], "text", "lines")
    if given.get("amount", ALL) not in (ALL, EXCESS):
        yield from naming.field(one, "amount", given["amount"], "money")


@effect("take_back", check=_take_back, binds=True)
def take_back(context: Context, *, reason: str, amount: str = ALL) -> None:
    """Ask back all that was paid, what was paid above the case's amount, or a field's amount; the latest payment first."""
    paid = promises.paid_fen(promises.promises(context.case))
    if amount == ALL:
        fen = paid
    elif amount == EXCESS:
        fen = paid - settled_fen(context.case)
    else:
        fen = parse(str(naming.said(context, amount) or "0"))
    if fen <= 0 or fen > paid:
        raise Refused([_("要求退回的金额须大于零，且不超过已付的 %(paid)s 元") % {"paid": short(paid)}])
    promises.take_back(SYSTEM, context.case, fen, reason=str(naming.said(context, reason)))


def _receive_back(one: CaseType, given: Mapping[str, Any]) -> Iterator[Wrong]:
    yield from naming.field(one, "document", given["document"], "text")


@effect("receive_back", check=_receive_back)
def receive_back(context: Context, *, document: str) -> None:
    """Book that what was asked back came."""
    promises.receive_back(SYSTEM, context.case, document=str(naming.said(context, document)))


@effect("account_confirm")
def account_confirm(context: Context) -> None:
    """The one click by which the payee confirms its account."""
    account = accounts.to_confirm(context.case.subject)
    if account is not None:
        ledger.confirm_account(context.viewer, account)
