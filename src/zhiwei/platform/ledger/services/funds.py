"""Opening and closing a fund."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.divisions import level_of
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import money
from zhiwei.platform.ledger import purposes as purpose_ids
from zhiwei.platform.ledger.chart import LEVEL_OF_DIVISION, UNPAID, Kind, Level, Place
from zhiwei.platform.ledger.faults import Fault, Refused, refuse
from zhiwei.platform.ledger.models import Account, Entry, Fund
from zhiwei.platform.ledger.posting import Move, locked, post
from zhiwei.platform.ledger.services.common import must, record, same_key


def open_fund(
    viewer: Viewer, *, name: str, level: str, division: str, budget_year: int, purposes: Sequence[str],
    from_day: date, to_day: date, key: str, document: str = "", organisation: UUID | None = None,
) -> Fund:  # fmt: skip
    """A fund of a division for named sentences or measures, with all its accounts at zero.

    Raises Refused with every fault of its particulars; PermissionDenied outside the viewer's divisions.
    """
    fund = Fund(
        key=key, name=" ".join(name.split()), level=level, division=division, budget_year=budget_year,
        purposes=list(dict.fromkeys(purposes)), from_day=from_day, to_day=to_day, document=document.strip(),
        organisation_id=organisation, made_by_id=viewer.user_id,
    )  # fmt: skip
    must(viewer, "ledger.open", fund)
    with transaction.atomic():
        found = Fund.objects.filter(key=key).first()
        if found is not None:
            same = (found.name, found.division, found.level) == (fund.name, division, level)
            same_key(key, same, _("已设立“%(name)s”") % {"name": found.name})
            return found
        same_key(key, True)
        if wrong := _faults(fund):
            raise Refused(wrong)
        try:
            with transaction.atomic():
                fund.save(force_insert=True)
        except IntegrityError:
            if found := Fund.objects.filter(key=key).first():
                return found
            raise refuse("fund_once", _("这一级次本年度已有同名资金")) from None
        Account.objects.bulk_create(Account(fund=fund, place=place) for place in Place)
        detail = {
            "name": fund.name,
            "purposes": fund.purposes,
            "year": budget_year,
            "document": fund.document,
        }
        record(viewer, "ledger.open", "", fund, kind="fund", key=str(fund.pk), **detail)
    return fund


def _faults(fund: Fund) -> list[Fault]:
    found = purpose_ids.unknown(fund.purposes)
    if not fund.name:
        found.append(Fault("name", _("请填写资金名称")))
    if not fund.purposes:
        found.append(Fault("purposes", _("请至少写明一个用途（句子或措施）")))
    wanted, level = LEVEL_OF_DIVISION.get(Level(fund.level)), level_of(fund.division)
    if not level:
        found.append(Fault("division", _("没有行政区划 %(code)s") % {"code": fund.division}))
    elif (wanted and level != wanted) or (wanted is None and level == 1):
        found.append(Fault("level", _("资金级次与行政区划的级别不一致")))
    if fund.to_day < fund.from_day:
        found.append(Fault("to_day", _("终止日早于起始日 %(day)s") % {"day": fund.from_day}))
    elif not fund.from_day.year <= fund.budget_year <= fund.to_day.year:
        found.append(Fault("budget_year", _("预算年度不在起止日期之内")))
    return found


def to_surrender(fund: Fund) -> dict[Place, int]:
    """What a fund, which is locked, gives to the treasury when it is closed, or what came to it since it was: fen by place.

    Raises Refused as long as something of an open fund is promised, being paid or to come back.
    """
    places = {Place(a.place): a.balance for a in fund.accounts.all()}
    closed = fund.state == Fund.State.CLOSED
    waiting = [p for p in (*UNPAID, Place.RECEIVABLE) if places[p] and not closed]
    if waiting:
        text = _("“%(place)s”还有 %(fen)s 元，办完后才能结清")
        raise Refused(
            Fault("waiting", text % {"place": p.label, "fen": money.short(places[p])}) for p in waiting
        )
    return {p: places[p] for p in (Place.AVAILABLE, Place.RETURNED) if places[p]}


def close_fund(
    viewer: Viewer, fund: Fund, *, document: str, key: str, proposed_by: int | None = None
) -> Fund:
    """Surrender what is left and close the fund, once nothing of it is promised, being paid or to come back.

    Of a fund that was closed before, what came back or was released since is surrendered; nothing is done where that is
    nothing, and under a key that has surrendered already.
    """
    with transaction.atomic():
        held = locked(fund)
        must(viewer, "ledger.open", held)
        moves = [
            Move(Kind.SURRENDER, p, Place.SURRENDERED, fen, f"{key}:{p}", document=document)
            for p, fen in to_surrender(held).items()
        ]
        closed = held.state == Fund.State.CLOSED
        if closed and (not moves or Entry.objects.filter(key__in=[f"{key}:{p}" for p in Place]).exists()):
            return held
        if moves:
            post(viewer, held, moves)
        if not closed:
            held.state = Fund.State.CLOSED
            held.save()
        detail: dict[str, object] = {"document": document}
        if proposed_by is not None:
            detail["proposed_by"] = proposed_by
        record(viewer, "ledger.close", "ledger.open", held, kind="fund", key=str(held.pk), **detail)
    return held
