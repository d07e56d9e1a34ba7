"""Start-up services in the demonstration: an agency's catalogue, an order paid by three levels in 2013, others on their way."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from django.core.files.base import File

from zhiwei.platform.accounts import queries as accounts
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.demo.files import read
from zhiwei.platform.demo.paying import PAIRS, fund_with
from zhiwei.platform.kit import clock, money, uploads
from zhiwei.platform.kit.models import StoredFile
from zhiwei.platform.ledger import queries as ledger_queries
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.models import Fund
from zhiwei.platform.services import services
from zhiwei.platform.services.models import Offer, Order
from zhiwei.platform.subjects.models import Subject

ORDERED, PAID = date(2013, 7, 1), date(2013, 7, 15)


def write() -> int:
    """Make funds, scheme, catalogue and orders; gives the number of orders."""
    data = read("vouchers")
    agency = Subject.objects.get(entity="agency", organisation__in=_viewer("agency").organisation_ids)
    firm = Subject.objects.get(entity="enterprise", organisation__in=_viewer("owner").organisation_ids)
    with clock.stopped(ORDERED):
        funds = _funds(data, ORDERED.year)
        _scheme(data)
        for one in data["offers"]:
            services.offer(_viewer("agency"), agency, **{**one, "price": money.parse(one["price"])})
        account = data["bank"]
        ledger.give_account(
            SYSTEM, agency, holder=agency.name, bank=account["name"], number=account["number"]
        )
        done = _order(firm, data["paid"]["offer"], "paid")
        _go_on(done, data["paid"])
        _step("county", done, "settle")
    with clock.stopped(PAID):
        for fund in funds:
            _pay(fund)
    _funds(data, clock.today().year)
    for number, one in enumerate(data["today"]):
        _go_on(_order(firm, one["offer"], f"today/{number}"), one)
    _step("owner", _order(firm, data["cancelled"], "cancelled"), "cancel")
    return Order.objects.count()


def _viewer(username: str) -> Viewer:
    return accounts.viewer(User.objects.get(username=username))


def _funds(data: dict[str, Any], year: int) -> list[Fund]:
    return [
        fund_with(
            money.parse(one["yuan"]), year=year, name=one["name"], level=one["level"], division=one["division"],
            purposes=["15.1"], document=one["document"].format(year=year),
            key=f"demo/services/{one['division']}/{year}",
        )
        for one in data["funds"]
    ]  # fmt: skip


def _scheme(data: dict[str, Any]) -> None:
    one = data["scheme"]
    services.file_scheme(
        _viewer("county"), division=data["division"], document=one["document"], shares=one["shares"],
        yearly_fen=money.parse(one["yearly"]), from_day=one["from"],
    )  # fmt: skip


def _order(firm: Subject, title: str, key: str) -> Case:
    offer = Offer.objects.get(title=title)
    return services.order(_viewer("owner"), firm, offer, key=f"demo/voucher/{key}").case


def _go_on(case: Case, one: dict[str, Any]) -> None:
    """As far as the file says: delivered with an invoice, confirmed with a grade."""
    if "invoice" in one:
        said = {"invoice": one["invoice"], "invoiced": one["yuan"]}
        _step("agency", case, "deliver", said, {"proof": _proof(one["offer"])})
    if "grade" in one:
        said = {name: one[name] for name in ("grade", "remark") if name in one}
        _step("owner", case, "confirm", said)


def _step(
    who: str, case: Case, step: str, content: dict[str, Any] | None = None,
    documents: dict[str, StoredFile] | None = None,
) -> None:  # fmt: skip
    revision = Case.objects.values_list("revision", flat=True).get(pk=case.pk)
    cases.act(
        _viewer(who), case.pk, step, revision=revision, content=content or {}, documents=documents or {}
    )


def _proof(title: str) -> StoredFile:
    """A made-up attendance list; a page that says so."""
    text = f"服务,{title}\n说明,演示用的服务证明，并非真实材料\n".encode("utf-8-sig")
    return uploads.keep(uploads.check(File(io.BytesIO(text), name="服务证明.csv"), {"csv"}))


def _pay(fund: Fund) -> None:
    maker, checker = map(_viewer, PAIRS[fund.level])
    made = ledger.make_payment_list(maker, fund, ledger_queries.payable(fund), key=f"{fund.key}/list")
    ledger.approve_list(checker, made, revision=made.revision)
    lines = [ledger.Paid(one.pk, PAID, f"示例{fund.level}{one.number:04}") for one in made.lines.all()]
    ledger.confirm_paid(maker, made, lines)
