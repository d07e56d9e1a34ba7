"""Who asks for a fund's money back, and to which account it is paid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.ledger.faults import Fault, Refused
from zhiwei.platform.ledger.models import Fund
from zhiwei.platform.ledger.posting import locked
from zhiwei.platform.ledger.services.banks import digits_of, number_faults
from zhiwei.platform.ledger.services.common import must, record


def refund_account(*, office: str = "", holder: str = "", bank: str = "", number: str = "") -> dict[str, str]:
    """The columns of a fund that keep an account; all empty takes it away.

    Raises Refused for a part of an account and for a number that cannot be one.
    """
    given = {
        "refund_office": office.strip(), "refund_holder": holder.strip(), "refund_bank": bank.strip(),
        "refund_number": digits_of(number),
    }  # fmt: skip
    if wrong := list(_faults(given)):
        raise Refused(wrong)
    return given


def is_kept(fund: Fund, account: Mapping[str, str]) -> bool:
    """Whether a fund has this account already."""
    return all(getattr(fund, name) == text for name, text in account.items())


def set_refund_account(
    viewer: Viewer, fund: Fund, account: Mapping[str, str], *, proposed_by: int | None = None
) -> Fund:
    """Keep an account of :func:`refund_account`; said twice it is kept and written down once."""
    with transaction.atomic():
        held = locked(fund)
        must(viewer, "ledger.open", held)
        if is_kept(held, account):
            return held
        for name, text in account.items():
            setattr(held, name, text)
        held.save()
        detail: dict[str, object] = dict(account)
        if proposed_by is not None:
            detail["proposed_by"] = proposed_by
        record(viewer, "ledger.refund_account", "ledger.open", held, kind="fund", key=str(held.pk), **detail)
    return held


def _faults(given: Mapping[str, str]) -> Iterator[Fault]:
    """Holder, bank and number belong together."""
    if not any(given[f"refund_{name}"] for name in ("holder", "bank", "number")):
        return
    if not given["refund_holder"]:
        yield Fault("holder", _("请填写户名"))
    if not given["refund_bank"]:
        yield Fault("bank", _("请填写开户银行"))
    yield from number_faults(given["refund_number"])
