"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    """Answers for subjects: the rulebook applied to registered facts and decisions."""

    name = "zhiwei.platform.answers"
    label = "answers"
    verbose_name = "判定"

    def ready(self) -> None:
        """Hand the register the page of a subject's receipts, and tell the audit what a receipt is called."""
        from django.utils.translation import gettext_lazy as _

        from zhiwei.platform.answers.audited import tell
        from zhiwei.platform.answers.models import Receipt
        from zhiwei.platform.answers.views.receipts import address_of
        from zhiwei.platform.audit import upwards
        from zhiwei.platform.subjects.pages import add_page

        upwards.add_record("receipt", Receipt, tell)
        add_page(_("判定回执"), address_of, office=True)
        add_page(_("判定回执"), address_of, office=False)
