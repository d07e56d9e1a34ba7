"""Loans and guarantees are entered once, with what became of them; mistakes are struck with a reason, never deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.kit import clock, money, refusals
from zhiwei.platform.kit.language import listed
from zhiwei.platform.kit.refusals import Fault
from zhiwei.platform.subjects import trail
from zhiwei.platform.subjects.entities import ENTERPRISE
from zhiwei.platform.subjects.models import Guarantee, GuaranteeEvent, Loan, Relation, Subject
from zhiwei.platform.subjects.models.records import Struck
from zhiwei.platform.subjects.queries import records as queries
from zhiwei.platform.subjects.services.relations import relate
from zhiwei.platform.subjects.services.subjects import create_subject, end_subject
from zhiwei.platform.subjects.sources import SELF

KEEP = "records.keep"
LENDERS = ("bank", "micro_lender")
Kind = GuaranteeEvent.Kind


class Refused(refusals.Refused):
    """A record that cannot be entered."""


@dataclass(frozen=True, slots=True)
class Contract:
    """What a contract of a loan or a guarantee says; ``fen`` above zero, both days included."""

    number: str
    fen: int
    from_day: date
    to_day: date

    def faults(self) -> list[Fault]:
        """What is wrong with it."""
        found = [] if self.number.strip() else [Fault("contract", _("请填写合同编号"))]
        if self.fen <= 0:
            found.append(Fault("fen", _("金额须大于零")))
        if self.to_day < self.from_day:
            found.append(Fault("to_day", _("止日早于起日 %(day)s") % {"day": self.from_day}))
        if self.from_day > clock.today():
            found.append(Fault("from_day", _("日期不能晚于今天")))
        return found


def may_keep(viewer: Viewer, party: Subject, place: str) -> bool:
    """Whether the viewer keeps records of a party's business in a place: its own people, or officials of the place."""
    return viewer.may(KEEP, division=place, organisation_id=party.organisation_id)


def record_loan(
    viewer: Viewer, lender: Subject, borrower: Subject, said: Contract, *, source: str = SELF,
    received_on: date | None = None,
) -> Loan:  # fmt: skip
    """A loan of a bank or micro-lender to a firm. Raises Refused with every fault, PermissionDenied for who may not."""
    faults = said.faults() + _firm(borrower)
    if lender.entity not in LENDERS:
        faults.append(Fault("lender", _("“%(name)s”不是贷款机构") % {"name": lender.name}))
    if Loan.objects.filter(lender=lender, contract=said.number.strip(), struck_at=None).exists():
        faults.append(_there(said))
    made = _kept(
        viewer,
        "small_firm_loan",
        lender,
        borrower,
        said,
        faults,
        source,
        received_on,
        Loan,
        {"lender": lender},
    )
    assert isinstance(made, Loan)
    return made


def strike_loan(viewer: Viewer, loan: Loan, why: str) -> Loan:
    """Strike a loan entered by mistake; whatever counts or asks about the loans that exist then passes it by.

    Raises Refused without a reason, where it was struck before, and where a guarantee is entered for it.
    """
    _must_keep(viewer, loan.lender, loan.subject.division)
    with transaction.atomic():
        rows = Loan.objects.select_for_update(of=("self",)).select_related("subject")
        held = rows.get(pk=loan.pk)
        faults = [Fault("", _("这笔贷款已经作废"))] if held.struck_at else []
        if leans := held.guarantees.filter(struck_at=None).values_list("contract", flat=True):
            words = _("担保合同 %(names)s 登记在这笔贷款上，不能作废；请先与担保机构核对")
            faults.append(Fault("", words % {"names": listed(leans)}))
        _struck(viewer, held, why, faults)
        _never_was(held)
        _log(viewer, "records.strike_loan", held.subject, contract=held.contract, why=held.struck_why)
    return held


