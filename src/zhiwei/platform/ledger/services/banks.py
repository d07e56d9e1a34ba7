"""Bank accounts of subjects: given by an office or the subject, confirmed by the subject, shown only with a reason."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log, reads
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger.faults import Fault, Refused, refuse
from zhiwei.platform.ledger.models import BankAccount
from zhiwei.platform.subjects.models import Subject

SHORTEST, LONGEST = 8, 32
"""Digits of an account number of a Chinese bank, with room on both sides."""


def propose_account(
    viewer: Viewer, subject: Subject, *, holder: str, bank: str, number: str, bank_code: str = ""
) -> BankAccount:
    """Enter an account that the subject has still to confirm. The same account again gives the same row, under another code of
    the bank a new one.

    Raises Refused with every fault; PermissionDenied for another's subject.
    """
    _must(viewer, "bank_accounts.give", subject)
    plain = digits_of(number)
    if wrong := _faults(subject, holder, bank, plain, bank_code):
        raise Refused(wrong)
    with transaction.atomic():
        _lock(subject)
        given = (holder.strip(), bank.strip(), bank_code.strip(), plain)
        for one in subject.bank_accounts.exclude(state=BankAccount.State.ENDED):
            if (one.holder, one.bank, one.bank_code, _opened(one)) == given:
                return one
        made = BankAccount.objects.create(
            subject=subject, holder=holder.strip(), bank=bank.strip(), bank_code=bank_code.strip(),
            sealed=_cipher().encrypt(plain.encode()).decode(), tail=plain[-4:], given_by_id=viewer.user_id,
        )  # fmt: skip
        _record(viewer, "bank_accounts.give", made)
    return made


def confirm_account(viewer: Viewer, account: BankAccount) -> BankAccount:
    """Say for the subject that it is to be paid to this account; the one confirmed before ends."""
    _must(viewer, "bank_accounts.confirm", account.subject)
    with transaction.atomic():
        _lock(account.subject)
        held = BankAccount.objects.get(pk=account.pk)
        if held.state == BankAccount.State.CONFIRMED:
            return held
        if held.state == BankAccount.State.ENDED:
            raise refuse("state", _("这个账户已停用，请重新登记"))
        BankAccount.objects.filter(subject=held.subject, state=BankAccount.State.CONFIRMED).update(
            state=BankAccount.State.ENDED
        )
        held.state, held.confirmed_by_id, held.confirmed_at = (
            BankAccount.State.CONFIRMED, viewer.user_id, clock.now(),
        )  # fmt: skip
        held.save()
        _record(viewer, "bank_accounts.confirm", held)
    return held


def give_account(
    viewer: Viewer, subject: Subject, *, holder: str, bank: str, number: str, bank_code: str = ""
) -> BankAccount:
    """Enter an account as the subject itself, and confirm it in one act."""
    with transaction.atomic():
        made = propose_account(viewer, subject, holder=holder, bank=bank, number=number, bank_code=bank_code)
        return confirm_account(viewer, made)


def end_account(viewer: Viewer, account: BankAccount) -> BankAccount:
    """Stop paying to an account."""
    _must(viewer, "bank_accounts.give", account.subject)
    with transaction.atomic():
        _lock(account.subject)
        held = BankAccount.objects.get(pk=account.pk)
        if held.state != BankAccount.State.ENDED:
            held.state = BankAccount.State.ENDED
            held.save()
            _record(viewer, "bank_accounts.end", held, "bank_accounts.give")
    return held


def is_own(viewer: Viewer, account: BankAccount) -> bool:
    """Whether the account is that of the viewer's own organisation, who owes nobody a reason for looking at it."""
    whose = account.subject.organisation_id
    return whose is not None and viewer.may("bank_accounts.reveal", organisation_id=whose)


def reveal_account(viewer: Viewer, account: BankAccount, *, why: str = "") -> str:
    """The whole number, after writing down who saw it and why. Raises Refused without a reason, but for one's own."""
    _must(viewer, "bank_accounts.reveal", account.subject)
    if not why.strip() and not is_own(viewer, account):
        raise refuse("why", _("请写明查看账号的理由"))
    reads.reveal(
        viewer, kind="subject", key=str(account.subject_id), fields=["bank_account"], why=why.strip()
    )
    return _opened(account)


def number_for_the_bank(account: BankAccount) -> str:
    """The whole number for a payment file; whoever writes the file records that in the audit."""
    return _opened(account)


def digits_of(number: str) -> str:
    """An account number without the gaps and dashes people write."""
    return "".join(number.split()).replace("-", "")


def number_faults(number: str) -> list[Fault]:
    """What is wrong with an account number without gaps; nothing where it can be one."""
    if number.isascii() and number.isdigit() and SHORTEST <= len(number) <= LONGEST:
        return []
    return [Fault("number", _("账号须为 %(a)d 至 %(b)d 位数字") % {"a": SHORTEST, "b": LONGEST})]


def _faults(subject: Subject, holder: str, bank: str, number: str, code: str) -> list[Fault]:
    found = []
    if holder.strip() != subject.name:
        found.append(Fault("holder", _("户名须与主体名称“%(name)s”一致") % {"name": subject.name}))
    if not bank.strip():
        found.append(Fault("bank", _("请填写开户银行")))
    found += number_faults(number)
    if code.strip() and not (code.strip().isascii() and code.strip().isdigit() and len(code.strip()) == 12):
        found.append(Fault("bank_code", _("联行号为 12 位数字，不知道可留空")))
    return found


def _must(viewer: Viewer, act: str, subject: Subject) -> None:
    if not viewer.may(act, division=subject.division) and not (
        subject.organisation_id and viewer.may(act, organisation_id=subject.organisation_id)
    ):
        raise PermissionDenied(_("您不能办理这个主体的收款账户"))


def _lock(subject: Subject) -> None:
    Subject.objects.select_for_update().get(pk=subject.pk)


def _opened(account: BankAccount) -> str:
    return _cipher().decrypt(account.sealed.encode()).decode()


def _cipher() -> Fernet:
    key = salted_hmac("zhiwei.ledger.banks", "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))


def _record(viewer: Viewer, act: str, account: BankAccount, permission: str = "") -> None:
    detail = {"account": str(account.pk), "bank": account.bank, "tail": account.tail}
    log.record(
        viewer, act, kind="subject", key=str(account.subject_id), division=account.subject.division,
        detail=detail, permission=permission,
    )  # fmt: skip
