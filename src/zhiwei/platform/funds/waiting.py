"""What a reward that waits for money tells the firm: that there is none yet, instead of the usual course."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhiwei.platform.cases.casetypes import get
from zhiwei.platform.cases.models import Case
from zhiwei.platform.cases.plain import notice_over, plain
from zhiwei.platform.funds.programmes import PROGRAMMES
from zhiwei.platform.kit.money import short
from zhiwei.platform.programmes.money import funds, promises
from zhiwei.platform.programmes.standard.values import settled_fen

CLEARED, READY = "cleared", "ready"


def tell(case: Case, state: str) -> str:
    """Why the money does not come yet; '' where it goes its usual way."""
    if state == READY:
        return _no_list(case)
    if state == case.state == CLEARED:
        return _no_budget(case)
    notice = notice_over(case, state)
    return _no_fund(case, str(notice.last_day)) if notice is not None else ""


for _programme in PROGRAMMES:
    plain(_programme)(tell)


def _no_list(case: Case) -> str:
    """The account is confirmed, and no budget of today carries what was reserved: then nobody makes a payment list."""
    standing = case.state == READY
    fen = sum(one.reserved for one in promises.promises(case)) if standing else promises.unfunded_fen(case)
    if not fen:
        return ""
    said = _(
        "账户已确认。为您预留的 %(amount)s 元所在的预算期间已过，当地今年还没有安排可用的资金，所以现在还不能付款。"
        "当地有了今年的资金，系统会自动转过去再付款，您不用再做什么。"
    )
    return said % {"amount": short(fen)}


def _no_budget(case: Case) -> str:
    """The account is to be confirmed, and the budget in which the money was reserved is over."""
    if not promises.unfunded_fen(case):
        return ""
    return _(
        "公示期满。请确认收款账户；为您预留的钱所在的预算期间已过，当地今年还没有安排可用的资金，要等有了资金才能付款。"
    )


def _no_fund(case: Case, day: str) -> str:
    """The notice is over, and no fund can bear what is due."""
    sentence = get(case.type).measure
    held = promises.promised_fen(promises.promises(case))
    fund = funds.nearest(case.division, sentence)
    if fund is not None and funds.available(fund) >= settled_fen(case) - held:
        return ""
    said = _(
        "公示已于 %(day)s 期满。当地还没有可用于第 %(id)s 句的资金，或者余额不够，所以现在还不能预留和付款；"
        "有了资金，系统会自动继续，您现在不用做什么。"
    )
    return said % {"day": day, "id": sentence}