def strike_guarantee(viewer: Viewer, guarantee: Guarantee, why: str) -> Guarantee:
    """Strike a guarantee entered by mistake; whatever counts or asks about the guarantees that exist then passes it by.

    Raises Refused without a reason, where it was struck before, where something became of it that was not struck, and where
    a room holds it: money that is promised on it.
    """
    _must_keep(viewer, guarantee.guarantor, guarantee.subject.division)
    with transaction.atomic():
        held = locked(guarantee)
        faults = [Fault("", _("这笔担保已经作废"))] if held.struck_at else []
        if held.events.filter(struck_at=None).exists():
            faults.append(Fault("", _("登记了还款、代偿或追回，不能作废；请先把这些登记逐条作废")))
        faults += [Fault("", said) for holds in _holds if (said := holds(held))]
        _struck(viewer, held, why, faults)
        _never_was(held)
        _log(viewer, "records.strike_guarantee", held.subject, contract=held.contract, why=held.struck_why)
    return held


_holds: list[Callable[[Guarantee], str]] = []


def add_hold(said: Callable[[Guarantee], str]) -> None:
    """Hand in, in a room's ``AppConfig.ready``, what keeps a guarantee from being struck, in words; empty where nothing does."""
    _holds.append(said)


def record_guarantee(
    viewer: Viewer, guarantor: Subject, borrower: Subject, said: Contract, *, loan: Loan | None = None,
    source: str = SELF, received_on: date | None = None,
) -> Guarantee:  # fmt: skip
    """A guarantee of a firm's loan. Raises Refused with every fault, PermissionDenied for who may not."""
    faults = said.faults() + _firm(borrower)
    if guarantor.entity != "guarantor":
        faults.append(Fault("guarantor", _("“%(name)s”不是融资性担保机构") % {"name": guarantor.name}))
    if Guarantee.objects.filter(guarantor=guarantor, contract=said.number.strip(), struck_at=None).exists():
        faults.append(_there(said))
    if loan is not None and loan.borrower_id != borrower.pk:
        faults.append(Fault("loan", _("这笔贷款不是该企业的")))
    elif loan is not None and loan.struck_at:
        faults.append(Fault("loan", _("这笔贷款已经作废")))
    elif loan is not None and said.fen > loan.fen:
        faults.append(Fault("fen", _("担保金额超过贷款金额 %(fen)s 元") % {"fen": money.short(loan.fen)}))
    parties = {"guarantor": guarantor, "loan": loan}
    made = _kept(
        viewer, "guarantee", guarantor, borrower, said, faults, source, received_on, Guarantee, parties
    )
    assert isinstance(made, Guarantee)
    return made


def record_event(
    viewer: Viewer, guarantee: Guarantee, *, kind: str, on_day: date, fen: int, document: str, source: str = SELF,
) -> GuaranteeEvent:  # fmt: skip
    """A repayment, a claim or a recovery. No more is repaid or claimed than is still guaranteed, no more recovered than lost."""
    _must_keep(viewer, guarantee.guarantor, guarantee.subject.division)
    with transaction.atomic():
        held = locked(guarantee)
        if held.struck_at:
            raise Refused([Fault("", _("这笔担保已经作废"))])
        faults = _event_faults(held, kind, on_day, fen, document.strip())
        if faults:
            raise Refused(faults)
        made = GuaranteeEvent.objects.create(
            guarantee=held, kind=kind, on_day=on_day, fen=fen, document=document.strip(), source=source,
            received_on=clock.today(), recorded_by_id=viewer.user_id,
        )  # fmt: skip
        _log(viewer, "records.event", held.subject, kind=kind, on=on_day, fen=fen, document=made.document)
    return made


def strike_event(viewer: Viewer, event: GuaranteeEvent, why: str) -> None:
    """Strike an entry made by mistake. Raises Refused without a reason, or where it was struck before."""
    guarantee = event.guarantee
    _must_keep(viewer, guarantee.guarantor, guarantee.subject.division)
    with transaction.atomic():
        locked(guarantee)
        held = GuaranteeEvent.objects.get(pk=event.pk)
        faults = []
        if held.struck_at:
            faults.append(Fault("", _("这条登记已经作废")))
        elif held.kind == Kind.CLAIM and held.fen > queries.standing(guarantee).loss:
            faults.append(Fault("", _("这笔代偿已有追回，先作废追回")))
        _struck(viewer, held, why, faults)
        _log(viewer, "records.strike", guarantee.subject, event=str(held.pk), why=held.struck_why)


