"""Guarantees in the demonstration: a guarantor's business with claims and a recovery, compensated or on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.demo.paying import account, next_small, pay, proof, small_firms, step, viewer
from zhiwei.platform.funds.guarantees import facts
from zhiwei.platform.funds.guarantees.schemes import file_scheme
from zhiwei.platform.kit import clock, money
from zhiwei.platform.ledger.models import Fund
from zhiwei.platform.subjects.models import Guarantee, Subject
from zhiwei.platform.subjects.services.records import Contract, record_event, record_guarantee

NOTICE = timedelta(days=8)
APPLIED = date(2014, 6, 10)
"""When the claims of 2013 were applied for; the year's figures of the firms are in since the end of May."""
WAITED = timedelta(days=3)
"""How long ago today's applications came."""
KINDS = {"guarantee_province": "province", "guarantee_local": "city"}
"""Each case type with the log-in that settles it."""


def write(
    data: Mapping[str, Any], guarantor: Subject, provincial: Mapping[int, Fund], local: Mapping[int, Fund]
) -> int:
    """File the rule, enter the business, apply and pay; gives the number of guarantees."""
    said = data["scheme"]
    with clock.stopped(said["from"]):
        file_scheme(
            SYSTEM, from_day=said["from"], limit=money.parse(said["limit"]), ratio=Fraction(said["ratio"]),
            cap=money.parse(said["cap"]), document=said["document"],
        )  # fmt: skip
        account(guarantor, data["bank"])
    firms = iter(small_firms(division__startswith=guarantor.division[:4]))
    made = [(_entered(guarantor, firms, one), one) for one in data["guarantees"]]
    with clock.stopped(APPLIED):
        past = [case for one, told in made if told.get("until") == "paid" for case in _applied(one, told)]
        for case in past:
            step(viewer(KINDS[case.type]), case, "check")
            step(viewer(f"{KINDS[case.type]}2"), case, "settle")
    with clock.stopped(APPLIED + NOTICE):
        cases.tick(clock.now())
        for fund in (provincial[APPLIED.year], local[APPLIED.year]):
            pay(fund)
    for one, told in made:
        if "recovered" in told:
            fen = money.parse(told["recovered"])
            record_event(
                SYSTEM, one, kind="recovered", on_day=date(2015, 3, 2), fen=fen, document=f"追-{one.contract}"
            )
    with clock.stopped(clock.today() - WAITED):
        for one, told in made:
            if told.get("until") in ("submitted", "published"):
                for case in _applied(one, told):
                    if told["until"] == "published":
                        step(viewer("province"), case, "check")
                        step(viewer("province2"), case, "settle")
    return len(made)


def _entered(guarantor: Subject, firms: Iterator[Subject], told: Mapping[str, Any]) -> Guarantee:
    claimed = told.get("claimed", date(2014, 9, 1))
    firm = next_small(firms, claimed)
    said = Contract(
        told["contract"],
        money.parse(told["yuan"]),
        claimed - timedelta(days=200),
        claimed + timedelta(days=165),
    )
    with clock.stopped(said.from_day + timedelta(days=5)):
        one = record_guarantee(SYSTEM, guarantor, firm, said)
    for kind, paper in (("claim", "代偿凭证"), ("repaid", "还款凭证")):
        if kind in told:
            with clock.stopped(claimed):
                fen = money.parse(told[kind])
                record_event(
                    SYSTEM, one, kind=kind, on_day=claimed, fen=fen, document=f"{one.contract}{paper}"
                )
    return one


def _applied(one: Guarantee, told: Mapping[str, Any]) -> Iterator[Case]:
    """The applications of a guarantee, where its verdict is in favour; a demonstration of chance firms may hold none."""
    for kind in KINDS:
        if kind == "guarantee_local" and "local" not in told:
            continue
        measure = {"guarantee_province": facts.PROVINCIAL, "guarantee_local": facts.LOCAL}[kind]
        answer = facts.ask(one, one.guarantor.division, told["claimed"], measure)
        if answer.measures[measure].verdict == "entitled":
            yield cases.open_case(
                viewer("guarantor"), kind, one.guarantor, key=f"demo/{kind}/{one.pk}", origin="applicant",
                content={"contract": one.contract}, documents={"proof": proof("代偿证明")},
            )  # fmt: skip
