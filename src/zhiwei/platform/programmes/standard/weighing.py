"""What an official is shown before a step that decides on money: to whom, how much, from which fund, what is left in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases.about import Line, before
from zhiwei.platform.cases.acts import Context
from zhiwei.platform.cases.casetypes import get
from zhiwei.platform.cases.casetypes.checking import VERDICT
from zhiwei.platform.cases.casetypes.model import Transition
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit.money import short
from zhiwei.platform.ledger.models import Fund
from zhiwei.platform.programmes.money import funds, promises
from zhiwei.platform.programmes.standard.values import due_now, settled_fen


def yuan(fen: int) -> str:
    """An amount as lines show it."""
    return _("%(yuan)s 元") % {"yuan": short(fen)}


def fund_lines(fund: Fund | None, fen: int | None) -> Iterator[Line]:
    """A fund with what it has now and, where the amount is known, what it has afterwards; what it lacks is said."""
    if fund is None:
        yield Line(_("出资"), _("当地还没有可用的资金"))
        return
    left = funds.available(fund)
    yield Line(_("出资"), str(fund), reverse("ledger:fund", args=[fund.pk]))
    yield Line(_("这项资金现在可用"), yuan(left))
    if fen is not None:
        short_of = fen - left
        said = yuan(left - fen) if short_of <= 0 else _("不够，还差 %(yuan)s 元") % {"yuan": short(short_of)}
        yield Line(_("办理后可用"), said)


@before(VERDICT)
def verdict_lines(viewer: Viewer, case: Case, rule: Transition) -> Iterator[Line]:
    """The payee, what the rule computes today, and the fund that pays; nothing where the measure gives no money."""
    if not viewer.is_official:
        return
    kind = get(case.type)
    try:
        fen = due_now(Context(viewer, case, kind, rule))
    except Refused:  # what the law is asked about is not there; the step itself says so
        return
    if not fen:
        return
    yield Line(_("收款方"), case.subject.name)
    yield Line(_("规则算出的金额"), yuan(fen), fen=fen)
    if any(call.name == "reserve" for call in rule.effects):
        return  # the effect names its own fund
    held = promises.promised_fen(promises.promises(case))
    yield from fund_lines(funds.nearest(case.division, kind.measure), max(fen - held, 0))


@before("reserve")
def reserve_lines(viewer: Viewer, case: Case, rule: Transition) -> Iterator[Line]:
    """The fund an amount comes from; the amount itself is computed, or filled in below."""
    given = next(call.arguments for call in rule.effects if call.name == "reserve")
    levels = given.get("levels")
    if not viewer.is_official or isinstance(levels, Mapping):
        return
    typed = given.get("amount", VERDICT) != VERDICT
    if typed:
        yield Line(_("收款方"), case.subject.name)
        yield Line(_("金额"), _("按您在下面填写的，填写前请核对"))
    sentence = str(given["sentence"])
    fund = funds.of_level(levels[0], case.division, sentence) if levels else funds.nearest(case.division, sentence)  # fmt: skip
    yield from fund_lines(fund, None if typed else settled_fen(case) or None)


@before("commit")
def commit_lines(viewer: Viewer, case: Case, _rule: Transition) -> Iterator[Line]:
    """What is set aside already and becomes a firm promise, by fund."""
    if not viewer.is_official:
        return
    for one in promises.promises(case):
        if one.reserved:
            yield Line(_("收款方"), one.subject.name if one.subject else case.subject.name)
            said = _("%(yuan)s 元，已预留；按下后付款清单即可列入") % {"yuan": short(one.reserved)}
            yield Line(str(one.fund), said, reverse("ledger:fund", args=[one.fund_id]), one.reserved)


@before("take_back")
def take_back_lines(viewer: Viewer, case: Case, _rule: Transition) -> Iterator[Line]:
    """Who pays back, and what was paid."""
    if viewer.is_official:
        yield Line(_("退款方"), case.subject.name)
        yield Line(_("已付"), yuan(promises.paid_fen(promises.promises(case))))