def locked(guarantee: Guarantee) -> Guarantee:
    """The guarantee, held until the end of the transaction; what is entered or paid on it waits."""
    return Guarantee.objects.select_for_update(of=("self",)).select_related(
        "subject", "guarantor", "borrower"
    ).get(pk=guarantee.pk)  # fmt: skip


def _event_faults(held: Guarantee, kind: str, on_day: date, fen: int, document: str) -> list[Fault]:
    faults = [] if kind in Kind.values else [Fault("kind", _("没有这种事项"))]
    if not document:
        faults.append(Fault("document", _("请填写凭证号")))
    elif held.events.filter(kind=kind, document=document, struck_at=None).exists():
        faults.append(Fault("document", _("凭证 %(number)s 已经登记") % {"number": document}))
    if not held.from_day <= on_day <= clock.today():
        faults.append(Fault("on_day", _("日期应在担保起日和今天之间")))
    now = queries.standing(held)
    most = now.loss if kind == Kind.RECOVERED else now.balance
    if fen <= 0:
        faults.append(Fault("fen", _("金额须大于零")))
    elif fen > most:
        said = (
            _("追回超过尚未追回的代偿 %(fen)s 元") if kind == Kind.RECOVERED else _("超过担保余额 %(fen)s 元")
        )
        faults.append(Fault("fen", said % {"fen": money.short(most)}))
    return faults


def _kept(
    viewer: Viewer, entity: str, party: Subject, borrower: Subject, said: Contract, faults: list[Fault],
    source: str, received_on: date | None, model: type[Loan] | type[Guarantee], parties: dict[str, Any],
) -> Loan | Guarantee:  # fmt: skip
    _must_keep(viewer, party, borrower.division)
    if faults:
        raise Refused(faults)
    day = received_on or clock.today()
    try:
        with transaction.atomic():
            # The record of a thing: whoever keeps it has just been asked; registering subjects is another right.
            subject = create_subject(
                SYSTEM, entity=entity, name=f"{said.number.strip()}：{borrower.name}"[:200], division=borrower.division,
                received_on=day, personal_name=borrower.personal_name,
            )  # fmt: skip
            relate(SYSTEM, subject, borrower, Relation.Kind.LINK, link="borrower", on_day=said.from_day,
                   source=source, received_on=day)  # fmt: skip
            made: Loan | Guarantee = model.objects.create(
                subject=subject, borrower=borrower, contract=said.number.strip(), fen=said.fen,
                from_day=said.from_day, to_day=said.to_day, source=source, received_on=day,
                recorded_by_id=viewer.user_id, **parties,
            )  # fmt: skip
            _log(
                viewer,
                f"records.{entity}",
                subject,
                party=str(party.pk),
                fen=said.fen,
                contract=made.contract,
            )
    except IntegrityError:  # the same contract was entered a moment ago
        raise Refused([_there(said)]) from None
    return made


def _struck(viewer: Viewer, held: Struck, why: str, faults: list[Fault]) -> None:
    """Strike an entry, unless something is wrong."""
    if not why.strip():
        faults = [Fault("why", _("请写明理由")), *faults]
    if faults:
        raise Refused(faults)
    held.struck_at, held.struck_by_id, held.struck_why = clock.now(), viewer.user_id, why.strip()
    held.save(update_fields=["struck_at", "struck_by", "struck_why"])


def _never_was(held: Loan | Guarantee) -> None:
    """Runs, counts and answers take the subjects that exist: this one never did, not even on its first day."""
    end_subject(SYSTEM, held.subject, held.from_day)


def _must_keep(viewer: Viewer, party: Subject, place: str) -> None:
    if not may_keep(viewer, party, place):
        raise PermissionDenied(_("您不能登记这家机构的业务"))


def _firm(borrower: Subject) -> list[Fault]:
    if borrower.entity == ENTERPRISE:
        return []
    return [Fault("borrower", _("“%(name)s”不是企业") % {"name": borrower.name})]


def _there(said: Contract) -> Fault:
    return Fault(
        "contract", _("合同 %(number)s 已经登记，一份合同只登记一次") % {"number": said.number.strip()}
    )


def _log(viewer: Viewer, act: str, subject: Subject, **detail: Any) -> None:
    trail.record(viewer, act, subject, KEEP, **detail)
