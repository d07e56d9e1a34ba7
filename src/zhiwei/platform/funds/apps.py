"""The room as Django knows it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext


class FundsConfig(AppConfig):
    """Programmes that pay: found by a run over all subjects, shown to the public, booked in the ledger."""

    name = "zhiwei.platform.funds"
    label = "funds"
    verbose_name = "资金项目"

    def ready(self) -> None:
        """Follow the ledger: what the bank paid moves the case; and lend it words for what it pays on."""
        import_module("zhiwei.platform.funds.receivers")
        upwards = import_module("zhiwei.platform.ledger.upwards")
        kind = import_module("zhiwei.platform.funds.case_acts").BASIS
        upwards.add_basis(kind, lambda key: gettext("%(year)s 年度") % {"year": key.rpartition("/")[2]})
