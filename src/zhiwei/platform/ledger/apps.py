"""The room as Django knows it."""

from __future__ import annotations

from importlib import import_module
from urllib.parse import quote

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    """Funds, entries, commitments and payment lists."""

    name = "zhiwei.platform.ledger"
    label = "ledger"
    verbose_name = "资金账"

    def ready(self) -> None:
        """Put up the database's own guards after migrations, and stand on the pages of subjects."""
        import_module("zhiwei.platform.ledger.receivers")
        pages = import_module("zhiwei.platform.subjects.pages")
        pages.add_page(_("收款情况"), lambda s: f"/office/commitments/?q={quote(s.name)}", office=True)
        pages.add_page(_("我的资金"), lambda _subject: "/my/money/", office=False)
        upwards, audited = (
            import_module(f"zhiwei.platform.{name}") for name in ("audit.upwards", "ledger.audited")
        )
        upwards.add_check_list(
            "commitment",
            _("依据待核数值的付款和承诺"),
            "/office/commitments/unchecked/",
            permission="ledger.read",
        )
        upwards.add_check_list(
            "commitment", _("同一凭据不止一笔"), "/office/commitments/?alike=on", permission="ledger.read"
        )
        for kind in ("commitment", "fund", "entry"):
            upwards.add_words(kind, audited.words)
        upwards.add_record("fund", audited.Fund, audited.fund, found_by=("name__icontains",))
        upwards.add_record("commitment", audited.Commitment, audited.commitment, beside=("fund",))
        upwards.add_record("payment_list", audited.PaymentList, audited.payment_list)
