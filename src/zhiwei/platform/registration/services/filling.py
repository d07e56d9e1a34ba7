"""Contributions, payments, parties and papers of a filing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock, uploads
from zhiwei.platform.kit.uploads import Checked
from zhiwei.platform.registration import capital, papers, queries
from zhiwei.platform.registration.models import Contribution, Entry, Filing, Kind, PaidIn, Paper, Party
from zhiwei.platform.registration.models.capital import KINDS
from zhiwei.platform.registration.refused import Fault, Refused
from zhiwei.platform.registration.services.common import editable, record, refuse_all
from zhiwei.platform.subjects.models import Subject


def contribute(
    viewer: Viewer, entry: Entry, *, contributor: str, kind: str, fen: int, at_founding: bool = False,
    due_on: date | None = None, proof: str = "",
) -> Contribution:  # fmt: skip
    """One instalment of one contributor. Raises Refused with every fault.

    A later instalment without an agreed day is due on the last day of the law, which the decision writes down.
    """
    with transaction.atomic():
        held = editable(viewer, entry.filing)
        faults = []
        if held.kind in (Kind.CHANGE, Kind.PAYMENT, Kind.ANNUAL_INSPECTION):
            faults.append(Fault("", _("这项登记不填写出资")))
        if not contributor.strip():
            faults.append(Fault("contributor", _("请填写出资人")))
        if kind not in dict(KINDS):
            faults.append(Fault("kind", _("没有这种出资方式")))
        if fen <= 0:
            faults.append(Fault("fen", _("出资额须大于零")))
        if at_founding and due_on is not None:
            faults.append(Fault("due_on", _("登记时缴付的，不填缴付期限")))
        if due_on is not None and due_on <= clock.today():
            faults.append(Fault("due_on", _("缴付期限应在今天以后")))
        if kind != capital.MONEY and at_founding and not proof.strip():
            faults.append(Fault("proof", _("非货币出资须写明评估报告")))
        refuse_all(faults)
        made = Contribution.objects.create(
            entry=entry, contributor=contributor.strip(), kind=kind, fen=fen, at_founding=at_founding, due_on=due_on,
            proof=proof.strip(),
        )  # fmt: skip
        record(viewer, held, "contribution", kind=kind, fen=fen, due_on=due_on)
    return made


def drop_contribution(viewer: Viewer, one: Contribution) -> None:
    """Take back a contribution that is not registered yet."""
    with transaction.atomic():
        held = editable(viewer, one.entry.filing)
        if one.enterprise_id is not None:
            raise Refused([Fault("", _("已经登记的出资不能删除"))])
        record(viewer, held, "drop_contribution", kind=one.kind, fen=one.fen)
        one.delete()


def state_paid(viewer: Viewer, filing: Filing, one: Contribution, *, paid_on: date, proof: str) -> PaidIn:
    """State that an instalment of the enterprise's schedule was paid. Raises Refused with every fault."""
    with transaction.atomic():
        held = editable(viewer, filing)
        faults = []
        if held.kind != Kind.PAYMENT:
            faults.append(Fault("", _("缴付出资请另办“缴付出资登记”")))
        if one.enterprise_id != held.enterprise_id or one.ended_on is not None:
            faults.append(Fault("contribution", _("这笔出资不是这家企业的")))
        if one.paid_on is not None:
            faults.append(Fault("contribution", _("这笔出资已于 %(day)s 缴付") % {"day": one.paid_on}))
        if paid_on > clock.today() or (one.from_day is not None and paid_on < one.from_day):
            faults.append(Fault("paid_on", _("缴付日期应在登记日和今天之间")))
        if not proof.strip():
            faults.append(Fault("proof", _("请写明验资或评估报告")))
        refuse_all(faults)
        made, _new = PaidIn.objects.update_or_create(
            filing=held, contribution=one, defaults={"paid_on": paid_on, "proof": proof.strip()}
        )
        record(viewer, held, "paid", contribution=str(one.pk), paid_on=paid_on)
    return made


def add_party(viewer: Viewer, filing: Filing, other: Subject) -> Party:
    """Another enterprise that goes into the merger. Raises Refused with every fault."""
    with transaction.atomic():
        held = editable(viewer, filing)
        faults = []
        if held.kind != Kind.MERGER:
            faults.append(Fault("", _("只有合并写明合并方")))
        if other.entity != "enterprise" or other.state != Subject.State.ACTIVE:
            faults.append(Fault("firm", _("“%(name)s”不是存续的企业") % {"name": other.name}))
        if other.pk == held.enterprise_id:
            faults.append(Fault("firm", _("企业不能与自己合并")))
        refuse_all(faults)
        made, _new = Party.objects.get_or_create(filing=held, subject=other)
        record(viewer, held, "party", other=str(other.pk))
    return made


def hand_in(viewer: Viewer, filing: Filing, name: str, file: Checked | Any) -> Paper:
    """Hand in a paper, until the authority takes the filing up and while it is corrected; the latest of a name counts."""
    with transaction.atomic():
        held = editable(viewer, filing, queries.may_hand_in)
        if name not in papers.paper_list().words:
            raise Refused([Fault("name", _("没有这种材料"))])
        kept = uploads.keep(file, viewer.user_id) if isinstance(file, Checked) else file
        made = Paper.objects.create(filing=held, name=name, file=kept)
        record(viewer, held, "paper", name=name)
    return made
