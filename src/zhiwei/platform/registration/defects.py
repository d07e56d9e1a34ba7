"""Everything that stands against a filing, found in its registers and asked of the rulebook, all at once (17.4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from zhiwei.engine.errors import InputError
from zhiwei.platform.kit.language import lang
from zhiwei.platform.kit.money import short
from zhiwei.platform.ledger.faults import quoted
from zhiwei.platform.registration import capital, law, naming, papers
from zhiwei.platform.registration.models import ENTERED, Contribution, Entry, Filing, Kind
from zhiwei.platform.subjects.models import Subject

INDIVIDUAL = "individual_business"


def of(filing: Filing, day: date) -> list[str]:
    """Every defect of a filing by the law of a day, in the reader's words; empty for one that may be registered."""
    found: list[str] = []
    if filing.enterprise is not None and filing.enterprise.state != Subject.State.ACTIVE:
        found.append(_("“%(name)s”已经注销") % {"name": filing.enterprise.name})
    found += _of_kind(filing)
    if filing.kind in ENTERED:
        found += naming.taken(filing)
        for entry in filing.entries.all():
            found += _of_entry(filing, entry, day)
    for name in papers.missing(filing, day):
        found.append(_("缺少材料：%(paper)s") % {"paper": papers.paper_list().label(name)})
    return found


def _of_kind(filing: Filing) -> Iterator[str]:
    entries, parties = list(filing.entries.all()), list(filing.parties.select_related("subject"))
    old = filing.enterprise
    match filing.kind:
        case Kind.CONVERSION:
            if old is None or old.legal_form != INDIVIDUAL:
                yield _("转为企业只适用于个体工商户")
            if any(one.legal_form in ("", INDIVIDUAL) for one in entries):
                yield _("请选择转为哪种企业")
        case Kind.MERGER:
            if not parties:
                yield _("请写明与哪些企业合并")
            for one in parties:
                if one.subject.state != Subject.State.ACTIVE:
                    yield _("“%(name)s”已经注销") % {"name": one.subject.name}
        case Kind.DIVISION:
            if sum(one.anew for one in entries) == 0:
                yield _("请写明分立出哪些企业")
            if len(entries) < 2:
                yield _("分立后至少有两家企业：存续的和新设的，或者两家新设的")
        case Kind.PAYMENT:
            if not filing.paid_in.exists():
                yield _("请写明哪一笔出资已经缴付")
        case Kind.CAPITAL_INCREASE:
            if not any(one.contributions.exists() for one in entries):
                yield _("请写明增加的出资")
        case Kind.CHANGE:
            if not any(_said(one) for one in entries):
                yield _("请写明要变更的事项")


def _said(entry: Entry) -> bool:
    return any((entry.name, entry.legal_form, entry.industry, entry.address))


def _of_entry(filing: Filing, entry: Entry, day: date) -> Iterator[str]:
    if entry.anew:
        needed = {_("名称"): entry.name, _("组织形式"): entry.legal_form, _("住所"): entry.address}
        for label, value in needed.items():
            if not value.strip():
                yield _("没有填写%(label)s") % {"label": label}
        if not entry.legal_form:
            return
    if filing.kind != Kind.CHANGE:
        yield from _of_capital(filing, entry, day)


def _of_capital(filing: Filing, entry: Entry, day: date) -> Iterator[str]:
    """The capital rules, in the words of their sentences; where another law sets the capital, it goes before them."""
    try:
        found = law.capital_tests(entry, day)
    except InputError as error:
        yield from (one.text(lang()) for one in error.defects)
        return
    if not found["is_company"]:
        return
    sums = capital.of(entry)
    if sums.registered == 0:
        yield _("没有填写出资；公司须有注册资本")
    new_capital = entry.anew or filing.kind in (Kind.MERGER, Kind.DIVISION)
    if new_capital and not entry.other_law.strip():
        yield from _of_instalments(entry, sums, found)
    if found["non_monetary_ok"] is False:
        said = _("非货币出资 %(fen)s 元，超过 %(most)s 元；%(text)s")
        yield said % {
            "fen": short(sums.non_monetary), "most": short(int(found["non_monetary_maximum"])), "text": quoted("17.3"),
        }  # fmt: skip
    deadline = found["payment_deadline"] if entry.anew else None  # the years of 17.1 count from founding
    for one in entry.contributions.all():
        yield from _of_contribution(one, filing, day, deadline)


def _of_instalments(entry: Entry, sums: capital.Capital, found: dict[str, Any]) -> Iterator[str]:
    if found["registered_capital_ok"] is False:
        yield _("注册资本 %(fen)s 元，低于法定最低限额") % {"fen": short(sums.registered)}
    if found["first_instalment_ok"] is False:
        said = _("首次出资 %(fen)s 元，低于 %(least)s 元；%(text)s")
        yield said % {
            "fen": short(sums.paid), "least": short(_up(found["first_instalment_minimum"])), "text": quoted("17.1"),
        }  # fmt: skip
    if found["instalments_allowed"] is False and sums.paid < sums.registered:
        yield _("募集设立的股份有限公司须一次缴足，不能分期")


def _up(amount: Any) -> int:
    """The smallest whole fen that reaches an amount."""
    return -int(-amount // 1)


def _of_contribution(one: Contribution, filing: Filing, day: date, deadline: date | None) -> Iterator[str]:
    what = {"who": one.contributor, "kind": one.get_kind_display()}
    allowed = law.kind_allowed(one, filing.division, day)
    if allowed is False and one.kind == papers.SEA:
        said = _("%(who)s 以%(kind)s出资：所在地不是试点地区；%(text)s")
        yield said % {**what, "text": quoted("17.3")}
    elif allowed is False:
        yield _("%(who)s 不能以%(kind)s出资（公司登记管理条例第十四条）") % what
    if one.at_founding or one.entry.other_law.strip():
        return
    if deadline is not None and one.due_on is not None and one.due_on > deadline:
        said = _("%(who)s 的出资约定在 %(due)s 缴付，迟于 %(last)s；%(text)s")
        yield said % {**what, "due": one.due_on, "last": deadline, "text": quoted("17.1")}
    if deadline is None and one.due_on is None:
        yield _("%(who)s 的出资没有约定缴付期限") % what
