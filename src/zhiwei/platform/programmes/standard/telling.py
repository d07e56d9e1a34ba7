"""What a payee is told before it confirms its account: whose account it is, and how much comes to it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases.about import Line, before
from zhiwei.platform.cases.casetypes.model import Transition
from zhiwei.platform.cases.models import Case
from zhiwei.platform.programmes.money import accounts, promises
from zhiwei.platform.programmes.standard.weighing import yuan


@before("account_confirm")
def account_lines(_viewer: Viewer, case: Case, _rule: Transition) -> Iterator[Line]:
    """The account that one click confirms, and the yuan that are promised and not paid yet."""
    account = accounts.to_confirm(case.subject)
    if account is None:
        yield Line(_("收款账户"), _("还没有登记，请先登记再回来确认"), reverse("ledger:own"))
    else:
        yield Line(_("户名"), account.holder)
        yield Line(_("开户银行"), account.bank)
        yield Line(_("账号"), _("尾号 %(tail)s") % {"tail": account.tail})
        yield Line(_("账户不对？"), _("更改收款账户"), reverse("ledger:own"))
    if fen := promises.waiting_fen(promises.promises(case)):
        yield Line(_("付到这个账户的金额"), yuan(fen))
