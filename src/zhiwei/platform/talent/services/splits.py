"""A unit divides the proceeds of a service invention (20.5): proposed, agreed by everybody, fixed, paid one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, cast

from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock, money
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.talent.models import Researcher, Split, SplitMember
from zhiwei.platform.talent.parties import invite_all
from zhiwei.platform.talent.services.common import Fault, Refused, begin, keeps, note

TYPE = "income_split"


@dataclass(frozen=True, slots=True)
class Portion:
    """Somebody's share of the team's part, a fraction of 1."""

    researcher: Researcher
    share: Fraction


def propose(
    viewer: Viewer, unit: Subject, given: Mapping[str, Any], portions: Sequence[Portion], *, key: str
) -> Split:
    """Propose how a receipt of money is divided; ``given`` holds the fields of :class:`Split` that documents state.

    Raises Refused with every fault: shares that do not make 1, a receipt that was divided before.
    """
    keeps(viewer, unit)
    faults = _portion_faults(unit, portions)
    ratio = Fraction(given["ratio"])
    if "/" in _decimal(ratio):
        faults.append(Fault("ratio", _("比例请写成百分数或小数，例如 60%% 或 0.6") % {}))
    if not 0 <= ratio <= 1:
        faults.append(Fault("ratio", _("比例应在 0 和 1 之间")))
    if given["proceeds"] <= 0:
        faults.append(Fault("proceeds", _("所得收益须大于零")))
    if given["received_on"] > clock.today():
        faults.append(Fault("received_on", _("到账日期不能晚于今天")))
    if faults:
        raise Refused(faults)

    def make(subject: Subject) -> Split:
        made = Split.objects.create(subject=subject, unit=unit, **{**given, "ratio": str(ratio)})
        _write(made, portions)
        return made

    made = begin(
        viewer, TYPE, name=f"{unit.name}职务发明收益分配", division=unit.division,
        organisation_id=unit.organisation_id, key=key, make=make,
        content={
            "achievement": given["achievement"], "contract": given["contract"], "voucher": given["voucher"],
            "received_on": given["received_on"].isoformat(),
            "proceeds": money.yuan(given["proceeds"], grouped=False), "team_ratio": _decimal(ratio),
            "ratio_document": given["ratio_document"],
        },
        twice=_("到账凭证 %(number)s 的收益已经分配过") % {"number": given["voucher"]},
    )  # fmt: skip
    return cast(Split, made)


def revise(viewer: Viewer, split: Split, portions: Sequence[Portion], *, change: str) -> Split:
    """Change the shares before the plan is fixed; everybody then agrees anew. Raises Refused with every fault."""
    keeps(viewer, split.unit)
    with transaction.atomic():
        held = Split.objects.select_for_update(of=("self",)).select_related("unit", "case").get(pk=split.pk)
        assert held.case is not None
        faults = _portion_faults(held.unit, portions)
        if held.frozen_on is not None:
            faults.append(Fault("", _("已经定案，不能再改")))
        if faults:
            raise Refused(faults)
        held.members.all().delete()
        _write(held, portions)
        try:
            cases.act(
                viewer,
                held.case.pk,
                "revise",
                revision=held.case.revision,
                content={"change": change.strip()},
            )
        except cases.Refused as refused:
            raise Refused(refused.faults) from refused
        held.refresh_from_db()
        invite_all(held)
        shares = {one.researcher.number: str(one.share) for one in portions}
        note(viewer, "talent.revise", held, shares=shares)
    return held


def record_payment(viewer: Viewer, member: SplitMember, *, on: date, voucher: str) -> SplitMember:
    """Record that somebody got his part; with the last one the case ends. Raises Refused with every fault."""
    split = member.split
    keeps(viewer, split.unit)
    with transaction.atomic():
        Split.objects.select_for_update(of=("self",)).get(pk=split.pk)
        held = SplitMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
        faults = []
        if split.frozen_on is None or held.amount is None:
            faults.append(Fault("", _("方案定案以后才能发放")))
        elif held.paid_on is not None:
            faults.append(Fault("", _("已于 %(day)s 发放，只发一次") % {"day": held.paid_on}))
        elif not split.frozen_on <= on <= clock.today():
            faults.append(
                Fault("on", _("发放日期应在定案日期 %(day)s 和今天之间") % {"day": split.frozen_on})
            )
        if not voucher.strip():
            faults.append(Fault("voucher", _("请填写发放凭证号")))
        if faults:
            raise Refused(faults)
        held.paid_on, held.paid_voucher = on, voucher.strip()
        held.save(update_fields=["paid_on", "paid_voucher"])
        if not split.members.filter(paid_on=None).exists():
            assert split.case_id is not None
            case = Case.objects.get(pk=split.case_id)
            cases.act(SYSTEM, case.pk, "settle", revision=case.revision)
        note(
            viewer,
            "talent.pay",
            split,
            position=held.position,
            fen=held.amount,
            on=on,
            voucher=voucher.strip(),
        )
    return held


def _portion_faults(unit: Subject, portions: Sequence[Portion]) -> list[Fault]:
    faults = []
    people = [one.researcher.pk for one in portions]
    if not portions:
        faults.append(Fault("members", _("请写明团队每个人的份额")))
    elif sum(one.share for one in portions) != 1:
        total = sum(one.share for one in portions)
        faults.append(
            Fault("members", _("份额之和须为 1，现在是 %(total)s") % {"total": _decimal(Fraction(total))})
        )
    if any(one.share <= 0 for one in portions):
        faults.append(Fault("members", _("每个人的份额须大于零")))
    if len(set(people)) < len(people):
        faults.append(Fault("members", _("同一个人写了两次")))
    if any(one.researcher.unit_id != unit.pk for one in portions):
        faults.append(Fault("members", _("只能分给本单位登记的科技人员")))
    return faults


def _write(split: Split, portions: Sequence[Portion]) -> None:
    SplitMember.objects.bulk_create(
        [
            SplitMember(split=split, researcher=one.researcher, position=at, share=str(one.share))
            for at, one in enumerate(portions, start=1)
        ]
    )


def _decimal(share: Fraction) -> str:
    """A fraction as text: decimal where it ends within twelve digits, else as a quotient."""
    scaled = share * 10**12
    if scaled.denominator != 1:
        return str(share)
    text = f"{scaled.numerator:013}"
    return f"{text[:-12]}.{text[-12:]}".rstrip("0").rstrip(".")
