"""Venture capital in the demonstration: two institutions under a guide fund, their investments, exits and a compensated loss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases import services as cases
from zhiwei.platform.demo.paying import account, next_small, pay, proof, small_firms, step, viewer
from zhiwei.platform.funds.models import Investment, VentureFund
from zhiwei.platform.funds.ventures import facts, register
from zhiwei.platform.kit import clock, money
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.models import Fund
from zhiwei.platform.subjects.models import Subject

ESTABLISHED, STAKED = date(2012, 11, 1), date(2013, 2, 1)
APPLIED, NOTICE = date(2014, 6, 10), timedelta(days=8)


def write(
    data: Mapping[str, Any], registered: Mapping[str, Subject], guide: Fund, local: Mapping[int, Fund]
) -> int:
    """Register institutions, put money in, invest, leave, compensate; gives the number of investments."""
    funds = {
        one["body"]: _institution(registered[one["body"]], one, data["bank"]) for one in data["ventures"]
    }
    with clock.stopped(STAKED):
        for one in data["ventures"]:
            _stake(guide, funds[one["body"]], money.parse(one["stake"]))
        pay(guide)
    firms = iter(reversed(small_firms()))
    for told in data["investments"]:
        made = _invested(funds[told["by"]], firms, told)
        if told.get("until") == "paid":
            with clock.stopped(APPLIED):
                _applied(made, settle=True)
        elif told.get("until") == "submitted":
            _applied(made, settle=False)
    with clock.stopped(APPLIED + NOTICE):
        cases.tick(clock.now())
        pay(local[APPLIED.year])
    return Investment.objects.count()


def _institution(subject: Subject, told: Mapping[str, Any], bank: str) -> VentureFund:
    with clock.stopped(ESTABLISHED):
        account(subject, bank)
        return register.register(
            SYSTEM, subject, fen=money.parse(told["yuan"]), established_on=ESTABLISHED, talent=told["talent"],
            document=f"（示例）浙创投备〔2012〕{told['body'][-1]}号",
        )  # fmt: skip


def _stake(guide: Fund, one: VentureFund, fen: int) -> None:
    basis, key = ledger.Basis("guide_fund", str(one.subject_id)), f"{guide.key}/{one.pk}"
    held = ledger.reserve(SYSTEM, guide, fen, basis=basis, sentence="13.4", subject=one.subject, key=key)
    ledger.commit(SYSTEM, held, key=f"{key}/commit")


def _invested(fund: VentureFund, firms: Iterator[Subject], told: Mapping[str, Any]) -> Investment:
    firm = next_small(firms, told.get("left", told["made"]))
    with clock.stopped(told["made"]):
        made = register.invest(
            SYSTEM,
            fund,
            firm,
            agreement=told["agreement"],
            fen=money.parse(told["yuan"]),
            on_day=told["made"],
        )
    if "left" in told:
        with clock.stopped(told["left"]):
            register.leave(
                SYSTEM, made, way=told["way"], on_day=told["left"], fen=money.parse(told["price"]),
                buyer="" if told["way"] == "liquidation" else "（示例）受让方", document=f"（示例）产权凭证{made.pk}",
            )  # fmt: skip
    return made


def _applied(one: Investment, *, settle: bool) -> None:
    """The application for a loss, where the verdict is in favour; a demonstration of chance firms may hold none."""
    one = Investment.objects.select_related("transfer", "firm", "investor__subject").get(pk=one.pk)
    party = one.investor.subject
    if facts.ask(one, party.division).measures[facts.MEASURE].verdict != "entitled":
        return
    made = cases.open_case(
        viewer("venture"), "venture_compensation", party, key=f"demo/venture/{one.pk}", origin="applicant",
        content={"agreement": one.agreement}, documents={"proof": proof("退出证明")},
    )  # fmt: skip
    if settle:
        step(viewer("county"), made, "check")
        step(viewer("county2"), made, "settle")
