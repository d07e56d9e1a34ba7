"""What the amount of a measure is to its subject: tax or fees not paid, money received, a deduction, a better price."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Worth:
    """How an amount is said, the most it can be, and that there is none; ``%(amount)s`` is the amount with its unit."""

    amount: str | Promise
    most: str | Promise
    none: str | Promise

    def said(self, amount: str) -> str:
        """An amount such as 9,000 元, as what it is."""
        return str(self.amount) % {"amount": amount}

    def at_most(self, amount: str) -> str:
        """The most it can be."""
        return str(self.most) % {"amount": amount}


SAVED = Worth(_("少交 %(amount)s"), _("最高少交 %(amount)s"), _("算下来没有可少交的钱"))
GAINED = Worth(_("可得 %(amount)s"), _("最高可得 %(amount)s"), _("算下来没有可得的钱"))
DEDUCTED = Worth(_("可扣除 %(amount)s"), _("最高可扣除 %(amount)s"), _("算下来没有可扣除的数额"))
PRICED = Worth(_("评审时少算 %(amount)s"), _("评审时最高少算 %(amount)s"), _("算下来没有可少算的价格"))
PLAIN = Worth("%(amount)s", _("最高 %(amount)s"), _("算下来金额为 0"))

WORTHS: Mapping[str, Worth] = {
    **dict.fromkeys(
        (
            "14.4/incubator", "17.7", "19.3", "27.3", "27.3/individual-business", "27.3/local-taxes", "27.4", "27.5",
            "27.5/education-surcharge", "27.8", "29.2", "29.3", "29.5", "31.1/interest-vat", "31.1/stamp-tax",
            "32.2/guarantee-fee-vat",
        ),
        SAVED,
    ),
    **dict.fromkeys(
        (
            "13.2", "14.6", "14.7", "15.2", "18.6", "20.5", "21.2/grant", "27.2", "28.1/late-interest", "32.4",
        ),
        GAINED,
    ),
    **dict.fromkeys(
        (
            "6.1/deduction", "6.1/equipment", "13.2/high-tech-deduction", "13.2/start-up-deduction",
            "18.2/transfer-income", "27.4/loss-carry-forward", "27.7", "32.2/reserves",
        ),
        DEDUCTED,
    ),
    **dict.fromkeys(("28.1/deduction", "28.2"), PRICED),
}  # fmt: skip
"""By measure; every measure of the rulebook that has an amount is here."""


def worth_of(measure: str) -> Worth:
    """What the amount of a measure is; the amount alone for a measure of an earlier rulebook."""
    return WORTHS.get(measure, PLAIN)
